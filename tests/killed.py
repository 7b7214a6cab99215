"""停電 — an act in a program of its own, which is killed before its n-th question to the database."""

import os
import signal
import traceback
from collections.abc import Callable
from datetime import date

from django.db import connection

KILLED, WHOLE = -signal.SIGKILL, 0


def address() -> str:
    """The database of this test, as another program finds it."""
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{there['NAME']}"
    return f"postgres://{there['USER']}@/{there['NAME']}?host={there['HOST']}"


def run(act: Callable, by, *, until: int = 100_000) -> int:
    """How the program ended that does `act(by=…, on=…)`.

    It is a second one of this, not one from the beginning: to start takes longer than the act.
    Nothing of the first one's connection is open when it begins.
    """
    from tsunagari.kernel.roles.models import Role, Viewer

    role = Role.objects.select_related("body__party", "party").get(party=by.party, kind="staff")
    on = date(2026, 11, 24)
    viewer = Viewer(party=role.party, kind="staff", body=role.body, language="ja", on=on)
    connection.close()
    program = os.fork()
    if not program:
        _do_and_end(lambda: act(by=viewer, on=on), until)
    return os.waitstatus_to_exitcode(os.waitpid(program, 0)[1])


def _do_and_end(act: Callable, left: int) -> None:
    def count(execute, *asked):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    try:
        with connection.execute_wrapper(count):
            act()
        connection.close()
        os._exit(WHOLE)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
