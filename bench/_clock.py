"""時計 — seconds of work, so that a machine that others share does not bend a ratio."""

import os
import time
from pathlib import Path


def clock() -> float:
    """Seconds of work of this process and, on a PostgreSQL beside it, of the one that serves it.

    Of a PostgreSQL elsewhere nothing is known but the time that passes.
    """
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    server = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not connection.settings_dict["HOST"].startswith("/") or not server.exists():
        return time.perf_counter()
    user, system = server.read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
