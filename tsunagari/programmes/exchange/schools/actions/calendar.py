"""学校の予定 — terms, closed days, exam weeks, single days; what was dropped can come back."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    ClosedDay,
    DayOverride,
    ExamWeek,
    School,
    Term,
)
from tsunagari.programmes.exchange.schools.records import record
from tsunagari.programmes.exchange.schools.rules import setup as rules

SPANS = {"term": Term, "closed": ClosedDay, "exam": ExamWeek}


@transaction.atomic
def add_span(
    school: School, kind: str, *, name: str, from_day: date, until_day: date, by, on: date, **more
):
    """学期・休業日・試験期間を登録する — `kind` is term, closed or exam."""
    refuse_if(rules.why_not_days(from_day, until_day))
    span, made = SPANS[kind].objects.get_or_create(
        school=school, name=name, from_day=from_day, until_day=until_day, defaults=more
    )
    if made:
        _record(school, f"school.{kind}_added", span, by=by, on=on)
    return span


def span_print(span) -> str:
    """What a span says now, in short."""
    return f"{span.from_day}/{span.until_day}/{span.name}"


@transaction.atomic
def change_span(
    school: School,
    kind: str,
    pk: int,
    *,
    seen: str,
    name: str,
    from_day: date,
    until_day: date,
    by,
    on: date,
):
    """学期・休業日・試験期間を変える — `seen` is its `span_print` as the form showed it."""
    span = SPANS[kind].objects.select_for_update().get(school=school, pk=pk)
    twins = SPANS[kind].objects.filter(
        school=school, name=name, from_day=from_day, until_day=until_day
    )
    refuse_if(
        why_stale(seen, span_print(span))
        + rules.why_not_days(from_day, until_day)
        + rules.why_not_twice(twins.exclude(pk=pk).exists())
    )
    span.name, span.from_day, span.until_day = name, from_day, until_day
    span.save(update_fields=["name", "from_day", "until_day"])
    _record(school, f"school.{kind}_changed", span, by=by, on=on)
    return span


@transaction.atomic
def drop_span(school: School, kind: str, pk: int, *, by, on: date) -> Record:
    """学期・休業日・試験期間を消す — the record knows how to bring it back."""
    span = SPANS[kind].objects.select_for_update().get(school=school, pk=pk)
    more = {"state": span.state, "source": span.source} if kind == "closed" else {}
    dropped = _record(school, f"school.{kind}_dropped", span, by=by, on=on, **more)
    span.delete()
    return dropped


def _record(school, did, span, *, by, on, **more) -> Record:
    days = {"from_day": span.from_day, "until_day": span.until_day}
    return record(school, did, by=by, on=on, name=span.name, **days, **more)


@transaction.atomic
def restore(school: School, dropped: Record, *, by, on: date) -> None:
    """もとにもどす — what a record says was dropped; doing it twice changes nothing."""
    facts = dict(dropped.facts)
    kind = dropped.did.removeprefix("school.").removesuffix("_dropped")
    if kind == "day":
        schedule = BellSchedule.objects.filter(school=school, pk=facts["schedule"]).first()
        if facts["schedule"] and schedule is None:
            refuse_if([Reason(_("その日の時程がもうありません。もう一度選んでください。"))])
        day = date.fromisoformat(facts["day"])
        override_day(school, day, schedule=schedule, reason=facts["reason"], by=by, on=on)
        return
    for name in ("from_day", "until_day"):
        facts[name] = date.fromisoformat(facts[name])
    add_span(school, kind, by=by, on=on, **facts)


@transaction.atomic
def suggest_holidays(school: School, *, from_day: date, until_day: date, by, on: date) -> int:
    """祝日の案を入れる — as suggestions, with their source; how many are new."""
    refuse_if(rules.why_not_days(from_day, until_day))
    known = set(school.closed_days.values_list("from_day", "name"))
    new = [
        ClosedDay(
            school=school,
            name=s["name"],
            from_day=s["on"],
            until_day=s["on"],
            state=ClosedDay.State.SUGGESTED,
            source=s["source"],
        )
        for s in rules.holiday_suggestions(school.country, from_day, until_day)
        if (s["on"], s["name"]) not in known
    ]
    ClosedDay.objects.bulk_create(new)
    if new:
        record(school, "school.holidays_suggested", by=by, on=on, count=len(new))
    return len(new)


@transaction.atomic
def decide_closed(school: School, decisions: dict[int, bool], *, by, on: date) -> int:
    """祝日の案を確かめる — {closed day: is it a holiday here?}; how many were decided."""
    party = getattr(by, "party", by)
    rows = ClosedDay.objects.select_for_update().filter(school=school, pk__in=decisions)
    for row in rows:
        row.state = ClosedDay.State.CONFIRMED if decisions[row.pk] else ClosedDay.State.DECLINED
        row.confirmed_by = party
        row.save(update_fields=["state", "confirmed_by"])
    if rows:
        record(school, "school.holidays_decided", by=by, on=on, count=len(rows))
    return len(rows)


@transaction.atomic
def override_day(
    school: School, day: date, *, schedule: BellSchedule | None, reason: str, by, on: date
) -> DayOverride:
    """この日だけ変える — another bell schedule, or none (closed)."""
    override, _made = DayOverride.objects.update_or_create(
        school=school, on=day, defaults={"schedule": schedule, "reason": reason}
    )
    record(school, "school.day_overridden", by=by, on=on, day=day)
    return override


@transaction.atomic
def drop_override(school: School, pk: int, *, by, on: date) -> Record:
    """この日の変更をやめる — the usual bell schedule again."""
    override = DayOverride.objects.select_for_update().get(school=school, pk=pk)
    dropped = record(
        school,
        "school.day_dropped",
        by=by,
        on=on,
        day=override.on,
        schedule=override.schedule_id,
        reason=override.reason,
    )
    override.delete()
    return dropped
