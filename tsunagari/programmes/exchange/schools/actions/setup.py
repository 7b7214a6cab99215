"""学校の用意 — zone, bell schedules, classes, timetables, pairs kept apart."""

import hashlib
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries as known
from tsunagari.kernel.roles.rules import why_not_register
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    KeepApart,
    Lesson,
    Period,
    Pupil,
    School,
    SchoolClass,
)
from tsunagari.programmes.exchange.schools.records import record
from tsunagari.programmes.exchange.schools.rules import setup as rules

WEEKDAYS = [1, 2, 3, 4, 5]
SUBJECTS = {
    "JP": ["英語", "外国語", "総合", "学活", "道徳"],
    "PH": ["English", "Values", "GMRC", "Homeroom", "Araling Panlipunan"],
    "VN": ["Tiếng Anh", "Hoạt động trải nghiệm"],
    "ID": ["Bahasa Inggris", "P5"],
}


@transaction.atomic
def add_school(
    name: str, *, country: str, zone: str, by, on: date, lines=1, different=False, **names
) -> School:
    """学校を登録する — `different` says that a body of the same name is another one."""
    alike = len(known.named_alike(name))
    refuse_if(rules.why_not_zone(zone) + why_not_register(named_alike=alike, different=different))
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
    record(school, "school.added", by=by, on=on)
    return school


@transaction.atomic
def settle(school: School, *, seen: int, by, on: date, **changes) -> School:
    """学校の設定を変える — an older screen never overwrites a newer change in silence."""
    school = School.objects.select_for_update().get(pk=school.pk)
    refuse_if(why_stale(seen, school.version))
    zone = changes.pop("zone", None)
    if zone is not None:
        refuse_if(rules.why_not_zone(zone))
        school.organisation.party.zone = zone
        school.organisation.party.save(update_fields=["zone"])
    for field, value in changes.items():
        setattr(school, field, value)
    school.version += 1
    school.save(update_fields=[*changes, "version"])
    record(school, "school.settled", by=by, on=on, fields=", ".join(sorted(changes)))
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
    seen: int | None = None,
    usual: bool = True,
) -> BellSchedule:
    """時程を登録する — a new bell schedule, or all periods of one anew."""
    if schedule is not None:
        schedule = BellSchedule.objects.select_for_update().get(school=school, pk=schedule.pk)
    refuse_if(
        ([] if schedule is None or seen is None else why_stale(seen, schedule.version))
        + rules.why_not_days(from_day, until_day)
        + rules.why_not_bells(bells)
        + (_why_not_usual(school, schedule, from_day, until_day) if usual else [])
    )
    schedule = schedule or BellSchedule(school=school, version=0)
    schedule.name, schedule.usual = name, usual
    schedule.from_day, schedule.until_day = from_day, until_day
    schedule.version += 1
    schedule.save()
    schedule.periods.all().delete()
    Period.objects.bulk_create(
        Period(schedule=schedule, code=b.code, starts=b.starts, ends=b.ends, kind=b.kind)
        for b in bells
    )
    record(school, "school.bells_set", by=by, on=on, name=name, periods=len(bells))
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


@transaction.atomic
def drop_bells(schedule: BellSchedule, *, by, on: date) -> None:
    """時程を消す — not while single days use it."""
    refuse_if(rules.why_not_drop_bells(schedule.dayoverride_set.count()))
    record(schedule.school, "school.bells_dropped", by=by, on=on, name=schedule.name)
    schedule.delete()


@transaction.atomic
def add_class(school: School, name: str, *, grade: int, year: int, by, on: date) -> SchoolClass:
    """学級を登録する — one that is there already stays as it is."""
    made, new = SchoolClass.objects.get_or_create(
        school=school, year=year, name=name, defaults={"grade": grade}
    )
    if new:
        record(school, "school.class_added", by=by, on=on, name=name, grade=grade)
    return made


@transaction.atomic
def change_class(school_class: SchoolClass, *, name: str, grade: int, by, on: date) -> SchoolClass:
    """学級の名前と学年を直す."""
    twins = SchoolClass.objects.filter(
        school=school_class.school_id, year=school_class.year, name=name
    )
    refuse_if(rules.why_not_class(name, taken=twins.exclude(pk=school_class.pk).exists()))
    school_class.name, school_class.grade = name, grade
    school_class.save(update_fields=["name", "grade"])
    record(school_class.school, "school.class_changed", by=by, on=on, name=name, grade=grade)
    return school_class


@transaction.atomic
def drop_class(school_class: SchoolClass, *, by, on: date) -> None:
    """学級を消す — only one that nobody ever belonged to and that has no partner."""
    used = any(
        relation.related_model._base_manager.filter(**{relation.field.name: school_class}).exists()
        for relation in SchoolClass._meta.related_objects
        if relation.related_model is not Lesson
    )
    refuse_if(rules.why_not_drop_class(used=used))
    record(school_class.school, "school.class_dropped", by=by, on=on, name=school_class.name)
    school_class.delete()


def timetable_print(school_class: SchoolClass) -> str:
    """What a timetable says now, in short: an older screen never overwrites a newer one."""
    lessons = school_class.lessons.order_by("weekday", "period")
    said = list(lessons.values_list("weekday", "period", "subject", "teacher", "room"))
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@transaction.atomic
def set_timetable(
    school_class: SchoolClass,
    lessons: dict[tuple[int, str], dict],
    *,
    by,
    on: date,
    seen: str | None = None,
) -> None:
    """時間割を登録する — {(weekday 1–7, period code): {"subject", "teacher", "room"}}, all anew."""
    school_class = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    refuse_if([] if seen is None else why_stale(seen, timetable_print(school_class)))
    lessons = {place: lesson for place, lesson in lessons.items() if lesson.get("subject")}
    Lesson.objects.filter(school_class=school_class).delete()
    Lesson.objects.bulk_create(
        Lesson(school_class=school_class, weekday=weekday, period=period, **lesson)
        for (weekday, period), lesson in lessons.items()
    )
    record(
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
        record(a.school_class.school, "school.kept_apart", by=by, on=on)


@transaction.atomic
def let_together(a: Pupil, b: Pupil, *, by, on: date) -> None:
    """同じグループになってよい."""
    low, high = sorted([a.pk, b.pk])
    if KeepApart.objects.filter(a=low, b=high).delete()[0]:
        record(a.school_class.school, "school.let_together", by=by, on=on)
