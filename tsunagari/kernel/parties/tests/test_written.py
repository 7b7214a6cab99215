"""用意した文 — what PostgreSQL is sent a thousand times is planned once, and lost with nothing."""

from datetime import UTC, datetime

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from tsunagari.base.postgres.written import MOST
from tsunagari.base.statements import added, cursor_of
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.tests.test_statements import TAIL, parties_called

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone"),
]


def test_postgresql_plans_a_written_statement_once_and_none_of_djangos():
    for _time in range(3):
        assert not parties_called("NGUYEN AN")
        assert not Party.objects.filter(name_latin="NGUYEN AN").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = [one for (one,) in cursor.fetchall() if "WHERE name_latin" in one]
    assert len(kept) == 1
    assert TAIL.replace("%s", "$1") in kept[0]


def test_what_the_server_was_told_to_forget_is_told_to_it_again(transactional_db):
    parties_called("NGUYEN AN")
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")

    assert parties_called("NGUYEN AN") == []


def test_a_statement_is_planned_again_when_its_table_has_another_column(transactional_db):
    def asked() -> list:
        with cursor_of() as cursor:
            cursor.execute("SELECT * FROM for_a_moment")
            return cursor.fetchall()

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE for_a_moment AS SELECT 1 AS one")
        before = asked()
        cursor.execute("ALTER TABLE for_a_moment ADD COLUMN two integer")
        after = asked()
        cursor.execute("DROP TABLE for_a_moment")

    assert (before, after) == ([(1,)], [(1, None)])


def test_the_server_keeps_those_that_were_asked_for_last(transactional_db):
    def kept() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT statement FROM pg_prepared_statements ORDER BY name")
            return [one for (one,) in cursor.fetchall()]

    for number in range(MOST + 20):
        with cursor_of() as cursor:
            cursor.execute(f"SELECT {number}")
            assert cursor.fetchall() == [(number,)]
        parties_called("NGUYEN AN")

    assert len(kept()) == MOST
    assert f"SELECT {MOST + 19}" in kept()
    assert any("WHERE name_latin" in one for one in kept())


@pytest.mark.parametrize("fraction", ["", ".5", ".123456"])
def test_moments_are_read_as_they_were_written(fraction):
    with cursor_of() as cursor:
        cursor.execute(f"SELECT '2028-02-29 23:59:59{fraction}+09'::timestamptz")
        ((read,),) = cursor.fetchall()

    written = datetime.fromisoformat(f"2028-02-29T23:59:59{fraction}+09:00")
    assert (read, read.tzinfo) == (written, UTC)


def test_postgresql_uses_one_cursor_again_after_what_failed_and_never_one_that_is_in_use():
    with cursor_of() as first, pytest.raises(ProgrammingError), transaction.atomic():
        first.execute("SELECT nothing FROM nowhere")
    with cursor_of() as again, cursor_of() as beside:
        again.execute("SELECT 1")
        beside.execute("SELECT 2")
        assert (again.fetchall(), beside.fetchall()) == ([(1,)], [(2,)])

    assert again.cursor is first.cursor is not beside.cursor
    assert again.cursor.description is None


def test_a_written_statement_begins_the_transaction_that_it_is_the_first_of(transactional_db):
    def undone():
        with transaction.atomic():
            added(Party(kind="person", name_latin="NGUYEN AN"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()

    assert parties_called("NGUYEN AN") == []


def test_a_server_that_has_gone_is_an_error_of_the_connection_and_asked_anew(transactional_db):
    mine = connection.copy()

    def server() -> int:
        with mine.prepared() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchall()[0][0]

    gone = server()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [gone])
        while cursor.execute("SELECT FROM pg_stat_activity WHERE pid = %s", [gone]).fetchall():
            pass

    with pytest.raises(OperationalError):
        server()
    mine.close_if_unusable_or_obsolete()

    assert server() != gone
    mine.close()
