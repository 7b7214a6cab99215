"""参加費（受付） — without a script the page of a door shows what is owed, takes cash and takes it back."""

import json

import pytest

from tests.cast_doors import came, made_day
from tests.pages import words
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.doors import queries, secrets
from tsunagari.programmes.community.doors.models import Mark
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.models import Booking, Payment

pytestmark = pytest.mark.usefixtures("cast_day")


@pytest.fixture
def day(federation, sato, book):
    day = made_day(federation, sato, sessions=1)
    day.event.tickets.update(yen=500)
    day.bookings[0].guests.update(yen=500)
    day.path = f"/checkin/{secrets.of(day.door)}/"
    return day


def test_a_fee_is_taken_and_taken_back_by_one_press_each(client, staff_client, day):
    number = day.bookings[0].number
    found = client.get(day.path, {"q": number})
    assert "参加費 1,500円" in words(found)
    cash = {"cash": f"{day.three[0]} 1500", "q": number, "press_key": "k"}

    for _press in range(2):
        page = words(client.post(f"{day.path}press/", cash, follow=True))

    assert "1,500円を受け取りました" in page
    assert "参加費 1,500円" not in page
    assert Payment.objects.count() == 1
    office = words(staff_client.get(f"/desk/events/{day.event.code}/doors/"))
    assert "東口 1,500円" in office
    [taken] = queries.taken(day.event)[day.bookings[0].pk]
    back = {"uncash": f"{taken.session} {taken.key}", "q": number}
    page = words(client.post(f"{day.path}press/", back, follow=True))
    assert "参加費 1,500円" in page
    assert queries.cash_of_doors(day.event) == {}


def test_whoever_walked_in_is_in_sight_with_the_fee(client, day):
    walk = {"walk": "anyway", "name": "太郎", "people": 2, "press_key": "w"}

    page = client.post(f"{day.path}press/", walk, follow=True)

    booking = Booking.objects.get(walk_in__isnull=False)
    assert "太郎" in words(page)
    assert "参加費 1,000円" in words(page)
    assert f'value="{booking.guests.order_by("pk").first().pk} 1000"' in page.text


def test_what_the_office_took_by_mistake_it_takes_back_once(client, staff_client, day):
    took = f"/desk/events/bookings/{day.bookings[0].pk}/paid/"
    page = staff_client.post(took, {"how": "cash"}, follow=True)
    path = f"/desk/events/payments/{Payment.objects.get().pk}/undo/"
    assert path in page.text
    assert client.post(path).status_code == 302

    for _press in range(2):
        staff_client.post(path)

    assert Payment.objects.count() == 2
    assert accounts.paid(day.bookings[0]) == 0
    assert "1,500円" in words(staff_client.get(f"/desk/events/{day.event.code}/money/"))


def test_who_holds_the_phone_is_typed_once_and_kept_with_arrivals_and_cash(
    client, staff_client, day
):
    number = day.bookings[0].number
    page = client.get(day.path, {"q": number, "who": "受付 一郎"}).content.decode()
    assert page.count('name="who" value="受付 一郎"') == 2
    assert 'name="who" id="who" value="受付 一郎"' in page
    told = {"q": number, "who": "受付 一郎"}

    answer = client.post(f"{day.path}press/", told | {"guest": day.three[0], "press_key": "a"})
    client.post(f"{day.path}press/", told | {"cash": f"{day.three[0]} 1500", "press_key": "b"})

    assert "who=" in answer["Location"]
    assert {mark.who.reveal() for mark in Mark.objects.all()} == {"受付 一郎"}
    # Other phones at the doors read nothing of it; the office does.
    assert "一郎" not in client.get(f"{day.path}list/").content.decode()
    home = f"/desk/events/{day.event.code}/"
    assert "東口 ・ 受付 一郎" in words(staff_client.get(f"{home}money/?view=taken"))
    assert "受付 一郎" in staff_client.get(f"{home}doors/came.csv").content.decode()
    assert not Record.objects.filter(facts__icontains="一郎").exists()


def test_a_phone_says_its_holder_with_each_press(client, day):
    row = came(1, day.one, day, who="  花\n子" + "x" * 99)
    sent = {"device": "phone-1234", "presses": [row]}

    client.post(f"{day.path}list/", json.dumps(sent), content_type="application/json")

    assert Mark.objects.get().who.reveal() == ("花 子" + "x" * 99)[:40]
