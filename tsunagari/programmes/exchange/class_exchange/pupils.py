"""生徒のための問い — what a pupil may write, where a camera may look, what a screen shows now."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from tsunagari.base.asked import AskedRows
from tsunagari.kernel.consents.purposes import (
    ON_CAMERA,
    RECORDED,
    SEEN_BY_PARTNER,
    TAKE_PART,
)
from tsunagari.kernel.consents.queries import permitted_each
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Reflection, Seat, Session
from tsunagari.programmes.exchange.schools.models import Pupil

AFTERWARDS = timedelta(days=7)


@dataclass(frozen=True)
class Cameras:
    """Of the pupils who sit in a session: who has a camera tile, who may be on a recording."""

    seated: frozenset[int]
    tiles: frozenset[int]
    recorded: frozenset[int]

    @property
    def off(self) -> frozenset[int]:
        """Who takes part without a picture."""
        return self.seated - self.tiles

    @property
    def may_record(self) -> bool:
        """A recording is allowed when everybody who would be on it agreed."""
        return bool(self.seated) and self.seated == self.recorded


def cameras(session: Session, *, on: date, group: int | None = None) -> Cameras:
    """カメラ — asked again on each request, so that a withdrawal acts on an open session.

    Whoever does not take part any more has no seat, no tile and is on no recording.
    """
    rows = Seat.objects.filter(session=session, absent=False)
    if group is not None:
        rows = rows.filter(group=group)
    keys = list(rows.values_list("pupil_id", flat=True))
    may = permitted_each(keys, [TAKE_PART, ON_CAMERA, RECORDED], on=on)
    return Cameras(*(frozenset(found) for found in may.values()))


def screen_mark(session: Session, *, on: date) -> str:
    """What a screen with the groups compares: it changes with the plan and with every consent."""
    keys = sorted(Seat.objects.filter(session=session).values_list("pupil_id", flat=True))
    codes = [TAKE_PART, SEEN_BY_PARTNER, ON_CAMERA, RECORDED]
    may = permitted_each(keys, codes, on=on).values()
    said = "/".join([str(session.groups_version), session.state, *(str(sorted(m)) for m in may)])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def near_session(pupil: Pupil, *, now: datetime) -> Session | None:
    """The session that is on now, else the one of the last days: what a report is about."""
    early = timedelta(minutes=queries.figure("card_opens_before_minutes", localdate(now)))
    return (
        queries.sessions_of_pupil(pupil)
        .filter(starts_at__lte=now + early, starts_at__gte=now - AFTERWARDS)
        .order_by("-starts_at")
        .first()
    )


def seat_of(session: Session, pupil: Pupil) -> Seat | None:
    """Where the pupil sits, unless absent."""
    return Seat.objects.filter(session=session, pupil=pupil, absent=False).first()


def to_write(pupil: Pupil, *, now: datetime) -> list[tuple[Session, Reflection | None]]:
    """Sessions that the pupil attended and has not written about, or that came back; newest first."""
    sessions = _begun(school_class=pupil.school_class_id, pupil=pupil.pk, now=now)
    keys = [session.pk for session in sessions]
    rows = _written(sessions=keys, pupil=pupil.pk) if keys else []
    written = {row.session_id: row for row in rows}
    return [
        (session, written.get(session.pk))
        for session in sessions
        if session.pk not in written or written[session.pk].state == Reflection.State.RETURNED
    ][:3]


@AskedRows
def _begun(*, school_class: int, pupil: int, now: datetime):
    rows = queries.sessions_of_pupil(Pupil(school_class_id=school_class)).filter(
        Q(state__in=("open", "closed")) | Q(starts_at__lte=now),
        seats__pupil=pupil,
        seats__absent=False,
    )
    return rows.order_by("-starts_at")[:12]


@AskedRows
def _written(*, sessions, pupil: int):
    return Reflection.objects.filter(session__in=sessions, pupil=pupil)
