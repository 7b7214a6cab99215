"""書く順番 — on SQLite one writes at a time: who waits begins when the other has finished, or is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection, transaction

from tsunagari.base.sqlite import base

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite alone"),
]


def begun() -> None:
    with transaction.atomic():
        pass


def patience() -> int:
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


@contextmanager
def in_a_thread(act: Callable[[], None]) -> Iterator[None]:
    def done() -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        doing = pool.submit(done)
        yield
        doing.result()


@contextmanager
def another_writes(until: Event) -> Iterator[None]:
    """Somebody else has begun to write, and ends when he is told to."""
    writing = Event()

    def written() -> None:
        with transaction.atomic():
            writing.set()
            until.wait()

    with in_a_thread(written):
        writing.wait()
        try:
            yield
        finally:
            until.set()


@pytest.fixture
def impatient(monkeypatch):
    """Whoever opens a connection now gives up after a twentieth of a second."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "timeout", 0.05)
    monkeypatch.setitem(options, "init_command", "PRAGMA busy_timeout=50")
    yield
    connection.close()


@pytest.mark.parametrize("steps", [0, 1, base.STEPS, 10_000])
def test_who_waits_begins_when_the_other_has_finished(monkeypatch, steps):
    monkeypatch.setattr(base, "STEPS", steps)
    finished = Event()
    with another_writes(finished), in_a_thread(begun):
        finished.set()


def test_three_that_write_in_turn_never_count_the_same():
    def written() -> None:
        for _time in range(50):
            with transaction.atomic():
                Group.objects.create(name=str(Group.objects.count()))

    before = Group.objects.count()
    with in_a_thread(written), in_a_thread(written):
        written()

    assert Group.objects.count() == before + 150


def test_who_waits_in_vain_is_told_and_can_begin_later(impatient):
    with another_writes(Event()), pytest.raises(OperationalError, match="locked"):
        begun()

    begun()


def test_everything_else_is_waited_for_as_before():
    before = patience()
    begun()
    assert patience() == before == 20_000


def test_what_is_wrong_otherwise_is_said_as_before():
    with transaction.atomic():
        connection.connection.execute("COMMIT")
        connection.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="within a transaction"):
            connection._start_transaction_under_autocommit()
