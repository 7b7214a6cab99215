"""席 — never one too many, never one lost, whatever is pressed in whatever order."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from secrets import token_hex
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tsunagari.base.refusals import Refused
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.actions import line, organising, places, registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Quota

WHEN = {"by": None, "on": TODAY, "at": NOW}
CONFIRMED, WAITING, OFFERED = "confirmed", "waiting", "offered"


def book(event, people=1, *, kind=0, **when):
    ticket = event.tickets.order_by("pk")[kind]
    comers, facts = [Comer(ticket)] * people, {"salt": token_hex(8)} | WHEN | when
    return registering.register(event, comers, Contact("花"), **facts)


def states(*bookings):
    found = dict(Booking.objects.values_list("pk", "state"))
    return [found[booking.pk] for booking in bookings]


def is_right(event):
    """Every quota says what its bookings hold."""
    held = queries.held(event)
    return all(quota.taken == held.get(quota.pk, 0) <= quota.places for quota in event.quotas.all())


def test_who_comes_when_it_is_full_stands_in_the_line(event):
    first, group, late = book(event, 2), book(event, 2), book(event)

    assert states(first, group, late) == [CONFIRMED, WAITING, CONFIRMED]
    assert queries.number_in_line(group) == 1
    assert is_right(event)


def test_a_freed_place_is_offered_in_the_same_act_and_in_the_order_of_the_line(event):
    full, second, third = book(event, 3), book(event), book(event)

    registering.cancel(full, **WHEN)
    registering.cancel(full, **WHEN)

    assert states(full, second, third) == ["cancelled", OFFERED, OFFERED]
    assert is_right(event)


def test_groups_that_do_not_fit_hide_nobody_behind_them(event, monkeypatch):
    monkeypatch.setattr(line, "LOOKED_AT", 2)
    full = book(event, 1)
    rest = book(event, 2)
    groups = [book(event, 2) for _group in range(5)]
    last = book(event)

    registering.cancel(full, **WHEN)

    assert states(rest, *groups, last) == [CONFIRMED, *[WAITING] * 5, OFFERED]


def test_a_group_keeps_its_place_in_the_line_while_smaller_ones_pass(event):
    pair, single, group, last = book(event, 2), book(event), book(event, 2), book(event)

    registering.cancel(single, **WHEN)

    assert states(pair, group, last) == [CONFIRMED, WAITING, OFFERED]
    assert queries.number_in_line(group) == 1


def test_an_offer_that_is_not_answered_passes_to_the_next(event):
    full, second, third = book(event, 3), book(event, 2), book(event, 3)
    registering.cancel(full, **WHEN)
    later = NOW + timedelta(hours=24)

    line.sweep(on=TODAY, at=later)

    assert states(second, third) == [WAITING, OFFERED]
    assert queries.number_in_line(Booking.objects.get(pk=second.pk)) == 1
    with pytest.raises(Refused, match="期限"):
        registering.accept(second, by=None, on=TODAY, at=later)
    assert is_right(event)


def test_the_last_second_before_the_deadline_counts_and_the_deadline_does_not(event):
    end = event.closes_at

    in_time = book(event, at=end - timedelta(seconds=1))
    with pytest.raises(Refused, match="終わりました"):
        book(event, at=end)

    assert states(in_time) == [CONFIRMED]


def test_a_ticket_that_draws_on_two_quotas_takes_both_or_none(federation):
    event = made_event(federation, places=3, helpers=1)

    helper, second, adult = book(event, kind=1), book(event, kind=1), book(event, 2)

    assert states(helper, second, adult) == [CONFIRMED, WAITING, CONFIRMED]
    assert is_right(event)
    assert sorted(event.quotas.values_list("taken", flat=True)) == [1, 3]


def test_one_more_person_is_refused_when_all_places_are_taken(event):
    booking = book(event, 3)
    ticket = event.tickets.get()

    with pytest.raises(Refused, match="空いている席がありません"):
        registering.add(booking, Comer(ticket), **WHEN)

    assert booking.guests.count() == 3
    assert is_right(event)


def test_nothing_is_offered_or_told_when_an_event_has_begun_or_is_called_off(event, sato):
    full, second, third = book(event, 3), book(event), book(event, 2)
    registering.cancel(full, **WHEN)
    assert states(second, third) == [OFFERED, OFFERED]

    line.sweep(on=TODAY, at=event.starts_at)
    line.sweep(on=TODAY, at=event.starts_at)
    assert states(second, third) == [WAITING, WAITING]
    event.starts_at += timedelta(days=9)
    event.ends_at += timedelta(days=9)
    event.save()
    line.sweep(on=TODAY, at=NOW)
    organising.cancel(event, "weather", "", by=sato, on=TODAY, at=NOW)

    assert line.sweep(on=TODAY, at=NOW + timedelta(days=2)) == 0
    assert states(second, third) == [OFFERED, OFFERED]
    assert is_right(event)


ACTS = st.lists(
    st.tuples(st.sampled_from(["book", "cancel", "accept", "late", "sweep"]), st.integers(0, 9)),
    max_size=25,
)


@given(st.integers(0, 4), st.integers(0, 2), ACTS)
@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_order_of_presses_leaves_the_places_right(federation, hall, helpers, acts):
    event, now, made = made_event(federation, places=hall, helpers=helpers), NOW, []
    for act, n in acts:
        when = {"at": now, "by": None, "on": TODAY}
        if act == "book":
            made.append(book(event, n % 3 + 1, kind=n % 2, at=now))
        elif act == "late":
            now += timedelta(hours=12)
        elif act == "sweep" or not made:
            line.sweep(on=TODAY, at=now)
        elif act == "cancel":
            registering.cancel(made[n % len(made)], **when)
        else:
            try:
                registering.accept(made[n % len(made)], **when)
            except Refused:
                assert states(made[n % len(made)]) != [CONFIRMED]
        assert is_right(event)

    line.sweep(on=TODAY, at=now)

    assert is_right(event)
    free = {quota.pk: quota.places - quota.taken for quota in event.quotas.all()}
    waiting = list(queries.waiting(event))
    for wants in places.wanted_by(waiting).values():
        assert any(free[quota] < many for quota, many in wants.items())


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_for_seven_places_are_seven(federation):
    event = made_event(federation, places=7)
    ready = Barrier(8)

    def press(_at):
        try:
            ready.wait()
            return [book(event).state for _again in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(state for states in pool.map(press, range(8)) for state in states)

    assert answers == {CONFIRMED: 7, WAITING: 33}
    assert is_right(event)


@pytest.mark.django_db(transaction=True)
def test_who_moves_both_ways_at_once_has_one_place_each_and_none_is_lost(federation):
    days = [made_event(federation, places=5, series="毎月の会") for _day in range(2)]
    here = [[book(day) for _person in range(4)] for day in days]
    ready = Barrier(8)

    def press(at):
        booking, to = here[at % 2][at // 2], days[1 - at % 2]
        try:
            ready.wait()
            return registering.move(booking, to, **WHEN).event_id
        except Refused:
            return booking.event_id
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        moved = Counter(pool.map(press, range(8)))

    assert all(is_right(day) for day in days)
    assert {day.pk: queries.held(day)[day.quotas.get().pk] for day in days} == moved
    assert set(states(*here[0], *here[1])) == {CONFIRMED}


@pytest.mark.django_db(transaction=True)
def test_places_given_back_while_others_join_the_line_are_offered_within_one_look(federation):
    event = made_event(federation, places=4)
    full = [book(event) for _ in range(4)]
    ready = Barrier(8)

    def press(at):
        try:
            ready.wait()
            return registering.cancel(full[at], **WHEN) if at < 4 else book(event)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(8)))
    line.sweep(on=TODAY, at=NOW)

    assert is_right(event)
    assert Quota.objects.get(event=event).taken == 4
    assert not queries.waiting(event).exists()
