"""催し — somebody without an account finds an event, joins, and changes the booking by its address."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.pages import words
from tsunagari.programmes.community.events import opendata, queries
from tsunagari.programmes.community.events.actions import drawing, mailing, organising
from tsunagari.programmes.community.events.models import Booking, Event, Mail, Ticket

pytestmark = pytest.mark.usefixtures("cast_day")
KEY = "k" * 32


def join(client, event, *, people=1, key=KEY, **more):
    ticket = event.tickets.order_by("pk").first()
    sent = {"press_key": key, "name": "花", "agrees": "on", f"ticket_{ticket.pk}": people} | more
    return client.post(f"/events/{event.code}/", sent)


def test_somebody_registers_twice_by_accident_and_is_there_once(client, event):
    page = words(client.get(f"/events/{event.code}/"))
    assert "あと3人" in page
    assert "無料" in page
    assert join(client, event, agrees="").status_code == 422

    first, unmarked, again = join(client, event), join(Client(), event), join(client, event)

    assert first["Location"] == unmarked["Location"]
    assert again["Location"] == first["Location"] + "?again=1"
    assert Booking.objects.count() == 1
    assert set(client.cookies) == {"joined"}
    booked = words(client.get(first["Location"]))
    assert Booking.objects.get().number in booked
    assert "参加できます" in booked


def test_a_link_that_is_followed_changes_nothing_and_a_press_cancels_once(client, event):
    place = join(client, event, people=3)["Location"]
    waits = join(client, event, people=2, key="x")["Location"]
    assert "空き待ちの 1番目" in words(client.get(waits))
    for path in (place, f"{place}answer/", f"{place}answer/?answer=cancel"):
        client.get(path)
    assert queries.left(event) == 0

    for _press in range(2):
        client.post(f"{place}answer/", {"answer": "cancel", "press_key": "y"})

    page = words(client.get(waits))
    assert "席が空きました" in page
    client.post(f"{waits}answer/", {"answer": "accept", "press_key": "z"})
    assert "参加できます" in words(client.get(waits))
    assert queries.left(event) == 1


def test_one_more_person_and_another_day_of_the_series(client, event, federation):
    event.series = "毎月の会"
    event.save()
    other = made_event(federation, places=2, series="毎月の会")
    made_event(federation, places=2, series="ほかの会")
    place = join(client, event)["Location"]
    answer, ticket = f"{place}answer/", event.tickets.get()

    for _press in range(2):
        client.post(answer, {"answer": "add", "press_key": "a", "add-ticket": ticket.pk})
    assert queries.left(event) == 1
    client.post(answer, {"answer": "move", "press_key": "b", "move-to": other.pk})

    assert (queries.left(event), queries.left(other)) == (3, 0)
    full = join(client, event, people=1, key="c")["Location"]
    refused = client.post(f"{full}answer/", {"answer": "move", "move-to": other.pk})
    assert refused.status_code == 422
    assert "いまの席はそのままです" in words(refused)
    assert (queries.left(event), queries.left(other)) == (2, 0)


def test_the_calendar_finds_by_town_language_age_and_price(client, event, federation):
    other = made_event(federation, town="流山市", languages=["ja"], interpretation=["vi"])
    other.tickets.update(yen=500, from_age=6, until_age=12)
    made_event(federation, state="draft")
    made_event(federation, ends_at=NOW - timedelta(1), starts_at=NOW - timedelta(2))
    one, two = f"/events/{event.code}/", f"/events/{other.code}/"

    def found(asked=""):
        return {path for path in (one, two) if path in client.get(f"/events/{asked}").text}

    assert found() == {one, two}
    assert found("?town=流山市") == found("?lang=vi") == {two}
    assert found("?age=9") == {one, two}
    assert found("?age=30") == found("?price=free") == {one}
    assert found("?lang=vi&price=free") == set()
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/events/")
    for _n in range(4):
        made_event(federation)
    with CaptureQueriesContext(connection) as many:
        client.get("/events/")
    assert len(few) == len(many)


def test_feeds_say_what_the_page_says_and_that_it_is_called_off(client, event, sato):
    page = client.get(f"/events/{event.code}/").text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (data["eventStatus"], data["remainingAttendeeCapacity"]) == (
        "https://schema.org/EventScheduled",
        3,
    )
    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    [entry] = Calendar.from_ical(client.get("/events/feed.ics").content).walk("VEVENT")
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 2)
    assert entry["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert f"/events/{event.code}/" in client.get("/events/feed.rss").text
    page = client.get(f"/events/{event.code}/").text
    assert "EventCancelled" in page
    assert "天気が悪いため、中止にします。" in page
    embedded = client.get("/events/embed/")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded


@pytest.mark.parametrize("edition", ["current", "earlier"])
def test_the_open_list_has_the_header_of_the_standard(client, event, edition):
    event.town, event.address = "流山市", "見本町1-1"
    event.save()

    folder = {"current": "", "earlier": "earlier/"}[edition]
    answer = client.get(f"/events/open/{folder}122203_event.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"].endswith('"122203_event.csv"')
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(row) == tuple(opendata.EDITIONS[edition])
    assert len(row) == {"current": 79, "earlier": 32}[edition]
    free = {"current": "無料", "earlier": "0"}[edition]
    assert (row["イベント名"], row["定員"], row["料金(基本)"]) == ("春の集い", "3", free)
    child = Ticket.objects.create(event=event, name="子ども", yen=300)
    child.quotas.add(event.quotas.get())
    event.tickets.filter(name="大人").update(yen=800)
    answer = client.get(f"/events/open/{folder}122203_event.csv")
    [paid] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    prices = {"current": "300円から800円", "earlier": "800"}[edition]
    assert (paid["料金(基本)"], paid["料金(詳細)"]) == (prices, "大人 800円;子ども 300円")
    where = {"current": "所在地_連結表記", "earlier": "住所"}[edition]
    assert row[where] == "千葉県流山市見本町1-1"
    for code in opendata.TOWNS.values():
        weighed = sum(int(one) * by for one, by in zip(code, range(6, 1, -1), strict=False))
        assert int(code[5]) == (11 - weighed % 11) % 10


def test_mails_go_out_once_in_the_language_of_the_booking_with_its_link(client, event, sato):
    place = join(client, event, people=3, email="hana@example.jp")["Location"]
    client.post(
        f"/en/events/{event.code}/",
        {
            "press_key": "e",
            "name": "Linh",
            "email": "linh@example.jp",
            "agrees": "on",
            f"ticket_{event.tickets.get().pk}": 1,
        },
    )
    later = NOW + timedelta(minutes=1)
    assert (mailing.send_due(later), mailing.send_due(later)) == (2, 0)
    client.post(f"{place}answer/", {"answer": "cancel"})
    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)
    mailing.send_due(later)

    told = [(one.to[0], one.subject) for one in mail.outbox]
    assert told[0] == ("hana@example.jp", "申込みを受け付けました")
    linh = [subject for to, subject in told if to == "linh@example.jp"]
    assert (len(told), len(linh)) == (5, 3)
    assert place in mail.outbox[0].body
    assert "/en/booking/" in mail.outbox[1].body
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}


def test_whoever_entered_a_draw_opens_its_result_from_the_own_booking_and_the_event(
    client, event, sato
):
    Event.objects.update(mode="lottery", seed="2026")
    mine, page = join(client, event)["Location"], f"/events/{event.code}/"
    assert "抽選のしかた" in words(client.get(mine))
    Event.objects.update(closes_at=NOW)
    event.refresh_from_db()

    drawing.draw(event, by=sato, on=TODAY, at=NOW)

    for path in (mine, page):
        told = client.get(path)
        assert "抽選の結果" in words(told)
        assert f'href="{page}draw/"' in told.text
    assert Booking.objects.get().number in words(client.get(f"{page}draw/"))
