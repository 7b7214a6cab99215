"""Threads with connections of their own: what one test transaction cannot show."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, transaction

from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries
from tsunagari.kernel.records.models import Leaf, Record
from tsunagari.kernel.records.triggers import allow_flush, expected, installed

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


def add_some(count: int) -> list[Record]:
    return [records.add(by=None, did="test.done", on=TODAY, i=i) for i in range(count)]


def test_two_sealers_at_once_seal_every_record_once():
    add_some(700)

    sealed = at_once(*[lambda: records.seal(batch=50)] * 3)

    assert sum(sealed) == 700
    assert list(Leaf.objects.order_by("seq").values_list("seq", flat=True)) == list(range(700))
    assert records.verify() == []


def test_writers_and_sealers_at_once_lose_nothing():
    at_once(*[lambda: add_some(60)] * 3, *[lambda: records.seal(batch=20)] * 2)

    assert records.verify() == []
    assert queries.size() == Record.objects.count() == 180


def test_a_record_that_is_rolled_back_leaves_no_gap():
    with transaction.atomic():
        add_some(3)
        transaction.set_rollback(True)
    add_some(2)

    assert records.seal() == 2
    assert records.verify() == []


def test_a_flush_between_tests_leaves_the_triggers_in_place():
    assert installed(connection) == expected(connection.vendor)


def test_only_a_test_database_may_be_flushed(settings):
    class Real:
        settings_dict = {"NAME": "/var/lib/tsunagari.sqlite3"}

    with pytest.raises(ValueError, match="not a test database"):
        allow_flush(Real())
