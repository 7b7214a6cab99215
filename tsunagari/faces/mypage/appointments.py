"""予定 — where a person is expected, when, with whom: what the own page and its calendar show.

An audit's draw is not told to those who were drawn: nobody should be pressed before it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.asked import AskedRows, how_many
from tsunagari.base.days import weekday_apart, weekday_words
from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import read_names
from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Person
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.community.events import shown
from tsunagari.programmes.community.events.models import Booking as EventBooking
from tsunagari.programmes.talent.advice import queries as advice
from tsunagari.programmes.talent.advice import sealed
from tsunagari.programmes.talent.advice.models import Booking
from tsunagari.programmes.talent.housekeeping import queries as housekeeping
from tsunagari.programmes.talent.housekeeping.models import Service
from tsunagari.programmes.talent.orders.models import Interview as OrderInterview
from tsunagari.programmes.talent.visits.models import Interview as VisitInterview

TOKYO = ZoneInfo("Asia/Tokyo")
MOST = 50
MEETINGS = {
    "interview": _("面接"),
    "visit": _("面談"),
    "lesson": _("日本語の授業"),
    "workshop": _("講座"),
}
BOOKINGS = {"interpreter": _("通訳といっしょに話す"), "specialist": _("専門家と話す")}
OTHER = _("予定")


@dataclass(frozen=True)
class Appointment:
    """One appointment: what, when, where, who with; a day without a clock has no `ends_at`."""

    key: str
    title: Both
    starts_at: datetime
    ends_at: datetime | None
    where: str = ""
    who: str = ""
    whole_day: bool = False
    tentative: bool = False
    movable: bool = False
    version: int = 1

    @property
    def day(self) -> date:
        """The day on which it is, in Japan."""
        return self.starts_at.astimezone(TOKYO).date()

    @property
    def weekday(self) -> str:
        return weekday_words(self.day.isoweekday(), active())

    @property
    def weekday_apart(self) -> str:
        return weekday_apart(self.day, active())

    @property
    def clock(self) -> str:
        """From when until when; a whole day has no clock."""
        if self.whole_day or self.ends_at is None:
            return ""
        return f"{self._at(self.starts_at)}–{self._at(self.ends_at)}"

    @staticmethod
    def _at(moment: datetime) -> str:
        return f"{moment.astimezone(TOKYO):%H:%M}"


def questions(person: Person, now: datetime) -> list[tuple[str, list]]:
    """What `how_many` asks of each source."""
    return [source.asked.counted(**source.given(person, now)) for source in SOURCES]


def coming(person: Person, now: datetime, counts: list[int] | None = None) -> list[Appointment]:
    """これからの予定 — with a clock, the next first; `counts` is how many each source has."""
    counts = counts or how_many(*questions(person, now))
    found = [
        one
        for source, count in zip(SOURCES, counts, strict=True)
        if count
        for one in source.drawn(source.asked(**source.given(person, now)), now)
    ]
    seen = {one.key: one for one in found}
    return sorted(seen.values(), key=lambda one: (one.starts_at, one.key))


def days(person: Person, on: date) -> list[Appointment]:
    """期限の日 — by when something of mine has to be done, as days of the calendar."""
    return [_day(row, on) for row in _due(doer=person.pk, on=on)]


@AskedRows
def _due(*, doer: int, on: date):
    rows = Duty.objects.filter(doer=doer, state__in=(rules.OPEN, rules.WAITING), safe_due__gte=on)
    return rows.order_by("safe_due", "pk")[:MOST]


def named(person: Person, key: str, now: datetime, on: date) -> Appointment | None:
    """One of a person's own appointments by its key."""
    every = [*coming(person, now), *days(person, on)]
    return next((one for one in every if one.key == key), None)


@AskedRows
def _visits_of(*, person: int, now: datetime):
    rows = VisitInterview.objects.filter(
        case__person=person,
        state="wanted",
        visit__kind="interview",
        visit__state__in=("planned", "open"),
        visit__meeting__ends_at__gte=now,
    )
    return rows.select_related(
        "visit__meeting", "visit__company__party", "visit__supervisor__party"
    )[:MOST]


def _visits(rows: list[VisitInterview], now: datetime) -> list[Appointment]:
    """定期面談 — a regular interview at the company, or by video."""
    return [
        Appointment(
            key=f"visit-{row.visit_id}",
            title=both(_("定期面談")),
            starts_at=row.visit.meeting.starts_at,
            ends_at=row.visit.meeting.ends_at,
            where=gettext(_("ビデオ通話"))
            if row.visit.online
            else read_names.body(row.visit.company),
            who=read_names.body(row.visit.supervisor),
            movable=True,
            version=row.visit.version,
        )
        for row in rows
    ]


@AskedRows
def _interviews_of(*, person: int, now: datetime):
    rows = OrderInterview.objects.filter(
        pair__candidate=person,
        pair__state="assigned",
        state__in=("proposed", "accepted"),
        starts_at__gte=now,
    )
    return rows.select_related("pair__order__company__party")[:MOST]


def _interviews(rows: list[OrderInterview], now: datetime) -> list[Appointment]:
    """面接 — with a company that may employ."""
    return [
        Appointment(
            key=f"interview-{row.pk}",
            title=both(_("会社の面接")),
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            where=row.how,
            who=read_names.body(row.pair.order.company),
            tentative=row.state == "proposed",
            movable=True,
            version=row.version,
        )
        for row in rows
    ]


@AskedRows
def _gatherings_of(*, person: int, now: datetime):
    rows = Presence.objects.filter(
        party=person,
        meeting__ends_at__gte=now,
        meeting__state__in=(Meeting.State.PLANNED, Meeting.State.OPEN),
    )
    return rows.select_related("meeting__host__organisation")[:MOST]


def _gatherings(rows: list[Presence], now: datetime) -> list[Appointment]:
    """集い — lessons, workshops and other meetings where the person is on the list."""
    return [
        Appointment(
            key=f"meeting-{row.meeting_id}",
            title=both(MEETINGS.get(row.meeting.kind, OTHER)),
            starts_at=row.meeting.starts_at,
            ends_at=row.meeting.ends_at,
            who="" if row.meeting.host.is_person else read_names.party(row.meeting.host),
            movable=True,
        )
        for row in rows
    ]


@AskedRows
def _bookings_of(*, person: int, now: datetime):
    mine = advice.of_person(person).order_by().values("pk")
    rows = Booking.objects.filter(consultation__in=mine, state__in=("asked", "confirmed"))
    return rows.filter(starts_at__gte=now)[:MOST]


def _bookings(rows: list[Booking], now: datetime) -> list[Appointment]:
    """通訳・専門家 — booked for a consultation of mine."""
    return [
        Appointment(
            key=f"booking-{row.pk}",
            title=both(BOOKINGS.get(row.kind, OTHER)),
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            where=read_names.place(sealed.who_and_where(row)[1]),
            tentative=row.state == "asked",
            movable=True,
        )
        for row in rows
    ]


def _home_visits(rows: list[Service], now: datetime) -> list[Appointment]:
    """家庭への訪問 — a home in which the person works; only the town is told here."""
    return [
        Appointment(
            key=f"home-{row.pk}",
            title=both(_("家庭への訪問")),
            starts_at=row.starts_at,
            ends_at=row.until_at,
            where=read_names.place(row.contract.household.town),
            who=read_names.body(row.institution),
        )
        for row in rows
        if row.until_at >= now
    ]


def _events(rows: list[EventBooking], now: datetime) -> list[Appointment]:
    """催し — what I registered for, or have a seat in; from the own page it is moved or cancelled."""
    language = active()
    found = shown.lines(language, now, sorted({row.event_id for row in rows}))
    titles = {line.event.pk: line for line in (shown.Line(one, language) for one in found)}
    return [
        Appointment(
            key=f"event-{row.pk}",
            title=Both(read_names.title(titles[row.event_id].title.words)),
            starts_at=row.event.starts_at,
            ends_at=row.event.ends_at,
            where=read_names.place(row.event.place),
            tentative=row.state != "confirmed",
            version=row.version,
        )
        for row in rows
    ]


def _day(row: Duty, on: date) -> Appointment:
    said = rulebook.said(row, active(), face="mypage", on=on)
    starts = datetime.combine(row.safe_due, time(0), TOKYO)
    return Appointment(
        key=f"duty-{row.pk}",
        title=Both(said.title),
        starts_at=starts,
        ends_at=None,
        whole_day=True,
    )


def _known(person: Person, now: datetime) -> dict:
    return {"person": person.pk, "now": now}


def _as_kept(person: Person, now: datetime) -> dict:
    return {"person": person.party.same_as_id or person.pk, "now": now}


def _lately(person: Person, now: datetime) -> dict:
    return {"person": person.pk, "since": housekeeping.lately(now)}


@dataclass(frozen=True)
class Source:
    """What a subject may add: its question, how its rows are drawn, what is asked with."""

    asked: AskedRows
    drawn: Callable[[list, datetime], list[Appointment]]
    given: Callable[[Person, datetime], dict] = _known


SOURCES = [
    Source(_visits_of, _visits),
    Source(_interviews_of, _interviews),
    Source(_gatherings_of, _gatherings),
    Source(_bookings_of, _bookings),
    Source(housekeeping.ahead, _home_visits, _lately),
    Source(attendance.coming_to, _events, _as_kept),
]
HOME_VISITS = next(at for at, one in enumerate(SOURCES) if one.asked is housekeeping.ahead)
