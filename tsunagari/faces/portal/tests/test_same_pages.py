"""同じ文面 — pages drawn once for many show each reader only what is the reader's own."""

import pytest
from django.test import Client
from django.utils.html import escape

from tests.cast_events import made_event
from tests.pages import words
from tsunagari.faces.portal.tests.test_events import join
from tsunagari.faces.shared import letters
from tsunagari.programmes.community.events.actions import line
from tsunagari.programmes.community.events.models import Booking, Quota

pytestmark = pytest.mark.usefixtures("cast_day")


def addresses(event, many):
    return [join(Client(), event, key=f"{at:032}")["Location"] for at in range(many)]


def test_everybody_reads_the_own_number_and_address_on_a_page_drawn_once(client, federation):
    letters._drawn.clear()
    event = made_event(federation, places=2)
    own = addresses(event, 4)
    pages = [client.get(address).content.decode() for address in own]

    assert len(letters._drawn) == 2
    for at, (address, page) in enumerate(zip(own, pages, strict=True)):
        secrets = {one for one in own if one.split("/")[2] in page}
        assert secrets == {address}
        assert ("参加できます" in page, f"空き待ちの {at - 1}番目" in page) == (at < 2, at >= 2)
    numbers = [booking.number for booking in Booking.objects.order_by("pk")]
    assert [[number in page for number in numbers].index(True) for page in pages] == [0, 1, 2, 3]
    assert client.get(own[0]).content.decode() == pages[0]
    assert 'lang="en"' in client.get(f"/en{own[0]}").content.decode()[:60]


def test_a_page_with_a_press_is_drawn_for_each_anew(client, federation):
    letters._drawn.clear()
    event = made_event(federation, places=0)
    own = addresses(event, 2)
    Quota.objects.update(places=2)
    booking = Booking.objects.first()
    line.offer(event, by=None, on=booking.made_at.date(), at=booking.made_at)

    pages = [client.get(address).content.decode() for address in own]

    keys = {page.split('name="press_key" value="')[1][:32] for page in pages}
    assert all("行きます" in page for page in pages)
    assert len(keys) == 2
    assert letters._drawn == {}
    assert words(client.get(own[0]))


def test_a_place_that_is_called_like_a_mark_is_read_as_it_was_written(client, federation):
    letters._drawn.clear()
    event = made_event(federation, places=9, place="own-hall-own")

    for address in addresses(event, 2):
        assert "own-hall-own" in words(client.get(address))


def test_two_bookings_of_one_shape_never_show_each_others_names(client, federation):
    letters._drawn.clear()
    letters._parts.clear()
    event = made_event(federation, places=9)
    people = {"佐藤<b>": "そば", "own-name1-own": "own-note1-own", "陳": "卵"}
    sent = [
        {"key": f"{at:032}", "name": name, "note": note, "needs": ["allergy"]}
        for at, (name, note) in enumerate(people.items())
    ]
    own = [join(client, event, **one)["Location"] for one in sent]

    pages = [client.get(address).content.decode() for address in own]

    assert (len(letters._drawn), len(letters._parts)) == (1, 1)
    for (name, note), page in zip(people.items(), pages, strict=True):
        assert f"<li>{escape(name)}（" in page
        assert f" ・ {note}</span>" in page
        assert [other for other in people if f"<li>{escape(other)}（" in page] == [name]
    kept = repr([*letters._drawn.items(), *letters._parts.items()])
    assert [word for word in ("佐藤", "そば", "陳", "卵") if word in kept] == []


def test_who_has_no_name_or_note_is_said_without(client, federation):
    event = made_event(federation, places=9)
    with_note = join(client, event, people=2, key="1" * 32, note="そば")["Location"]
    without = join(client, event, people=2, key="2" * 32)["Location"]

    pages = [words(client.get(address)) for address in (with_note, without)]

    assert ["2人目（" in page for page in pages] == [True, True]
    assert ["そば" in page for page in pages] == [True, False]
    assert ["own-" in page for page in pages] == [False, False]
