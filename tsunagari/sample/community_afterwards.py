"""見本のふりかえり — what came of the gathering: answers, two drawn pictures, accounts, last year's."""

import io
from datetime import date, timedelta
from secrets import token_hex

from django.utils import timezone
from PIL import Image, ImageDraw

from tsunagari.kernel.imports import actions as imports
from tsunagari.kernel.ledger import actions as ledger
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import accounts, asking, photos
from tsunagari.programmes.community.afterwards.importer import KIND
from tsunagari.programmes.community.afterwards.models import Photo
from tsunagari.programmes.community.afterwards.rules.asking import FIRST, FREE
from tsunagari.programmes.community.doors.models import Arrival
from tsunagari.programmes.community.events.actions import organising, registering
from tsunagari.programmes.community.events.actions.parts import Kind, Places, Span
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Event, Guest
from tsunagari.sample.ledger import fund

PEOPLE, LAST_YEARS = 16, 14
BACK = timedelta(days=364)
# Steps that were answered, one digit a person; the last two left it empty.
STEPS = ("55445545345544", "44545435554434", "5545434455")
BUDGET = [
    ("in", "4200", "見本 協賛の寄附", 10_000),
    ("out", "5270", "見本 会場", 8_000),
    ("out", "5240", "見本 ちらしの印刷", 5_000),
    ("out", "", "見本 飲みもの", 3_000),
]
# (account, yen, what for): what came of it.
MONEY = [("4200", -10_000, "協賛の寄附"), ("5270", 7_700, "会場"), ("5240", 6_160, "ちらしの印刷")]
# What came after the accounts had been closed.
LATE = ("5240", 1_100, "看板の印刷")
# Sheets of paper that somebody typed: one file was read in, one has a row to mend.
READ = "1,4\n5,はい\n4,はい\n"
WAITING = "1,4\n4,はい\n8,いいえ\n"
WORDS = ("もっと長い時間がよかったです。", "名札があると話しやすいです。", "また来ます。")


def load(*, by, on: date) -> None:
    """The gathering that is over, and the one of last year that it was copied from."""
    event = Event.objects.get(text__name="見本 顔合わせの会")
    last = _last_year(event, by, on)
    Event.objects.filter(pk=event.pk).update(copied_from=last)
    event.copied_from = last
    _attended(event, PEOPLE, by, on)
    _attended(last, LAST_YEARS, by, on)
    for one, many in ((last, LAST_YEARS), (event, PEOPLE)):
        asking.ask(one, ready=FIRST, own=[], days=21, by=by, on=on)
        _answered(one, many, by, on)
    accounts.plan(event, BUDGET, by=by, on=on)
    _paid(event, by, on)
    accounts.close(event, by=by, on=on, at=timezone.now())
    _enter(event, *LATE, by, on)
    _files(event, by, on)
    _photographed(event, by, on)


def _last_year(event: Event, by, on: date) -> Event:
    starts = event.starts_at - BACK
    plan = organising.Plan(
        title="見本 顔合わせの会（前の年）",
        words="だれでも来られます。",
        facts={
            "measure": event.measure,
            "series": "",
            "mode": "first",
            "place": event.place,
            "town": event.town,
            "address": event.address,
            "access": "",
            "step_free": True,
            "for_whom": event.for_whom,
            "contact": event.contact,
            "languages": event.languages,
            "interpretation": [],
            "opens_at": starts - timedelta(days=30),
            "closes_at": starts - timedelta(days=3),
            "most_people": 6,
            "answer_hours": 24,
        },
        spans=[Span(starts, starts + timedelta(hours=3), "")],
        quotas=[Places("会場", 20)],
        tickets=[Kind("大人", ["会場"], 0), Kind("子ども", ["会場"], 0, 6, 12)],
    )
    made = organising.plan(by.body.party, plan, by=by, on=on)
    Event.objects.filter(pk=made.pk).update(state=Event.State.PUBLIC)
    made.refresh_from_db()
    return made


def _attended(event: Event, many: int, by, on: date) -> None:
    """So many registered in time; all but one came."""
    at = event.opens_at + timedelta(days=1)
    tickets = list(event.tickets.prefetch_related("quotas").order_by("pk"))
    for number in range(many):
        name = f"見本 来た人{number + 1}"
        comer = Comer(tickets[number % 3 == 2], name)
        contact = Contact(name, proxy=by.party)
        moment = {"by": by, "on": on, "at": at}
        registering.register(event, [comer], contact, salt=token_hex(16), **moment)
    session = event.sessions.first()
    guests = Guest.objects.filter(booking__event=event).order_by("pk")[1:]
    Arrival.objects.bulk_create(
        Arrival(session=session, guest=guest, at=event.starts_at) for guest in guests
    )


def _answered(event: Event, many: int, by, on: date) -> None:
    """By link within the days after it, some on paper."""
    survey = queries.survey_of(event)
    survey.event = event
    items = queries.items(survey)
    for number in range(many - 4):
        answers = {str(item.pk): _said(item, number) for item in items}
        answers = {key: said for key, said in answers.items() if said}
        if number % 4 == 3:
            asking.type_in(survey, answers, by=by, on=on)
        else:
            at = event.ends_at + timedelta(hours=1 + number)
            asking.say(survey, answers, on=timezone.localdate(at), at=at)


def _said(item, number: int) -> str:
    if item.kind == FREE:
        return WORDS[number // 4] if number % 4 == 0 else ""
    if item.kind == "steps":
        digits = STEPS[item.place % len(STEPS)]
        return digits[number] if number < len(digits) else ""
    codes = queries.question(item).codes
    return codes[number * number % len(codes) if item.kind == "choice" else int(number % 6 == 5)]


def _paid(event: Event, by, on: date) -> None:
    """In the books of the federation, each with the event's mark."""
    for row in MONEY:
        _enter(event, *row, by, on)


def _enter(event: Event, account: str, yen: int, words: str, by, on: date) -> None:
    general = fund("mirai").book.funds.get(code="general")
    told = {"fund": general, "measure": event.measure, "project": event.code}
    postings = [Posting(account, yen, **told), Posting("1120", -yen, **told)]
    day = timezone.localdate(event.starts_at)
    ledger.enter(general.book, postings, on=day, words=f"見本 {words}", by=by, today=on)


def _files(event: Event, by, on: date) -> None:
    """One file that was read in, one that somebody has to look at."""
    survey = queries.survey_of(event)
    options = {"survey": survey.pk, "event": event.code}
    for name, text in (("見本 紙1.csv", READ), ("見本 紙2.csv", WAITING)):
        told = {"name": name, "by": by, "at": timezone.now(), "options": options}
        batch = imports.upload(KIND, by.own_body, text.encode(), **told)
        if text == READ:
            imports.accept(batch, by=by, on=on, at=timezone.now())


def _photographed(event: Event, by, on: date) -> None:
    """One without anybody to recognise is shown; one waits for a yes; one was stopped."""
    at, told = timezone.now(), {"by": by, "on": on}
    hall, table, gate = (photos.add(event, drawn(number), at=at, **told) for number in range(3))
    photos.nobody(hall, **told)
    photos.publish(hall, **told)
    guests = list(queries.guests(event)[:2])
    day = timezone.localdate(event.starts_at)
    photos.add_person(table, guest=guests[0], words="", yes_on=day, **told)
    photos.add_person(table, guest=guests[1], words="", yes_on=None, **told)
    photos.add_person(gate, guest=None, words="見本 右の青い服の人", yes_on=day, **told)
    photos.publish(gate, **told)
    photos.stop(gate, how=Photo.Stopped.PAGE, by=None, on=on, at=at)


def drawn(number: int) -> bytes:
    """A small picture, drawn here: a room with tables, no face."""
    sky = ((214, 228, 240), (240, 228, 210), (222, 238, 222))[number % 3]
    image = Image.new("RGB", (900, 600), sky)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, 900, 600), fill=(168, 144, 120))
    for at in range(3):
        left = 90 + at * 270 + number * 12
        pen.ellipse((left, 380, left + 200, 460), fill=(250, 250, 246), outline=(90, 90, 90))
        pen.rectangle((left + 60, 90, left + 140, 210), fill=(255, 252, 240), outline=(90, 90, 90))
    pen.ellipse((400, 20, 500, 60), fill=(255, 240, 180))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()
