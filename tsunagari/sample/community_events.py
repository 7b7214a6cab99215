"""見本の催し — a cooking day that is full with a line, its next day, a lottery, a draft …"""

from datetime import date, datetime, time, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from django.utils import timezone

from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.parts import Asked, Kind, Places, Span
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event

ZONE = ZoneInfo("Asia/Tokyo")
WORDS = (
    "世界の家庭料理をいっしょに作って食べます。\n料理の道具は会場にあります。\n\n"
    "食べられないものは、申込みのときに書いてください。"
)
# (title, days from today, mode, places, series, languages, price of adults)
EVENTS = {
    "full": ("見本 世界の台所", 9, "first", 4, "見本 世界の台所", ["ja"], 500),
    "next": ("見本 世界の台所", 37, "first", 12, "見本 世界の台所", ["ja"], 500),
    "lottery": ("見本 夜の町歩き", 21, "lottery", 20, "", ["ja", "en"], 0),
    "off": ("見本 春の運動会", 16, "first", 60, "", ["ja"], 0),
    "draft": ("見本 夏の夜店", 60, "first", 40, "", ["ja"], 0),
    "past": ("見本 顔合わせの会", -5, "first", 30, "", ["ja"], 0),
}
NAMES = ("見本 一郎", "見本 二葉", "見本 三郎", "見本 四季")


def load(*, by, on: date) -> dict[str, Event]:
    """Make the events, as the office would, and let some people register."""
    made = {key: planned(row, by, on) for key, row in EVENTS.items()}
    for key, event in made.items():
        if key not in ("past", "draft"):
            organising.publish(event, by=by, on=on, at=timezone.now())
    Event.objects.filter(pk=made["past"].pk).update(state=Event.State.PUBLIC)
    for event in made.values():
        event.refresh_from_db()
    for at, name in enumerate(NAMES):
        _register(made["full"], name, at % 2 + 1, by, on)
    _register(made["lottery"], NAMES[0], 2, by, on)
    organising.cancel(made["off"], "place", "", by=by, on=on, at=timezone.now())
    return made


def planned(row, by, on: date) -> Event:
    """A draft from one row of a table of events."""
    title, days, mode, places, series, languages, yen = row
    day = on + timedelta(days=days)
    starts = datetime.combine(day, time(10), ZONE)
    # Registration of what is over closed before; all others close three days before.
    plan = organising.Plan(
        title=title,
        words=WORDS if yen else "だれでも来られます。\n動きやすい服で来てください。",
        facts={
            "measure": "3-4",
            "series": series,
            "mode": mode,
            "place": "見本 市民活動センター",
            "town": "流山市",
            "address": "見本町1-1",
            "access": "見本駅から歩いて5分",
            "step_free": True,
            "for_whom": "町に住む人、働く人",
            "contact": "見本連合会 事務局",
            "languages": languages,
            "interpretation": ["vi"] if yen else [],
            "opens_at": min(timezone.now(), starts) - timedelta(days=20),
            "closes_at": starts - timedelta(days=3),
            "most_people": 6,
            "answer_hours": 24,
        },
        spans=[Span(starts, starts + timedelta(hours=3), "調理室" if yen else "")],
        quotas=[Places("会場", places)],
        tickets=[Kind("大人", ["会場"], yen), Kind("子ども", ["会場"], 0, 6, 12)],
        questions=[Asked("食べられないものはありますか")] if yen else [],
    )
    return organising.plan(by.body.party, plan, by=by, on=on)


def _register(event: Event, name: str, people: int, by, on: date) -> None:
    ticket = event.tickets.prefetch_related("quotas").order_by("pk").first()
    comers = [Comer(ticket, name if at == 0 else "") for at in range(people)]
    moment = {"by": by, "on": on, "at": timezone.now()}
    registering.register(event, comers, Contact(name, proxy=by.party), salt=token_hex(16), **moment)
