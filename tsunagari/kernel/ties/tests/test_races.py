"""Threads with connections of their own: many acts bind and annul the same pairs at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations
from threading import Barrier

import pytest
from django.db import connection

from tsunagari.kernel.ties import actions as ties
from tsunagari.kernel.ties import checks, queries
from tsunagari.kernel.ties.models import Pair, Tie

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list:
    """The answers of acts that start in the same moment."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def sit(record, group):
    pairs = list(combinations(group, 2))
    return ties.bind("worked_together", pairs, on=TODAY, measure="1-1", because=record)


def test_the_same_act_pressed_four_times_at_once_binds_once(people, act):
    group, record = people(20), act()

    bounds = at_once(*[lambda: sit(record, group)] * 4)

    assert {(bound.ties, bound.new) for bound in bounds} == {(190, 190)}
    assert Tie.objects.count() == 190
    assert list(checks.findings()) == []


def test_six_acts_with_the_same_people_in_different_orders_count_right(people, act):
    group = people(25)
    orders = [group, group[::-1], group[10:] + group[:10]] * 2
    acts = [act() for _ in orders]

    at_once(
        *[lambda r=record, g=order: sit(r, g) for record, order in zip(acts, orders, strict=True)]
    )

    found = queries.headline(TODAY, TODAY)
    assert (found.ties, found.new, found.again) == (1800, 300, 1500)
    assert set(Pair.objects.values_list("times", flat=True)) == {6}
    assert list(checks.findings()) == []


def test_binding_and_annulling_the_same_pairs_at_once_counts_right(people, act):
    group = people(15)
    old, new, correction = [act() for _ in range(3)], [act() for _ in range(3)], act()
    for record in old:
        sit(record, group)

    at_once(
        *[lambda r=record: ties.annul(r, annulled_by=correction) for record in old],
        *[lambda r=record: sit(r, group[::-1]) for record in new],
    )

    found = queries.headline(TODAY, TODAY)
    assert (found.ties, found.new, found.again) == (315, 105, 210)
    assert list(checks.findings()) == []
