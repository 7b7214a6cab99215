"""時計 — seconds of work, so that a machine that others share does not bend a ratio."""

import contextlib
import os
import time
from pathlib import Path

# What those who served before have worked: a connection that is old is followed by another.
_served = {"by": 0, "seen": 0.0, "before": 0.0}


def clock() -> float:
    """Seconds of work of this process and, on a PostgreSQL beside it, of the one that serves it.

    Of a PostgreSQL elsewhere nothing is known but the time that passes.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    by = connection.connection.info.backend_pid
    server = Path(f"/proc/{by}/stat")
    if not connection.settings_dict["HOST"].startswith("/") or not server.exists():
        return time.perf_counter()
    user, system = server.read_text().rpartition(")")[2].split()[11:13]
    worked = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    if by != _served["by"]:
        _served.update(by=by, before=_served["before"] + _served["seen"] - worked)
    _served["seen"] = worked
    return time.process_time() + _served["before"] + worked


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            if int(status.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(status.parent.name))
    return found
