"""席決め — what is said stays closed, the wishes hold, the series remembers, and nothing says why."""

import json
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY
from tests.cast_events import made_event
from tests.cast_tables import MOMENT, arrive, come, made_plan
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events.models import Guest
from tsunagari.programmes.community.gatherings import facts, forgetting, queries, sealed
from tsunagari.programmes.community.gatherings.actions import (
    holding,
    making,
    mending,
    showing,
    telling,
)
from tsunagari.programmes.community.gatherings.models import Met, Pin, Seat, SeatPlan, Told, Veto
from tsunagari.programmes.community.gatherings.rules.guests import Company, sizes
from tsunagari.programmes.community.gatherings.rules.guests import Guest as Sitter
from tsunagari.programmes.community.gatherings.rules.packing import pack
from tsunagari.programmes.community.gatherings.rules.repair import mended
from tsunagari.programmes.community.gatherings.rules.tables import Impossible, plan

SECRETLY = {"generation": "70s", "nationality": "VNM", "languages": ["vi"], "town": "noda-city"}


def keys(booking):
    return list(booking.guests.order_by("pk").values_list("pk", flat=True))


def everybody(bookings):
    return [key for booking in bookings for key in keys(booking)]


def pairs_of(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def tell(booking, *, facts=None, together=(), apart=()):
    said = {keys(booking)[0]: facts or {}}
    return telling.tell(booking, said, together=together, apart=apart, **MOMENT)


def test_everybody_sits_once_a_round_and_families_stay_together_unasked(evening, sato):
    bookings = come(evening, 2, 1, 1, 2, 1, 1, 1)

    made = made_plan(evening, sato, table_size=4)

    rounds = queries.rounds_of(made)
    assert len(rounds) == 2
    for tables in rounds:
        assert sorted(key for table in tables for key in table) == everybody(bookings)
        assert sorted(len(table) for table in tables) == [3, 3, 3]
        for family in (keys(bookings[0]), keys(bookings[3])):
            assert any({*family} <= {*table} for table in tables)
    assert 0 < made.new_ties <= made.upper_bound


def test_a_family_that_wishes_so_is_parted_and_a_large_group_spreads_out(evening, sato):
    made_plan(evening, sato)  # from now on the booking asks
    club, pair = come(evening, 5, 2)
    tell(pair, apart=[keys(pair)])

    rounds = queries.rounds_of(made_plan(evening, sato, table_size=4))

    for tables in rounds:
        assert not any({*keys(pair)} <= {*table} for table in tables)
        assert max(len({*table} & {*keys(club)}) for table in tables) < 5


def test_what_is_said_stands_nowhere_in_clear_and_goes_when_the_evening_ends(evening, sato):
    bookings = come(evening, 1, 1, 1, 2)
    made_plan(evening, sato)
    row = tell(bookings[0], facts=SECRETLY)
    assert sealed.reveal(row)["guests"] == {str(keys(bookings[0])[0]): SECRETLY}
    assert "VNM" not in row.sealed
    made = made_plan(evening, sato)
    holding.pin(made, keys(bookings[1])[0], 1, by=sato, **MOMENT)
    holding.part(made, keys(bookings[0])[0], keys(bookings[2])[0], by=sato, **MOMENT)
    assert not [one for one in Record.objects.all() if "VNM" in json.dumps(one.facts)]
    showing.show(made, by=sato, **MOMENT)

    for _press in range(2):
        showing.close(made, by=sato, **MOMENT)

    assert (Told.objects.count(), Pin.objects.count(), Veto.objects.count()) == (0, 0, 0)
    assert Record.objects.get(did="tables.closed").facts == {"erased": 3}
    with pytest.raises(Refused, match="受け付けていません"):
        tell(bookings[0])


def test_what_was_said_is_taken_back_once_and_sealed_anew_with_a_new_key(evening, sato):
    [booking] = come(evening, 2)
    with pytest.raises(Refused, match="受け付けていません"):
        tell(booking)
    made_plan(evening, sato)
    a, b = keys(booking)
    tell(booking, together=[(a, b)])
    stranger = tell(booking, facts=SECRETLY)
    assert Told.objects.get() == stranger
    assert sealed.reseal() == 0
    assert sealed in numbers.ALSO_SEALED

    assert telling.take_back(booking, **MOMENT)
    assert not telling.take_back(booking, **MOMENT)

    dids = Record.objects.filter(did="tables.taken_back")
    assert (dids.count(), telling.said_by(booking)) == (1, {})


def test_together_and_apart_at_once_is_refused(evening, sato):
    [booking] = come(evening, 3)
    made_plan(evening, sato)
    a, b, c = keys(booking)

    with pytest.raises(Refused, match="重なっている人"):
        tell(booking, together=[(a, b), (b, c)], apart=[(a, c)])


def test_a_held_table_and_a_parted_pair_hold_in_every_round(evening, sato):
    bookings = come(evening, 2, 1, 1, 1, 1, 1, 1)
    made = made_plan(evening, sato, rounds=3)
    holder, (a, b) = keys(bookings[0])[1], everybody(bookings[1:3])
    for table in (1, 3):
        holding.pin(made, holder, table, by=sato, **MOMENT)
    for _press in range(2):
        holding.part(made, b, a, by=sato, **MOMENT)

    rounds = queries.rounds_of(made_plan(evening, sato, rounds=3))

    for tables in rounds:
        assert {*keys(bookings[0])} <= {*tables[2]}
        assert not any({a, b} <= {*table} for table in tables)


def test_what_the_office_parts_is_parted_where_the_family_said_nothing(evening, sato):
    first, second, _third = come(evening, 2, 2, 2)
    made = made_plan(evening, sato)
    holding.part(made, *keys(first), by=sato, **MOMENT)
    for table, key in enumerate(keys(second), 1):
        holding.pin(made, key, table, by=sato, **MOMENT)

    for tables in queries.rounds_of(made_plan(evening, sato)):
        assert not [one for one in (first, second) for t in tables if {*keys(one)} <= {*t}]
    tell(first, together=[keys(first)])
    assert made_plan(evening, sato).refused


def test_wishes_that_no_table_keeps_are_said_and_leave_no_tables(evening, sato):
    bookings = come(evening, 1, 1, 1)
    made = made_plan(evening, sato)
    holding.pin(made, keys(bookings[0])[0], 99, by=sato, **MOMENT)

    made = made_plan(evening, sato)

    assert (made.refused, made.made_at, made.wanted_at, made.seats.count()) == (True, None, None, 0)
    with pytest.raises(Refused, match="まだできていません"):
        showing.show(made, by=sato, **MOMENT)


def test_only_whoever_parted_two_finds_them_again(evening, sato, midori):
    a, b = everybody(come(evening, 1, 1))
    made, other = made_plan(evening, sato), replace(sato, party=midori.organisation.party)
    holding.part(made, a, b, by=sato, **MOMENT)
    [veto], others = queries.vetoes_of(made, sato.party)
    assert others == 0

    holding.join(made, veto.pk, by=other, **MOMENT)

    assert queries.vetoes_of(made, other.party) == ([], 1)
    holding.join(made, veto.pk, by=sato, **MOMENT)
    assert queries.vetoes_of(made, sato.party) == ([], 0)
    with pytest.raises(Refused, match="ちがう2人"):
        holding.part(made, a, a, by=sato, **MOMENT)
    with pytest.raises(Refused, match="来る人から"):
        holding.pin(made, 0, 1, by=sato, **MOMENT)


def test_who_met_in_the_series_or_by_a_tie_meets_others_the_next_time(
    evening, sato, federation, midori
):
    from tsunagari.kernel.records import actions as records
    from tsunagari.kernel.ties import actions as ties

    first = come(evening, *[1] * 9)
    made = showing.show(made_plan(evening, sato, rounds=1), by=sato, **MOMENT)
    arrive(evening, everybody(first)[:-1])
    showing.close(made, by=sato, **MOMENT)
    sat = queries.tables_of(evening)
    assert sorted(map(len, sat)) == [2, 3, 3]
    assert Met.objects.count() == 7
    again = made_event(federation, places=500, series="夜の集い", measure="3-1")
    second = come(again, *[1] * 9)
    mails = dict(zip(everybody(first), everybody(second), strict=True))
    for old, new in zip(first, second, strict=True):
        type(new).objects.filter(pk=new.pk).update(email=old.email.upper())
    # Two more know each other by the kernel.
    one, other = everybody(second)[-1], everybody(second)[0]
    for key, body in ((one, federation), (other, midori.organisation)):
        Guest.objects.filter(pk=key).update(party=body.party)
    act = records.add(by=None, did="event.registered", on=TODAY)
    bound = [(federation.party_id, midori.organisation_id)]
    ties.bind("worked_together", bound, on=TODAY, measure="1-1", because=act)

    made = made_plan(again, sato, rounds=1)

    met = {tuple(sorted((mails[a], mails[b]))) for a, b in pairs_of(sat)}
    assert not pairs_of(queries.rounds_of(made)[0]) & (met | {(other, one)})
    assert made.new_ties == made.upper_bound
    stranger = made_event(federation, places=500, series="ほかの集い")
    guests = come(stranger, 1, 1)
    for old, new in zip(first, guests, strict=False):
        type(new).objects.filter(pk=new.pk).update(email=old.email)
    assert facts.gathered(made_plan(stranger, sato))[1] == set()


def test_an_evening_to_which_nobody_comes_yet_only_asks(evening, sato):
    made = made_plan(evening, sato)

    assert (made.state, made.wanted_at, made.refused) == ("draft", None, False)
    tell(*come(evening, 1), facts=SECRETLY)
    assert queries.told_by(made) == 1


def test_tables_of_an_evening_hold_only_those_who_came_and_only_once_told(evening, sato):
    bookings = come(evening, 1, 1, 1, 1)
    a, b, c, _d = everybody(bookings)
    made = made_plan(evening, sato, table_size=4, rounds=2)
    arrive(evening, [a, b, c])
    assert queries.tables_of(evening) == []

    showing.show(made, by=sato, **MOMENT)

    assert queries.tables_of(evening) == [[a, b, c]] * 2
    assert queries.seats_of(made, [a]) == {}
    made.refresh_from_db()
    assert queries.seats_of(made, [a]) == {a: [(1, 1), (2, 1)]}
    showing.hide(made, by=sato, **MOMENT)
    assert queries.tables_of(evening) == []


def test_the_worker_writes_only_what_was_asked_for_last(evening, sato):
    come(evening, 1, 1, 1, 1)
    stale = making.want(evening, table_size=2, rounds=1, by=sato, **MOMENT)
    making.want(evening, table_size=4, rounds=3, by=sato, **MOMENT)

    assert not making.make(stale, **MOMENT)
    assert making.make_waiting(**MOMENT) == 1
    assert making.make_waiting(**MOMENT) == 0

    made = SeatPlan.objects.get()
    assert (made.table_size, made.seats.count()) == (4, 12)


def test_tables_that_are_told_or_over_are_not_made_anew(evening, sato):
    come(evening, 1, 1)
    made = showing.show(made_plan(evening, sato), by=sato, **MOMENT)
    asked = {"table_size": 3, "rounds": 2, "by": sato, "on": TODAY}
    with pytest.raises(Refused, match="もう知らせてあります"):
        making.want(evening, **asked, at=NOW)
    showing.hide(made, by=sato, **MOMENT)
    with pytest.raises(Refused, match="もう終わった催し"):
        making.want(evening, **asked, at=evening.ends_at)


def test_the_clock_ends_an_evening_a_day_after_its_end(evening, sato):
    bookings = come(evening, 1, 1)
    made_plan(evening, sato)
    tell(bookings[0], facts=SECRETLY)
    end = evening.ends_at + timedelta(days=1)
    assert showing.close_due(on=TODAY, at=end - timedelta(seconds=1)) == 0

    assert showing.close_due(on=TODAY, at=end) == 1

    assert (Told.objects.count(), Seat.objects.count()) == (0, 0)
    assert showing.close_due(on=TODAY, at=end) == 0


def test_those_who_came_unasked_are_seated_and_few_others_move(evening, sato):
    bookings = come(evening, *[1] * 12)
    made = showing.show(made_plan(evening, sato), by=sato, **MOMENT)
    before = queries.rounds_of(made)
    new = everybody(come(evening, 2))
    gone = before[1][0][:1]
    here = {*everybody(bookings), *new} - {*gone}

    moved = mending.mend(made, here, over=1, by=sato, **MOMENT)

    after = queries.rounds_of(made)
    assert after[0] == before[0]
    assert sorted(key for table in after[1] for key in table) == sorted(here)
    assert sorted(len(table) for table in after[1]) == [3, 3, 3, 4]
    assert any({*new} <= {*table} for table in after[1])
    assert moved <= 1
    with pytest.raises(Refused, match="1人以上"):
        mending.mend(made, [], over=0, by=sato, **MOMENT)
    with pytest.raises(Refused, match="どの回から"):
        mending.mend(made, here, over=2, by=sato, **MOMENT)


def test_nobody_reads_of_more_new_ties_than_there_could_be_when_a_later_round_was_mended(
    evening, sato
):
    bookings = come(evening, *[4] * 4, 2, *[1] * 4)
    made = made_plan(evening, sato, table_size=5, rounds=3)
    first = queries.rounds_of(made)[0]
    gone = {*first[0][:3], first[1][0]}

    mending.mend(made, {*everybody(bookings)} - gone, over=1, by=sato, **MOMENT)

    made.refresh_from_db()
    assert 0 < made.new_ties <= made.upper_bound


def test_when_most_stay_away_those_who_came_sit_anew(evening, sato):
    bookings = come(evening, *[1] * 12)
    made = made_plan(evening, sato, table_size=4)

    mending.mend(made, everybody(bookings)[:4], over=0, by=sato, **MOMENT)

    assert [[len(table) for table in tables] for tables in queries.rounds_of(made)] == [[4], [4]]


def test_somebody_who_is_forgotten_leaves_nothing_at_the_tables(evening, sato, midori):
    bookings = come(evening, 2, 1, 1)
    type(bookings[0]).objects.filter(pk=bookings[0].pk).update(party=midori.organisation.party)
    made = made_plan(evening, sato)
    tell(bookings[0], facts=SECRETLY)
    a, b = everybody(bookings[:2])[0], keys(bookings[1])[0]
    holding.part(made, a, b, by=sato, **MOMENT)
    holding.pin(made, a, 1, by=sato, **MOMENT)

    forgetting.forget(midori.organisation.party, on=TODAY)

    assert (Told.objects.count(), Pin.objects.count(), Veto.objects.count()) == (0, 0, 0)
    assert not Seat.objects.filter(guest__in=keys(bookings[0])).exists()
    made = showing.show(made, by=sato, **MOMENT)
    arrive(evening, everybody(bookings[1:]))
    showing.close(made, by=sato, **MOMENT)
    late = (evening.ends_at + forgetting.SEATS_KEPT).date() + timedelta(days=1)
    forgetting.forget_old(on=late)
    assert (Seat.objects.count(), Met.objects.count()) == (0, 1)
    forgetting.forget_old(on=TODAY + forgetting.MET_KEPT + timedelta(days=1))
    assert Met.objects.count() == 0


def test_the_solver_asks_as_much_for_three_as_for_fifty(evening, sato):
    def asked():
        with CaptureQueriesContext(connection) as told:
            guests, _met = facts.gathered(queries.plan_of(evening))
        return len(guests), len(told)

    bookings = come(evening, 1, 1, 1)
    made_plan(evening, sato)
    tell(bookings[0], facts=SECRETLY)
    _three, few = asked()
    for booking in come(evening, *[1] * 47)[:5]:
        tell(booking, facts=SECRETLY)

    assert asked() == (50, few)


# — the rules alone —


def seated(company, size):
    """Two rounds in which every wish holds, not searched for long; None where one does not."""
    tables = -(-len(company.guests) // size)
    packed = None if company.quarrels() else pack(company, tables, strict=True)
    if packed is None:
        return None
    alone = [i for i in range(len(company.guests)) if not any(i in table for table in packed)]
    for table, room in zip(packed, sizes(len(company.guests), tables), strict=True):
        while len(table) < room:
            table.append(alone.pop())
    return [[[company.guests[i].id for i in table] for table in packed]] * 2


@given(
    st.integers(2, 16),
    st.integers(2, 5),
    st.sets(st.integers(0, 15), max_size=6),
    st.integers(0, 4),
    st.lists(st.tuples(st.integers(0, 15), st.sampled_from("wa"), st.integers(0, 15)), max_size=4),
)
def test_a_mended_evening_keeps_every_wish_and_moves_no_more_than_it_must(
    number, size, gone, newcomers, wishes
):
    def sitters(count):
        return [
            Sitter(
                i,
                beside=frozenset(
                    b for a, kind, b in wishes if kind == "w" and a == i and b < number
                ),
                apart=frozenset(b for a, kind, b in wishes if kind == "a" and a == i and b != i),
                table=0 if i == 0 else None,
            )
            for i in range(count)
        ]

    planned = seated(Company(sitters(number)), size)
    if planned is None:
        return
    here = [one for one in sitters(number + newcomers) if one.id not in gone]
    now = Company(here)
    left = mended(now, planned, size) if here else None
    if left is None:
        return

    for tables, olds in zip(left, planned, strict=True):
        placed = [now.guests[i].id for table in tables for i in table]
        assert sorted(placed) == sorted(one.id for one in here)
        assert max(map(len, tables)) - min(map(len, tables)) <= 1
        at = {now.guests[i].id: n for n, table in enumerate(tables) for i in table}
        was = {key: n for n, table in enumerate(olds) for key in table}
        assert all(
            at[a] == at[b]
            for a, kind, b in wishes
            if kind == "w" and {a, b} <= {*at} and b < number
        )
        assert not any(
            at[a] == at[b] for a, kind, b in wishes if kind == "a" and a != b and {a, b} <= {*at}
        )
        assert at.get(0, 0) == 0
        if not wishes:
            moved = sum(1 for key in was if key in at and at[key] != was[key])
            stayed = sorted((len({*old} & {*at}) for old in olds), reverse=True)
            room = sizes(len(at), len(olds))
            assert moved == sum(max(0, a - b) for a, b in zip(stayed, room, strict=True))


@given(
    st.integers(1, 12), st.integers(2, 5), st.dictionaries(st.integers(0, 11), st.integers(0, 3))
)
@settings(max_examples=30)
def test_a_held_table_holds_in_every_round_or_is_refused(number, size, held):
    company = Company([Sitter(i, table=held.get(i)) for i in range(number)])
    try:
        made = plan(company, size, 2)
    except Impossible:
        tables = [table for i, table in held.items() if i < number]
        crowded = any(tables.count(table) > 1 for table in tables)
        assert crowded or max(tables) >= -(-number // size)
        return

    for tables in made.rounds:
        assert all(i in tables[table] for i, table in held.items() if i < number)
        assert max(map(len, tables)) - min(map(len, tables)) <= 1
