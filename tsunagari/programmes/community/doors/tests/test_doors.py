"""受付 — what two phones pressed without a network becomes the same arrivals, whatever comes first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_doors import MIN, WHEN, came, made_day
from tsunagari.base.refusals import Refused
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.doors import forgetting, queries, rules
from tsunagari.programmes.community.doors.actions import opening, pressing, walking
from tsunagari.programmes.community.doors.models import Arrival, Door, Mark, WalkIn
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.actions import parts, people, registering
from tsunagari.programmes.community.events.models import Booking, Event

EAST, WEST = "east-phone", "west-phone"
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def day(door_day):
    return door_day


def sent(day, device, *rows, at=LATER, door=None):
    return pressing.receive(door or day.door, device, [rules.read(row) for row in rows], at=at)


def arrivals(day):
    rows = Arrival.objects.order_by("session", "guest")
    return list(rows.values_list("session", "guest", "at", "device", "counter"))


def test_whoever_was_pressed_at_two_doors_came_once_and_the_first_press_stands(day):
    west = opening.open_door(day.event, "西口", by=None, **WHEN)
    sent(day, WEST, came(1, day.one, day, at=NOW + 5 * MIN), door=west)

    sent(day, EAST, came(1, day.one, day, at=NOW + 3 * MIN))

    [arrival] = Arrival.objects.all()
    assert (arrival.at, arrival.door, arrival.device) == (NOW + 3 * MIN, "東口", EAST)
    [(session, guest, stamps)] = queries.clashes(day.event)
    assert (session, guest) == (day.sessions[0].pk, day.one)
    assert [one.door for one in stamps] == ["東口", "西口"]
    assert queries.arrived(day.event) == {day.one}
    assert queries.arrived_at(day.sessions[1]) == set()


def test_the_same_sending_twice_is_one_arrival_and_one_record(day):
    for _time in range(2):
        sent(day, EAST, came(1, day.one, day), came(2, day.three[0], day, session=1))

    assert len(arrivals(day)) == 2
    assert Record.objects.filter(did="door.came").count() == 2


def test_an_undoing_that_comes_before_its_press_still_takes_it_back(day):
    sent(day, EAST, came(2, 0, day, kind="undo", undoes=f"{EAST}/1"))
    assert arrivals(day) == []

    sent(day, EAST, came(1, day.one, day))

    assert arrivals(day) == []
    assert Record.objects.filter(did="door.undone").count() == 1


def test_of_two_presses_the_other_stands_when_one_is_taken_back(day):
    sent(day, EAST, came(1, day.one, day, at=NOW))
    sent(day, WEST, came(1, day.one, day, at=NOW + MIN))

    sent(day, EAST, came(2, 0, day, kind="undo", undoes=f"{EAST}/1"))

    assert [row[2:4] for row in arrivals(day)] == [(NOW + MIN, WEST)]
    assert queries.clashes(day.event) == []


def test_a_wrong_clock_is_never_later_than_the_sending(day):
    sent(day, EAST, came(1, day.one, day, at=LATER + timedelta(days=400)))
    sent(day, EAST, came(2, day.three[0], day, at=NOW - timedelta(days=400)))

    assert {row[2] for row in arrivals(day)} == {LATER, NOW}


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {"kind": "came"},
        {"kind": "gone", "counter": 1, "at": "2026-11-24T10:00:00Z", "session": 1},
        {"kind": "came", "counter": -1, "at": "2026-11-24T10:00:00Z", "session": 1},
        {"kind": "came", "counter": True, "at": "2026-11-24T10:00:00Z", "session": 1},
        {"kind": "came", "counter": 2**40, "at": "2026-11-24T10:00:00Z", "session": 1},
        {"kind": "walk", "counter": 1, "at": "2026-11-24T10:00:00Z", "session": 1, "people": 21},
        {"kind": "came", "counter": 1, "at": "yesterday", "session": 1},
    ],
)
def test_what_is_no_press_is_read_as_none(row):
    assert rules.read(row) is None


def test_guests_of_other_events_and_sessions_that_are_gone(day, federation, sato):
    other = made_day(federation, sato, places=9)

    answers = sent(
        day, EAST, came(1, other.one, day), came(2, day.one, day, session=0) | {"session": 1}
    )

    assert answers == {1: "unknown"}
    assert [row[:2] for row in arrivals(day)] == [(day.sessions[0].pk, day.one)]


def test_whoever_comes_while_a_place_is_offered_has_answered(day):
    offered = day.bookings[1]
    Booking.objects.filter(pk=offered.pk).update(
        state="offered", answer_by=LATER + MIN, waits_from=NOW
    )

    sent(day, EAST, came(1, day.one, day))

    offered.refresh_from_db()
    assert offered.state == Booking.State.CONFIRMED
    Booking.objects.filter(pk=offered.pk).update(state="offered", answer_by=NOW)
    sent(day, WEST, came(1, day.one, day))
    offered.refresh_from_db()
    assert offered.state == Booking.State.OFFERED


# — any order, any repetition —


def presses_of(day):
    """What two phones pressed: the same people, wrong presses taken back, walk-ins."""
    east = [
        came(1, day.one, day, at=NOW + 2 * MIN),
        came(2, day.three[0], day, at=NOW + 3 * MIN),
        came(3, 0, day, kind="undo", undoes=f"{EAST}/2", at=NOW + 4 * MIN),
        came(4, 0, day, kind="walk", people=2, name="太郎", at=NOW + 5 * MIN),
        came(6, day.three[1], day, at=NOW + 6 * MIN),
        came(7, 0, day, kind="undo", undoes=f"{WEST}/3", at=NOW + 7 * MIN),
    ]
    west = [
        came(1, day.one, day, at=NOW + MIN),
        came(2, day.three[0], day, at=NOW + 3 * MIN, session=1),
        came(3, day.three[2], day, at=NOW + 2 * MIN),
        came(4, day.three[1], day, at=NOW + 6 * MIN),
        came(5, 0, day, kind="walk", name="", at=NOW + 8 * MIN),
        came(6, 0, day, kind="undo", undoes=f"{WEST}/5", at=NOW + 9 * MIN),
    ]
    return [(EAST, one) for one in east] + [(WEST, one) for one in west]


def outcome(day):
    known = {day.one: "one", **{pk: f"three{at}" for at, pk in enumerate(day.three)}}
    rows = [
        (day.sessions[0].pk == session, known.get(guest, "walk-in"), at, device, counter)
        for session, guest, at, device, counter in arrivals(day)
    ]
    [quota] = day.event.quotas.all()
    held = events.held(day.event).get(quota.pk, 0) - queries.walked_in(day.event)[1]
    return sorted(rows), queries.walked_in(day.event), quota.taken == held


@pytest.fixture(scope="module")
def wanted():
    """What any order must lead to, by hand."""
    return [
        (False, "three0", NOW + 3 * MIN, WEST, 2),
        (True, "one", NOW + MIN, WEST, 1),
        (True, "three1", NOW + 6 * MIN, EAST, 6),
        (True, "walk-in", NOW + 5 * MIN, EAST, 4),
        (True, "walk-in", NOW + 5 * MIN, EAST, 5),
    ]


@settings(
    max_examples=6,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_order_and_repetition_of_two_queues_gives_the_same_arrivals(
    federation, sato, wanted, data
):
    with transaction.atomic():
        day = made_day(federation, sato, places=9)
        everything = presses_of(day)
        order = data.draw(st.permutations([*range(len(everything))] * 2))
        while order:
            many = data.draw(st.integers(1, 6))
            part, order = order[:many], order[many:]
            for device in (EAST, WEST):
                sent(
                    day,
                    device,
                    *(row for its, row in map(everything.__getitem__, part) if its == device),
                )
        found = outcome(day)
        transaction.set_rollback(True)

    assert found == (wanted, (2, 0), True)


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_at_once_wait_for_each_other(day):
    barrier, places = Barrier(4), day.event.quotas.get()

    def press(at):
        try:
            barrier.wait(timeout=20)
            device = (EAST, WEST)[at % 2]
            early = came(1, day.one, day, at=NOW + (at % 2) * MIN)
            return sent(day, device, early, came(2, 0, day, kind="walk", people=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(press, range(4))) == [{}] * 4

    places.refresh_from_db()
    assert Arrival.objects.get(guest=day.one).device == EAST
    assert queries.walked_in(day.event) == (2, 0)
    assert places.taken == 6


# — walk-ins —


def test_a_walk_in_takes_a_place_and_full_is_an_answer_only_when_it_is_asked(federation, sato):
    day = made_day(federation, sato, places=5)
    walk = {"kind": "walk", "name": "太郎", "asks": True}

    assert sent(day, EAST, came(1, 0, day, **walk)) == {}
    assert sent(day, EAST, came(2, 0, day, **walk)) == {2: "full"}
    assert sent(day, EAST, came(2, 0, day, **walk | {"asks": False, "people": 2})) == {}

    assert day.event.quotas.get().taken == 5
    assert queries.walked_in(day.event) == (3, 2)
    assert len(queries.arrived(day.event)) == 3
    assert {*queries.expected(day.event).values()} == {7}


def test_a_walk_in_of_a_later_session_was_not_expected_in_those_before(day):
    first, second = (one.pk for one in day.sessions)
    before = queries.expected(day.event)

    sent(day, EAST, came(1, 0, day, kind="walk", session=1))

    assert queries.expected(day.event) == {first: before[first], second: before[second] + 1}
    [walked] = [one for one in queries.groups(day.event) if one.walked_in]
    assert [walked.guests[0].belongs(one) for one in (first, second)] == [False, True]


def test_who_came_beyond_the_places_gives_none_back(federation, sato):
    day = made_day(federation, sato, places=4)
    sent(day, EAST, came(1, 0, day, kind="walk"))
    booking = WalkIn.objects.get(beyond=True).booking

    with pytest.raises(Refused):
        walking.cancel_booking(booking, by=sato, **WHEN)
    sent(day, EAST, came(2, 0, day, kind="undo", undoes=f"{EAST}/1"))

    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED
    assert day.event.quotas.get().taken == 4
    assert events.held(day.event) == {day.event.quotas.get().pk: 4}


# — doors —


def test_a_door_is_open_until_the_day_after_and_closed_by_one_press(day, sato):
    assert day.door.until_day == TODAY + timedelta(days=1)
    assert queries.is_open(day.door, NOW + timedelta(days=1))
    assert not queries.is_open(day.door, NOW + timedelta(days=2))

    for _press in range(2):
        closed = opening.close_door(day.door, by=sato, on=TODAY, at=NOW + MIN)

    assert not queries.is_open(closed, NOW + MIN)
    assert Record.objects.filter(did="door.closed").count() == 1


def test_what_was_pressed_before_the_door_closed_arrives_later_and_what_came_after_does_not(day):
    sent(day, EAST, came(9, day.three[2], day), at=NOW)
    door = opening.close_door(day.door, by=None, on=TODAY, at=NOW + 5 * MIN)
    door = Door.objects.select_related("event").get(pk=door.pk)

    early, late = came(1, day.one, day, at=NOW), came(2, day.three[0], day, at=NOW + 6 * MIN)
    answers = sent(day, EAST, early, late, door=door)

    assert answers == {2: "late"}
    assert queries.arrived(day.event) == {day.one, day.three[2]}
    day_after = NOW + timedelta(days=2)
    assert sent(day, EAST, came(3, day.three[1], day), at=day_after, door=door) == {3: "late"}


def test_a_closed_door_takes_no_place_and_loses_nothing_of_a_phone_that_had_no_network(day):
    door = opening.close_door(day.door, by=None, on=TODAY, at=NOW + 5 * MIN)
    door = Door.objects.select_related("event").get(pk=door.pk)

    walk = came(2, 0, day, kind="walk", people=2, asks=True)
    assert sent(day, WEST, came(1, day.one, day), walk, door=door) == {}

    assert queries.arrived(day.event) >= {day.one}
    assert queries.walked_in(day.event) == (2, 2)
    assert day.event.quotas.get().taken == 4


def test_whoever_walked_in_owes_the_fee_of_the_kind(day):
    day.event.tickets.update(yen=300)

    sent(day, EAST, came(1, 0, day, kind="walk", people=2))

    walked = Booking.objects.get(walk_in__isnull=False)
    assert list(walked.guests.values_list("yen", flat=True)) == [300, 300]


def test_who_cancels_when_it_is_over_is_refused_and_the_last_moment_counts(day, sato):
    late = {"by": sato, "on": TODAY, "at": day.event.ends_at}
    for act in (walking.cancel_booking, leave_one):
        with pytest.raises(Refused, match="もう変えられません"):
            act(day.bookings[0], **late)

    leave_one(day.bookings[0], **late | {"at": day.event.ends_at - MIN})
    walking.cancel_booking(day.bookings[1], **late | {"at": day.event.ends_at - MIN})

    assert day.event.quotas.get().taken == 2


def leave_one(booking, **moment):
    return people.leave(booking, booking.guests.order_by("pk").last().pk, **moment)


def test_a_session_where_somebody_came_is_neither_moved_nor_removed(day):
    sent(day, EAST, came(1, day.one, day))
    first, second = (
        parts.Span(one.meeting.starts_at, one.meeting.ends_at, "", one.pk) for one in day.sessions
    )
    moved = replace(first, ends_at=first.ends_at - MIN)

    for spans in ([moved, second], [second], [replace(first, key=None, starts_at=NOW), second]):
        with pytest.raises(Refused, match="もう受付をした回"), transaction.atomic():
            parts.put_sessions(day.event, spans, kind="event")
    # In the other order, in each other's boxes, and one that nobody came to is moved.
    parts.put_sessions(
        day.event, [replace(second, key=first.key), replace(first, key=second.key)], kind="event"
    )
    later = replace(second, ends_at=second.ends_at + MIN)
    parts.put_sessions(day.event, [later, first], kind="event")

    assert [one.pk for one in day.event.sessions.order_by("pk")] == [first.key, second.key]
    assert queries.arrived_at(day.sessions[0]) == {day.one}
    assert events.sessions(day.event)[1].meeting.ends_at == later.ends_at


def test_no_door_opens_for_a_draft_or_for_what_is_over(day, sato):
    ends = TODAY
    assert rules.why_not_open("public", on=ends + timedelta(days=1), ends_on=ends) == []
    assert len(rules.why_not_open("public", on=ends + timedelta(days=2), ends_on=ends)) == 1
    Event.objects.update(state="draft")

    with pytest.raises(Refused):
        opening.open_door(day.event, "北口", by=sato, **WHEN)
    assert day.event.doors.count() == 1


def test_who_came_though_cancelled_stays_on_the_list_and_is_not_expected(day, sato):
    registering.cancel(day.bookings[1], by=sato, **WHEN)
    assert [one.number for one in queries.groups(day.event)] == [day.bookings[0].number]

    sent(day, EAST, came(1, day.one, day))

    assert len(queries.groups(day.event)) == 2
    assert {*queries.expected(day.event).values()} == {3}
    assert queries.arrived(day.event) == {day.one}


def test_a_session_in_which_somebody_came_stays(day):
    sent(day, EAST, came(1, day.one, day, session=1))

    with pytest.raises(Refused):
        parts.put_sessions(day.event, [parts.Span(NOW, LATER)], kind="event")
    assert queries.arrived(day.event) == {day.one}


def test_ticks_from_paper_come_in_and_are_taken_back(day, sato):
    session = day.sessions[0]
    sent(day, EAST, came(1, day.one, day, at=NOW + MIN))

    assert pressing.type_in(session, [*day.three, day.one], [], by=sato, at=LATER) == (3, 0)
    assert pressing.type_in(session, day.three, [], by=sato, at=LATER) == (0, 0)
    assert pressing.type_in(session, [], [day.one, day.three[0]], by=sato, at=LATER) == (0, 2)

    assert queries.arrived(day.event) == {*day.three[1:]}
    assert queries.came_by_door(day.event) == {"事務局": 2}
    assert {row[2] for row in arrivals(day)} == {session.meeting.starts_at}


def test_a_year_later_only_who_came_stays(day):
    sent(day, EAST, came(1, day.one, day), came(2, 0, day, kind="walk"))
    assert forgetting.forget_old(on=TODAY + timedelta(days=365)) == 0

    assert forgetting.forget_old(on=TODAY + timedelta(days=367)) == 2

    assert not Mark.objects.exists()
    assert not Door.objects.exists()
    assert queries.arrived(day.event)


def test_badges_are_a_pdf_and_the_table_is_safe_for_a_spreadsheet(day):
    from tsunagari.programmes.community.doors import arrivals_file, badges

    data = badges.badges(
        "集い", queries.groups(day.event), {}, edge="", body="", sample=True, at=NOW
    )
    assert data.startswith(b"%PDF-")
    sent(day, EAST, came(1, day.one, day), came(2, 0, day, kind="walk", name="=1+1"))

    rows = arrivals_file.made(day.event, {day.sessions[0].pk: "朝"}).decode("utf-8-sig")

    assert len(rows.strip().splitlines()) == 6
    assert ",'=1+1," in rows
    assert "09:05,東口" in rows
