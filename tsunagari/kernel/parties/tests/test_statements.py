"""書いてある文 — what is sent a thousand times is found, compared and planned once."""

import pytest
from django.db import connection

from tsunagari.base.statements import found
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


def test_a_written_statement_finds_what_was_written_a_moment_ago():
    assert parties_called("NGUYEN AN") == []
    made = Party.objects.create(kind="person", name_latin="NGUYEN AN")
    assert parties_called("NGUYEN AN") == [made]
