"""務め — while the sides disagree on a line, or too much was paid, the office has something to do."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.models import BasePay, Cost
from tsunagari.programmes.talent.people.actions.duties import measure_of

# Own rules of the office.
DAYS_TO_SETTLE, DAYS_TO_REFUND = 7, 14
MONEY = 2


@transaction.atomic
def follow(cost: Cost, *, on: date, by=None) -> None:
    """One duty as long as a line is disputed; a second dispute of it is a new one."""
    duties.wait_for_turn(cost)
    duties.reconcile(cost, _wanted(cost), on=on, by=by)
    follow_cap(cost.case, on=on, by=by)


@transaction.atomic
def follow_cap(case, *, on: date, by=None) -> None:
    """One duty as long as the candidate paid more than the cap; its amount moves with the lines."""
    base = BasePay.objects.filter(case=case).first()
    if base is None:
        return
    duties.wait_for_turn(base)
    cap = queries.cap_of(case, on)
    over = cap.over_yen if cap else 0
    duties.reconcile(base, _refund(case, over) if over else [], on=on, by=by)


def _refund(case, over: int) -> list[Wanted]:
    office = federation().party_id
    last = Cost.objects.filter(case=case, annulled_at=None, gives_back=None, paid_on__isnull=False)
    since = max(last.values_list("paid_on", flat=True))
    return [
        Wanted(
            rule="2-1.refund_over_cap",
            occurrence="cap",
            holder=case.sending_id or office,
            doer=office,
            opens_on=since,
            due=since + timedelta(days=DAYS_TO_REFUND),
            facts={"case": case.pk, "since": since.isoformat(), "yen": over},
            risk=MONEY,
            measure=measure_of(case.system),
        )
    ]


def _wanted(cost: Cost) -> list[Wanted]:
    if not cost.disputed:
        return []
    office = federation().party_id
    last = cost.answers.filter(said=Cost.Said.DISPUTED).last()
    since = roles.day_of(last.at)
    return [
        Wanted(
            rule="2-1.settle_cost",
            occurrence=str(last.pk),
            holder=office,
            doer=office,
            opens_on=since,
            due=since + timedelta(days=DAYS_TO_SETTLE),
            facts={"case": cost.case_id, "since": since.isoformat(), "yen": cost.yen},
            risk=MONEY,
            measure=measure_of(cost.case.system),
        )
    ]
