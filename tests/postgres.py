"""PostgreSQL — a private server for the tests, also when the tests run as root."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.tools import postgres_bin


@contextlib.contextmanager
def server():
    """Start a server in a new folder; yields its DATABASE_URL, or None when there is none."""
    programs = postgres_bin()
    if programs is None:
        yield None
        return
    base = Path(tempfile.mkdtemp(prefix="tpg-"))
    who = _other_user(base)
    try:
        subprocess.run(
            [
                programs / "initdb",
                *("-D", base / "d", "-U", "postgres", "-A", "trust"),
                *("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=base,
            **who,
        )
        fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        subprocess.run(
            [
                programs / "pg_ctl",
                *("-D", base / "d", "-w", "-l", base / "log"),
                *("-o", f"-k {base} -c listen_addresses='' {fast}", "start"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=base,
            **who,
        )
        yield f"postgres://postgres@/postgres?host={base}"
    finally:
        _stop(base)
        shutil.rmtree(base, ignore_errors=True)


def _other_user(base: Path) -> dict:
    """PostgreSQL refuses root: run it as postgres, or as nobody."""
    base.chmod(0o700)
    if os.geteuid():
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            os.chown(base, entry.pw_uid, entry.pw_gid)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return {}


def _stop(base: Path) -> None:
    pid_file = base / "d" / "postmaster.pid"
    if not pid_file.exists():
        return
    with contextlib.suppress(ProcessLookupError):
        pid = int(pid_file.read_text().split()[0])
        os.kill(pid, signal.SIGINT)
        for _try in range(50):
            os.kill(pid, 0)
            time.sleep(0.1)
