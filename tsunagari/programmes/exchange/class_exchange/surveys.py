"""アンケート — which survey a pupil can answer on a day.

The first is open from 14 days before the first session until it has taken place, the second from
the last session on for 14 days. A series is over when no session is ahead and all planned ones
took place, or when the exchange itself is over.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q

from tsunagari.base.asked import Asked
from tsunagari.kernel.consents.purposes import EVALUATION, TAKE_PART
from tsunagari.kernel.consents.queries import permitted_each
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Session, SurveyAnswer
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.schools.models import Pupil


def local_day(session: Session) -> date:
    """The day of a session on the first school's calendar: 08:45 there is the day before in UTC."""
    return session.starts_at.astimezone(ZoneInfo(session.pairing.exchange.a.zone)).date()


def of_pupil(pupil: Pupil, pk: int) -> Exchange | None:
    """An exchange in which the pupil's class takes part."""
    of_class = Q(pairings__a_class=pupil.school_class_id) | Q(
        pairings__b_class=pupil.school_class_id
    )
    return Exchange.objects.filter(of_class, pk=pk).distinct().first()


def open_for(
    pupil: Pupil, *, on: date, sessions: list[Session] | None = None
) -> tuple[int, str] | None:
    """(exchange, wave) of the survey that the pupil can answer today and has not answered yet.

    `sessions` are `queries.of_class`, where they were read already.
    """
    may = permitted_each([pupil.pk], [TAKE_PART, EVALUATION], on=on)
    if not all(may.values()):
        return None
    answered = set(_answered(pupil=pupil.pk))
    for exchange, series in _series(pupil, sessions).items():
        wave = wave_of(series, on=on)
        if wave and (exchange, wave) not in answered:
            return exchange, wave
    return None


@Asked
def _answered(*, pupil: int):
    return SurveyAnswer.objects.filter(pupil=pupil).values_list("exchange_id", "wave")


def _series(pupil: Pupil, known: list[Session] | None) -> dict[int, list[Session]]:
    """The class's sessions of each exchange, drafts left out, soonest first."""
    found: dict[int, list[Session]] = {}
    rows = queries.of_class(school_class=pupil.school_class_id) if known is None else known
    for session in sorted(rows, key=lambda one: one.pairing.exchange_id):
        found.setdefault(session.pairing.exchange_id, []).append(session)
    return found


def wave_of(sessions: list[Session], *, on: date) -> str | None:
    """Which survey is open on a day for a class with these sessions of one exchange."""
    fixed = [session for session in sessions if session.state != "proposed"]
    if not fixed:
        return None
    held = [session for session in fixed if session.state in ("open", "closed")]
    exchange = sessions[0].pairing.exchange
    planned = {session.pairing_id: session.pairing.sessions for session in sessions}
    return survey.wave_open(
        first=local_day(fixed[0]),
        last=local_day(held[-1]) if held else None,
        started=bool(held),
        over=len(held) == len(sessions)
        and (len(held) >= sum(planned.values()) or on >= exchange.until_day),
        on=on,
        days=queries.figure("days_before_pre_survey", on),
    )
