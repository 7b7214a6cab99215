"""見本の催し（参加費・予算・招待・写真） — a fee that came, one to give back, a budget, a group's evening."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.base.days import fiscal_year
from tsunagari.kernel.ledger import books
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.actions import money, organising, pictures, registering
from tsunagari.programmes.community.events.actions.parts import Kind, Places, Span
from tsunagari.programmes.community.events.models import Event
from tsunagari.sample.ledger import fund

ZONE = ZoneInfo("Asia/Tokyo")
BUDGET, KEPT = 300_000, 40_000


def load(*, by, on: date) -> None:
    """On top of the events of community_events."""
    cooking = Event.objects.filter(tickets__yen__gt=0, state=Event.State.PUBLIC)
    first = cooking.order_by("starts_at").first()
    moment = {"by": by, "on": on, "at": timezone.now()}
    pictures.put(first, _picture(), "大きななべを囲む人たち（見本の絵）", **moment)
    _money(first, by, on)
    plan = _evening(on)
    organising.publish(organising.plan(by.body.party, plan, by=by, on=on), **moment)


def _money(event: Event, by, on: date) -> None:
    """One has paid; one had paid and cancelled; the rest is missing."""
    book = ledger.book_of(event.host.organisation)
    rows = {"fund": fund("machi"), "measure": event.measure}
    books.set_budget(
        book, year=fiscal_year(accounts.day_of(event)), yen=BUDGET, by=by, on=on, **rows
    )
    budget = accounts.budgets(event).first()
    money.keep(event, budget, KEPT, by=by, on=on, at=timezone.now())
    for how, booking in zip(("cash", "transfer"), accounts.unpaid(event)[:2], strict=False):
        money.take(booking, how, by=by, on=on)
        if how == "transfer":
            registering.cancel(booking, by=by, on=on, at=timezone.now())


def _evening(on: date) -> organising.Plan:
    """For members of a group, by its word; children come with somebody."""
    starts = datetime.combine(on + timedelta(days=30), time(18), ZONE)
    return organising.Plan(
        title="見本 さくら会の夕べ",
        words="さくら会の人と家族の集まりです。\n子どもは大人といっしょに来てください。",
        facts={
            "measure": "3-4",
            "series": "",
            "mode": "first",
            "place": "見本 市民活動センター",
            "town": "流山市",
            "address": "見本町1-1",
            "access": "見本駅から歩いて5分",
            "step_free": True,
            "for_whom": "さくら会の人と家族",
            "contact": "見本連合会 事務局",
            "languages": ["ja"],
            "interpretation": [],
            "opens_at": timezone.now() - timedelta(days=1),
            "closes_at": starts - timedelta(days=2),
            "most_people": 6,
            "answer_hours": 24,
            "invite": "さくら",
            "latitude": "35.856300",
            "longitude": "139.902700",
        },
        spans=[Span(starts, starts + timedelta(hours=2), "和室")],
        quotas=[Places("会場", 20)],
        tickets=[Kind("大人", ["会場"]), Kind("子ども", ["会場"], 0, None, 12, with_adult=True)],
    )


def _picture() -> bytes:
    """A pot and people around it, drawn."""
    image = Image.new("RGB", (1200, 675), "#fff4e0")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, 1200, 675), fill="#d9b38c")
    draw.rounded_rectangle((420, 300, 780, 520), 60, fill="#5c6b73")
    draw.ellipse((420, 260, 780, 350), fill="#e07a5f")
    for at, colour in enumerate(("#3d5a80", "#81b29a", "#f2cc8f", "#6d597a")):
        left = (120, 280, 820, 980)[at]
        draw.ellipse((left, 170, left + 100, 270), fill="#e8b796")
        draw.rounded_rectangle((left - 25, 270, left + 125, 500), 50, fill=colour)
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()
