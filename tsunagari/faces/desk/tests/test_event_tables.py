"""席決め（事務局） — a press makes the tables, another shows them, a third mends them; nothing says why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast_tables import MOMENT, arrive, come, made_plan
from tests.pages import words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.gatherings import queries
from tsunagari.programmes.community.gatherings.actions import making, telling
from tsunagari.programmes.community.gatherings.models import Pin, SeatPlan, Veto

pytestmark = pytest.mark.usefixtures("cast_day")


def guests(bookings):
    return [guest.pk for one in bookings for guest in one.guests.order_by("pk")]


def test_tables_are_made_shown_mended_printed_and_ended(staff_client, evening):
    bookings = come(evening, 2, 1, 1, 1, 1)
    path = f"/desk/events/{evening.code}/tables/"
    assert "まだ席を決めていません" in words(staff_client.get(path))
    assert staff_client.get(f"{path}mend/").status_code == 404
    few = staff_client.post(f"{path}make/", {"table_size": 1, "rounds": 2})
    assert few.status_code == 422

    for _press in range(2):
        staff_client.post(f"{path}make/", {"table_size": 3, "rounds": 2, "press_key": "m"})
    assert "席を作っています" in words(staff_client.get(path))
    assert making.make_waiting(**MOMENT) == 1
    page = words(staff_client.get(f"{path}?round=2"))
    assert "新しく出会う組" in page
    assert "客0 さんの2人目" in page
    assert Record.objects.filter(did="tables.wanted").count() == 1

    staff_client.post(f"{path}step/", {"act": "show", "press_key": "s"})
    assert SeatPlan.objects.get().state == "open"
    again = staff_client.post(f"{path}make/", {"table_size": 3, "rounds": 2}, follow=True)
    assert "席はもう知らせてあります" in words(again)
    for kind in ("sheets", "list", "cards"):
        assert staff_client.get(f"{path}{kind}.pdf").content.startswith(b"%PDF")
    assert staff_client.get(f"{path}other.pdf").status_code == 404

    arrive(evening, guests(bookings[:4]))
    assert "来た人 5人、まだ来ていない人 1人" in words(staff_client.get(f"{path}mend/"))
    assert staff_client.post(f"{path}mend/", {"first": 9, "how": "door"}).status_code == 422
    told = staff_client.post(f"{path}mend/", {"first": 1, "how": "door"}, follow=True)
    assert "来た人に合わせて席を直しました" in words(told)
    assert "席のない人 1人、来なくなった人 0人" in words(told)
    nobody = staff_client.post(f"{path}mend/", {"first": 1, "how": "names"})
    assert "来た人を1人以上" in words(nobody)
    by_name = {"first": 2, "how": "names", "here": guests(bookings)}
    assert staff_client.post(f"{path}mend/", by_name).status_code == 302

    staff_client.post(f"{path}step/", {"act": "close"})
    assert SeatPlan.objects.get().state == "closed"
    assert sum(map(len, queries.tables_of(evening))) == 10


def test_a_table_is_held_and_two_are_parted_for_whoever_says_so(staff_client, evening, sato):
    a, b, c = guests(come(evening, 1, 1, 1))
    made_plan(evening, sato)
    path = f"/desk/events/{evening.code}/tables/holds/"
    pin = {"verb": "pin", "pin-guest": a, "pin-table": 1}

    assert staff_client.post(path, pin | {"pin-guest": 0}).status_code == 422
    assert staff_client.post(path, pin).status_code == 302
    same = {"verb": "part", "part-a": b, "part-b": b}
    assert "ちがう2人" in words(staff_client.post(path, same))
    staff_client.post(path, same | {"part-b": c})

    page = words(staff_client.get(path))
    assert "客1 ／ 客2" in page
    Veto.objects.update(by=None)
    page = words(staff_client.get(path))
    assert "客1 ／ 客2" not in page
    assert "ほかの担当者が入れた組が 1つ" in page
    staff_client.post(path, {"verb": "unpin", "key": Pin.objects.get().pk})
    assert (Pin.objects.count(), Veto.objects.count()) == (0, 1)
    staff_client.post(path, {"verb": "join", "key": Veto.objects.get().pk})
    assert Veto.objects.count() == 1


def test_no_page_of_the_office_says_what_a_guest_told(staff_client, evening, sato):
    bookings = come(evening, 1, 1)
    made_plan(evening, sato)
    facts = {guests(bookings)[0]: {"nationality": "LKA", "town": "noda-city"}}
    telling.tell(bookings[0], facts, together=[], apart=[], **MOMENT)
    base = f"/desk/events/{evening.code}/"

    pages = [f"{base}tables/", f"{base}tables/holds/", f"{base}tables/mend/", base]
    read = "".join(words(staff_client.get(page)) for page in pages)

    assert "質問に答えた申込み 1件" in read
    assert not [one for one in ("LKA", "スリランカ", "noda", "野田市") if one in read]


def test_the_tables_ask_as_much_for_three_as_for_fifty(staff_client, evening, sato):
    def asked():
        made_plan(evening, sato, table_size=20, rounds=1)
        staff_client.get("/desk/events/")
        with CaptureQueriesContext(connection) as told:
            staff_client.get(f"/desk/events/{evening.code}/tables/")
        return len(told)

    come(evening, 1, 1, 1)
    few = asked()
    come(evening, *[1] * 47)

    assert asked() == few
