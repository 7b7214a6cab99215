"""書いてある文 — what is sent a thousand times is found, compared and planned once."""

import pytest
from django.db import InterfaceError, ProgrammingError, connection, transaction

from tsunagari.base.statements import cursor_of, found
from tsunagari.kernel.parties.models import Party

pytestmark = pytest.mark.django_db
TAIL = "FROM parties_party WHERE name_latin = %s ORDER BY id"


def parties_called(name: str) -> list[Party]:
    return [party for (party,) in found((Party,), TAIL, [name])]


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps what it compiled itself"
)
def test_postgresql_plans_a_written_statement_once_and_none_of_djangos():
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    for _time in range(3):
        assert not parties_called("NGUYEN AN")
        assert not Party.objects.filter(name_latin="NGUYEN AN").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        (only,) = cursor.fetchall()
    assert TAIL.replace("%s", "$1") in only[0]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's cursors cost nothing")
def test_postgresql_uses_one_cursor_again_after_what_failed_and_never_one_that_is_in_use():
    with cursor_of() as first, pytest.raises(ProgrammingError), transaction.atomic():
        first.execute("SELECT nothing FROM nowhere")
    with cursor_of() as again, cursor_of() as beside:
        again.execute("SELECT 1")
        beside.execute("SELECT 2")
        assert (again.fetchall(), beside.fetchall()) == ([(1,)], [(2,)])

    assert again.cursor is first.cursor is not beside.cursor
    with pytest.raises(InterfaceError):
        again.fetchall()


def test_a_written_statement_finds_what_was_written_a_moment_ago():
    assert parties_called("NGUYEN AN") == []
    made = Party.objects.create(kind="person", name_latin="NGUYEN AN")
    assert parties_called("NGUYEN AN") == [made]
