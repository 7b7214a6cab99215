"""席決め — what is said stays closed, the wishes hold, the series remembers, and nothing says why."""

from tests.cast_tables import come, made_plan
from tsunagari.programmes.community.gatherings import queries


def keys(booking):
    return list(booking.guests.order_by("pk").values_list("pk", flat=True))


def everybody(bookings):
    return [key for booking in bookings for key in keys(booking)]


def test_everybody_sits_once_a_round_and_families_stay_together_unasked(evening, sato):
    bookings = come(evening, 2, 1, 1, 2, 1, 1, 1)

    plan = made_plan(evening, sato, table_size=4)

    rounds = queries.rounds_of(plan)
    assert len(rounds) == 2
    for tables in rounds:
        assert sorted(key for table in tables for key in table) == everybody(bookings)
        assert sorted(len(table) for table in tables) == [3, 3, 3]
        for family in (keys(bookings[0]), keys(bookings[3])):
            assert any({*family} <= {*table} for table in tables)
    assert 0 < plan.new_ties <= plan.upper_bound
