"""定着支援 — planned, given, confirmed by the person, taken back; what shows a duty done closes it."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.law.rules.book import DAILY, LAW
from tsunagari.programmes.talent.law.rules.counting import months_after
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.actions.duties import closed_about, show
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.settlement import queries
from tsunagari.programmes.talent.settlement.duties import AGAIN, KEEP_UP, VOLUNTARY
from tsunagari.programmes.talent.settlement.models import Settlement, Support
from tsunagari.programmes.talent.settlement.rules import items, progress
from tsunagari.programmes.talent.settlement.rules.progress import Line

MEASURE = "2-3"
CONTINUED = (items.JAPANESE, items.EXCHANGE)


@transaction.atomic
def plan(
    case: Case,
    item: str,
    *,
    parts: list[str],
    day: date | None,
    body: Organisation,
    by,
    on: date,
    **more,
) -> Support:
    """支援を予定する — who is going to do what on which day."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    line = _line(case, item, on)
    known = items.ITEMS.get(item)
    refuse_if(
        progress.why_not_give(
            known, parts=parts, held_on=day, opened_on=None, on=on, minutes=None, planned=True
        )
        + _why_not_asked(line)
    )
    made = Support.objects.create(
        case=case, item=item, of=line.asked.of, parts=parts, state=Support.State.PLANNED,
        day=day, body=body, by=by.party, **_kept(more),
    )  # fmt: skip
    _record("support.planned", made, by=by, on=on)
    return made


@transaction.atomic
def give(
    case: Case,
    item: str,
    *,
    parts: list[str],
    held_on: date | None,
    minutes: int | None,
    body: Organisation,
    by,
    on: date,
    of: str | None = None,
    signed: bool = False,
    planned: Support | None = None,
    **more,
) -> Support:
    """支援を記録する — the evidence; when nothing is missing any more, the law's duty closes by it."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    line = _line(case, item, on, of)
    known = items.ITEMS.get(item)
    refuse_if(
        progress.why_not_give(
            known, parts=parts, held_on=held_on, opened_on=None, on=on, minutes=minutes
        )
        + _why_not_asked(line)
    )
    told = {"parts": parts, "day": held_on, "minutes": minutes, "signed": signed, **_kept(more)}
    told |= {"state": Support.State.GIVEN, "body": body, "by": by.party}
    made = _from_plan(planned, item) or Support(case=case, item=item, of=line.asked.of)
    for name, value in told.items():
        setattr(made, name, value)
    made.save(update_fields=list(told) if made.pk else None)
    record = _record("support.given", made, by=by, on=on, minutes=minutes)
    _tell_the_law(case, made, record, by=by, on=on)
    follow(case, on=on, by=by)
    return made


def _from_plan(planned: Support | None, item: str) -> Support | None:
    """The plan that is carried out now becomes the record; one that is gone does not."""
    if planned is None:
        return None
    rows = Support.objects.select_for_update().filter(pk=planned.pk, state=Support.State.PLANNED)
    return rows.filter(item=item).first()


def _kept(more: dict) -> dict:
    """Words without spaces around them, never longer than their column."""
    longest = {"words": 2000, "material": 300, "reason": 300, "interpreter": 100}
    return {
        name: value.strip()[: longest[name]] if name in longest else value
        for name, value in more.items()
    }


def _line(case: Case, item: str, on: date, of: str | None = None) -> Line | None:
    return queries.plan_of(case, on=on).named(item, of)


def _why_not_asked(line: Line | None) -> list[Reason]:
    words = _("この支援は、いまこの人には求められていません。案件の内容を確かめてください。")
    return [] if line else [Reason(words, rule="asked")]


@transaction.atomic
def answer(support: Support, said: str, *, by, on: date) -> Support:
    """本人が確かめる — "understood" or "again", on the person's own page; the last word counts."""
    support = Support.objects.select_for_update().get(pk=support.pk)
    case = Case.objects.select_for_update().get(pk=support.case_id)
    reasons = []
    if said not in (progress.UNDERSTOOD, progress.AGAIN):
        reasons.append(Reason(_("「わかりました」か「もう一度」を選んでください。"), rule="answer"))
    if support.state != Support.State.GIVEN:
        words = _("この記録は取り消されました。画面をもう一度見てください。")
        reasons.append(Reason(words, rule="state"))
    refuse_if(reasons)
    support.answer, support.answered_on = said, on
    support.save(update_fields=["answer", "answered_on"])
    record = _record("support.answered", support, by=by, on=on, said=said)
    _tell_the_law(case, support, record, by=by, on=on)
    follow(case, on=on, by=by)
    return support


@transaction.atomic
def annul(support: Support, *, why: str, by, on: date) -> Support:
    """記録を取り消す — with a reason; a duty that only this had closed opens again."""
    support = Support.objects.select_for_update().get(pk=support.pk)
    case = Case.objects.select_for_update().get(pk=support.case_id)
    reasons = []
    if support.state == Support.State.ANNULLED:
        reasons.append(Reason(_("この記録は、もう取り消されています。"), rule="state"))
    if not why.strip():
        reasons.append(Reason(_("取り消す理由を書いてください。"), rule="why", field="why"))
    refuse_if(reasons)
    support.state, support.annulled_why = Support.State.ANNULLED, why.strip()[:300]
    support.save(update_fields=["state", "annulled_why"])
    record = _record("support.annulled", support, by=by, on=on)
    _tell_the_law(case, support, record, by=by, on=on)
    follow(case, on=on, by=by)
    return support


def _record(did: str, support: Support, *, by, on: date, **facts) -> Record:
    # The company learns of support that it gives itself; of what others give it reads days only.
    return records.add(
        by=by,
        did=did,
        about=support,
        concerns=[support.case.person_id, support.body_id],
        on=on,
        item=support.item,
        day=support.day,
        **facts,
    )


def _tell_the_law(case: Case, support: Support, record: Record, *, by, on: date) -> None:
    """The law's own fact follows the evidence: set on the day of the last part, gone with it."""
    line = _line(case, support.item, on, support.of)
    if line is None or line.asked.voluntary or (line.item.goes_on and line.asked.due is None):
        return
    done = list(case.facts.get("done", ()))
    mine = {"rule": support.item, "of": support.of}
    stands = [one for one in done if mine.items() <= one.items()]
    last = max((one.on for one in line.given), default=None)
    closes = not line.reasons and last is not None
    if closes and not stands:
        done.append(mine | {"on": last.isoformat()})
    elif not closes and stands and _closed_here(case, support):
        done = [one for one in done if one not in stands]
    else:
        return
    case = cases.change(case, seen=case.version, by=by, on=on, done=done)
    if closes:
        show(closed_about(case, last), record)


def _closed_here(case: Case, support: Support) -> bool:
    """Whether the law's fact came from evidence here: its day is that of a record here."""
    days = [
        str(one["on"])
        for one in case.facts.get("done", ())
        if one.get("rule") == support.item and one.get("of", "") == support.of
    ]
    rows = Support.objects.filter(case=case, item=support.item, of=support.of)
    return rows.filter(day__in=days, minutes__gt=0).exclude(state=Support.State.PLANNED).exists()


# — our own duties —


@transaction.atomic
def follow(case: Case, *, on: date, by=None) -> None:
    """Telling again, keeping up, and what is offered: in step with what was given."""
    duties.wait_for_turn(case)
    for support in _asked_again(case):
        duties.reconcile(support, [_again(case, support, on)], on=on, by=by)
    _follow_plan(case, on=on, by=by)


def _asked_again(case: Case):
    rows = Support.objects.filter(case=case).exclude(answered_on=None)
    return rows.order_by("pk")


def _holder(plan: queries.Plan) -> int:
    started = federation()
    return plan.supporter.pk if plan.supporter else started.party_id if started else 0


def _again(case: Case, support: Support, on: date) -> Wanted:
    later = Support.objects.filter(
        case=case,
        item=support.item,
        of=support.of,
        state=Support.State.GIVEN,
        day__gte=support.answered_on,
        pk__gt=support.pk,
    )
    told = [row for row in later.order_by("day", "pk") if set(row.parts) & set(support.parts)]
    met = told[0].day if told else None
    if support.answer != progress.AGAIN or support.state == Support.State.ANNULLED:
        met = met or on
    return Wanted(
        rule=AGAIN,
        occurrence="1",
        holder=support.body_id,
        doer=support.body_id,
        opens_on=support.answered_on,
        due=support.answered_on
        + timedelta(days=queries.figure("explain_again_days", support.answered_on)),
        facts={"case": case.pk, "asked_on": support.answered_on.isoformat()},
        met=met,
        risk=DAILY,
        measure=MEASURE,
    )


def _follow_plan(case: Case, *, on: date, by) -> None:
    """The plan's own duties begin with its first record."""
    kept, _made = Settlement.objects.get_or_create(case=case, defaults={"opened_on": on})
    plan = queries.plan_of(case, on=on)
    wanted = [] if case.closed_on else [*_keep_up(plan, on), *_offer(plan)]
    duties.reconcile(kept, wanted, on=on, by=by)


def _keep_up(plan: queries.Plan, on: date) -> list[Wanted]:
    """One duty a continued item, due so many months after the last record."""
    found = []
    months = queries.figure("keep_up_months", on)
    for line in plan.lines:
        if line.item.code not in CONTINUED or line.asked.due or line.asked.voluntary:
            continue
        last = line.last or line.asked.opens
        due = months_after(last, months)
        found.append(
            Wanted(
                rule=KEEP_UP,
                occurrence=line.item.code,
                holder=_holder(plan),
                doer=_holder(plan),
                opens_on=due - timedelta(days=30),
                due=due,
                facts={"case": plan.case.pk, "last": last.isoformat(), "months": months},
                risk=DAILY,
                measure=MEASURE,
            )
        )
    return found


def _offer(plan: queries.Plan) -> list[Wanted]:
    """The voluntary orientation, with the day that we set ourselves."""
    line = plan.named(items.ORIENTATION)
    if line is None or not line.asked.voluntary or line.asked.due is None:
        return []
    return [
        Wanted(
            rule=VOLUNTARY,
            occurrence="1",
            holder=_holder(plan),
            doer=_holder(plan),
            opens_on=line.asked.opens,
            due=line.asked.due,
            facts={"case": plan.case.pk, "since": line.asked.opens.isoformat()},
            met=line.last if line.state == progress.DONE else None,
            risk=LAW + 3,
            measure=MEASURE,
        )
    ]


def follow_all(*, on: date) -> None:
    """Every open case of which something was recorded; safe to run twice."""
    keys = Settlement.objects.values("pk")
    for case in people.open_ones().filter(pk__in=keys).order_by("pk").iterator(500):
        follow(case, on=on)
