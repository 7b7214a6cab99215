"""催しのカレンダー — every event is found on some page, and each page asks the same of one row and of many."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.cast_shifts import made_shift
from tests.cast_texts import translate
from tests.pages import words
from tsunagari.faces.portal.tests.test_events import join
from tsunagari.faces.shared import letters, read_names
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts.models import Text
from tsunagari.kernel.texts.rules.split import Piece
from tsunagari.programmes.community.events.models import Event, Question, Quota, Session, Ticket

pytestmark = pytest.mark.usefixtures("cast_day")


def test_more_events_than_one_page_shows_are_read_to_the_last_one(client, federation):
    codes = [
        made_event(
            federation,
            starts_at=NOW + timedelta(days=12, hours=at // 2),
            ends_at=NOW + timedelta(days=13, hours=at),
        ).code
        for at in range(70)
    ]

    found, address = [], "/events/"
    while address:
        page = client.get(address).content.decode()
        found += re.findall(r'tn-row-title"><a href="/events/(\w+)/"', page)
        older = re.search(r'href="(\?[^"]*after=[^"]*)"', page)
        address = f"/events/{older[1]}" if older else ""

    assert found == codes


@pytest.fixture(autouse=True)
def _nothing_drawn(db, monkeypatch):
    letters._drawn.clear()
    letters._parts.clear()
    # The readings of places are looked up once a minute: now, and not while it is counted.
    monkeypatch.setattr(read_names, "MINUTE", 1e9)
    read_names._table(0)


def asked(client, path) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_the_calendar_asks_twice_and_an_event_twice_however_many_there_are(client, federation):
    paths = ("/events/", "/en/events/", "/events/{}/", "/en/events/{}/")
    for many in (1, 3, 50):
        events = [made_event(federation, town=f"町{n}") for n in range(many)]
        made = [path.format(events[0].code) for path in paths]
        client.get("/privacy/")

        assert [asked(client, path) for path in (*made, *made)] == [2] * 8
    assert asked(client, "/events/?town=町1") == 3
    assert asked(client, "/events/?after=") == 3


def _place(event):
    Quota.objects.filter(event=event).update(taken=1)


def _town(event):
    Event.objects.filter(pk=event.pk).update(town="流山市", place="公民館")


def _called_off(event):
    Event.objects.filter(pk=event.pk).update(state="cancelled", cancelled_on=TODAY)


def _closed(event):
    Event.objects.filter(pk=event.pk).update(closes_at=NOW)


def _title(event):
    texts.put_anew(event.text, [Piece("夏の集い", "title")], "夏の集い", TODAY, None)


BOTH = [_place, _town, _called_off, _closed, _title]


def _ticket(event):
    Ticket.objects.create(event=event, name="お手伝い", yen=300)


def _quota(event):
    Quota.objects.filter(event=event).update(places=4)


def _question(event):
    Question.objects.create(event=event, place=1, words="どこから来ますか")


def _cohost(event):
    party = Party.objects.create(kind="organisation", name="桜の会")
    event.cohosts.add(Organisation.objects.create(party=party).party)


def _session(event):
    span = {"starts_at": event.starts_at, "ends_at": event.ends_at}
    meeting = Meeting.objects.create(measure="3-4", kind="event", host=event.host, **span)
    Session.objects.create(event=event, meeting=meeting, room="大ホール")


def _shift(event):
    made_shift(event)


def _host(event):
    Party.objects.filter(pk=event.host_id).update(name="新しい連合会")


@pytest.mark.parametrize(
    "change", [*BOTH, _ticket, _quota, _question, _cohost, _session, _shift, _host]
)
def test_whatever_changes_is_read_by_the_next_who_looks(client, federation, change):
    event = made_event(federation, places=3)
    paths = ["/events/", f"/events/{event.code}/"]
    before = [[words(client.get(path)) for path in paths] for _time in range(2)]
    assert before[0] == before[1]

    change(event)

    after = [words(client.get(path)) for path in paths]
    assert after[1] != before[0][1]
    assert (after[0] != before[0][0]) == (change in [*BOTH, _quota])
    letters._drawn.clear()
    letters._parts.clear()
    assert [words(client.get(path)) for path in paths] == after


def test_a_translation_is_read_from_when_it_is_checked(client, event, sato, ito):
    paths = ["/en/events/", f"/en/events/{event.code}/"]
    assert all("春の集い" in words(client.get(path)) for path in paths)

    translate(Text.objects.get(pk=event.text_id), "en", ["Spring gathering"], sato, ito)

    assert all("Spring gathering" in words(client.get(path)) for path in paths)
    assert all("春の集い" in words(client.get(path.removeprefix("/en"))) for path in paths)


def test_everybody_presses_with_an_own_key_on_a_page_drawn_once(client, event):
    path = f"/events/{event.code}/"

    pages = [client.get(path).text for _visitor in range(3)]

    assert len(letters._drawn) == 1
    keys = {re.search(r'name="press_key" value="([0-9a-f]{32})"', page)[1] for page in pages}
    assert len(keys) == 3
    assert all('"remainingAttendeeCapacity": 3' in page for page in pages)
    assert not any("own-" in page for page in pages)


def test_only_so_many_pages_are_kept(client, federation, monkeypatch):
    monkeypatch.setattr(letters, "KEPT", 2)
    monkeypatch.setattr(letters, "KEPT_PARTS", 2)
    for at in range(5):
        event = made_event(federation, town=f"町{at}")
        client.get(f"/events/{event.code}/")
        client.get("/events/")

    assert (len(letters._drawn), len(letters._parts)) == (2, 2)


def test_the_page_that_changes_a_booking_asks_twice_and_offers_what_there_is_now(
    client, federation
):
    event = made_event(federation, places=9, series="毎月の会")
    page = f"{join(client, event)['Location']}change/"
    client.get(page)
    assert [asked(client, path) for path in (page, page)] == [3, 3]  # other days of the series
    assert "移る先" not in words(client.get(page))

    made_event(federation, series="毎月の会")
    Ticket.objects.create(event=event, name="子ども")

    after = client.get(page).text
    assert "子ども" in after
    assert '<option value="">選んでください</option>' in after.replace(" selected", "")
    other = made_event(federation, places=9)
    alone = f"{join(client, other, key='o' * 32)['Location']}change/"
    assert [asked(client, path) for path in (alone, alone)] == [2, 2]
    assert "移る先" not in words(client.get(alone))
