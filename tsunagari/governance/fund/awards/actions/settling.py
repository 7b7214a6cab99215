"""額を確定する — what counts, what is still paid or comes back, what stays restricted."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.awards import nearness, queries
from tsunagari.governance.fund.awards.actions.base import follow, locked, note, save, stepped
from tsunagari.governance.fund.awards.models import (
    Asset,
    Award,
    Change,
    Instalment,
    Refund,
    Settlement,
)
from tsunagari.governance.fund.awards.rules import settlement, steps
from tsunagari.governance.fund.payments.models import Request
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.records.rules import prints


@transaction.atomic
def settle(award: Award, *, seen: int, by, on: date) -> Settlement:
    """額の確定 — by the costs of the report; the rest of the promise is free again."""
    award = stepped(award, steps.SETTLED, seen=seen)
    asked = award.changes.filter(state=Change.State.ASKED).count()
    near = nearness.unanswered(award, queries.costs_of(award), on=on)
    refuse_if(steps.why_not_settle(unpaid=queries.unpaid(award), asked=asked, near=len(near)))
    found = queries.counted(award)
    made = Settlement.objects.create(
        award=award,
        eligible=found.eligible,
        by_rate=found.by_rate,
        by_income=found.by_income,
        fixed=found.fixed,
        advance=found.advance,
        costs=_kept(award, found),
        rules=settlement.VERSION,
        fixed_on=on,
        by=by.party,
    )
    save(award, "state")
    record = note(award, "settled", by=by, on=on, yen=found.fixed, advance=found.advance)
    _pay_rest(award, made.final_payment, record, by, on)
    if made.refund:
        due_on = on + timedelta(days=queries.figure("days_to_refund", on))
        Refund.objects.create(award=award, yen=made.refund, due_on=due_on)
    follow(award, on=on, by=by)
    return made


def _kept(award: Award, found: settlement.Settlement) -> list:
    """Every cost with what of it counts, and why the rest does not."""
    costs = queries.costs_of(award)
    return [
        [
            cost.pk,
            one.yen,
            [
                [r.rule, r.text, {k: prints.fact(v) for k, v in r.facts.items()}]
                for r in one.reasons
            ],
        ]
        for cost, one in zip(costs, found.counted, strict=True)
    ]


def _pay_rest(award: Award, yen: int, record, by, on: date) -> None:
    """精算払 — the last instalment, as much as is still to be paid; what is not needed is released."""
    rows = [one for one in queries.instalments(award) if one.due.state == Due.State.RESERVED]
    row = next((one for one in rows if one.trigger == Instalment.Trigger.SETTLEMENT), None)
    if row and yen:
        promised = row.due.yen
        if yen < promised:
            row.due = dues.lower(row.due, yen, because=record, by=by, on=on)
        rows.remove(row)
        _owe(row, record, by, on)
        yen -= min(yen, promised)
    for one in rows:
        dues.release(one.due, because=record, by=by, on=on, words=award.title)
    if yen:
        _owe(_another(award, yen, record, by, on), record, by, on)


def _another(award: Award, yen: int, record, by, on: date) -> Instalment:
    """An instalment that was not planned: an advance had been released."""
    number = award.instalments.count() + 1
    row = Instalment.objects.create(
        award=award, number=number, trigger=Instalment.Trigger.SETTLEMENT
    )
    row.due = dues.reserve(
        award.fund.book,
        award.grantee,
        yen,
        fund=award.fund,
        measure=award.measure,
        about=row,
        because=record,
        by=by,
        on=on,
    )
    row.save(update_fields=["due"])
    return row


def _owe(row: Instalment, record, by, on: date) -> None:
    row.due_on = on + timedelta(days=queries.figure("days_to_pay", on))
    dues.owe(row.due, due_on=row.due_on, because=record, by=by, on=on, words=row.award.title)
    row.save(update_fields=["due_on"])


@transaction.atomic
def release_instalment(row: Instalment, *, by, on: date) -> Award:
    """払わない回 — an advance that will not be paid any more leaves the books."""
    award = locked(row.award)
    states = (steps.AGREED, steps.REPORTED)
    asked = Request.objects.filter(due=row.due_id, state__in=Request.OPEN).exists()
    refuse_if(
        steps.why_not_in(state=award.state, states=states) + steps.why_not_release(asked=asked)
    )
    record = note(award, "instalment_released", by=by, on=on, number=row.number)
    dues.release(row.due, because=record, by=by, on=on, words=award.title)
    follow(award, on=on, by=by)
    return award


@transaction.atomic
def take_refund(award: Award, *, yen: int, returned_on: date, by) -> Refund:
    """返還を受ける — through the ledger, from the instalments that were paid, the newest first."""
    award = locked(award)
    refuse_if(steps.why_not_in(state=award.state, states=(steps.SETTLED,)))
    row = Refund.objects.select_for_update().filter(award=award).first()
    left = row.yen - row.returned_yen if row else 0
    refuse_if(steps.why_not_refund(yen=yen, left=left, on=returned_on, today=by.on))
    record = note(award, "refunded", by=by, on=returned_on, yen=yen)
    rest = yen
    for one in reversed(queries.instalments(award)):
        there = one.due.yen - one.due.given_back_yen if one.due.state == Due.State.SETTLED else 0
        if part := min(rest, there):
            dues.give_back(one.due, part, on=returned_on, because=record, by=by, words=award.title)
            rest -= part
    row.returned_yen += yen
    row.returned_on = returned_on if row.returned_yen == row.yen else None
    row.save(update_fields=["returned_yen", "returned_on"])
    follow(award, on=by.on, by=by)
    return row


@transaction.atomic
def close(award: Award, *, seen: int, by, on: date) -> Award:
    """終わる — nothing is owed in either direction any more: the advance is zero."""
    award = stepped(award, steps.CLOSED, seen=seen)
    refuse_if(_why_not_close(award))
    award.ended_on = on
    save(award, "state", "ended_on")
    note(award, "closed", by=by, on=on)
    follow(award, on=on, by=by)
    return award


def _why_not_close(award: Award):
    fixed = award.settlement.fixed
    return steps.why_not_close(paid=queries.advance(award), fixed=fixed)


@transaction.atomic
def note_asset(award: Award, *, name: str, yen: int, bought_on: date, by, on: date) -> Asset:
    """財産を記録する — what was bought stays restricted for years."""
    award = locked(award)
    refuse_if(steps.why_not_asset(name=name, yen=yen, bought_on=bought_on, on=on))
    years = queries.figure("restricted_years", on)
    made = Asset.objects.create(
        award=award,
        name=name.strip()[:120],
        yen=yen,
        bought_on=bought_on,
        restricted_until=steps.restricted_until(award.until_day, years),
    )
    note(award, "asset_noted", by=by, on=on, yen=yen)
    return made


@transaction.atomic
def dispose(asset: Asset, *, disposed_on: date, consent: str, by) -> Asset:
    """財産を手放す — after its day, or with written consent."""
    award = locked(asset.award)
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    refuse_if(
        steps.why_not_dispose(
            disposed=asset.disposed_on is not None,
            on=disposed_on,
            until=asset.restricted_until,
            consent=consent,
        )
    )
    asset.disposed_on, asset.consent = disposed_on, consent.strip()[:300]
    asset.save(update_fields=["disposed_on", "consent"])
    note(award, "asset_disposed", by=by, on=disposed_on)
    return asset
