"""席決め（事務局） — a press makes the tables, another shows them, a third mends them; nothing says why."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW
from tests.cast_events import made_event
from tests.cast_tables import MOMENT, arrive, come, made_plan
from tests.pages import words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.gatherings import queries
from tsunagari.programmes.community.gatherings.actions import making, mending, telling
from tsunagari.programmes.community.gatherings.models import Away, Pin, Seat, SeatPlan, Veto

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
    for typed in ("²", "0", "9" * 30):
        assert "テーブル 1" in words(staff_client.get(path, {"round": typed}))
        sent = {"first": typed, "how": "names", "here": typed}
        assert staff_client.post(f"{path}mend/", sent).status_code == 422
        wrong = {"verb": "unpin", "key": typed, "pin-table": typed, "act": typed}
        for page in (f"{path}holds/", f"{path}step/"):
            assert staff_client.post(page, wrong).status_code == 302
    for kind in ("sheets", "list", "cards"):
        assert staff_client.get(f"{path}{kind}.pdf").content.startswith(b"%PDF")
    assert staff_client.get(f"{path}other.pdf").status_code == 404

    arrive(evening, guests(bookings[:4]))
    assert "来た人 5人、まだ来ていない人 1人" in words(staff_client.get(f"{path}mend/"))
    assert staff_client.post(f"{path}mend/", {"first": 9, "how": "door"}).status_code == 422
    told = staff_client.post(f"{path}mend/", {"first": 1, "how": "door"}, follow=True)
    assert "来た人に合わせて席を直しました" in words(told)
    assert "席のない人" not in words(told)
    come(evening, 1)
    arrive(evening, {*queries.guests_coming(evening)} - {*guests(bookings)})
    told = "席のない人 1人： 客5 空いている席：テーブル [12] 1人 来た人に合わせる"
    assert re.search(told, words(staff_client.get(path)))
    nobody = staff_client.post(f"{path}mend/", {"first": 1, "how": "names"})
    assert "来た人を1人以上" in words(nobody)
    by_name = {"first": 2, "how": "names", "here": guests(bookings)}
    assert staff_client.post(f"{path}mend/", by_name).status_code == 302

    staff_client.post(f"{path}step/", {"act": "close"})
    assert SeatPlan.objects.get().state == "closed"
    assert sum(map(len, queries.tables_of(evening))) == 10


def test_an_empty_page_says_who_is_waited_for_and_when_it_is_too_late(staff_client, event):
    path = f"/desk/events/{event.code}/tables/"
    SeatPlan.objects.create(event=event, table_size=4, rounds=2)
    assert "まだだれも申し込んでいません" in words(staff_client.get(path))
    Booking.objects.create(
        event=event, secret_hash="a" * 64, state=Booking.State.DRAWN_LATER, name="花", made_at=NOW
    )
    drawn = words(staff_client.get(path))
    assert "まだだれも申し込んでいません" not in drawn
    assert "まだ決まっていません" in drawn

    SeatPlan.objects.all().delete()
    Event.objects.update(state=Event.State.CANCELLED)
    off = words(staff_client.get(path))
    assert "中止になりました" in off
    assert "席を作ります" not in off

    Event.objects.update(state=Event.State.PUBLIC)
    Event.objects.update(starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    late = words(staff_client.get(path))
    assert "終わりました" in late
    assert "席を作ります" not in late


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


def test_the_tables_ask_as_much_for_three_as_for_fifty(staff_client, evening):
    plan = SeatPlan.objects.create(event=evening, table_size=6, rounds=1, made_at=MOMENT["at"])

    def asked():
        keys = sorted(queries.guests_coming(evening))
        plan.seats.all().delete()
        Seat.objects.bulk_create(
            Seat(plan=plan, round=1, table=n // 6 + 1, guest_id=key) for n, key in enumerate(keys)
        )
        staff_client.get("/desk/events/")
        with CaptureQueriesContext(connection) as told:
            staff_client.get(f"/desk/events/{evening.code}/tables/")
        return len(told)

    come(evening, 1, 1, 1)
    few = asked()
    come(evening, *[1] * 47)

    assert asked() == few


def differing(staff_client, event):
    """What the page says of seats and people."""
    told = words(staff_client.get(f"/desk/events/{event.code}/tables/"))
    return "席のない人" in told, re.findall("席をあけた人 ([0-9]+)人", told)


def test_whom_the_office_left_out_lacks_no_seat_until_they_come(staff_client, evening, sato):
    bookings = come(evening, 2, 1, 1, 1, 1)
    made_plan(evening, sato)
    keys, path = guests(bookings), f"/desk/events/{evening.code}/tables/"
    by_name = {"first": 1, "how": "names", "here": keys[:4]}

    staff_client.post(f"{path}mend/", by_name)
    assert differing(staff_client, evening) == (False, ["2"])
    ticked = re.findall(r'value="([0-9]+)"[^>]* checked', staff_client.get(f"{path}mend/").text)
    assert {*map(int, ticked)} == {*keys[:4]}

    arrive(evening, keys[4:5])
    page = words(staff_client.get(path))
    assert "席のない人 1人： 客3 空いている席：" in page
    assert differing(staff_client, evening) == (True, ["1"])
    staff_client.post(f"{path}mend/", by_name | {"here": keys[:5]})
    assert differing(staff_client, evening) == (False, ["1"])


def test_who_came_and_went_home_lacks_no_seat_and_the_rounds_before_stay(
    staff_client, evening, sato
):
    keys = guests(come(evening, 2, 1, 1, 1, 1))
    plan = made_plan(evening, sato)
    first = queries.rounds_of(plan)[0]
    path = f"/desk/events/{evening.code}/tables/"
    arrive(evening, keys)

    staff_client.post(f"{path}mend/", {"first": 2, "how": "names", "here": keys[:4]})

    assert differing(staff_client, evening) == (False, ["2"])
    assert queries.rounds_of(plan)[0] == first
    assert {one for table in queries.rounds_of(plan)[1] for one in table} == {*keys[:4]}
    staff_client.post(f"{path}mend/", {"first": 2, "how": "door"})
    assert differing(staff_client, evening) == (False, [])
    staff_client.post(f"{path}step/", {"act": "show"})
    staff_client.post(f"{path}mend/", {"first": 2, "how": "names", "here": keys[:4]})
    staff_client.post(f"{path}step/", {"act": "close"})
    assert not Away.objects.exists()


def test_where_no_seats_keep_every_wish_the_page_says_who_is_held_where(
    staff_client, evening, sato
):
    a, b, c = guests(come(evening, 2, 1))
    plan = made_plan(evening, sato)
    path = f"/desk/events/{evening.code}/tables/"
    holds = f"{path}holds/"
    staff_client.post(holds, {"verb": "pin", "pin-guest": c, "pin-table": 9})

    refused = staff_client.post(f"{path}mend/", {"first": 1, "how": "names", "here": [a, b, c]})

    assert refused.status_code == 422
    assert "席の願いを全部は守れません" in words(refused)
    assert "客1：いつもテーブル 9" in words(refused)
    assert plan.seats.count() == 6
    staff_client.post(f"{path}make/", {"table_size": 3, "rounds": 2})
    making.make_waiting(**MOMENT)
    assert "客1：いつもテーブル 9" in words(staff_client.get(path))


@given(st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 7), min_size=1)), max_size=5))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_mending_nobody_who_is_here_lacks_a_seat_to_come(federation, sato, acts):
    evening = made_event(federation, places=500, measure="3-1")
    keys = guests(come(evening, 2, 1, 3, 1, 1))
    plan = made_plan(evening, sato)
    came = set()
    for arrives, which in acts:
        chosen = {keys[one] for one in which}
        if arrives:
            arrive(evening, chosen - came)
            came |= chosen
        else:
            mending.mend(plan, chosen, over=1, by=sato, **MOMENT)
            last = {one for table in queries.rounds_of(plan)[-1] for one in table}
            assert queries.here(plan, set(keys)) <= chosen == last
