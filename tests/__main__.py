"""試験 — everything on SQLite, and beside it everything that touches a database on PostgreSQL."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres, tools


def main(arguments: list[str]) -> int:
    if tools.main():
        return 1
    with postgres.server() as url:
        if url is None and os.environ.get("CI"):
            print("PostgreSQL is missing: install it, the suite must pass on both databases.")
            return 1
        second = _start(url, arguments) if url else None
        first = subprocess.run(
            [sys.executable, "-m", "pytest", *arguments], check=False, env=os.environ
        ).returncode
        if second is None:
            print("! PostgreSQL was not found: the suite ran on SQLite only.")
            return first
        process, log = second
        second_code = process.wait()
        print("\n— PostgreSQL —")
        print(log.read_text()[-6000:])
        return first or second_code


def _start(url, arguments):
    folder = Path(tempfile.mkdtemp(prefix="tsunagari-pg-"))
    environment = os.environ | {"DATABASE_URL": url, "TSUNAGARI_DATA": str(folder)}
    command = [sys.executable, "-m", "pytest", "--only-database", *arguments]
    log = folder / "log"
    with log.open("w") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment), log


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
