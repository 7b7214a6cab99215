"""停電 — an act in a program of its own, which is killed before its n-th question to the database."""

import os
import signal
import subprocess
import sys

from django.db import connection

BEFORE = """
import django; django.setup()
import os, signal, sys
from datetime import date, datetime, UTC
from django.db import connection
from tsunagari.kernel.roles.models import Role, Viewer
left = int(sys.argv[1])
def count(execute, sql, params, many, context):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
role = Role.objects.select_related("body__party", "party").get(pk=sys.argv[2])
viewer = Viewer(party=role.party, kind="staff", body=role.body, language="ja", on=date(2026, 11, 24))
told = {"by": viewer, "on": viewer.on}
with connection.execute_wrapper(count):
    act()
"""
KILLED, WHOLE = -signal.SIGKILL, 0


def address() -> str:
    """The database of this test, as another program finds it."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{there['NAME']}"
    return f"postgres://{there['USER']}@/{there['NAME']}?host={there['HOST']}"


def run(act: str, by, *, until: int = 100_000) -> int:
    """How the program ended that does `act` (the text of a function of that name)."""
    from tsunagari.kernel.roles.models import Role

    role = Role.objects.get(party=by.party, kind="staff").pk
    environment = os.environ | {
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    connection.close()
    program = [sys.executable, "-c", act + BEFORE, str(until), str(role)]
    return subprocess.run(program, env=environment, check=False, timeout=120).returncode
