"""受付 — a helper's phone without an account: the list, presses, walk-ins, and what strangers get."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_doors import booked, came, made_day
from tests.pages import words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.doors import queries, secrets
from tsunagari.programmes.community.doors.actions import opening
from tsunagari.programmes.community.events import secrets as booking_secrets
from tsunagari.programmes.community.events.models import Event

pytestmark = pytest.mark.usefixtures("cast_day")
PHONE = "phone-1234"


@pytest.fixture
def day(door_day):
    return door_day


@pytest.fixture
def door(day):
    return f"/checkin/{secrets.of(day.door)}/"


def send(client, door, *rows, device=PHONE):
    body = {"device": device, "presses": rows}
    return client.post(f"{door}list/", json.dumps(body), content_type="application/json")


def test_a_door_of_an_event_that_is_called_off_says_so(client, day, door):
    assert "中止" not in words(client.get(door))

    Event.objects.update(state="cancelled", cancel_why="weather")

    page = words(client.get(door))
    assert "催しは中止になりました 天気が悪いため、中止にします。" in page


def test_the_list_holds_no_secret_and_no_address_but_finds_a_scanned_booking(client, day, door):
    told = client.get(f"{door}list/")
    said = told.content.decode()

    secret = booking_secrets.of(day.bookings[0])
    for kept_back in (secret, day.bookings[0].secret_hash, "hana@example.jp", day.door.salt):
        assert kept_back not in said
    assert told["Cache-Control"] == "no-store"
    salt = told.json()["salt"]
    stored = hashlib.sha256(secret.encode()).hexdigest()
    scanned = hashlib.sha256(f"{salt}{stored}".encode()).hexdigest()[:16]
    [one] = [row for row in told.json()["people"] if row["hash"] == scanned]
    assert [name for _pk, name, *_more in one["guests"]] == ["花 家族", "同行者2", "同行者3"]
    # Allergies are for the kitchen, not for the door.
    assert one["guests"][0][3] == ["車いすで行く"]


def test_the_bare_page_may_stay_on_a_phone_and_names_nobody(client, day, door):
    page = client.get(door)

    assert "花 家族" not in words(page)
    assert page["Cache-Control"] == "private, no-cache"
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.get(f"{door}?q=花")["Cache-Control"] == "no-store"
    assert not client.cookies
    assert Client().get("/checkin/worker.js").status_code == 200


def test_presses_of_a_phone_are_taken_once_and_the_answer_is_the_list(client, day, door):
    first = send(client, door, came(1, day.one, day), came(2, 10**8, day))
    again = send(client, door, came(1, day.one, day))

    assert first.json()["answers"] == {"2": "unknown"}
    session = str(day.sessions[0].pk)
    for told in (first, again):
        [stamp] = told.json()["came"][session][str(day.one)]
        assert stamp[1:] == ["東口", f"{PHONE}/1", PHONE]
    assert Record.objects.filter(did="door.came", via="door").count() == 1


def test_without_scripts_somebody_is_found_received_and_taken_back(client, day, door):
    session = day.sessions[0].pk
    assert "見つかりません" in words(client.get(f"{door}?q=だれか"))
    number = day.bookings[0].number
    page = words(client.get(f"{door}?q={number.lower()}"))
    assert "同行者2 来た" in page
    assert "全員 来ました（3人）" in page
    assert "車いすで行く" in page
    everybody = ",".join(map(str, day.three))
    form = {"session": session, "q": number, "press_key": "k" * 32, "all": everybody}

    for _press in range(2):
        answer = client.post(f"{door}press/", form)

    assert queries.arrived(day.event) == {*day.three}
    assert "9:05 東口" in words(client.get(answer["Location"]))
    client.post(f"{door}press/", {"session": session, "undo": day.three[1]})
    assert queries.arrived(day.event) == {day.three[0], day.three[2]}


def test_without_scripts_a_walk_in_gets_in_or_reads_that_it_is_full(client, day, door):
    form = {"session": day.sessions[0].pk, "name": "太郎", "people": 2, "walk": "1"}
    client.post(f"{door}press/", form | {"press_key": "a"})

    full = client.post(f"{door}press/", form | {"press_key": "b"})

    assert full.status_code == 422
    assert "満席です" in words(full)
    assert queries.walked_in(day.event) == (2, 0)
    client.post(f"{door}press/", form | {"walk": "anyway"})
    assert queries.walked_in(day.event) == (4, 2)


def test_a_closed_or_old_door_opens_nothing_and_says_that_the_phone_may_forget(client, day, door):
    send(client, door, came(9, 0, day, kind="undo", undoes="east-phone/9"))
    opening.close_door(day.door, by=None, on=TODAY, at=NOW)

    assert client.get(door).status_code == 410
    late = send(client, door, came(1, day.one, day, at=NOW + timedelta(minutes=1)))
    early = send(client, door, came(2, day.three[0], day, at=NOW - timedelta(minutes=1)))

    assert late.status_code == early.status_code == 410
    assert late.json() == {"answers": {"1": "late"}}
    assert queries.arrived(day.event) == {day.three[0]}
    client.post(f"{door}press/", {"guest": day.one})
    assert queries.arrived(day.event) == {day.three[0]}


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"device": "x", "presses": []}', '{"device": "a b c d e f", "presses": []}'],
)
def test_what_no_phone_sends_is_a_bad_request(client, door, body):
    sent = client.post(f"{door}list/", body, content_type="application/json")

    assert sent.status_code == 400


def test_an_address_that_nobody_was_given_opens_nothing(client, day):
    for path in ("", "list/", "press/"):
        assert client.get(f"/checkin/{'0' * 32}/{path}").status_code in (404, 405)
        assert client.post(f"/checkin/{'0' * 32}/{path}").status_code == 404


def test_a_door_shows_only_its_own_event(client, day, door, federation, sato):
    other = made_day(federation, sato, places=9)

    people = client.get(f"{door}list/").json()["people"]

    assert len(people) == 2
    send(client, door, came(1, other.one, day))
    assert queries.arrived(other.event) == set()


def test_a_list_of_ten_asks_no_more_questions_than_one_of_two(client, day, door):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as made:
            client.get(f"{door}list/")
        return len(made)

    asked()
    few = asked()
    day.event.quotas.update(places=50)
    type(day.event).objects.update(closes_at=NOW + timedelta(minutes=30))
    day.event.refresh_from_db()
    for at in range(8):
        booked(day.event, f"客{at}", 2)
    send(client, door, came(1, day.one, day), came(2, day.three[0], day))
    assert asked() == few


def test_the_script_of_the_door_says_bare_words_and_the_start_of_a_number_finds(client, day, door):
    page = client.get(f"/ja-easy{door}").content.decode()

    told = re.search(r'id="door-words"[^>]*>(.*?)</script>', page)[1]
    assert "|" not in told
    assert "|" not in client.get(f"/ja-easy{door}list/").content.decode()
    number = day.bookings[0].number
    assert "花 家族" in words(client.get(door, {"q": number[:6].lower()}))
    assert "花 家族" not in words(client.get(door, {"q": number[:3]}))
