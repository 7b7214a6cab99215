"""助成する — out of a free budget on a positive decision; the agreement; what lapses is free again."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.awards import blocking, queries
from tsunagari.governance.fund.awards.actions.base import follow, locked, note, save, stepped
from tsunagari.governance.fund.awards.models import Agreement, Award, Instalment, Line
from tsunagari.governance.fund.awards.rules import plan, steps
from tsunagari.governance.fund.council import queries as council
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Due, Fund
from tsunagari.kernel.reviews.models import Entry


@transaction.atomic
def award(
    entry: Entry,
    *,
    fund: Fund,
    measure: str,
    title: str,
    from_day: date,
    until_day: date,
    declared_on: date | None,
    parts: Sequence[plan.Part],
    lines: Sequence[plan.Planned],
    by,
    on: date,
    rate: Fraction = Fraction(1),
    tax_deductible: bool = False,
) -> Award:
    """助成を決める — the sum of the decision, promised instalment by instalment; never a yen more."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    said = council.decision_of(entry)
    yen = said.yen if said and said.awarded else 0
    refuse_if(_why_not(entry, yen, declared_on, on))
    refuse_if(
        plan.why_not_plan(
            yen=yen, rate=rate, from_day=from_day, until_day=until_day, parts=parts, lines=lines
        )
    )
    made = Award.objects.create(
        entry=entry,
        decision=said.decision,
        grantee=entry.applicant,
        fund=fund,
        measure=measure,
        title=title.strip()[:200] or entry.called[:200],
        yen=yen,
        rate_part=rate.numerator,
        rate_of=rate.denominator,
        from_day=from_day,
        until_day=until_day,
        shift_percent=queries.figure("shift_percent", on),
        tax_deductible=tax_deductible,
        declared_on=declared_on,
        awarded_on=on,
        report_by=until_day + timedelta(days=queries.figure("days_to_report", on)),
    )
    Line.objects.bulk_create(
        Line(award=made, name=one.name, yen=one.yen, unit_limit=one.unit_limit) for one in lines
    )
    record = note(made, "awarded", by=by, on=on, yen=yen)
    _promise(made, parts, record, by, on)
    follow(made, on=on, by=by)
    return made


def _why_not(entry: Entry, yen: int, declared_on: date | None, on: date) -> list[Reason]:
    party = entry.applicant_id
    reasons = steps.why_not_award(
        decided=yen > 0,
        grantee=party is not None,
        declared_on=declared_on,
        unreported=queries.unreported(party, on) if party else [],
        findings=blocking.open_against(party) if party else 0,
        on=on,
    )
    if Award.objects.filter(entry=entry).exists():
        reasons.append(Reason(_("この申請の助成は、もう決まっています。"), rule="once"))
    return reasons


def _promise(made: Award, parts, record, by, on: date) -> None:
    """予約 — every instalment out of the free budget; the ledger refuses what is not there."""
    for number, part in enumerate(parts, 1):
        row = Instalment.objects.create(
            award=made, number=number, trigger=part.trigger, due_on=part.due_on
        )
        row.due = dues.reserve(
            made.fund.book,
            made.grantee,
            part.yen,
            fund=made.fund,
            measure=made.measure,
            about=row,
            because=record,
            by=by,
            on=on,
        )
        row.save(update_fields=["due"])


@transaction.atomic
def send(award: Award, *, conditions: Sequence[str], seen: int, by, on: date) -> Agreement:
    """契約を送る — the first edition; the grantee agrees on its own page."""
    award = stepped(award, steps.SENT, seen=seen)
    award.agree_by = on + timedelta(days=queries.figure("days_to_agree", on))
    save(award, "state", "agree_by")
    made = _edition(award, conditions, on)
    note(award, "sent", by=by, on=on, edition=made.edition)
    follow(award, on=on, by=by)
    return made


def _edition(award: Award, conditions: Sequence[str], on: date) -> Agreement:
    said = [one.strip() for one in conditions if one.strip()]
    lines = [[one.name, one.yen, one.unit_limit] for one in award.lines.all()]
    edition = award.agreements.count() + 1
    whole = [award.pk, edition, award.title, award.yen, str(award.rate), said, lines]
    whole += [award.from_day.isoformat(), award.until_day.isoformat()]
    text = json.dumps(whole, ensure_ascii=False)
    return Agreement.objects.create(
        award=award,
        edition=edition,
        conditions=said,
        lines=lines,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        sent_on=on,
    )


@transaction.atomic
def agree(award: Award, *, digest: str, by, on: date) -> Award:
    """同意する — the grantee, to the edition that was read; advances are owed from now on."""
    award = locked(award)
    agreement = award.agreements.order_by("edition").last()
    reasons = steps.why_not_in(state=award.state, states=(steps.SENT,))
    if agreement:
        reasons += steps.why_not_agree(
            own=queries.is_grantee(by, award), seen=digest, digest=agreement.digest
        )
    refuse_if(reasons)
    award.state = Award.State.AGREED
    save(award, "state")
    _sign(agreement, by, on)
    record = note(award, "agreed", by=by, on=on, edition=agreement.edition)
    for row in queries.instalments(award):
        if row.trigger != Instalment.Trigger.SETTLEMENT:
            _owe(row, record, by, on)
    follow(award, on=on, by=by)
    return award


def _sign(agreement: Agreement, by, on: date) -> None:
    agreement.agreed_on, agreement.agreed_by = on, by.party
    agreement.save(update_fields=["agreed_on", "agreed_by"])


def _owe(row: Instalment, record, by, on: date) -> None:
    soon = on + timedelta(days=queries.figure("days_to_pay", on))
    row.due_on = row.due_on or soon
    dues.owe(row.due, due_on=row.due_on, because=record, by=by, on=on, words=row.award.title)
    row.save(update_fields=["due_on"])


@transaction.atomic
def release(award: Award, *, by, on: date, words: str = "") -> Award:
    """取りやめる — before the grantee agreed; what was promised is free again."""
    award = locked(award)
    refuse_if(steps.why_not_in(state=award.state, states=steps.BEFORE[steps.LAPSED]))
    award.state, award.ended_on = Award.State.LAPSED, on
    save(award, "state", "ended_on")
    private = {"words": words.strip()} if words.strip() else None
    record = note(award, "lapsed", by=by, on=on, yen=award.yen, private=private)
    for row in queries.instalments(award):
        if row.due.state == Due.State.RESERVED:
            dues.release(row.due, because=record, by=by, on=on, words=award.title)
    follow(award, on=on, by=by)
    return award


def lapse_due(*, on: date) -> int:
    """期限を過ぎた契約を取りやめる — nobody agreed in time; how many there were."""
    rows = Award.objects.filter(state=Award.State.SENT, agree_by__lt=on)
    found = list(rows)
    for one in found:
        release(one, by=None, on=on)
    return len(found)


@transaction.atomic
def new_edition(award: Award, *, by, on: date) -> Agreement:
    """新しい版 — after a change that the grantee asked for and the office accepted."""
    before = award.agreements.order_by("edition").last()
    made = _edition(award, before.conditions if before else [], on)
    asked_by = before.agreed_by if before else None
    made.agreed_on, made.agreed_by = on, asked_by
    made.save(update_fields=["agreed_on", "agreed_by"])
    return made
