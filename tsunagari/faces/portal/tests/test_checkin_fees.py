"""参加費（受付） — without a script the page of a door shows what is owed, takes cash and takes it back."""

import pytest

from tests.cast_doors import made_day
from tests.pages import words
from tsunagari.programmes.community.doors import queries, secrets
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
