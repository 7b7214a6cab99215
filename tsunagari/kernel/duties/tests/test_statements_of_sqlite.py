"""データベース — SQLite gets the same statement however often, and whatever it is made of."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_a_statement_asked_again_takes_its_new_values():
    if connection.vendor != "sqlite":
        pytest.skip("another database")
    with connection.cursor() as cursor:
        found = []
        for value in (1, 2):
            cursor.execute("SELECT %s, '100%%', 'a' LIKE 'a%%'", [value])
            found.append(cursor.fetchone())
        cursor.execute("SELECT %(b)s, %(a)s", {"a": 1, "b": 2})
        found.append(cursor.fetchone())
        cursor.execute("SELECT '100%'")
        found.append(cursor.fetchone())

    assert found == [(1, "100%", 1), (2, "100%", 1), (2, 1), ("100%",)]
