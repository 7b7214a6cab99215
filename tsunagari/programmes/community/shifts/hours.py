"""お手伝いの時間 — of one person over all events, by fiscal year; of those who are known, never by a name.

Two offers of help are one person only where the office said so (`party`); all others stand for
themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from tsunagari.base.asked import AskedRows
from tsunagari.base.days import fiscal_year
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts.models import Assignment, Volunteer

ZONE = ZoneInfo("Asia/Tokyo")


@dataclass
class Helped:
    """Somebody in one fiscal year: the shifts in their order, the events, and the minutes of each."""

    year: int
    party: Party | None = None
    shifts: list[Assignment] = field(default_factory=list)
    events: dict[Event, int] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        return sum(self.events.values())


def _counted() -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(state=Assignment.State.CAME, minutes__gt=0)
    rows = rows.select_related("shift__event__text", "volunteer__party__same_as")
    return rows.order_by("shift__starts_at", "shift__pk", "pk")


def years_of(party: Party) -> list[Helped]:
    """わたしの時間 — year by year, the newest first."""
    found: dict[int, Helped] = {}
    for row in _mine(party=party.same_as_id or party.pk):
        year = fiscal_year(timezone.localtime(row.shift.starts_at).date())
        _add(found.setdefault(year, Helped(year, party)), row)
    return [found[year] for year in sorted(found, reverse=True)]


@AskedRows
def _mine(*, party: int):
    return _counted().filter(Q(volunteer__party=party) | Q(volunteer__party__same_as=party))


def of_year(year: int) -> list[Helped]:
    """みんなの時間 — those who are known, most hours first; then everybody else, offer by offer."""
    first, last = (datetime.combine(date(at, 4, 1), time(), ZONE) for at in (year, year + 1))
    people: dict[tuple, Helped] = {}
    for row in _counted().filter(shift__starts_at__gte=first, shift__starts_at__lt=last):
        party = row.volunteer.party
        party = party and (party.same_as or party)
        key = ("known", party.pk) if party else ("offer", row.volunteer_id)
        _add(people.setdefault(key, Helped(year, party)), row)
    return sorted(people.values(), key=lambda one: (one.party is None, -one.minutes))


def _add(one: Helped, row: Assignment) -> None:
    one.shifts.append(row)
    event = row.shift.event
    one.events[event] = one.events.get(event, 0) + (row.minutes or 0)


def titled(rows: Iterable[Helped]) -> dict[int, Event]:
    """{key: event} with the titles in every language, in one go."""
    keys = {event.pk for one in rows for event in one.events}
    found = events.titled(Event.objects.select_related("text").filter(pk__in=keys))
    return {one.pk: one for one in found}


def language_of(helped: Helped) -> str:
    """That in which somebody offered help last."""
    return helped.shifts[-1].volunteer.language


def others(volunteer: Volunteer, party: Party) -> bool:
    """Whether a person helps with this event by another offer already."""
    kept = party.same_as_id or party.pk
    rows = Volunteer.objects.filter(Q(party=kept) | Q(party__same_as=kept))
    return rows.filter(event=volunteer.event_id).exclude(pk=volunteer.pk).exists()
