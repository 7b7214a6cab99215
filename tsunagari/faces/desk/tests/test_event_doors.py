"""受付（事務局） — doors open and close, the count is live, paper is typed in, badges and the table come."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.cast_doors import WHEN, booked, came
from tests.pages import words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.doors import queries, rules, secrets
from tsunagari.programmes.community.doors.actions import opening, pressing
from tsunagari.programmes.community.doors.models import Door
from tsunagari.programmes.community.events.models import Event

pytestmark = pytest.mark.usefixtures("cast_day")


@pytest.fixture
def day(door_day):
    return door_day


@pytest.fixture
def home(day):
    return f"/desk/events/{day.event.code}/doors/"


def test_a_door_is_opened_shown_as_a_code_and_closed(staff_client, client, day, home):
    assert "名前" in words(staff_client.post(f"{home}open/", {"name": ""}))
    made = staff_client.post(f"{home}open/", {"name": "西口", "press_key": "k"})
    staff_client.post(f"{home}open/", {"name": "西口", "press_key": "k"})
    assert Door.objects.count() == 2

    page = staff_client.get(made["Location"])

    assert page["Cache-Control"] == "no-store"
    address = re.search(r"/checkin/[0-9a-f]{32}/", page.content.decode())[0]
    assert client.get(address).status_code == 200
    staff_client.post(f"{made['Location']}close/")
    assert client.get(address).status_code == 410
    assert "/checkin/" not in staff_client.get(made["Location"]).content.decode()
    dids = set(Record.objects.values_list("did", flat=True))
    assert {"door.opened", "door.closed"} <= dids


def test_the_paper_of_a_door_has_its_code_until_the_door_is_closed(staff_client, day):
    door = f"/desk/events/doors/{day.door.pk}/"
    assert f"{door}print/" in staff_client.get(door).content.decode()

    paper = staff_client.get(f"{door}print/")

    assert paper["Cache-Control"] == "no-store"
    assert f"/checkin/{secrets.of(day.door)}/" in paper.content.decode()
    assert "東口" in words(paper)
    staff_client.post(f"{door}close/")
    closed = staff_client.get(f"{door}print/")
    assert "/checkin/" not in closed.content.decode()
    assert "この受付は閉じました" in words(closed)


def test_a_companion_who_was_received_twice_is_known_by_whom_they_come_with(
    staff_client, day, home
):
    west = opening.open_door(day.event, "西口", by=None, **WHEN)
    for door, device in ((day.door, "east-1234"), (west, "west-1234")):
        pressing.receive(door, device, [rules.read(came(1, day.three[1], day))], at=NOW)

    assert "花 家族 ・ 同行者2" in words(staff_client.get(home))


def test_the_desk_counts_by_door_and_shows_who_was_received_twice(staff_client, day, home):
    assert "受付の口はまだありません" not in words(staff_client.get(home))
    west = opening.open_door(day.event, "西口", by=None, **WHEN)
    for door, device, at in ((day.door, "east-1234", 1), (west, "west-1234", 2)):
        moment = NOW - timedelta(minutes=at)
        press = rules.read(came(1, day.one, day, at=moment))
        pressing.receive(door, device, [press], at=NOW)
    pressing.receive(
        west, "west-1234", [rules.read(came(9, 0, day, kind="walk", people=5))], at=NOW
    )

    page = words(staff_client.get(home))

    assert "6 / 9" in page
    assert "定員のほか 5人" in page
    assert "健" in page
    assert "9:05 東口" in page
    assert "受付" in words(staff_client.get(f"/desk/events/{day.event.code}/"))


def test_paper_is_printed_and_typed_in_afterwards(staff_client, day, home):
    paper = words(staff_client.get(f"{home}list/"))
    assert paper.index("健") < paper.index("花 家族")
    assert "東口" in paper
    form = {"session": day.sessions[1].pk, "guest": [day.one, *day.three]}

    told = staff_client.post(f"{home}typed/", form, follow=True)

    assert "来た人 4人、取り消し 0人" in words(told)
    assert queries.arrived_at(day.sessions[1]) == {day.one, *day.three}
    form = {"session": day.sessions[1].pk, "guest": day.one, "was": [day.one, *day.three]}
    staff_client.post(f"{home}typed/", form)
    assert queries.arrived_at(day.sessions[1]) == {day.one}
    assert Record.objects.filter(did="door.undone").count() == 3


def test_the_pages_ask_no_more_for_ten_bookings_than_for_two(staff_client, day, home):
    def asked():
        with CaptureQueriesContext(connection) as made:
            for path in ("", "typed/", "came.csv"):
                staff_client.get(f"{home}{path}")
        return len(made)

    asked()
    few = asked()
    day.event.quotas.update(places=50)
    Event.objects.update(closes_at=NOW + timedelta(minutes=30))
    day.event.refresh_from_db()
    for at in range(8):
        booked(day.event, f"客{at}", 2)

    assert asked() == few


def test_badges_and_the_table_are_files(staff_client, day, home):
    badges, table = staff_client.get(f"{home}badges.pdf"), staff_client.get(f"{home}came.csv")

    assert badges.content.startswith(b"%PDF-")
    assert table["Content-Type"].startswith("text/csv")
    assert len(table.content.decode("utf-8-sig").strip().splitlines()) == 9


def test_who_has_come_is_not_cancelled_by_the_office(staff_client, day):
    pressing.receive(day.door, "east-1234", [rules.read(came(1, day.one, day))], at=NOW)
    booking = day.bookings[1]

    staff_client.post(f"/desk/events/bookings/{booking.pk}/cancel/")

    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_others_find_no_door(client, yamada_client, day, home):
    door = f"/desk/events/doors/{day.door.pk}/"
    paths = [home, f"{home}list/", f"{home}typed/", f"{home}badges.pdf", f"{home}came.csv"]
    for path in [*paths, door, f"{door}print/"]:
        assert client.get(path).status_code == 302
        assert yamada_client.get(path).status_code == 403


def test_a_draft_has_no_door(staff_client, day, home):
    Event.objects.update(state="draft")

    staff_client.post(f"{home}open/", {"name": "北口"})

    assert Door.objects.count() == 1
    assert "受付の口を開く" not in words(staff_client.get(home))


def test_the_paper_list_ticks_those_who_came_and_says_what_they_cannot_eat(staff_client, day, home):
    press = rules.read(came(1, day.one, day, at=NOW))
    pressing.receive(day.door, "east-1234", [press], at=NOW)
    day.bookings[0].guests.update(note="そば")

    page = words(staff_client.get(f"{home}list/"))

    assert page.count("☑ 09:05") == 1
    assert "そば" in page
