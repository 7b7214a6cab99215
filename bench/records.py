"""W7 記録 — adding, sealing and verifying records, against hashlib alone in the same run.

`hashlib alone` hashes the same canonical rows, one call an entry and nothing else; our tree needs
two calls an entry. Every figure is the median of paired, interleaved rounds, and counts only when
the roots agree with a textbook tree, verify finds nothing, and finds one rewritten record.
"""

import hashlib
import importlib.util
import math
import os
import random
import statistics
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

HASHED = (10_000, 100_000, 1_000_000)
STORED = (2_000, 8_000, 32_000)
ROUNDS = {10_000: 7, 100_000: 5, 1_000_000: 3}
TODAY = date(2026, 11, 23)


def main() -> None:
    """Print ratios and growth exponents; raises AssertionError when a gate is not passed."""
    with own_database():
        print("W7 records: hashing (rows → root), entries / seconds / ratio to hashlib alone")
        growth([hashing(size) for size in HASHED])
        print("W7 records: database, entries / µs an entry and ratio to its yardstick")
        growth([database(size) for size in STORED])


@contextmanager
def own_database():
    """A database of its own in a folder that goes away; Django is set up for it."""
    import django

    with tempfile.TemporaryDirectory() as folder:
        os.environ["TSUNAGARI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagari.settings")
        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", "ties", verbosity=0)
        yield
        connection.close()


def hashing(size: int) -> tuple[int, float]:
    """Rows to root as the sealer does it, 500 a batch; answers (size, seconds)."""
    from tsunagari.kernel.records.rules import tree

    rows = some_rows(10_000)
    entries = [rows[i % len(rows)] for i in range(size)]
    ours, alone, merkle = [], [], []
    for _ in range(ROUNDS[size]):
        began = time.perf_counter()
        root = sealed_root(tree, entries)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        for row in entries:
            hashlib.sha256(row).digest()
        alone.append(time.perf_counter() - began)
        merkle += [seconds for seconds in [pymerkle(entries[:100_000], size)] if seconds]
    assert root == textbook_root([hashlib.sha256(b"\0" + row).digest() for row in entries])
    line = (
        f"  {size:>9,}  {statistics.median(ours):8.3f} s  {ratio(alone, ours):5.2f} × hashlib alone"
    )
    said = f"{ratio(merkle, ours):5.1f} × pymerkle" if merkle else "pymerkle is not installed"
    print(f"{line}  {said}")
    return size, statistics.median(ours)


def sealed_root(tree, entries: list[bytes]) -> bytes:
    """What the sealer computes, with lists in place of the tables."""
    levels = {0: [], **{level: [] for level in tree.STORED}}

    def read(level, lo, hi):
        return levels[level][lo:hi]

    for lo in range(0, len(entries), 500):
        hashes = [tree.leaf_hash(row) for row in entries[lo : lo + 500]]
        nodes = list(tree.grown(read, lo, hashes))
        levels[0] += hashes
        for level, _, hash in nodes:
            levels[level].append(hash)
    return tree.Tree(read, len(entries)).root()


def textbook_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 2.1 with nothing of ours."""
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << ((len(hashes) - 1).bit_length() - 1)
    left, right = textbook_root(hashes[:half]), textbook_root(hashes[half:])
    return hashlib.sha256(b"\1" + left + right).digest()


def pymerkle(entries: list[bytes], size: int) -> float | None:
    """Seconds of pymerkle for `size` entries, from at most 100,000; None when not installed."""
    if not importlib.util.find_spec("pymerkle"):
        return None
    from pymerkle import InmemoryTree

    began = time.perf_counter()
    theirs = InmemoryTree(algorithm="sha256")
    for row in entries:
        theirs.append_entry(row)
    theirs.get_root()
    return (time.perf_counter() - began) * size / len(entries)


def database(size: int) -> tuple[int, float]:
    """Add, seal and verify `size` more records; answers (size, seconds of all three)."""
    from django.db import transaction

    from tsunagari.kernel.records import actions, queries
    from tsunagari.kernel.records.models import Record

    before, adding, plain = Record.objects.count(), [], []
    for _ in range(size // 500):
        began = time.perf_counter()
        with transaction.atomic():
            for i in range(500):
                actions.add(by=None, did="bench.done", on=TODAY, yen=i, state="granted")
        adding.append(time.perf_counter() - began)
        began = time.perf_counter()
        with transaction.atomic():
            for i in range(500):
                bare_insert(i)
            transaction.set_rollback(True)
        plain.append(time.perf_counter() - began)
    began = time.perf_counter()
    assert actions.seal() == size
    sealing = time.perf_counter() - began
    began = time.perf_counter()
    assert actions.verify() == []
    verifying = (time.perf_counter() - began) * size / (before + size)
    hashes = hashlib_over(stored_rows()[-size:])
    gate(before + size)
    each = 1e6 / size
    print(
        f"  {size:>9,}  add {sum(adding) * each:6.0f} µs ({ratio(adding, plain):4.2f} × a bare insert)"
        f"  seal {sealing * each:5.1f} µs ({sealing / hashes:4.1f} × hashlib)"
        f"  verify {verifying * each:5.1f} µs ({verifying / hashes:4.1f} × hashlib)"
    )
    assert queries.size() == before + size
    return size, sum(adding) + sealing + verifying


def bare_insert(i: int) -> None:
    """The yardstick of adding: the same columns, nothing computed."""
    from tsunagari.kernel.records.models import Record

    Record.objects.create(
        on=TODAY,
        at=datetime(2026, 11, 23, tzinfo=UTC),
        did="bench.done",
        facts={"yen": i, "state": "granted"},
    )


def stored_rows() -> list[bytes]:
    from tsunagari.kernel.records import queries
    from tsunagari.kernel.records.models import Record
    from tsunagari.kernel.records.rules import prints

    rows = Record.objects.order_by("id").values_list(*queries.COLUMNS)
    return [prints.canonical(*row).encode() for row in rows]


def hashlib_over(rows: list[bytes]) -> float:
    """Seconds of one hashlib call an entry over the same rows."""
    began = time.perf_counter()
    for row in rows:
        hashlib.sha256(row).digest()
    return time.perf_counter() - began


def gate(size: int) -> None:
    """Proofs hold, the root is the textbook's, and one rewritten record is named."""
    from django.db import connection, transaction

    from tsunagari.kernel.records import actions, queries
    from tsunagari.kernel.records.models import Record
    from tsunagari.kernel.records.rules.tree import check_proof
    from tsunagari.kernel.records.triggers import drop_triggers

    rows = stored_rows()
    leaves = [hashlib.sha256(b"\0" + row).digest() for row in rows]
    assert queries.head() == (size, textbook_root(leaves).hex())
    chosen = random.Random(size).sample(list(Record.objects.values_list("pk", flat=True)), 20)
    assert all(check_proof(queries.proof_of(Record(pk=key))) for key in chosen)
    with transaction.atomic():
        drop_triggers(connection)
        Record.objects.filter(pk=chosen[0]).update(did="bench.undone")
        [found] = actions.verify()
        assert found.facts == {"record": chosen[0]}
        transaction.set_rollback(True)


def some_rows(count: int) -> list[bytes]:
    """Canonical rows as they look in a year of class exchanges."""
    from tsunagari.kernel.records.rules import prints

    at = datetime(2026, 11, 23, tzinfo=UTC)
    return [
        prints.canonical(
            i, TODAY, at + timedelta(seconds=i), 7, None, "web", "meeting.closed",
            "meetings.meeting", str(i), {"present": i % 40, "groups": 9}, "", ["0" * 32],
        ).encode()
        for i in range(count)
    ]  # fmt: skip


def ratio(yardstick: list[float], ours: list[float]) -> float:
    """The median of paired rounds."""
    return statistics.median(a / b for a, b in zip(yardstick, ours, strict=True))


def growth(measured: list[tuple[int, float]]) -> None:
    """The exponent between the smallest and the largest size: 1.0 is linear."""
    (small, fast), *_, (large, slow) = measured
    print(f"  growth exponent {math.log(slow / fast) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
