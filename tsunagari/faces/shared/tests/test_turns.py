"""順番の試験 — whoever has the turn is lent a connection, and everything is given back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import RequestFactory

from tsunagari.faces.shared import turns

GET, POST = RequestFactory().get("/"), RequestFactory().post("/")


@pytest.fixture
def lending(transactional_db, monkeypatch):
    """As in a server; what was opened is closed behind the test."""
    monkeypatch.setattr(turns, "_lending", True)
    monkeypatch.setattr(turns, "_kept", [])
    yield turns._kept
    for one in turns._kept:
        one.close()


def backend() -> str:
    """Which connection answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1" if connection.vendor == "sqlite" else "SELECT pg_backend_pid()")
        return f"{id(connections['default'])} {cursor.fetchall()[0][0]}"


@turns.in_turn
def asked(_request) -> str:
    return backend()


def in_a_thread(act, *given):
    """Its own connection, if it opens one, goes with it."""

    def done():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(done).result()


def test_one_thread_after_the_other_is_lent_the_same_connection(lending):
    own = backend()

    lent = {asked(GET), in_a_thread(asked, GET), in_a_thread(asked, GET)}

    assert len(lent) == 1
    assert own not in lent
    assert backend() == own


def test_many_at_once_take_turns_over_one_connection(lending):
    with ThreadPoolExecutor(8) as threads:
        lent = set(threads.map(asked, [GET] * 80))

    assert len(lent) == len(lending) == 1


def test_a_page_that_fails_gives_back_turn_and_connection(lending):
    @turns.in_turn
    def broken(_request):
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    own, before = backend(), asked(GET)

    with pytest.raises(DatabaseError):
        broken(GET)

    assert backend() == own
    assert in_a_thread(asked, GET) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that goes")
def test_a_connection_whose_server_has_gone_is_opened_anew(lending):
    pid = asked(GET).split()[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [int(pid)])
        while cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [int(pid)]).fetchall():
            pass

    assert asked(GET).split()[1] != pid
    assert len(lending) == 1


def test_whoever_waits_in_vain_goes_on_with_the_own_connection(lending, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)

    @turns.in_turn
    def long(request):
        return in_a_thread(asked, request), backend()

    meanwhile, lent = long(GET)

    assert meanwhile != lent
    assert len(lending) == 1


def test_presses_come_all_at_once_where_their_commits_wait_together(lending):
    @turns.in_turn
    def pressed(request):
        return in_a_thread(asked, request), backend()

    if connection.vendor == "sqlite":
        assert pressed(GET)
    else:
        others, mine = pressed(POST)
        assert others != mine
        assert not lending


def test_whoever_is_within_a_transaction_keeps_the_own_connection(lending):
    with transaction.atomic():
        assert asked(GET) == backend()


def test_a_program_that_is_no_server_lends_none(transactional_db):
    assert asked(GET) == backend()
