"""グループ — planning for all sessions ahead, and repairing one on the morning."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import duties
from tsunagari.programmes.exchange.class_exchange.models import Pairing, Seat, Session
from tsunagari.programmes.exchange.class_exchange.rules.groups import Plan
from tsunagari.programmes.exchange.class_exchange.rules.groups import plan as make_plan
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil
from tsunagari.programmes.exchange.class_exchange.rules.repair import Repaired, repair
from tsunagari.programmes.exchange.schools.queries import kept_apart, taking_part

AHEAD = ("planned", "proposed", "accepted")


@transaction.atomic
def plan(pairing: Pairing, *, by, on: date, at: datetime) -> Plan:
    """グループをつくる — for every session ahead, among those who may take part today."""
    pairing = queries.locked_pairing(pairing.pk)
    ahead = list(
        Session.objects.select_for_update()
        .filter(pairing=pairing, state__in=AHEAD)
        .order_by("ordinal")
    )
    sides = sides_of(pairing, on=on)
    refuse_if(_why_not_plan(ahead, sides))
    exchange = pairing.exchange
    made = make_plan(
        sides,
        [exchange.a_per_group, exchange.b_per_group],
        len(ahead),
        keep_apart=kept_apart([pupil.id for side in sides for pupil in side]),
        met=queries.met_before(pairing),
        seed=pairing.pk,
    )
    Seat.objects.filter(session__in=ahead).delete()
    Seat.objects.bulk_create(
        Seat(session=session, pupil_id=pupil, group=number)
        for session, groups in zip(ahead, made.sessions, strict=True)
        for number, group in enumerate(groups, 1)
        for pupil in group
    )
    _touch(ahead)
    records.add(
        by=by,
        did="groups.planned",
        about=pairing,
        concerns=queries.parties_of(exchange),
        on=on,
        at=at,
        sessions=len(ahead),
        groups=len(made.sessions[0]),
        cross_ties=made.figures.distinct_cross_ties,
    )
    duties.follow(exchange, on=on, by=by)
    return made


def sides_of(pairing: Pairing, *, on: date) -> list[list[Pupil]]:
    """Both classes' pupils who may take part today, as the rules want them."""
    return [
        [
            Pupil(id=pupil.pk, gender=pupil.gender or None, level=pupil.level)
            for pupil in taking_part(school_class, on=on)
        ]
        for school_class in (pairing.a_class, pairing.b_class)
    ]


def _why_not_plan(ahead, sides) -> list[Reason]:
    if not ahead:
        return [Reason(_("これからの授業がありません。先に日時を決めてください。"))]
    if not all(sides):
        return [
            Reason(_("参加できる生徒がいない学級があります。本人と保護者の同意を入れてください。"))
        ]
    return []


@transaction.atomic
def tick_absent(session: Session, absent: set[int], *, by, on: date, at: datetime) -> Repaired:
    """欠席をつける — and repair the plan: each present pupil moves once at most.

    `absent` is everybody of the viewer's own school who is away; the partner's ticks stay. The
    repair starts from the planned groups each time, so ticking and unticking ends the same.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    refuse_if(
        []
        if session.state in ("accepted", "open")
        else [Reason(_("決まっている授業だけで、欠席をつけられます。"))]
    )
    seats = {seat.pupil_id: seat for seat in Seat.objects.filter(session=session)}
    own = _own_pupils(session, by)
    away = {pk for pk, seat in seats.items() if pk not in own and seat.absent} | (absent & own)
    made = _repaired(session, seats, away, on=on)
    _store(seats, made, away)
    _touch([session])
    records.add(
        by=by,
        did="groups.repaired",
        about=session,
        on=on,
        at=at,
        absent=len(away),
        moves=len(made.moves),
    )
    return made


def _own_pupils(session, by) -> set[int]:
    rows = Seat.objects.filter(session=session)
    if by.kind != "staff" or by.on_behalf:
        rows = rows.filter(pupil__school_class__school=by.own_body.pk)
    return set(rows.values_list("pupil_id", flat=True))


def _repaired(session, seats, away, *, on) -> Repaired:
    pairing = Pairing.objects.select_related("a_class", "b_class", "exchange").get(
        pk=session.pairing_id
    )
    sides = sides_of(pairing, on=on)
    allowed = {pupil.id for side in sides for pupil in side}
    planned: dict[int, list[int]] = {}
    for pk, seat in seats.items():
        if pk in allowed:
            planned.setdefault(seat.moved_from or seat.group, []).append(pk)
    groups = [sorted(planned.get(n, [])) for n in range(1, max(planned, default=0) + 1)]
    return repair(
        groups,
        away,
        sides,
        met=queries.met_before(pairing),
        keep_apart=kept_apart(list(allowed)),
    )


def _store(seats, made: Repaired, away) -> None:
    """Write where everybody sits now; where they sat in the plan is kept beside it."""
    moved = {move.pupil: (move.from_group, move.to_group) for move in made.moves}
    for pk, seat in seats.items():
        planned = seat.moved_from or seat.group
        seat.absent = pk in away
        seat.moved_from, seat.group = moved.get(pk, (None, planned))
        seat.source = Seat.Source.REPAIR if pk in moved else Seat.Source.PLAN
    Seat.objects.bulk_update(seats.values(), ["absent", "moved_from", "group", "source"])


def _touch(sessions) -> None:
    """A new version tells both screens that there is something new to show."""
    for session in sessions:
        session.groups_version += 1
    Session.objects.bulk_update(sessions, ["groups_version"])
