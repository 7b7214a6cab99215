"""W6 会計 — our postings with running balances against django-hordak's without them.

django-hordak is not among our packages: it is put into an environment of its own that goes away,
with the Django and the driver that we use. It knows no SQLite, so both write the same journals to
one PostgreSQL, each into a database of its own, and the work of both processes of each is counted.
Where it cannot be installed, or no PostgreSQL is there, nothing was measured; that is said, and
does not pass.

    HORDAK_LINES=20000 python -m bench.hordak      smaller; usually 50,000
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from bench import NOT_MEASURED
from bench._clock import clock

PINNED = "django-hordak==2.0.0"
LINES = int(os.environ.get("HORDAK_LINES") or 50_000)
ROUNDS, GOAL = 3, 2.0
HERE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print the ratio; AssertionError under the goal or when the books of both differ."""
    from tests import postgres

    with tempfile.TemporaryDirectory() as folder, postgres.server() as url:
        if url is None:
            return not_measured("no PostgreSQL is installed")
        python = installed(Path(folder) / "own")
        if python is None:
            return not_measured(f"{PINNED} cannot be installed")
        compare(python, url, Path(folder) / "entries.json")
    return 0


def not_measured(why: str) -> int:
    """Say why there is no figure; this is neither passed nor failed."""
    print(f"  not measured: {why}")
    return NOT_MEASURED


def installed(folder: Path) -> Path | None:
    """The Python of a new environment with django-hordak in it; None where that cannot be had."""
    uv = Path(sys.executable).with_name("uv")
    uv = uv if uv.exists() else shutil.which("uv")
    if uv is None:
        return None
    own = [f"{name}=={version(name)}" for name in ("django", "psycopg", "psycopg-binary")]
    python = folder / "bin/python"
    for command in (
        ["venv", "-q", "--python", sys.executable, folder],
        ["pip", "install", "-q", "--python", python, PINNED, *own],
    ):
        done = subprocess.run([uv, *command], capture_output=True, text=True, check=False)
        if done.returncode:
            print("  " + "\n  ".join(done.stderr.strip().splitlines()[-3:]))
            return None
    return python


def compare(python: Path, url: str, file: Path) -> None:
    """The same journals on both sides, the same balances at the end, and the ratio."""
    os.environ["DATABASE_URL"] = url
    from bench.ledger import entries, opened, own_database

    with own_database():
        from django.db import connection, transaction

        from tsunagari.kernel.ledger import bulk, queries

        book, record = opened()
        many = entries(book, LINES)
        file.write_text(json.dumps([told(one) for one in many]))
        ours = []
        for left in reversed(range(ROUNDS)):
            with transaction.atomic():
                began = clock()
                bulk.post_many(book, many, because=record, by=None)
                ours.append(clock() - began)
                transaction.set_rollback(left > 0)
        theirs = other_side(python, connection, url, file)
        for code, yen in theirs["balances"].items():
            assert queries.balance(book, account=code, on=max(one.on for one in many)) == yen, code
    ratio = statistics.median(theirs["seconds"]) / statistics.median(ours)
    print(
        f"  {LINES:,} lines: ours {1e6 * statistics.median(ours) / LINES:.1f} µs a line with running"
        f" balances, {PINNED} {1e6 * statistics.median(theirs['seconds']) / LINES:.1f} µs without:"
        f" {ratio:.1f} × (goal {GOAL:.0f} ×)"
    )
    assert ratio >= GOAL, f"only {ratio:.1f} × django-hordak"


def told(entry) -> list:
    """A journal of two lines as the other side reads it: day, words, debit, credit, yen."""
    debit, credit = sorted(entry.postings, key=lambda line: -line.yen)
    return [entry.on.isoformat(), entry.words, debit.account, credit.account, debit.yen]


def other_side(python: Path, connection, url: str, file: Path) -> dict:
    """What django-hordak's process answers, from a database of its own on the same server."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE hordak")
    environment = os.environ | {
        "DATABASE_URL": url.replace("/postgres?", "/hordak?"),
        "PYTHONPATH": str(HERE),
    }
    done = subprocess.run(
        [python, "-m", "bench._hordak", file, str(ROUNDS)],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
