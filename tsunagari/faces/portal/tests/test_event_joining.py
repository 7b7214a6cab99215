"""申し込むとき — each guest's needs, children and invited ones, machines, typos, and what a refusal keeps."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.pages import words
from tsunagari.faces.portal import crowd
from tsunagari.faces.shared.mail_hint import meant
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts.rules.split import Piece
from tsunagari.programmes.community.events import queries, rules
from tsunagari.programmes.community.events.actions import organising
from tsunagari.programmes.community.events.models import Booking, Guest, Mail, Ticket

pytestmark = pytest.mark.usefixtures("cast_day")
SCHOOL = "192.0.2.7"


@pytest.fixture(autouse=True)
def quiet():
    crowd.forget()


@pytest.fixture
def family(federation):
    """Places for five; children come with an adult."""
    event = made_event(federation, places=5)
    child = Ticket.objects.create(event=event, name="子ども", with_adult=True, until_age=12)
    child.quotas.add(event.quotas.get())
    return event


def sent(event, adults=1, children=0, **more):
    kinds = event.tickets.order_by("pk")
    counts = {f"ticket_{kind.pk}": n for kind, n in zip(kinds, (adults, children), strict=False)}
    return {"press_key": "k" * 32, "name": "花", "agrees": "on"} | counts | more


def test_a_family_of_three_writes_what_each_needs_without_a_script(client, family):
    path = f"/events/{family.code}/"
    asked = client.post(path, sent(family, 2, 1, each="show", needs=["wheelchair"]))
    page = words(asked)
    assert (asked.status_code, Booking.objects.count()) == (200, 0)
    assert re.search('value="wheelchair"[^>]* checked', asked.text)
    assert "3人目の名前" in page
    assert "4人目の名前" not in page

    rows = {"guest_1_name": "Linh", "guest_1_needs": ["allergy"], "guest_1_note": "えびとかに"}
    rows |= {"guest_2_needs": ["childcare"], "each": "1", "needs": ["wheelchair"]}
    place = client.post(path, sent(family, 2, 1, **rows))["Location"]

    told = list(Guest.objects.order_by("pk").values_list("needs", "note", "ticket__name"))
    assert told == [
        (["wheelchair"], "", "大人"),
        (["allergy"], "えびとかに", "大人"),
        (["childcare"], "", "子ども"),
    ]
    names = [one.name.reveal() if one.name else "" for one in Guest.objects.order_by("pk")]
    assert names == ["花", "Linh", ""]
    written = client.get(f"{place}people/")
    assert 'value="えびとかに"' in written.text


def test_one_person_of_a_booking_leaves_and_the_place_is_offered(client, family):
    place = client.post(f"/events/{family.code}/", sent(family, 2, 1))["Location"]
    line = client.post(f"/events/{family.code}/", sent(family, 3, press_key="x"))["Location"]
    adults = list(Guest.objects.filter(booking__state="confirmed").order_by("pk"))[:2]

    for _press in range(2):
        client.post(f"{place}people/", {"leave": adults[1].pk, "press_key": "l"})

    assert Booking.objects.get(state="confirmed").guests.count() == 2
    assert "席が空きました" in words(client.get(line))
    alone = client.post(f"{place}people/", {"leave": adults[0].pk, "press_key": "m"})
    assert alone.status_code == 422
    assert "子どもだけでは申し込めません" in words(alone)
    client.post(f"{place}people/", {"leave": 10**9, "press_key": "n"})
    assert Guest.objects.count() == 5


def test_children_alone_are_told_to_bring_an_adult_and_keep_what_they_wrote(client, family):
    page = client.get(f"/events/{family.code}/")
    assert "子ども（12歳まで、大人といっしょ、無料）" in words(page)

    refused = client.post(f"/events/{family.code}/", sent(family, 0, 2))

    assert refused.status_code == 422
    assert "いっしょに来る大人も入れてください" in words(refused)
    assert 'value="花"' in refused.text


def test_an_event_for_a_group_opens_with_its_word_in_any_writing(client, federation, family):
    event = made_event(federation, invite="さくら会")
    path = f"/events/{event.code}/"

    wrong = client.post(path, sent(event, invite="もみじ会"))
    right = client.post(path, sent(event, invite=" サクラ会 "))

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "招待のことばがちがいます" in words(wrong)
    assert "さくら会" not in wrong.text
    assert client.post(path, sent(event, press_key="z")).status_code == 422
    assert not queries.may_move(family, event)


def test_a_school_behind_one_address_registers_and_a_machine_is_slowed_down(client, federation):
    event = made_event(federation, places=500)
    path = f"/events/{event.code}/"
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(path).text)[1]
    for _pupil in range(rules.NEAR):
        crowd.counted(SCHOOL, event.code)

    fast = client.post(path, sent(event, seen=seen), REMOTE_ADDR=SCHOOL)
    forged = client.post(path, sent(event, seen=seen[:-1]), REMOTE_ADDR=SCHOOL)
    assert (fast.status_code, forged.status_code, Booking.objects.count()) == (422, 422, 0)
    assert "5秒待って、もう一度押してください" in words(fast)
    assert 'value="花"' in fast.text
    assert seen in fast.text

    with time_machine.travel(timezone.now() + timedelta(seconds=6)):
        assert client.post(path, sent(event, seen=seen), REMOTE_ADDR=SCHOOL).status_code == 302
        forged = Client().post(path, sent(event, press_key="x", seen=seen[:-1]), REMOTE_ADDR=SCHOOL)
        assert forged.status_code == 422


def test_the_limits_stand_where_no_school_and_no_rush_meets_them():
    slow = {"event": 1, "places": 30, "typed_for": 20}
    assert rules.why_not_press(line=rules.MOST_OF_A_LINE, **slow) == []
    [far] = rules.why_not_press(line=rules.MOST_OF_A_LINE + 1, **slow)
    assert far.rule == "event.line"

    rush = {"line": 1, "places": 300, "typed_for": 0}
    assert rules.why_not_press(event=2_100, **rush) == []
    [fast] = rules.why_not_press(event=3_001, **rush)
    assert fast.rule == "event.fast"
    assert rules.why_not_press(**rush | {"event": 3_001, "typed_for": 5}) == []


def test_the_box_that_nobody_sees_stops_whoever_fills_it_in(client, event):
    page = client.get(f"/events/{event.code}/")
    assert 'tn-trap" aria-hidden="true"' in page.text

    refused = client.post(f"/events/{event.code}/", sent(event, website="http://spam"))

    assert refused.status_code == 422
    assert "もう一度「申し込む」を押してください" in words(refused)
    assert Booking.objects.count() == 0
    assert client.post(f"/events/{event.code}/", sent(event)).status_code == 302


def test_a_name_of_500_signs_is_refused_in_words_and_one_of_100_is_taken(client, event):
    long = client.post(f"/events/{event.code}/", sent(event, name="花" * 500))

    assert long.status_code == 422
    assert "100" in words(long)
    assert client.post(f"/events/{event.code}/", sent(event, name="花" * 100)).status_code == 302


def test_a_mistyped_address_is_hinted_at_mended_and_the_link_goes_there(client, event):
    place = client.post(f"/events/{event.code}/", sent(event, email="hana@gmial.com"))["Location"]
    assert "もしかして gmail.com ですか" in words(client.get(place))

    guest = Guest.objects.get()
    mended = {f"name_{guest.pk}": "花", "email": "hana@gmail.com", "press_key": "p"}
    client.post(f"{place}people/", mended)

    assert "もしかして" not in words(client.get(place))
    assert list(Mail.objects.values_list("kind", flat=True)) == ["confirmed"] * 2
    assert Mail.objects.last().booking.email == "hana@gmail.com"


def test_only_what_is_one_letter_away_is_hinted_at():
    hints = ["gmai.com", "gmaill.com", "gmsil.com", "gmail.co", "yahoo.co.j", "docmo.ne.jp"]
    found = [meant(f"a@{domain}") for domain in hints]

    assert found == ["gmail.com"] * 4 + ["yahoo.co.jp", "docomo.ne.jp"]
    known = ["gmail.com", "yahoo.com", "example.jp", "email.com", "u-tokyo.ac.jp", "hotmail.co.jp"]
    assert [meant(f"a@{domain}") for domain in known] == ["", "", "", "gmail.com", "", ""]
    assert meant("") == ""


def test_back_and_a_second_tab_make_no_second_booking(client, event):
    path = f"/events/{event.code}/"
    first = client.post(path, sent(event))
    again = client.post(path, sent(event))
    unmarked = Client().post(path, sent(event))
    other_tab = client.post(path, sent(event, press_key="o"))
    changed = client.post(path, sent(event, 2))
    others = Client().post(path, sent(event, press_key="p"))

    assert first["Location"] == unmarked["Location"]
    assert {again["Location"], other_tab["Location"]} == {first["Location"] + "?again=1"}
    assert len({one["Location"] for one in (first, changed, others)}) == 3
    assert list(Booking.objects.order_by("pk").values_list("state", flat=True)) == [
        "confirmed",
        "confirmed",
        "waiting",
    ]


def test_what_a_booking_costs_stays_when_the_price_changes(client, event):
    event.tickets.update(yen=500)
    place = client.post(f"/events/{event.code}/", sent(event, 2))["Location"]
    event.tickets.update(yen=900)

    assert "1,000円（会場で払ってください）" in words(client.get(place))


def test_saving_is_the_first_press_of_the_people_and_says_that_it_was_written(client, family):
    place = client.post(f"/events/{family.code}/", sent(family, 2, 1))["Location"]
    assert "花（大人） 2人目（大人） 3人目（子ども）" in words(client.get(place))
    page = client.get(f"{place}people/").text
    own = page[page.index('<form class="tn-form"') :]
    presses = re.findall(r"<button[^>]*>", own[: own.index("</form>")])
    assert [one for one in presses if 'form="leave"' not in one] == presses[-1:]

    told = client.post(f"{place}people/", {"email": "hana@example.jp"}, follow=True)

    assert "受け取りました" in words(told)
    assert "申込みを受け付けました" in words(client.get(place))


def test_of_a_called_off_event_and_a_cancelled_booking_nothing_is_left_to_show(
    client, family, sato
):
    family.tickets.update(yen=300)
    pages = []
    for key in "ab":
        pages.append(client.post(f"/events/{family.code}/", sent(family, 1, press_key=key)))
    first, second = [one["Location"] for one in pages]
    client.post(f"{first}answer/", {"answer": "cancel"})
    organising.cancel(family, "weather", "", by=sato, on=TODAY, at=NOW)

    for place in (first, second):
        page = words(client.get(place))
        assert "中止になりました" in page
        for gone in ("参加できます", "300円", "受付で見せて", "カレンダーに入れる"):
            assert gone not in page


def test_who_waits_without_an_address_is_told_to_look_and_a_closed_event_says_why(client, family):
    family.quotas.update(places=1)
    for key in "ab":
        place = Client().post(f"/events/{family.code}/", sent(family, 1, press_key=key))["Location"]
    assert "空いたら、このページに出ます。毎日見てください。" in words(client.get(place))
    family.town, family.place, family.closes_at = "流山市", "", NOW
    family.save()

    page = words(client.get(f"/events/{family.code}/"))

    assert "どこ 流山市" in page
    assert "申込みは終わりました。" in page
    assert "あと" not in page


def test_a_name_of_signs_that_nobody_sees_is_no_name(client, event):
    answer = client.post(f"/events/{event.code}/", sent(event, name="\u200b\u202e"))

    assert (answer.status_code, Booking.objects.count()) == (422, 0)


def test_a_title_that_nobody_translated_has_its_readings_in_easy_japanese(client, federation):
    title = texts.write([Piece("粉雪の朗読会", "title")], on=TODAY)
    event = made_event(federation, text=title)
    booked = client.post(f"/events/{event.code}/", sent(event))["Location"]
    for page in (f"/events/{event.code}/", booked):
        shown = client.get(f"/ja-easy{page}").text
        assert (
            "<ruby>粉雪<rt>こなゆき</rt></ruby>の<ruby>朗読会<rt>ろうどくかい</rt></ruby>" in shown
        )
        assert "<title>" in shown
        assert "<rt>" not in shown[shown.index("<title>") : shown.index("</title>")]
        assert "<rt>" not in re.search("<h1.*?</h1>", client.get(page).text, re.DOTALL)[0]
