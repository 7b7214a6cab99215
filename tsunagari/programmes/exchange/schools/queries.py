"""学校 — questions about schools, their calendars and their pupils."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from tsunagari.base.asked import AskedRows
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import permitted
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import AgreementParty, Approval, Role, Viewer
from tsunagari.programmes.exchange.schools.models import (
    BellSchedule,
    ClosedDay,
    KeepApart,
    Lesson,
    Pupil,
    School,
    SchoolClass,
    Term,
)


def everything():
    """すべての学校 — by kana."""
    return School.objects.select_related("organisation__party").order_by(
        "organisation__party__name_kana", "pk"
    )


def of(viewer: Viewer) -> School | None:
    """The viewer's own school; None when the body is no school."""
    return (
        School.objects.select_related("organisation__party").filter(pk=viewer.own_body.pk).first()
    )


def of_body(body: Organisation) -> School | None:
    """The school that a body is; None for any other body."""
    return School.objects.select_related("organisation__party").filter(pk=body.pk).first()


def readiness(school_ids: list[int], *, on: date) -> dict[int, dict[str, bool]]:
    """用意 — {school: {part: is it there?}}: what has to stand before the first session."""
    here = OuterRef("pk")
    later = {"until_day__gte": on}
    stands = {"from_day__lte": on, "until_day__gte": on}
    teachers = roles.standing(on).filter(body=here, kind=Role.Kind.TEACHER)
    parts = {
        "teachers": teachers,
        "bells": BellSchedule.objects.filter(school=here, usual=True, **later),
        "terms": Term.objects.filter(school=here, **later),
        "pupils": enrolled(on).filter(school_class__school=here),
        "timetable": Lesson.objects.filter(school_class__school=here),
        "approvals": Approval.objects.filter(
            body=here, decision=Approval.Decision.GRANTED, **stands
        ),
        "memorandum": AgreementParty.objects.filter(
            party=here, agreement__from_day__lte=on, agreement__until_day__gte=on
        ),
    }
    rows = School.objects.filter(pk__in=school_ids).annotate(
        **{f"has_{name}": Exists(rows) for name, rows in parts.items()}
    )
    return {row.pk: {name: getattr(row, f"has_{name}") for name in parts} for row in rows}


def bell_schedules(school):
    """時程 — with their periods."""
    return BellSchedule.objects.filter(school=school).prefetch_related("periods")


def classes(school, *, year: int | None = None):
    """学級 — by grade and name."""
    rows = SchoolClass.objects.filter(school=school).select_related("school")
    return rows.filter(year=year) if year else rows


def enrolled(on: date):
    """The pupils who belong to a class on a day."""
    return Pupil.objects.filter(from_day__lte=on).filter(
        Q(until_day__isnull=True) | Q(until_day__gte=on)
    )


def pupils(school_class, *, on: date):
    """生徒 — by number, with person and party."""
    return (
        enrolled(on)
        .filter(school_class=school_class)
        .select_related("person__party", "school_class__school")
        .order_by("number")
    )


def with_classes(people: Collection[int]) -> list[Pupil]:
    """Those of several people who are pupils, with class and school."""
    return _with_classes(people=people)


@AskedRows
def _with_classes(*, people):
    rows = Pupil.objects.filter(pk__in=people)
    return rows.select_related("school_class__school__organisation__party")


def taking_part(school_class, *, on: date) -> list[Pupil]:
    """The pupils of a class who may take part today: both they and a guardian said yes."""
    everyone = list(pupils(school_class, on=on))
    allowed = permitted([pupil.pk for pupil in everyone], TAKE_PART, on=on)
    return [pupil for pupil in everyone if pupil.pk in allowed]


def kept_apart(pupil_ids) -> list[tuple[int, int]]:
    """Pairs that never share a group."""
    return list(
        KeepApart.objects.filter(a__in=pupil_ids, b__in=pupil_ids).values_list("a_id", "b_id")
    )


def for_planning(school_ids) -> list[School]:
    """Schools with everything that slot-finding needs, in a fixed number of queries."""
    return list(_with_calendars(school_ids).prefetch_related("classes__lessons"))


def for_calendars(school_ids) -> list[School]:
    """As for planning, without the classes: when the schools are in session."""
    return list(_with_calendars(school_ids))


def _with_calendars(school_ids):
    return (
        School.objects.filter(pk__in=school_ids)
        .select_related("organisation__party")
        .prefetch_related(
            Prefetch("bell_schedules", BellSchedule.objects.prefetch_related("periods")),
            "terms",
            "exam_weeks",
            "overrides__schedule__periods",
            Prefetch(
                "closed_days",
                ClosedDay.objects.filter(state=ClosedDay.State.CONFIRMED),
                to_attr="closed_confirmed",
            ),
        )
        .order_by("pk")
    )


def counted_classes(school, *, on: date):
    """学級 — with the number of pupils who belong to each on a day."""
    belongs = Q(pupils__from_day__lte=on) & (
        Q(pupils__until_day__isnull=True) | Q(pupils__until_day__gte=on)
    )
    return classes(school).annotate(count=Count("pupils", filter=belongs))


def lesson_periods(school, *, on: date) -> list[str]:
    """The codes of the lessons in the usual bell schedule of a day (or the next one in force)."""
    schedules = [s for s in bell_schedules(school) if s.usual and s.until_day >= on]
    if not schedules:
        return []
    return [period.code for period in schedules[0].periods.all() if period.kind == "lesson"]
