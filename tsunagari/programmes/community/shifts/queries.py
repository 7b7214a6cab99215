"""お手伝いの問い — the shifts of an event, who offers help, what a proposal is made of."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from tsunagari.base.statements import found
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts.models import (
    Assignment,
    Draft,
    Note,
    Shift,
    Swap,
    Veto,
    Volunteer,
    Wish,
)
from tsunagari.programmes.community.shifts.rules.proposal import Asked
from tsunagari.programmes.community.shifts.rules.roster import CAN, WANTS, Helper, Task

CAME, ABSENT = Assignment.State.CAME, Assignment.State.ABSENT
_ON = Count("assignments", filter=~Q(assignments__state=ABSENT))
# The page of an event asks it of everybody who opens it.
FREE_SHIFT = (
    "FROM shifts_shift WHERE event_id = %s AND starts_at > %s AND needs > (SELECT COUNT(*)"
    " FROM shifts_assignment WHERE shift_id = shifts_shift.id"
    " AND state <> 'absent') LIMIT 1"
)


def shifts(event: Event) -> QuerySet[Shift]:
    """係 — of an event in the order of time, with how many are on each."""
    rows = Shift.objects.filter(event=event).annotate(on=_ON)
    return rows.order_by("starts_at", "pk")


def sought(event: Event, now: datetime) -> bool:
    """お手伝いをさがしている — a shift to come has a free place."""
    if event.state != Event.State.PUBLIC or now >= event.ends_at:
        return False
    return bool(found((), FREE_SHIFT, [event.pk, now], extra="1"))


def volunteers(event: Event) -> QuerySet[Volunteer]:
    """お手伝いの人 — of an event, also those who stopped."""
    return Volunteer.objects.filter(event=event)


def live(event: Event) -> QuerySet[Volunteer]:
    """Those who still help."""
    return volunteers(event).filter(withdrawn_at=None)


def unmailed(event: Event) -> QuerySet[Volunteer]:
    """メールのない人 — who still helps, and hears of a call-off from the office alone."""
    return live(event).filter(email="").order_by("pk")


def whole(rows: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """With their wishes and their shifts in the order of time."""
    mine = Assignment.objects.select_related("shift").order_by("shift__starts_at", "shift__pk")
    return rows.prefetch_related("wishes", Prefetch("assignments", queryset=mine))


def by_secret(secret_hash: str) -> Volunteer | None:
    """The volunteer behind a secret address."""
    rows = whole(
        Volunteer.objects.select_related("event__text", "event__host__organisation__party")
    )
    return rows.filter(secret_hash=secret_hash).first()


def named(people: Iterable[Volunteer], *, to: Viewer) -> dict[int, dict]:
    """{key: name, address} — the office reads what people typed to help; nobody else does."""
    office = to.kind == "staff" and to.on_behalf is None
    return {
        one.pk: {
            "name": (one.name.reveal() if office else "") or one.number,
            "email": one.email if office else "",
        }
        for one in people
    }


def own_name(volunteer: Volunteer) -> str:
    """The name that somebody typed, for the page behind their own secret address."""
    return volunteer.name.reveal()


def open_swaps(event: Event, now: datetime) -> QuerySet[Swap]:
    """ゆずりたい係 — offered and not taken, of shifts to come."""
    rows = Swap.objects.filter(shift__event=event, state=Swap.State.OPEN, shift__starts_at__gt=now)
    return rows.select_related("shift").order_by("shift__starts_at", "pk")


def on_shifts(event: Event) -> QuerySet[Assignment]:
    """係に入っている人 — shift by shift."""
    rows = Assignment.objects.filter(shift__event=event).exclude(state=ABSENT)
    rows = rows.select_related("shift", "volunteer")
    return rows.order_by("shift__starts_at", "shift__pk", "volunteer__pk")


def to_count(event: Event, now: datetime) -> QuerySet[Assignment]:
    """来た時間を書く人 — of shifts that are over, in the order of time."""
    rows = Assignment.objects.filter(shift__event=event, shift__ends_at__lte=now)
    rows = rows.select_related("shift", "volunteer")
    return rows.order_by("shift__starts_at", "shift__pk", "volunteer__pk")


def minutes_of(people: Iterable[Volunteer]) -> dict[int, int]:
    """{volunteer: minutes that were counted}, in one question."""
    rows = Assignment.objects.filter(volunteer__in=[one.pk for one in people], state=CAME)
    return dict(rows.order_by().values_list("volunteer").annotate(Sum("minutes")))


def counted(event: Event) -> tuple[int, int]:
    """(people who came, minutes in all) of an event."""
    rows = Assignment.objects.filter(shift__event=event, state=CAME)
    summed = rows.aggregate(people=Count("volunteer", distinct=True), minutes=Sum("minutes"))
    return summed["people"], summed["minutes"] or 0


def notes_of(event: Event) -> dict[str, int]:
    """{state: how many} of the mails to volunteers."""
    rows = Note.objects.filter(volunteer__event=event).order_by().values_list("state")
    return dict(rows.annotate(many=Count("pk")))


def last_year(event: Event) -> Event | None:
    """去年の催し — whose shifts may be copied: that from which it was copied, or the last of its series."""
    before = Event.objects.filter(pk=event.copied_from_id)
    if event.series:
        before |= Event.objects.filter(
            series=event.series, host=event.host_id, starts_at__lt=event.starts_at
        )
    rows = before.exclude(pk=event.pk).filter(shifts__isnull=False).distinct()
    return rows.select_related("text").order_by("-starts_at", "-pk").first()


def draft_of(event: Event) -> Draft | None:
    """割り当ての案 — that was asked for or made last."""
    return Draft.objects.filter(event=event).first()


# — what rules see —


def task_of(shift: Shift) -> Task:
    return Task(
        shift.pk,
        shift.starts_at,
        shift.ends_at,
        shift.needs,
        frozenset(shift.skills),
        frozenset(shift.languages),
        shift.from_age,
    )


def helper_of(one: Volunteer, wishes: Iterable[Wish] = ()) -> Helper:
    """A volunteer as the rules see one."""
    said = [(wish.shift_id, wish.level) for wish in wishes]
    return Helper(
        one.pk,
        frozenset(one.skills),
        frozenset(one.languages),
        one.most_minutes,
        one.age,
        frozenset(shift for shift, level in said if level == WANTS),
        frozenset(shift for shift, level in said if level == CAN),
    )


def asked(event: Event, *, now: datetime) -> Asked:
    """割り当てのもと — the shifts to come, who helps, what stands, what is barred."""
    people = list(live(event).prefetch_related("wishes").order_by("pk"))
    rows = Shift.objects.filter(event=event, starts_at__gt=now)
    rows = rows.exclude(event__state=Event.State.CANCELLED).order_by("starts_at", "pk")
    pairs = Assignment.objects.filter(shift__in=rows).exclude(state=ABSENT)
    vetoes = Veto.objects.filter(shift__event=event)
    return Asked(
        [helper_of(one, one.wishes.all()) for one in people],
        [task_of(row) for row in rows],
        frozenset(pairs.values_list("volunteer_id", "shift_id")),
        frozenset(vetoes.values_list("volunteer_id", "shift_id")),
    )


def team_of(shift: Shift) -> list[Helper]:
    """Those who are on a shift, as the rules see them."""
    on_it = Assignment.objects.filter(shift=shift).exclude(state=ABSENT)
    return [helper_of(one) for one in Volunteer.objects.filter(assignments__in=on_it)]


def tasks_of(volunteer: Volunteer, *, without: Shift | None = None) -> list[Task]:
    """The other shifts of a volunteer, as the rules see them."""
    rows = Shift.objects.filter(assignments__volunteer=volunteer)
    rows = rows.exclude(pk=without.pk) if without else rows
    return [task_of(row) for row in rows.order_by("starts_at", "pk")]
