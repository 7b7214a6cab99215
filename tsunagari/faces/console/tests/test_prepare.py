"""準備 — a new database is made at once, and is the one that the migrations would have made."""

import json
import os
import subprocess
import sys

import pytest

# Django's own migrations give this table, in which nothing ever stands, a wider key on PostgreSQL.
WIDER = ["auth_group_permissions"]
SHAPE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations import state
from tsunagari.faces.console import prepare

if sys.argv[1] == "migrate":
    # Each step would draw all models anew that hang together: what stands in the tables is the same.
    state.get_related_models_recursive = state.get_related_models_tuples = lambda model: set()
    call_command("migrate", verbosity=0)
else:
    prepare.database()

def of(table, cursor):
    columns = connection.introspection.get_table_description(cursor, table)
    constraints = connection.introspection.get_constraints(cursor, table)
    # What has no name of its own on SQLite is counted in the order of the columns.
    named = {name: one for name, one in constraints.items() if not name.startswith(("__", "fk_"))}
    return (
        sorted(str(column) for column in columns),
        sorted(map(str, named.items())),
        sorted(str(one) for name, one in constraints.items() if name not in named),
    )

CATALOGUE = {
    "sqlite": "SELECT type, name FROM sqlite_master",
    "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}
with connection.cursor() as cursor:
    shape = {t: of(t, cursor) for t in connection.introspection.table_names(cursor)}
    for rows in (CATALOGUE[connection.vendor], "SELECT app, name FROM django_migrations"):
        cursor.execute(rows)
        shape[rows] = sorted(map(list, cursor.fetchall()))
print(json.dumps(shape))
"""


@pytest.fixture
def empty(db, tmp_path):
    """empty("a"): the environment of a product with a database of its own in which nothing is."""
    from django.db import connection

    def made(name):
        folder = tmp_path / name
        folder.mkdir()
        own = {"TSUNAGARI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tsunagari.settings"}
        if connection.vendor == "sqlite":
            return {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        url = os.environ["DATABASE_URL"]
        return os.environ | own | {"DATABASE_URL": url.replace("/postgres?", f"/{name}?")}

    return made


def shape(way, environment):
    """Tables, constraints, indexes, triggers and applied migrations of a database made that way."""
    made = subprocess.run(
        [sys.executable, "-c", SHAPE, way],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout)


def test_a_database_begun_at_once_is_the_one_that_the_migrations_make(empty):
    begun, migrated = shape("begin", empty("begun")), shape("migrate", empty("migrated"))

    assert begun.keys() == migrated.keys()
    assert [name for name in begun if begun[name] != migrated[name]] in ([], WIDER)
