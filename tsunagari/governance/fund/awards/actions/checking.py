"""費用を確かめる — one cost that was entered twice is joined; whether a payee is near is said."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.awards import nearness, queries
from tsunagari.governance.fund.awards.actions.base import locked, mine, note
from tsunagari.governance.fund.awards.models import Award, Cost
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.governance.fund.vouchers import actions as vouchers

TWICE = _("同じ費用を1つにまとめた")
APART = _("まとめるのをやめた")


def _opened(award: Award, by) -> Award:
    """The grantee's while it writes, the office's while it looks at the vouchers."""
    if by.kind == "staff" and by.on_behalf is None:
        award = locked(award)
        refuse_if(steps.why_not_in(state=award.state, states=(steps.REPORTED,)))
        return award
    return mine(award, by, steps.AGREED)


def _held(cost: Cost) -> Cost:
    return (
        Cost.objects.select_for_update(of=("self",)).select_related("voucher__blob").get(pk=cost.pk)
    )


@transaction.atomic
def join(cost: Cost, *, by, on: date) -> Cost:
    """まとめる — with the other entry of the same voucher, which alone counts from now on."""
    award = _opened(cost.report.award, by)
    cost = _held(cost)
    other = queries.twins_of(award).get(cost.pk)
    refuse_if(steps.why_not_join(twin=other is not None, joined=cost.joined_to_id is not None))
    cost.joined.update(joined_to=other)
    cost.joined_to = other
    cost.save(update_fields=["joined_to"])
    vouchers.cancel_of(cost, reason=TWICE, by=by, on=on)
    note(award, "cost_joined", by=by, on=on, yen=cost.yen, cost=cost.pk)
    return cost


@transaction.atomic
def part(cost: Cost, *, by, on: date) -> Cost:
    """まとめるのをやめる — both entries stand again, and at most one of them counts."""
    award = _opened(cost.report.award, by)
    cost = _held(cost)
    if cost.joined_to_id is None:
        return cost
    cost.joined_to = None
    cost.save(update_fields=["joined_to"])
    vouchers.restore_of(cost, reason=APART, by=by, on=on)
    note(award, "cost_parted", by=by, on=on, yen=cost.yen, cost=cost.pk)
    return cost


@transaction.atomic
def say_related(cost: Cost, said: str, *, by, on: date) -> Cost:
    """関係者かを答える — the office, before the amount is fixed; it may be answered anew until then."""
    award = locked(cost.report.award)
    reasons = steps.why_not_in(state=award.state, states=(steps.REPORTED,))
    if said not in Cost.Said.values:
        reasons.append(Reason(_("「関係者」か「関係者でない」を選んでください。"), rule="said"))
    refuse_if(reasons)
    cost = _held(cost)
    why = nearness.proposed(award, [cost], on=on).get(cost.pk, "")
    cost.related_said = Cost.Said(said)
    cost.save(update_fields=["related_said"])
    note(award, "cost_related", by=by, on=on, cost=cost.pk, said=said, why=why)
    return cost
