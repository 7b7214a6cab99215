"""準備 — a new database is made at once, and is the one that the migrations would have made."""

import json
import os
import subprocess
import sys

SHAPE = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from tsunagari.faces.console import prepare

call_command("migrate", verbosity=0) if sys.argv[1] == "migrate" else prepare.database()

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

with connection.cursor() as cursor:
    shape = {t: of(t, cursor) for t in connection.introspection.table_names(cursor)}
    for rows in ("SELECT type, name FROM sqlite_master", "SELECT app, name FROM django_migrations"):
        cursor.execute(rows)
        shape[rows] = sorted(map(list, cursor.fetchall()))
print(json.dumps(shape))
"""


def shape(way, folder):
    """Tables, constraints, indexes, triggers and applied migrations of a database made that way."""
    folder.mkdir()
    own = {"TSUNAGARI_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tsunagari.settings"}
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own
    made = subprocess.run(
        [sys.executable, "-c", SHAPE, way],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(made.stdout)


def test_a_database_begun_at_once_is_the_one_that_the_migrations_make(tmp_path):
    begun, migrated = shape("begin", tmp_path / "begun"), shape("migrate", tmp_path / "migrated")

    assert begun.keys() == migrated.keys()
    assert [name for name in begun if begun[name] != migrated[name]] == []
