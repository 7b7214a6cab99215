"""催しを終える — presences, ties and numbers once, whatever is pressed how often; opened again and mended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tests.cast import NOW, TODAY, viewer
from tests.cast_attendance import came, guest_of, held_event
from tsunagari.base.refusals import Refused
from tsunagari.kernel.meetings.models import Presence
from tsunagari.kernel.parties.actions import add_person
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.queries import day_of
from tsunagari.kernel.ties import checks
from tsunagari.kernel.ties.models import Tie
from tsunagari.programmes.community.attendance import queries
from tsunagari.programmes.community.attendance.actions import closing, linking
from tsunagari.programmes.community.attendance.models import Closing, Count
from tsunagari.programmes.community.events.actions import organising
from tsunagari.programmes.community.gatherings.models import Seat, SeatPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def when(sato):
    return {"by": sato, "on": TODAY, "at": NOW}


def people(many):
    return [add_person(family="人", given=str(at)).party for at in range(many)]


def counted(event, kind="all"):
    rows = Count.objects.filter(held__closing__event=event, held__closing__reopened=None, kind=kind)
    return sum(rows.values_list("people", flat=True))


def test_those_who_came_are_there_and_the_others_are_numbers(held, when):
    linh, mai, away = people(3)
    came(guest_of(held, linh, generation="20s", languages=["vi", "ja"]))
    came(guest_of(held, mai), late=30)
    came(guest_of(held))
    guest_of(held, away)

    closing.close(held, **when)

    there = Presence.objects.filter(meeting__session__event=held)
    assert set(there.values_list("party", "state", "minutes")) == {
        (linh.pk, "present", 120),
        (mai.pk, "present", 90),
    }
    [(_session, cells)] = queries.tables(held, to=when["by"])
    assert cells == {
        "all": {"": 3},
        "unknown": {"": 1},
        "ticket": {"大人": 3},
        "generation": {"": 2, "20s": 1},
        "language": {"": 2, "ja": 1, "vi": 1},
    }
    assert Tie.objects.count() == 0


def test_those_who_sat_at_one_table_are_bound_and_nobody_else(held, when):
    guests = [came(guest_of(held, party)) for party in people(4)]
    plan = SeatPlan.objects.create(event=held, table_size=2, rounds=2, state="open")
    Seat.objects.bulk_create(
        Seat(plan=plan, round=turn, table=at // 2 + 1, guest=guest)
        for turn in (1, 2)
        for at, guest in enumerate(guests)
    )

    closing.close(held, **when)

    pairs = {(tie.a_id, tie.b_id) for tie in Tie.objects.all()}
    a, b, c, d = (guest.party_id for guest in guests)
    assert pairs == {tuple(sorted((a, b))), tuple(sorted((c, d)))}
    assert Tie.objects.count() == 2


def test_outside_the_office_small_numbers_are_not_told(held, when, yamada):
    for _guest in range(3):
        came(guest_of(held))
    closing.close(held, **when)

    [(_session, cells)] = queries.tables(held, to=yamada)

    assert cells == {
        "all": {"": 3},
        "unknown": {"": None},
        "ticket": {"大人": None},
        "generation": {"": None},
        "language": {"": None},
    }


def test_a_second_press_counts_nothing_twice(held, when):
    came(guest_of(held, *people(1)))

    first = closing.close(held, **when)
    second = closing.close(held, **when)

    assert first == second
    assert Record.objects.filter(did__in=["event.closed", "meeting.closed"]).count() == 2


def test_what_is_not_over_or_was_never_public_is_not_closed(event, federation, when):
    with pytest.raises(Refused, match="まだ終わっていません"):
        closing.close(event, **when)
    for state in ("draft", "cancelled"):
        with pytest.raises(Refused, match="公開した催しだけ"):
            closing.close(held_event(federation, state=state), **when)
    assert Closing.objects.count() == 0


def test_at_one_table_people_are_bound_once_in_an_event_and_anew_after_a_correction(
    federation, when
):
    event = held_event(federation, sessions=2)
    a, b, c = [guest_of(event, party) for party in people(3)]
    stranger = came(guest_of(event))
    _first, second = queries_sessions(event)
    came(a)
    came(b)
    came(c, second)
    # One table in two rounds, and a third person who came for the second.
    tables = [[a.pk, b.pk, stranger.pk], [b.pk, a.pk, c.pk]]

    closing.close(event, tables=tables, **when)
    standing = Tie.objects.filter(annulled_by=None)
    pairs = {frozenset(pair) for pair in standing.values_list("a", "b")}
    assert (len(pairs), standing.count()) == (3, 3)
    assert set(standing.values_list("from_day", flat=True)) == {day_of(event.starts_at)}

    assert told_amiss() == []

    closing.reopen(event, **when)
    assert (standing.count(), told_amiss()) == (0, [])
    assert counted(event) == 0
    linking.unlink(c, by=when["by"], on=TODAY)
    closing.close(event, tables=tables, **when)

    assert standing.count() == 1
    assert told_amiss() == []
    assert (counted(event), counted(event, "unknown")) == (7, 3)


def test_the_tables_of_an_evening_bind_also_when_they_are_forgotten(held, when):
    a, b, c = [came(guest_of(held, party)) for party in people(3)]
    plan = SeatPlan.objects.create(event=held, table_size=3, rounds=1, state="open")
    for guest, table in ((a, 1), (b, 1), (c, 2)):
        Seat.objects.create(plan=plan, round=1, table=table, guest=guest)
    standing = Tie.objects.filter(annulled_by=None)

    closing.close(held, **when)
    assert list(standing.values_list("a", "b")) == [(a.party_id, b.party_id)]
    closing.reopen(held, **when)
    plan.seats.all().delete()
    closing.close(held, **when)

    assert list(standing.values_list("a", "b")) == [(a.party_id, b.party_id)]


def told_amiss():
    """What verify says of the ties."""
    ever = (date.min, date.max)
    span = {"from_day": ever[0], "until_day": ever[1]}
    told = queries.ties_made(*ever, "3-4")
    return list(checks.not_as_told(told, kind="worked_together", measure="3-4", **span))


def queries_sessions(event):
    return list(event.sessions.select_related("meeting").order_by("pk"))


def test_whoever_is_found_to_have_been_away_is_away_after_the_correction(held, when):
    [linh] = people(1)
    guest = came(guest_of(held, linh))
    closing.close(held, **when)
    closing.reopen(held, **when)
    guest.arrivals.all().delete()

    closing.close(held, **when | {"at": NOW + timedelta(minutes=1)})

    assert list(Presence.objects.values_list("party", "state")) == [(linh.pk, "absent")]
    assert (Closing.objects.count(), counted(held)) == (2, 0)
    closing.reopen(held, **when)
    with pytest.raises(Refused, match="まだ終えていません"):
        closing.reopen(held, **when)


def test_when_the_names_are_gone_nothing_is_counted_again(held, when):
    closing.close(held, **when)

    with pytest.raises(Refused, match="名前を消してある"):
        closing.reopen(held, **when | {"at": held.ends_at + timedelta(days=364)})


def test_a_closed_event_is_not_changed_any_more(held, when):
    closing.close(held, **when)

    with pytest.raises(Refused, match="直せません"):
        organising._refuse_stale(held, held.version)


def test_a_guest_is_linked_to_one_person_and_taken_apart_again(held, when, federation):
    linh, mai = people(2)
    one, other = guest_of(held), guest_of(held)
    who = {"by": when["by"], "on": TODAY}

    linking.link(one, linh, **who)
    linking.link(one, linh, **who)
    with pytest.raises(Refused, match="別の席"):
        linking.link(other, linh, **who)
    with pytest.raises(Refused, match="団体"):
        linking.link(other, federation.party, **who)
    linking.link(one, mai, **who)
    linking.unlink(one, **who)
    linking.link(other, linh, **who)

    did = Record.objects.filter(did__startswith="event.guest_").values_list("did", flat=True)
    assert [each.removeprefix("event.guest_") for each in did.order_by("id")] == [
        *("linked", "unlinked", "linked", "unlinked", "linked")
    ]
    closing.close(held, **when)
    with pytest.raises(Refused, match="数え直す"):
        linking.unlink(other, **who)


def test_two_entries_of_one_person_are_one(held, when):
    linh, twin = people(2)
    twin.same_as = linh
    twin.save(update_fields=["same_as"])
    came(guest_of(held, linh), late=60)
    came(guest_of(held, twin), late=20)

    closing.close(held, **when)

    assert list(Presence.objects.values_list("party", "minutes")) == [(linh.pk, 100)]
    assert counted(held) == 1


@pytest.mark.django_db(transaction=True)
def test_screens_that_close_at_once_count_once(federation, staff_login):
    event = held_event(federation)
    came(guest_of(event, *people(1)))
    start = Barrier(4)

    def press():
        start.wait()
        try:
            return closing.close(event, by=viewer(staff_login), on=TODAY, at=NOW).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _each: press(), range(4)))

    assert len(set(answers)) == 1
    assert counted(event) == 1
