"""試験 — at once: subjects on SQLite, what touches a database on PostgreSQL, journeys in a browser.

With arguments it is pytest, with what the tests need from the system: python -m tests -k groups.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import postgres, tools

PYTEST = [sys.executable, "-m", "pytest"]
# Of niceness: a journey waits for its browser, and others use what it leaves of the two processors.
# What has most to do on its own goes before what has less, so that no part ends long after the rest.
SQLITE, POSTGRES = 2, 4
JOURNEYS = "tests/journeys"


def main(arguments: list[str]) -> int:
    if tools.main():
        return 1
    if arguments:
        return subprocess.run([*PYTEST, *arguments], check=False).returncode
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="tsunagari-") as folder:
        if url is None and os.environ.get("CI"):
            print("PostgreSQL is missing: install it, the suite must pass on both databases.")
            return 1
        beside, here = {}, [f"--ignore={JOURNEYS}"]
        if tools.browser():
            beside["journeys"] = _start([*PYTEST, JOURNEYS], Path(folder, "journeys"))
        else:
            print("! No browser was found: the journeys were not run. apt-get install chromium")
        if url:
            here.append("--beside-database")
            beside["PostgreSQL"] = _start(
                _gently(POSTGRES, "--only-database"), Path(folder, "postgres"), DATABASE_URL=url
            )
        else:
            print("! PostgreSQL was not found: the suite runs on SQLite only.")
        codes = [subprocess.run(_gently(SQLITE, *here), check=False).returncode]
        for title, (process, log) in beside.items():
            codes.append(process.wait())
            print(f"\n— {title} —\n{log.read_text()[-12_000:]}")
        return int(any(codes))


def _gently(niceness: int, *arguments: str) -> list[str]:
    return ["nice", "-n", str(niceness), *PYTEST, *arguments]


def _start(command: list[str], folder: Path, **environment: str):
    """(process, log) of a part that runs beside the others; what it says is kept until its turn."""
    folder.mkdir()
    log = folder / "log"
    own = os.environ | {"TSUNAGARI_DATA": str(folder)} | environment
    with log.open("w") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=own), log


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
