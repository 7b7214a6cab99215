"""持ち続ける — what was taken stays; what is over, called off or drawn takes nobody back or in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from secrets import token_hex
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tsunagari.base.refusals import Refused
from tsunagari.programmes.community.events import forgetting
from tsunagari.programmes.community.events.actions import (
    drawing,
    line,
    organising,
    parts,
    people,
    registering,
)
from tsunagari.programmes.community.events.actions.parts import Kind, Places
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event, Mail

WHEN = {"by": None, "on": TODAY, "at": NOW}


def book(event, people=1, *, at=0, email="", **contact):
    ticket, facts = event.tickets.order_by("pk")[at], WHEN | {"salt": token_hex(8)}
    return registering.register(
        event, [Comer(ticket)] * people, Contact("花", email, **contact), **facts
    )


def test_what_was_read_before_a_calling_off_or_another_deadline_registers_nobody(event, sato):
    early = Event.objects.get(pk=event.pk)
    Event.objects.update(closes_at=NOW)
    with pytest.raises(Refused, match="終わりました"):
        book(early)
    Event.objects.update(closes_at=event.closes_at)
    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    with pytest.raises(Refused, match="いま申し込めません"):
        book(early)

    assert not Booking.objects.exists()


def test_what_was_read_before_another_way_of_choosing_is_registered_in_that_way(event):
    early = Event.objects.get(pk=event.pk)
    Event.objects.update(mode="lottery", seed="2026")

    assert book(early).state == "entered"


@pytest.mark.django_db(transaction=True)
def test_whoever_registers_while_it_is_called_off_is_told_or_refused(federation, sato):
    event, ready = made_event(federation, places=9), Barrier(5)

    def press(at):
        read = Event.objects.get(pk=event.pk)
        try:
            ready.wait()
            if at == 0:
                organising.cancel(read, "weather", "", by=sato, on=TODAY, at=NOW)
            else:
                book(read, email="hana@example.jp")
        except Refused:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(5) as pool:
        refused = sum(pool.map(press, range(5)))

    assert Booking.objects.count() == 4 - refused
    assert Mail.objects.filter(kind="cancelled").count() == 4 - refused


def test_nobody_moves_to_a_day_that_was_called_off_after_it_was_read(federation, sato):
    here, day = (made_event(federation, series="毎月の会") for _day in range(2))
    mine = book(here)
    organising.cancel(Event.objects.get(pk=day.pk), "weather", "", by=sato, on=TODAY, at=NOW)

    with pytest.raises(Refused, match="いま申し込めません"):
        registering.move(mine, day, **WHEN)

    assert Booking.objects.get().event == here


def kinds(event, *names):
    rows = {row.name: row.pk for row in event.tickets.all()}
    quota = event.quotas.get()
    told = [Kind(one, ["会場"], key=key) for one, key in names]
    parts.put_places(event, [Places("会場", quota.places, quota.pk)], told)
    return rows


def test_a_kind_that_was_taken_keeps_its_row_wherever_it_stands_in_the_form(event):
    quota = event.quotas.get()
    for name in ("子ども", "お手伝い"):
        event.tickets.create(name=name).quotas.add(quota)
    adult, child, helper = event.tickets.order_by("pk")
    guest = book(event, at=1).guests.get()

    kinds(event, ("子ども", adult.pk), ("大人", child.pk), ("手伝う人", helper.pk))
    kinds(event, ("子ども", adult.pk), ("手伝う人", child.pk))

    guest.refresh_from_db()
    assert guest.ticket.name == "子ども"
    assert sorted(event.tickets.values_list("pk", flat=True)) == [child.pk, helper.pk]
    with pytest.raises(Refused, match="もう申し込んだ人がいる"):
        kinds(event, ("手伝う人", helper.pk))


def test_a_place_in_what_was_called_off_is_not_taken_up(event, sato):
    full, second = book(event, 3), book(event)
    registering.cancel(full, **WHEN)
    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    with pytest.raises(Refused, match="いま申し込めません"):
        registering.accept(second, **WHEN)


def test_whoever_moves_or_cancels_changes_nothing_of_what_was_drawn(federation):
    event = made_event(federation, places=2, mode="lottery", seed="2026", series="毎月の会")
    other = made_event(federation, places=2, series="毎月の会")
    entered = [book(event) for _one in range(4)]
    later = event.closes_at
    drawing.draw(event, by=None, on=TODAY, at=later)
    drawn = Event.objects.get(pk=event.pk).drawn
    assert sorted(number for number, _in in drawn) == sorted(one.number for one in entered)
    lucky = [one for one in entered if Booking.objects.get(pk=one.pk).state == "confirmed"]

    registering.move(lucky[0], other, **WHEN)
    registering.cancel(lucky[1], by=None, on=TODAY, at=later)

    assert Event.objects.get(pk=event.pk).drawn == drawn
    assert sum(lucky for _number, lucky in drawn) == 2
    # Opened again after the draw, it goes by who comes first.
    Event.objects.filter(pk=event.pk).update(closes_at=later + timedelta(days=1))
    assert book(Event.objects.get(pk=event.pk)).state == "waiting"


def test_whoever_is_forgotten_gives_the_place_to_the_line(event, mori):
    mine, next_one = book(event, 3, party=mori.party), book(event)
    Event.objects.update(starts_at=NOW + timedelta(days=4000), ends_at=NOW + timedelta(days=4001))

    forgetting.forget(mori.party, on=TODAY)

    mine.refresh_from_db()
    next_one.refresh_from_db()
    assert (mine.state, mine.party, mine.name.reveal()) == ("cancelled", None, "")
    assert next_one.state == "offered"


def test_only_where_somebody_else_waits_a_lapsed_offer_is_told(event):
    full, alone = book(event, 3), book(event, 3, email="linh@example.jp")
    registering.cancel(full, **WHEN)
    line.sweep(on=TODAY, at=NOW + timedelta(days=1))
    alone.refresh_from_db()
    assert alone.state == "offered"
    assert not Mail.objects.filter(kind="lapsed").exists()
    book(event, 3)

    line.sweep(on=TODAY, at=NOW + timedelta(days=2))

    assert Mail.objects.filter(kind="lapsed").count() == 1


def test_whoever_changes_the_address_again_and_again_writes_to_few_strangers(event):
    mine = book(event, email="hana@example.jp")

    for at in range(people.MOST_MAILS + 3):
        people.write(mine, {}, email=f"a{at}@example.jp", **WHEN)

    assert mine.mails.count() == people.MOST_MAILS
    assert Booking.objects.get().email == f"a{people.MOST_MAILS + 2}@example.jp"
