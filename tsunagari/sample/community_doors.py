"""見本の受付 — an event of today with two doors: some have come, one of them twice, one without a booking.

One kind opens the afternoon alone and costs something: one guest paid it at the door, one has not yet.
"""

from datetime import date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.programmes.community.doors import rules
from tsunagari.programmes.community.doors.actions import opening, pressing
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.parts import Kind, Places, Span
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event

ZONE = ZoneInfo("Asia/Tokyo")
# (name, reading, people, language, needs)
GUESTS = (
    ("見本 葵", "ミホン アオイ", 3, "ja", ()),
    ("見本 NGUYEN VAN", "ミホン グエン ヴァン", 1, "vi", ("interpreter",)),
    ("見本 桜", "ミホン サクラ", 2, "ja", ("childcare",)),
    ("見本 SANTOS MIA", "ミホン サントス ミア", 1, "fil", ()),
    ("見本 楓", "ミホン カエデ", 1, "ja", ("wheelchair",)),
)
COOKING, YEN = "料理の回だけ（午後）", 500
COOKS = (
    ("見本 蓮", "ミホン レン", 1, "ja", ()),
    ("見本 凛", "ミホン リン", 1, "ja", ()),
)


def load(*, by, on: date) -> None:
    """Two sessions that fill the day, so that one of them is on whenever somebody looks."""
    event = _event(by, on)
    now = timezone.now()
    east, west = (
        opening.open_door(event, name, by=by, on=on, at=now - timedelta(hours=1))
        for name in ("東口", "西口")
    )
    guests = [_register(event, row, by, on) for row in GUESTS]
    session = event.sessions.order_by("meeting__starts_at").first().pk
    first, second = guests[0][0], guests[1][0]
    _press(west, "sample-phone-west", [(second, now - timedelta(minutes=1))], session, now)
    _press(east, "sample-phone-east", [(first, now), (second, now)], session, now)
    walk = {"counter": 9, "kind": "walk", "name": "見本 当日", "session": session}
    walk |= {"at": now.isoformat()}
    pressing.receive(east, "sample-phone-east", [rules.read(walk)], at=now)
    [[cook], _unpaid] = [_register(event, row, by, on, kind=COOKING) for row in COOKS]
    _pay(east, "sample-phone-east", cook, event, now)


def _pay(door: Door, device: str, guest: int, event: Event, now: datetime) -> None:
    """The fee of one guest lies in the box of the door."""
    afternoon = event.sessions.order_by("meeting__starts_at").last().pk
    row = {"counter": 20, "kind": "paid", "guest": guest, "session": afternoon, "yen": YEN}
    pressing.receive(door, device, [rules.read(row | {"at": now.isoformat()})], at=now)


def _event(by, on: date) -> Event:
    starts, noon, ends = (
        datetime.combine(on, hour, ZONE) for hour in (time(0, 5), time(12), time(23, 55))
    )
    plan = organising.Plan(
        title="見本 町の交流会",
        words="だれでも来られます。",
        facts={
            "measure": "3-4",
            "series": "",
            "mode": "first",
            "place": "見本 市民活動センター",
            "town": "流山市",
            "address": "見本町1-1",
            "access": "見本駅から歩いて5分",
            "step_free": True,
            "for_whom": "町に住む人、働く人",
            "contact": "見本連合会 事務局",
            "languages": ["ja"],
            "interpretation": ["vi"],
            "opens_at": starts - timedelta(days=20),
            "closes_at": ends,
            "most_people": 6,
            "answer_hours": 24,
        },
        spans=[Span(starts, noon, "ホール"), Span(noon, ends, "ホール")],
        quotas=[Places("会場", 20)],
        tickets=[
            Kind("大人", ["会場"], 0),
            Kind("子ども", ["会場"], 0, 0, 12),
            Kind(COOKING, ["会場"], YEN, sessions=[1]),
        ],
        questions=[],
    )
    event = organising.plan(by.body.party, plan, by=by, on=on)
    organising.publish(event, by=by, on=on, at=timezone.now())
    event.refresh_from_db()
    return event


def _register(event: Event, row, by, on: date, *, kind: str = "大人") -> list[int]:
    name, kana, people, language, needs = row
    ticket = event.tickets.prefetch_related("quotas").get(name=kind)
    comers = [
        Comer(ticket, name, kana, languages=[language], needs=needs) if at == 0 else Comer(ticket)
        for at in range(people)
    ]
    contact = Contact(name, language=language, proxy=by.party)
    moment = {"by": by, "on": on, "at": timezone.now()}
    booking = registering.register(event, comers, contact, salt=token_hex(16), **moment)
    return list(booking.guests.order_by("pk").values_list("pk", flat=True))


def _press(door: Door, device: str, presses, session: int, now: datetime) -> None:
    rows = [
        {
            "counter": at,
            "kind": "came",
            "guest": guest,
            "session": session,
            "at": moment.isoformat(),
        }
        for at, (guest, moment) in enumerate(presses, 1)
    ]
    pressing.receive(door, device, [rules.read(row) for row in rows], at=now)
