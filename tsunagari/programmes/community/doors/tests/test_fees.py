"""受付の参加費 — cash at a door is one journal, whoever else pressed, and whenever the phone tells of it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_doors import MIN, came
from tsunagari.base.refusals import Refused
from tsunagari.kernel.ledger.models import Journal
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.doors import queries, rules
from tsunagari.programmes.community.doors.actions import pressing
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Booking, Payment

PHONE = "east-phone"
BY_OFFICE = {"by": None, "on": TODAY}


@pytest.fixture
def day(door_day, book):
    """Whoever comes pays 500 yen; three of one booking owe 1,500."""
    door_day.event.tickets.update(yen=500)
    for booking in door_day.bookings:
        booking.guests.update(yen=500)
    return door_day


def sent(day, *rows):
    return pressing.receive(day.door, PHONE, [rules.read(row) for row in rows], at=NOW + 5 * MIN)


def paid(counter, day, guest=0, *, yen=1_500, **more):
    guest = guest or (0 if "of" in more else day.three[0])
    return came(counter, guest, day, kind="paid", yen=yen, **more)


def group(day):
    [one] = [one for one in queries.groups(day.event) if one.pk == day.bookings[0].pk]
    return one


def test_cash_at_the_door_is_the_same_journal_as_the_offices_press(day):
    assert group(day).owes == 1_500

    for _time in range(2):
        assert sent(day, paid(1, day)) == {}

    payment = Payment.objects.get()
    assert (payment.yen, payment.how, payment.on) == (1_500, "cash", TODAY)
    assert payment.journal.words == f"参加費 {day.bookings[0].number}"
    record = Record.objects.get(did="event.paid")
    assert (record.via, record.facts["door"]) == ("door", "東口")
    assert group(day).owes == 0
    [cash] = group(day).taken
    assert (cash.door, cash.yen) == ("東口", 1_500)
    assert queries.cash_of_doors(day.event) == {"東口": 1_500}
    assert queries.arrived(day.event) == set()


def test_what_the_office_has_taken_already_is_not_taken_again_and_is_told(day):
    money.take(day.bookings[0], "cash", **BY_OFFICE)

    assert sent(day, paid(1, day)) == {1: "taken"}

    assert Journal.objects.count() == 1
    [mark] = queries.unwritten(day.event)
    assert (mark.guest.booking, mark.yen) == (day.bookings[0], 1_500)
    assert queries.cash_of_doors(day.event) == {"事務局": 1_500}
    with pytest.raises(Refused, match="もうもらってあります"):
        money.take(day.bookings[0], "cash", **BY_OFFICE)


def test_cash_is_taken_back_whichever_comes_first_and_can_be_taken_anew(day):
    undo = came(2, 0, day, kind="undo", undoes=f"{PHONE}/1")
    sent(day, paid(1, day), undo)
    assert (accounts.paid(day.bookings[0]), Journal.objects.count()) == (0, 2)
    sent(day, came(4, 0, day, kind="undo", undoes=f"{PHONE}/3"))
    assert sent(day, paid(3, day)) == {}
    assert Journal.objects.count() == 2
    assert queries.unwritten(day.event) == []

    sent(day, paid(5, day))

    assert queries.cash_of_doors(day.event) == {"東口": 1_500}
    assert group(day).owes == 0
    assert Record.objects.filter(did="event.unpaid").count() == 1


def test_whoever_walks_in_pays_by_the_press_that_let_them_in(day):
    walk = came(1, 0, day, kind="walk", name="太郎", people=2)

    assert sent(day, walk, paid(3, day, of=f"{PHONE}/1", yen=1_000)) == {}

    booking = Booking.objects.get(walk_in__isnull=False)
    assert accounts.paid(booking) == 1_000
    assert accounts.unpaid(day.event).filter(pk=booking.pk).count() == 0


def test_without_books_the_press_stays_and_the_office_is_told(door_day):
    door_day.bookings[0].guests.update(yen=500)

    assert sent(door_day, paid(1, door_day)) == {1: "taken"}

    assert [one.yen for one in queries.unwritten(door_day.event)] == [1_500]
    assert not Payment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_desk_and_the_door_at_once_make_exactly_one_journal(day):
    start = Barrier(4)

    def desk():
        try:
            money.take(day.bookings[0], "cash", **BY_OFFICE)
        except Refused:
            return "refused"
        return "paid"

    def door(counter):
        return sent(day, paid(counter, day))

    def run(act, *told):
        try:
            start.wait()
            return act(*told)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        acts = [(desk,), (desk,), (door, 1), (door, 2)]
        answers = list(pool.map(lambda act: run(*act), acts))

    assert (Payment.objects.count(), Journal.objects.count()) == (1, 1)
    assert answers.count("paid") + answers.count({}) == 1
    assert accounts.paid(day.bookings[0]) == 1_500


def test_a_phone_that_tells_of_more_than_a_booking_can_cost_writes_no_journal(day):
    most = 500 * day.event.most_people

    assert sent(day, paid(1, day, yen=most + 1)) == {1: "taken"}
    assert not Payment.objects.exists()
    assert not Journal.objects.exists()
    assert sent(day, paid(2, day, yen=most)) == {}
    assert Payment.objects.get().yen == most
