"""もう一度送る — Back without a script fetches the form anew; what one browser sent twice is one."""

from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast_events import made_event
from tests.cast_shifts import made_shift
from tests.pages import words
from tsunagari.faces.portal import crowd
from tsunagari.faces.shared import sent_before
from tsunagari.programmes.community.events.models import Booking
from tsunagari.programmes.community.shifts.models import Volunteer

pytestmark = pytest.mark.usefixtures("cast_day")
SAID = "この申込みは、もう受け付けています"


@pytest.fixture(autouse=True)
def quiet():
    crowd.forget()


def sent(event, people=1, **more):
    """Without a key every press is one, as that of a form that was fetched anew."""
    ticket = event.tickets.order_by("pk").first()
    return {"name": "花", "agrees": "on", f"ticket_{ticket.pk}": people} | more


def join(client, event, *people, **more):
    answer = client.post(f"/events/{event.code}/", sent(event, *people, **more))
    assert answer.status_code == 302
    return answer["Location"]


def test_the_same_again_in_other_spacing_and_case_is_answered_with_the_first(client, event):
    first = join(client, event, 2, name="見本 花", email="Hana@example.jp", needs=["allergy"])

    again = join(client, event, 2, name=" 見本花", email="hana@Example.jp", needs=["allergy"])

    assert (again, Booking.objects.count()) == (f"{first}?again=1", 1)
    assert SAID in words(client.get(again))
    assert SAID not in words(client.get(first))


def test_the_same_again_in_another_language_is_answered_with_the_first(client, event):
    shift = made_shift(event)
    first = join(client, event)
    offer = {"name": "花", "agrees": "on", f"shift_{shift.pk}": "wants"}
    helps = client.post(f"/vi/events/{event.code}/help/", offer)["Location"]

    again = client.post(f"/vi/events/{event.code}/", sent(event))["Location"]
    helps_again = client.post(f"/events/{event.code}/help/", offer)["Location"]

    assert (again, helps_again) == (f"/vi{first}?again=1", f"{helps.removeprefix('/vi')}?again=1")
    assert (Booking.objects.count(), Volunteer.objects.count()) == (1, 1)


@pytest.mark.parametrize("form", ["", "help/"])
def test_who_takes_no_mark_finds_the_same_form_after_back(event, form):
    """A browser forgets a page when it sends to the address that it read the page from."""
    made_shift(event)

    shown = Client().get(f"/events/{event.code}/{form}")

    assert 'action="?join"' in shown.text
    assert "no-store" not in shown["Cache-Control"]


def test_others_another_ticket_another_event_and_another_browser_are_registered(client, federation):
    event, other = made_event(federation, places=9, helpers=2), made_event(federation)
    helper = event.tickets.get(name="お手伝い")
    first = join(client, event)

    others = [
        join(client, event, name="Linh"),
        join(client, event, 2),
        join(client, event, needs=["wheelchair"]),
        join(client, event, email="hana@example.jp"),
        join(client, event, 0, **{f"ticket_{helper.pk}": 1}),
        join(client, other),
        join(Client(), event),
    ]

    assert len({first, *others}) == Booking.objects.count() == 8
    assert not any("again" in one for one in others)


def test_a_device_that_registers_several_knows_each_of_the_last_few(client, federation):
    event = made_event(federation, places=20)
    names = [f"人{n}" for n in range(sent_before.MOST)]
    places = [join(client, event, name=name) for name in names]

    assert [join(client, event, name=name) for name in names] == [
        f"{one}?again=1" for one in places
    ]

    join(client, event, name="もう1人")
    assert len(client.cookies["joined"].value) < 800
    assert join(client, event, name=names[-1]) == f"{places[-1]}?again=1"


def test_whoever_cancelled_moved_or_has_fewer_now_registers_anew_and_once(client, federation):
    event = made_event(federation, places=9, series="毎月の会")
    other = made_event(federation, series="毎月の会")
    cancelled, moved, fewer = [join(client, event, many) for many in (1, 2, 3)]
    client.post(f"{cancelled}answer/", {"answer": "cancel"})
    client.post(f"{moved}answer/", {"answer": "move", "move-to": other.pk})
    guest = Booking.objects.last().guests.last()
    client.post(f"{fewer}people/", {"leave": guest.pk})

    anew = [join(client, event, many, press_key="k" * 32) for many in (1, 2, 3)]
    again = [join(client, event, many) for many in (1, 2, 3)]

    assert len({cancelled, moved, fewer, *anew}) == Booking.objects.count() == 6
    assert again == [f"{one}?again=1" for one in anew]


def test_after_an_hour_and_when_the_event_is_full_or_closed(client, event):
    first = join(client, event, 3)
    assert join(client, event, 3) == f"{first}?again=1"
    with time_machine.travel(event.closes_at):
        assert client.post(f"/events/{event.code}/", sent(event, 3)).status_code == 422
    event.closes_at = timezone.now() + timedelta(minutes=5)
    event.save()

    with time_machine.travel(event.closes_at):
        assert join(client, event, 3) == f"{first}?again=1"
    event.closes_at += timedelta(hours=2)
    event.save()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert join(client, event, 3) != f"{first}?again=1"


def test_the_mark_names_nobody_and_opens_nothing(client, event, settings):
    settings.SESSION_COOKIE_SECURE = True
    first = join(client, event, email="hana@example.jp")
    [mark] = client.cookies.values()
    [salt, _stamp, _print] = mark.value.split("-")
    secret = first.split("/")[2]

    assert (mark["path"], mark["max-age"]) == ("/", 3600)
    assert (mark["httponly"], mark["samesite"], mark["secure"]) == (True, "Lax", True)
    assert secret not in mark.value
    assert client.get(f"/booking/{salt[:32]}/").status_code == 404

    other = Client()
    for forged in (
        f"{salt}-{int(timezone.now().timestamp())}-{'0' * 32}",
        mark.value.replace("-", "."),
        "é-é-é",
        "-" * 9_000,
        "",
    ):
        other.cookies = SimpleCookie({"joined": forged})
        assert "again" not in join(other, event, email="hana@example.jp")


def test_the_mark_costs_no_question_for_whoever_sends_something_else(client, federation):
    event = made_event(federation, places=9)
    join(Client(), event)

    with CaptureQueriesContext(connection) as bare:
        join(client, event)
    with CaptureQueriesContext(connection) as marked:
        join(client, event, name="Linh")

    assert len(marked) == len(bare)


def test_staff_register_many_on_one_device_and_the_same_again_is_told(staff_client, event):
    path = f"/desk/events/{event.code}/bookings/new/"
    one, other = sent(event, language="vi"), sent(event, language="vi", name="Linh")

    places = [staff_client.post(path, told)["Location"] for told in (one, other, one)]

    assert places[2] == places[0] != places[1]
    assert Booking.objects.count() == 2
    assert "1件のままです" in words(staff_client.get(places[2]))
    staff_client.post(f"{places[0]}cancel/")
    assert staff_client.post(path, one)["Location"] not in places


def test_an_offer_of_help_sent_again_is_one_and_whoever_stopped_offers_anew(client, event):
    shift = made_shift(event)
    path, told = f"/events/{event.code}/help/", {"name": "花", "agrees": "on"}
    told |= {f"shift_{shift.pk}": "wants", "languages": ["ja"]}

    first = client.post(path, told)["Location"]
    again = client.post(path, told)["Location"]

    assert (again, Volunteer.objects.count()) == (f"{first}?again=1", 1)
    assert SAID in words(client.get(again))
    assert "again" not in Client().post(path, told)["Location"]
    client.post(f"{first}answer/", {"answer": "stop"})
    assert client.post(path, told)["Location"] not in (first, again)


WHAT = st.sampled_from(["join", "join", "join", "cancel", "later"])
ACTS = st.lists(st.tuples(WHAT, st.integers(0, 1), st.integers(0, 2)), max_size=14)


@given(ACTS)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_row_of_presses_of_two_browsers_makes_what_a_plain_model_says(federation, acts):
    crowd.forget()
    event, browsers = made_event(federation, places=99), [Client(), Client()]
    places, minutes, start = {}, 0, timezone.now()
    for act, who, what in acts:
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            there = places.get((who, what))
            if act == "later":
                minutes += 25
            elif act == "cancel" and there:
                browsers[who].post(f"{there[0]}answer/", {"answer": "cancel"})
                del places[who, what]
            elif act == "join":
                found = join(browsers[who], event, name=f"人{what}")
                known = there and minutes - there[1] < 60
                assert found.endswith("?again=1") == bool(known)
                if not known:
                    places[who, what] = (found, minutes)
                else:
                    assert found == f"{there[0]}?again=1"
    live = Booking.objects.filter(event=event).exclude(state="cancelled")
    assert live.count() >= len(places)
