"""手伝う — somebody without an account offers help, gives a shift away, counts hours; each press once."""

import re
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.cast import NOW
from tests.cast_shifts import START, WHEN, joined, made_shift
from tests.pages import words
from tsunagari.kernel.parties.models import Press
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.actions import assigning, joining, swapping
from tsunagari.programmes.community.shifts.models import Assignment, Swap, Volunteer

pytestmark = pytest.mark.usefixtures("cast_day")


def offer(client, event, *, key="k" * 32, **more):
    sent = {"press_key": key, "name": "花", "agrees": "on", "languages": ["ja", "vi"]}
    return client.post(f"/events/{event.code}/help/", sent | more)


def press(client, place, answer, key="x"):
    return client.post(f"{place}answer/", {"answer": answer, "press_key": key})


def place_of(volunteer):
    return f"/helping/{joining.secret_of(volunteer)}/"


def test_the_button_is_there_while_helpers_are_sought(client, event):
    page = f"/events/{event.code}/"
    assert "手伝う" not in words(client.get(page))
    assert "いまは、お手伝いの人をさがしていません。" in words(client.get(f"{page}help/"))
    desk = made_shift(event, place="東の入口", skills=["cooking"], from_age=16)
    assert "手伝う" in words(client.get(page))

    form = words(client.get(f"{page}help/"))

    assert "受付係" in form
    assert "東の入口 ・ 要るスキル：料理 ・ 16歳から" in form
    hana = joined(event, can=[desk], skills=["cooking"])
    assigning.put(desk, hana, **WHEN)
    assert "手伝う" not in words(client.get(page))
    assert client.get("/events/NOSUCH/help/").status_code == 404


def test_somebody_offers_help_twice_by_accident_and_is_there_once(client, event):
    desk = made_shift(event)
    assert offer(client, event).status_code == 422
    assert offer(client, event, agrees="", **{f"shift_{desk.pk}": "can"}).status_code == 422
    answers = {f"shift_{desk.pk}": "wants", "hours": "4"}
    assert offer(client, event, website="x", **answers).status_code == 422

    first, unmarked = [offer(one, event, **answers) for one in (client, Client())]
    again = offer(client, event, **answers)

    assert first["Location"] == unmarked["Location"]
    assert again["Location"] == first["Location"] + "?again=1"
    assert set(client.cookies) == {"helps"}
    hana = Volunteer.objects.get()
    assert (hana.most_minutes, hana.languages) == (240, ["ja", "vi"])
    page = client.get(first["Location"])
    assert "係を待っています" in words(page)
    assert first["Location"] in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_wishes_change_until_the_shifts_are_decided(client, event):
    desk, door = made_shift(event), made_shift(event, hour=3)
    hana = joined(event, wants=[desk])
    place = place_of(hana)
    sent = {f"shift_{desk.pk}": "cannot", f"shift_{door.pk}": "can", "languages": ["vi"]}
    assert client.post(f"{place}wishes/", {f"shift_{desk.pk}": "cannot"}).status_code == 422

    client.post(f"{place}wishes/", sent)

    assert dict(hana.wishes.values_list("shift", "level")) == {desk.pk: "cannot", door.pk: "can"}
    assigning.put(door, hana, **WHEN)
    assert client.post(f"{place}wishes/", sent).status_code == 302
    assert "希望を変える" not in words(client.get(place))


def test_a_link_that_is_followed_changes_nothing_and_a_press_gives_and_takes_once(client, event):
    desk = made_shift(event)
    hana, linh = joined(event, wants=[desk]), joined(event, can=[desk])
    assigning.put(desk, hana, **WHEN)
    mine, other = place_of(hana), place_of(linh)
    row = Assignment.objects.get()
    for path in (mine, f"{mine}answer/", f"{mine}answer/?answer=give.{row.pk}", f"{mine}answer/"):
        client.get(path)
    assert press(client, other, f"give.{row.pk}").status_code == 404
    assert not Swap.objects.exists()

    for _press in range(2):
        press(client, mine, f"give.{row.pk}", key="a")
    swap = Swap.objects.get()
    assert "代わりの人を待っています" in words(client.get(mine))
    assert "代わりの人をさがしています" in words(client.get(other))
    press(client, other, f"keep.{swap.pk}", key="b")
    for _press in range(2):
        press(client, other, f"take.{swap.pk}", key="c")

    assert Assignment.objects.get().volunteer == linh
    late = press(client, mine, f"take.{swap.pk}", key="d")
    assert late.status_code == 422
    assert "この係は、ほかの人が先に受けました。" in words(late)
    for odd in ("take.x", "take.99999999999999999999", "drop.1", ""):
        assert press(client, mine, odd, key=odd).status_code in (302, 404)


def test_an_offered_shift_leads_only_those_who_said_that_they_could(client, event):
    desk, door = made_shift(event), made_shift(event, hour=3)
    hana, linh = joined(event, wants=[desk]), joined(event, can=[desk])
    swapping.offer(assigning.put(desk, hana, **WHEN), **WHEN)
    sent = {f"shift_{desk.pk}": "cannot", f"shift_{door.pk}": "can", "languages": ["vi"]}
    maria = joined(event, can=[door])
    client.post(f"{place_of(maria)}wishes/", sent)

    asked, other = client.get(place_of(linh)), client.get(place_of(maria))

    assert [one["wished"] for one in asked.context["offered"]] == [True]
    assert "行けない" not in words(asked)
    assert [one["wished"] for one in other.context["offered"]] == [False]
    assert "行けない" in words(other)


def test_nothing_is_chosen_before_somebody_chooses_it(client, event):
    made_shift(event)
    assert "checked" not in client.get(f"/events/{event.code}/help/").text
    refused = offer(client, event)
    assert refused.status_code == 422
    assert "「行きたい」か「行ける」を1つ以上えらんでください。" in words(refused)


def test_hours_by_an_own_press_a_paper_of_thanks_and_a_calendar(client, event):
    desk = made_shift(event, place="東の入口")
    hana = joined(event, wants=[desk], language="en")
    assigning.put(desk, hana, **WHEN)
    place, row = place_of(hana), Assignment.objects.get()
    [entry] = Calendar.from_ical(client.get(f"{place}helping.ics").content).walk("VEVENT")
    assert (entry["summary"], entry["location"]) == ("受付係 — 春の集い", "東の入口")
    assert entry.decoded("dtstart") == START
    assert press(client, place, f"came.{row.pk}").status_code == 422
    assert client.get(f"{place}thanks.pdf").status_code == 404

    with time_machine.travel(NOW + timedelta(days=13), tick=True):
        for _press in range(2):
            assert press(client, place, f"came.{row.pk}", key="b").status_code == 302

        assert queries.counted(event) == (1, 120)
        assert "合わせて 2時間 手伝ってくださいました。" in words(client.get(place))
        pages = pypdfium2.PdfDocument(client.get(f"{place}thanks.pdf").content)
        text = pages[0].get_textpage().get_text_range()
        assert len(pages) == 1
        assert re.search("お手伝いの証明書.*花.*受付係.*2時間.*試験連合会", text, re.DOTALL)


def test_whoever_stops_is_gone_and_a_call_off_is_said(client, event):
    desk = made_shift(event)
    hana, linh, waits = [joined(event, wants=[desk]) for _one in range(3)]
    assigning.put(desk, hana, **WHEN)
    for _press in range(2):
        press(client, place_of(hana), "stop")
    assigning.put(desk, linh, **WHEN)
    assert "やめました" in words(client.get(place_of(hana)))
    assert "カレンダーに入れる" in words(client.get(place_of(linh)))
    assert Assignment.objects.get().volunteer == linh

    event.state, event.cancel_reason = "cancelled", "台風のため"
    event.save()

    assert "催しは中止になりました 台風のため" in words(client.get(f"/events/{event.code}/help/"))
    page = words(client.get(place_of(linh)))
    assert "催しは中止になりました" in page
    assert "台風のため" in page
    assert "希望を変える" not in page
    assert "係を待っています" not in words(client.get(place_of(waits)))
    assert "カレンダーに入れる" not in page
    assert client.get("/helping/nosuchsecret/").status_code == 404


def test_many_offered_shifts_ask_no_more_questions_than_three(client, event):
    looker = joined(event, can=[made_shift(event, hour=100)])
    place = place_of(looker)

    def asked(many):
        for at in range(many):
            shift = made_shift(event, hour=at * 3)
            giver = joined(event, can=[shift])
            made = assigning.put(shift, giver, **WHEN)
            swapping.offer(made, **WHEN)
        client.get(place)
        with CaptureQueriesContext(connection) as captured:
            client.get(place)
        return len(captured)

    assert asked(3) == asked(9)


def test_whoever_presses_without_a_key_is_somebody_of_their_own_and_no_press_row_opens_anything(
    client, event
):
    desk = made_shift(event)
    twins = [offer(Client(), event, key="", **{f"shift_{desk.pk}": "can"}) for _one in range(2)]
    kind = {f"ticket_{event.tickets.get().pk}": 1, "name": "花", "agrees": "on"}
    pairs = [Client().post(f"/events/{event.code}/", kind) for _one in range(2)]
    assert len({one["Location"] for one in twins + pairs}) == 4

    place, own = twins[0]["Location"], pairs[0]["Location"]
    press(client, place, "withdraw")
    press(client, own, "cancel")
    client.post(f"{own}people/", {"press_key": "y", "email": ""})

    told = " ".join(str(row) for row in Press.objects.values_list())
    assert Press.objects.count() >= 3
    salts = [*Volunteer.objects.values_list("salt", flat=True), place, own]
    assert [one for one in salts if one.strip("/").split("/")[-1] in told] == []
