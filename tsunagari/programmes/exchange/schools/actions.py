"""学校 — setting up a school: zone, bell schedules, calendar, classes, timetable."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    ClosedDay,
    DayOverride,
    ExamWeek,
    KeepApart,
    Lesson,
    Period,
    Pupil,
    School,
    SchoolClass,
    Term,
)
from tsunagari.programmes.exchange.schools.rules import setup as rules

WEEKDAYS = [1, 2, 3, 4, 5]
SUBJECTS = {
    "JP": ["英語", "外国語", "総合", "学活", "道徳"],
    "PH": ["English", "Values", "GMRC", "Homeroom", "Araling Panlipunan"],
    "VN": ["Tiếng Anh", "Hoạt động trải nghiệm"],
    "ID": ["Bahasa Inggris", "P5"],
}


@transaction.atomic
def add_school(name: str, *, country: str, zone: str, by, on: date, lines=1, **names) -> School:
    """学校を登録する."""
    refuse_if(rules.why_not_zone(zone))
    organisation = parties.add_organisation(
        name,
        kinds=["school"],
        sectors=["education"],
        zone=zone,
        country={"JP": "JPN", "PH": "PHL", "VN": "VNM", "ID": "IDN"}.get(country, country),
        language={"JP": "ja", "PH": "en", "VN": "vi", "ID": "id"}.get(country, "en"),
        **names,
    )
    school = School.objects.create(
        organisation=organisation,
        country=country,
        lines=lines,
        weekdays=WEEKDAYS,
        exchange_subjects=SUBJECTS.get(country, []),
        year_ends_on=rules.school_year_end(country, on),
    )
    _record(school, "school.added", by=by, on=on)
    return school


@transaction.atomic
def settle(school: School, *, seen: int, by, on: date, **changes) -> School:
    """学校の設定を変える — an older screen never overwrites a newer change in silence."""
    school = School.objects.select_for_update().get(pk=school.pk)
    refuse_if(
        [
            Reason(
                _("ほかの人が先に変更しました。新しい内容を見て、もう一度保存してください。"),
                rule="version",
            )
        ]
        if seen != school.version
        else []
    )
    zone = changes.pop("zone", None)
    if zone is not None:
        refuse_if(rules.why_not_zone(zone))
        school.organisation.party.zone = zone
        school.organisation.party.save(update_fields=["zone"])
    for field, value in changes.items():
        setattr(school, field, value)
    school.version += 1
    school.save(update_fields=[*changes, "version"])
    _record(school, "school.settled", by=by, on=on, fields=", ".join(sorted(changes)))
    return school


@transaction.atomic
def set_bells(
    school: School,
    *,
    name: str,
    from_day: date,
    until_day: date,
    bells: list[rules.Bell],
    by,
    on: date,
    schedule: BellSchedule | None = None,
    usual: bool = True,
) -> BellSchedule:
    """時程を登録する — a new bell schedule, or all periods of one anew."""
    refuse_if(
        rules.why_not_days(from_day, until_day)
        + rules.why_not_bells(bells)
        + (_why_not_usual(school, schedule, from_day, until_day) if usual else [])
    )
    schedule = schedule or BellSchedule(school=school)
    schedule.name, schedule.usual = name, usual
    schedule.from_day, schedule.until_day = from_day, until_day
    schedule.version += 1
    schedule.save()
    schedule.periods.all().delete()
    Period.objects.bulk_create(
        Period(schedule=schedule, code=b.code, starts=b.starts, ends=b.ends, kind=b.kind)
        for b in bells
    )
    _record(school, "school.bells_set", by=by, on=on, name=name, periods=len(bells))
    return schedule


def _why_not_usual(school, schedule, from_day, until_day):
    """Of the usual bell schedules, one is in force on a day."""
    others = school.bell_schedules.filter(
        usual=True, from_day__lte=until_day, until_day__gte=from_day
    ).exclude(pk=schedule.pk if schedule else None)
    return [
        Reason(
            _(
                "「%(name)s」と期間が重なっています。期間を分けるか、「ふだんの時程」を外してください。"
            ),
            {"name": other.name},
            field="from_day",
        )
        for other in others[:1]
    ]


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
        _record(
            school,
            f"school.{kind}_added",
            by=by,
            on=on,
            name=name,
            from_day=from_day,
            until_day=until_day,
        )
    return span


@transaction.atomic
def drop_span(school: School, kind: str, pk: int, *, by, on: date) -> None:
    """学期・休業日・試験期間を消す."""
    span = SPANS[kind].objects.select_for_update().get(school=school, pk=pk)
    _record(
        school,
        f"school.{kind}_dropped",
        by=by,
        on=on,
        name=span.name,
        from_day=span.from_day,
        until_day=span.until_day,
    )
    span.delete()


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
        _record(school, "school.holidays_suggested", by=by, on=on, count=len(new))
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
    _record(school, "school.holidays_decided", by=by, on=on, count=len(rows))
    return len(rows)


@transaction.atomic
def override_day(
    school: School, day: date, *, schedule: BellSchedule | None, reason: str, by, on: date
) -> DayOverride:
    """この日だけ変える — another bell schedule, or none (closed)."""
    override, _made = DayOverride.objects.update_or_create(
        school=school, on=day, defaults={"schedule": schedule, "reason": reason}
    )
    _record(school, "school.day_overridden", by=by, on=on, day=day)
    return override


@transaction.atomic
def add_class(school: School, name: str, *, grade: int, year: int, by, on: date) -> SchoolClass:
    """学級を登録する."""
    made, new = SchoolClass.objects.get_or_create(
        school=school, year=year, name=name, defaults={"grade": grade}
    )
    if new:
        _record(school, "school.class_added", by=by, on=on, name=name, grade=grade)
    return made


@transaction.atomic
def set_timetable(
    school_class: SchoolClass, lessons: dict[tuple[int, str], dict], *, by, on: date
) -> None:
    """時間割を登録する — {(weekday 1–7, period code): {"subject", "teacher", "room"}}, all anew."""
    Lesson.objects.filter(school_class=school_class).delete()
    Lesson.objects.bulk_create(
        Lesson(school_class=school_class, weekday=weekday, period=period, **lesson)
        for (weekday, period), lesson in lessons.items()
        if lesson.get("subject")
    )
    _record(
        school_class.school,
        "school.timetable_set",
        by=by,
        on=on,
        name=school_class.name,
        lessons=len(lessons),
    )


@transaction.atomic
def keep_apart(a: Pupil, b: Pupil, *, by, on: date) -> None:
    """同じグループにしない — no reason is stored."""
    low, high = sorted([a.pk, b.pk])
    _pair, new = KeepApart.objects.get_or_create(a_id=low, b_id=high)
    if new:
        _record(a.school_class.school, "school.kept_apart", by=by, on=on)


@transaction.atomic
def let_together(a: Pupil, b: Pupil, *, by, on: date) -> None:
    """同じグループになってよい."""
    low, high = sorted([a.pk, b.pk])
    if KeepApart.objects.filter(a=low, b=high).delete()[0]:
        _record(a.school_class.school, "school.let_together", by=by, on=on)


def _record(school, did, *, by, on, **facts):
    records.add(by=by, did=did, about=school, concerns=[school.organisation.party], on=on, **facts)
