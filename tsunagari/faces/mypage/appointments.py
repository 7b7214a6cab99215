"""予定 — where a person is expected, when, with whom: what the own page and its calendar show.

An audit's draw is not told to those who were drawn: nobody should be pressed before it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.days import weekday_apart, weekday_words
from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.faces.shared.bilingual import Both, both
from tsunagari.kernel.duties import rulebook, rules
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Person
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.talent.advice import queries as advice
from tsunagari.programmes.talent.advice import sealed
from tsunagari.programmes.talent.advice.models import Booking
from tsunagari.programmes.talent.housekeeping import queries as housekeeping
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


def coming(person: Person, now: datetime) -> list[Appointment]:
    """これからの予定 — with a clock, the next first."""
    found = [one for source in SOURCES for one in source(person, now)]
    seen = {one.key: one for one in found}
    return sorted(seen.values(), key=lambda one: (one.starts_at, one.key))


def days(person: Person, on: date) -> list[Appointment]:
    """期限の日 — by when something of mine has to be done, as days of the calendar."""
    rows = Duty.objects.filter(doer=person.pk, state__in=(rules.OPEN, rules.WAITING))
    return [
        _day(row, on) for row in rows.filter(safe_due__gte=on).order_by("safe_due", "pk")[:MOST]
    ]


def named(person: Person, key: str, now: datetime, on: date) -> Appointment | None:
    """One of a person's own appointments by its key."""
    every = [*coming(person, now), *days(person, on)]
    return next((one for one in every if one.key == key), None)


def _visits(person: Person, now: datetime) -> list[Appointment]:
    """定期面談 — a regular interview at the company, or by video."""
    rows = VisitInterview.objects.filter(
        case__person=person,
        state="wanted",
        visit__kind="interview",
        visit__state__in=("planned", "open"),
        visit__meeting__ends_at__gte=now,
    ).select_related("visit__meeting", "visit__company__party", "visit__supervisor__party")
    return [
        Appointment(
            key=f"visit-{row.visit_id}",
            title=both(_("定期面談")),
            starts_at=row.visit.meeting.starts_at,
            ends_at=row.visit.meeting.ends_at,
            where=gettext(_("ビデオ通話")) if row.visit.online else row.visit.company.title,
            who=row.visit.supervisor.title,
            movable=True,
            version=row.visit.version,
        )
        for row in rows[:MOST]
    ]


def _interviews(person: Person, now: datetime) -> list[Appointment]:
    """面接 — with a company that may employ."""
    rows = OrderInterview.objects.filter(
        pair__candidate=person.pk,
        pair__state="assigned",
        state__in=("proposed", "accepted"),
        starts_at__gte=now,
    ).select_related("pair__order__company__party")
    return [
        Appointment(
            key=f"interview-{row.pk}",
            title=both(_("会社の面接")),
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            where=row.how,
            who=row.pair.order.company.title,
            tentative=row.state == "proposed",
            movable=True,
            version=row.version,
        )
        for row in rows[:MOST]
    ]


def _gatherings(person: Person, now: datetime) -> list[Appointment]:
    """集い — lessons, workshops and other meetings where the person is on the list."""
    rows = Presence.objects.filter(
        party=person.pk,
        meeting__ends_at__gte=now,
        meeting__state__in=(Meeting.State.PLANNED, Meeting.State.OPEN),
    ).select_related("meeting__host")
    return [
        Appointment(
            key=f"meeting-{row.meeting_id}",
            title=both(MEETINGS.get(row.meeting.kind, OTHER)),
            starts_at=row.meeting.starts_at,
            ends_at=row.meeting.ends_at,
            who="" if row.meeting.host.is_person else row.meeting.host.name.reveal(),
            movable=True,
        )
        for row in rows[:MOST]
    ]


def _bookings(person: Person, now: datetime) -> list[Appointment]:
    """通訳・専門家 — booked for a consultation of mine."""
    rows = Booking.objects.filter(
        consultation__in=advice.of_person(person).values("pk"),
        state__in=("asked", "confirmed"),
        starts_at__gte=now,
    )
    return [
        Appointment(
            key=f"booking-{row.pk}",
            title=both(BOOKINGS.get(row.kind, OTHER)),
            starts_at=row.starts_at,
            ends_at=row.starts_at + timedelta(minutes=row.minutes),
            where=sealed.who_and_where(row)[1],
            tentative=row.state == "asked",
            movable=True,
        )
        for row in rows[:MOST]
    ]


def _home_visits(person: Person, now: datetime) -> list[Appointment]:
    """家庭への訪問 — a home in which the person works; only the town is told here."""
    return [
        Appointment(
            key=f"home-{row.pk}",
            title=both(_("家庭への訪問")),
            starts_at=row.starts_at,
            ends_at=row.until_at,
            where=row.contract.household.town,
            who=row.institution.title,
        )
        for row in housekeeping.of_person(person, now)
        if row.until_at >= now
    ]


def _events(person: Person, now: datetime) -> list[Appointment]:
    """催し — what I registered for, or have a seat in; from the own page it is moved or cancelled."""
    rows = attendance.coming_of(person.party, now)
    titles = {one.pk: one for one in events.titled(attendance.booked(rows))}
    return [
        Appointment(
            key=f"event-{row.pk}",
            title=Both(plain(events.title(titles[row.event_id], active()))),
            starts_at=row.event.starts_at,
            ends_at=row.event.ends_at,
            where=row.event.place,
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


# What a subject may add: (person, now) → appointments.
SOURCES: list[Callable[[Person, datetime], list[Appointment]]] = [
    _visits,
    _interviews,
    _gatherings,
    _bookings,
    _home_visits,
    _events,
]
