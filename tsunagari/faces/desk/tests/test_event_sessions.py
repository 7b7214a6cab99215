"""入れる回（事務局） — kinds of tickets that open some sessions only: written, kept, copied, told."""

from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.faces.desk.tests.test_events import book, typed
from tsunagari.programmes.community.events import secrets
from tsunagari.programmes.community.events.actions import mailing
from tsunagari.programmes.community.events.models import Booking, Event, Mail, Ticket

pytestmark = pytest.mark.usefixtures("cast_day")
SESSION = "14:00–16:00 畑"


def two(federation, **more):
    """In the morning and in the afternoon; helpers come in the afternoon only."""
    on = TODAY + timedelta(days=20)
    day = {"day_1_y": on.year, "day_1_m": on.month, "day_1_d": on.day, "room_1": "畑"}
    day |= {"from_1": "14:00", "until_1": "16:00", "lets_1": ["1"]}
    return typed(federation, **(day | {"question_0": "", "must_0": ""} | more))


@pytest.fixture
def half_day(staff_client, federation):
    staff_client.post("/desk/events/new/", two(federation))
    event = Event.objects.get()
    staff_client.post(f"/desk/events/{event.code}/publish/")
    return Event.objects.get()


def test_a_ticket_says_which_sessions_it_opens_on_every_page(staff_client, client, half_day):
    helper = Ticket.objects.get(name="お手伝い")
    told = f"お手伝い（{SESSION}、16歳から、無料）"

    assert told in words(staff_client.get(f"/desk/events/{half_day.code}/"))
    page = words(client.get(f"/events/{half_day.code}/"))
    assert page.count(told) == 2
    assert "大人（500円）" in page
    sent = {"name": "花", "agrees": "on", "press_key": "k", "email": "hana@example.jp"}
    sent |= {f"ticket_{helper.pk}": 1, "needs": ["wheelchair"], "note": "えび"}
    shown = client.post(f"/events/{half_day.code}/", sent, follow=True)

    assert f"花（お手伝い {SESSION}） 車いすで行く ・ えび" in words(shown)
    assert f"お手伝い {SESSION}" in mailing.written(Mail.objects.get()).body
    made = Booking.objects.get()
    paper = words(staff_client.get(f"/desk/events/bookings/{made.pk}/print/"))
    assert f"花（お手伝い {SESSION}） 車いすで行く ・ えび" in paper
    for public in ("", "card.png", "event.ics"):
        seen = client.get(f"/events/{half_day.code}/{public}")
        assert seen.status_code == 200
        assert "えび".encode() not in seen.content
        assert secrets.of(made).encode() not in seen.content


def test_what_somebody_was_promised_does_not_change(staff_client, federation, half_day):
    path = f"/desk/events/{half_day.code}/edit/"
    book(half_day)
    helper, adult = Ticket.objects.get(name="お手伝い"), Ticket.objects.get(name="大人")
    Booking.objects.get().guests.update(ticket=helper)
    refused = "もう申し込んだ人がいるので変えられません"

    other = two(federation, lets_1=["0"], version=half_day.version)
    assert refused in words(staff_client.post(path, other))
    gone = two(federation, lets_1=[], day_1_y="", day_1_m="", day_1_d="", from_1="", until_1="")
    assert refused in words(staff_client.post(path, gone | {"version": half_day.version}))
    empty = two(federation, lets_1=["3"], version=half_day.version)
    assert "日と時刻を入れた回から選んでください。" in words(staff_client.post(path, empty))
    later = two(federation, lets_0=["0"], until_1="17:00", version=half_day.version)
    assert staff_client.post(path, later).status_code == 302

    second = helper.sessions.get()
    assert second.meeting.ends_at - second.meeting.starts_at == timedelta(hours=3)
    assert [one.room for one in adult.sessions.all()] == ["調理室"]


def test_a_copy_opens_the_same_sessions(staff_client, half_day):
    page = staff_client.get(f"/desk/events/{half_day.code}/copy/").text

    boxes = [line for line in page.split("<input") if 'name="lets_1"' in line]
    assert ["checked" in line for line in boxes] == [False, True, False, False]
    assert half_day.starts_at > NOW
