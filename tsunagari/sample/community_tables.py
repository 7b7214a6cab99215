"""見本の集い — an evening whose tables are told, and the next one of its series, which is prepared."""

from datetime import date, timedelta
from itertools import combinations
from secrets import token_hex

from django.utils import timezone

from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.gatherings.actions import holding, making, showing, telling
from tsunagari.programmes.community.gatherings.meeting_again import in_order
from tsunagari.sample import community_events as events

# (title, days from today, mode, places, series, languages, price of adults)
EVENINGS = (
    ("見本 町の夕べ", 1, "first", 60, "見本 町の夕べ", ["ja", "en", "vi"], 0),
    ("見本 町の夕べ", 29, "first", 60, "見本 町の夕べ", ["ja", "en", "vi"], 0),
)
# Who registers, with how many, and what the first of them tells.
FAMILIES = (
    ("見本 五月", 2, {"generation": "30s", "nationality": "JPN", "languages": ["ja"]}),
    ("見本 ラン", 1, {"generation": "20s", "nationality": "VNM", "languages": ["vi", "ja"]}),
    ("見本 六郎", 1, {"generation": "70s", "nationality": "JPN", "town": "nagareyama-city"}),
    ("見本 マリア", 3, {"generation": "30s", "nationality": "PHL", "languages": ["fil", "en"]}),
    ("見本 七海", 1, {"generation": "10s", "nationality": "JPN", "town": "kashiwa-city"}),
    ("見本 デウィ", 1, {"generation": "20s", "nationality": "IDN", "languages": ["id"]}),
    ("見本 八重", 2, {}),
    ("見本 九太", 1, {"generation": "50s", "languages": ["ja", "en"]}),
)
EARLIER = timedelta(days=6)


def load(*, by, on: date) -> None:
    """Tomorrow's tables are told; those of next month wait for more people."""
    soon, later = (_public(row, by, on) for row in EVENINGS)
    told = [_come(soon, family, by, on) for family in FAMILIES]
    moment = {"on": on, "at": timezone.now()}
    plan = making.want(soon, table_size=4, rounds=3, by=by, **moment)
    for booking, (_name, _people, facts) in zip(told, FAMILIES, strict=True):
        if facts:
            guests = [guest.pk for guest in in_order(booking)]
            family = combinations(guests, 2)
            telling.tell(booking, {guests[0]: facts}, together=family, apart=[], **moment)
    holding.pin(plan, in_order(told[2])[0].pk, 1, by=by, **moment)
    making.make_waiting(**moment)
    showing.show(plan, by=by, **moment)
    for family in FAMILIES[:3]:
        _come(later, family, by, on)
    making.want(later, table_size=4, rounds=3, by=by, **moment)
    making.make_waiting(**moment)


def _public(row, by, on: date) -> Event:
    event = events.planned(row, by, on)
    Event.objects.filter(pk=event.pk).update(measure="3-1")
    organising.publish(event, by=by, on=on, at=timezone.now())
    event.refresh_from_db()
    return event


def _come(event: Event, family, by, on: date) -> Booking:
    name, people, _facts = family
    ticket = event.tickets.prefetch_related("quotas").order_by("pk").first()
    comers = [Comer(ticket, name if at == 0 else "") for at in range(people)]
    moment = {"by": by, "on": on, "at": timezone.now() - EARLIER}
    contact = Contact(name, proxy=by.party)
    return registering.register(event, comers, contact, salt=token_hex(16), **moment)
