"""授業の見せ方 — a session as one school reads it: its own clock first."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tsunagari.base import days
from tsunagari.base.languages import gettext, listed
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.exchange.class_exchange.models import Session


@dataclass(frozen=True)
class SessionView:
    """A session with the names and clocks of the reader's side and of the other side."""

    session: Session
    side: str
    own_class: str
    partner_class: str
    partner: str
    own_zone: str
    other_zone: str
    own_periods: list
    partner_periods: list
    language: str

    @property
    def when(self) -> str:
        """Day and both clocks: 「2026年11月24日（火）10:45–11:35（現地 9:45 マニラ）」."""
        return self.span(self.session.starts_at, self.session.ends_at)

    @property
    def reserve(self) -> str:
        """The reserve's day and both clocks; "" when there is none."""
        session = self.session
        if not session.reserve_starts_at or session.reserve_used:
            return ""
        return self.span(session.reserve_starts_at, session.reserve_ends_at)

    @property
    def own_releases(self) -> str:
        """The lessons that the reader's own side gives."""
        return self._releases(self.side)

    @property
    def partner_releases(self) -> str:
        """The lessons that the other side gives."""
        return self._releases("ba"["ab".index(self.side)])

    def _releases(self, side: str) -> str:
        rows = (row for row in self.session.releases if row["side"] == side)
        return listed(f"{row['period']} {row['subject']}" for row in rows)

    def span(self, start: datetime, end: datetime) -> str:
        """Both clocks of any other time of this session."""
        return both_clocks(start, end, self.own_zone, self.other_zone, self.language)


def both_clocks(
    start: datetime, end: datetime, own_zone: str, other_zone: str, language: str
) -> str:
    """Day and both clocks on one line, the reader's own first, with both places' names."""
    parts = clock_parts(start, end, own_zone, other_zone, language)
    return gettext("%(day)s %(own_place)s %(own)s（%(other_place)s %(other)s）") % parts


def clock_parts(
    start: datetime, end: datetime, own_zone: str, other_zone: str, language: str
) -> dict:
    """The reader's day, both places' names and both clocks, each apart."""
    own_day, other_day = (
        start.astimezone(ZoneInfo(zone)).date() for zone in (own_zone, other_zone)
    )
    other = f"{days.clock(start, other_zone)}–{days.clock(end, other_zone)}"
    return {
        "day": days.day_words(own_day, language),
        "own_place": days.zone_name(own_zone, language),
        "own": f"{days.clock(start, own_zone)}–{days.clock(end, own_zone)}",
        "other_place": days.zone_name(other_zone, language),
        "other": other
        if other_day == own_day
        else f"{days.day_words(other_day, language)} {other}",
    }


def session_view(session: Session, viewer: Viewer) -> SessionView:
    """How `viewer` reads a session; the desk reads it from side a."""
    exchange, pairing = session.pairing.exchange, session.pairing
    own_is_b = exchange.b_id == viewer.own_body.pk
    classes = (pairing.a_class, pairing.b_class)
    schools = (exchange.a, exchange.b)
    periods = (session.a_periods, session.b_periods)
    own, other = (1, 0) if own_is_b else (0, 1)
    return SessionView(
        session=session,
        side="ab"[own],
        own_class=classes[own].name,
        partner_class=classes[other].name,
        partner=schools[other].organisation.title,
        own_zone=schools[own].zone,
        other_zone=schools[other].zone,
        own_periods=periods[own],
        partner_periods=periods[other],
        language=viewer.language,
    )
