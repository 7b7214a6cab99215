"""記録 — adding, sealing, checking, and erasing what is personal."""

import json
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from tsunagari.base.refusals import Reason
from tsunagari.base.statements import added
from tsunagari.base.statements import drafted as row_of
from tsunagari.kernel.parties.names import Name, NameLeak
from tsunagari.kernel.records import checks, queries
from tsunagari.kernel.records.models import Leaf, Node, Record, RecordDetail, RecordParty
from tsunagari.kernel.records.rules import prints, tree

BATCH = 500
SEALER = 0x7265636F  # our number among PostgreSQL's advisory locks


def add(
    *, by, did: str, on: date, about=None, concerns=(), at=None, private=None, via="web", **facts
) -> Record:
    """記録する — one act, one record; nobody waits for anybody.

    `by` is a Viewer, a Party, a Person, or None for the system; `about` any stored row; `concerns`
    the parties (or their keys) on whose timeline it appears. `facts` are scalars and hold nothing
    personal: a Name raises NameLeak, anything JSON cannot hold TypeError or ValueError. `private`
    is what is personal; it is stored apart, may hold Names, and can be erased.
    """
    body = "" if private is None else _body(private)
    salt = prints.new_salt()
    salted = {key: prints.new_salt() for key in dict.fromkeys(map(_party_id, concerns))}
    record = drafted(by=by, did=did, on=on, about=about, at=at, via=via, **facts)
    record.detail_hash = prints.detail_hash(salt, body) if body else ""
    record.concerned = prints.concerned((salt, key) for key, salt in salted.items())
    with transaction.atomic(savepoint=False):
        added(record)
        if body:
            RecordDetail.objects.create(record=record, salt=salt, body=body)
        if salted:
            RecordParty.objects.bulk_create(
                RecordParty(party_id=key, record=record, salt=salt) for key, salt in salted.items()
            )
    return record


def drafted(*, by, did: str, on: date, about=None, at=None, via="web", **facts) -> Record:
    """A record that is not stored yet, concerns nobody and says nothing personal.

    For an act that is one statement; `about` may be a row that is stored with it, whose key that
    statement then says.
    """
    return row_of(
        Record,
        on=on,
        at=at or timezone.now(),
        by_id=_party_id(by),
        on_behalf_id=_party_id(getattr(by, "on_behalf", None)),
        via=via,
        did=did,
        about_kind=about._meta.label_lower if about is not None else "",
        about_key=str(about.pk) if about is not None else "",
        facts={name: _fact(name, value) for name, value in facts.items()},
        concerned=prints.concerned(()),
    )


def seal(*, batch: int = BATCH, since: int | None = None) -> int:
    """封印する — append every committed record without a leaf to the tree; how many there were.

    Run it often and in as many processes as you like: one works, the others wait for their turn.
    Without `since` it looks at the last 5,000 records before the newest sealed one, and after it;
    a record that commits later than that waits for `verify`.
    """
    sealed = 0
    while True:
        last, count = _seal_batch(batch, since)
        sealed, since = sealed + count, last
        if count < batch:
            return sealed


def verify(heads: Iterable[queries.Head] = ()) -> list[Reason]:
    """検査する — seal stragglers, then name what does not fit, the first in the tree first.

    An empty list means that every record still says what it said. `heads` are roots that were
    published or printed earlier. Each finding's facts hold "record" or "position".
    """
    seal(since=0)
    return list(checks.findings(heads))


@transaction.atomic
def erase_details(party, on: date, *, by=None) -> dict[str, int]:
    """個人の情報を消す — every detail and timeline entry of a party; all proofs stay valid.

    Answers how many of each; the erasure itself is a record, so that `verify` knows the number of
    details that may be missing. SQLite's file still holds the text until the checkpoint that
    follows the commit, PostgreSQL's until VACUUM, backups until they are rotated.
    """
    entries = RecordParty.objects.filter(party_id=_party_id(party))
    details = RecordDetail.objects.filter(record__in=entries.values("record"))
    gone = {"details": details.delete()[0], "entries": entries.delete()[0]}
    if any(gone.values()):
        add(by=by, did="records.erased", about=party, on=on, **gone)
    if connection.vendor == "sqlite":
        transaction.on_commit(_checkpoint)
    return gone


def _party_id(who) -> int | None:
    """The key of a Party, of a person's or organisation's party, of a viewer's; keys stay keys."""
    if who is None or isinstance(who, int):
        return who
    return who.party_id if hasattr(who, "party_id") else getattr(who, "party", who).pk


def _fact(name: str, value):
    if isinstance(value, Name):
        raise NameLeak(f"the fact {name} is a person's name; say it in private={{…}}")
    return prints.fact(value)


def _body(private: dict) -> str:
    """The text of a personal detail; a Name stays marked, so that it comes back sealed."""
    return json.dumps(private, ensure_ascii=False, sort_keys=True, default=_private)


def _private(value):
    return {queries.SEALED: value.reveal()} if isinstance(value, Name) else prints.fact(value)


def _seal_batch(batch: int, since: int | None) -> tuple[int, int]:
    """(key of the last record sealed, how many) of one transaction."""
    with _durable(), transaction.atomic():
        _wait_for_turn()
        rows = queries.unsealed(queries.seal_from() if since is None else since, batch)
        if not rows:
            return since or 0, 0
        size = queries.size()
        hashes = [tree.leaf_hash(prints.canonical(*row).encode()) for row in rows]
        Leaf.objects.bulk_create(
            Leaf(seq=size + i, record_id=row[0], hash=hash)
            for i, (row, hash) in enumerate(zip(rows, hashes, strict=True))
        )
        Node.objects.bulk_create(
            Node(level=level, i=i, hash=hash)
            for level, i, hash in tree.grown(queries.read, size, hashes)
        )
        return rows[-1][0], len(rows)


def _wait_for_turn() -> None:
    """One sealer at a time; SQLite's IMMEDIATE transaction has already seen to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])


@contextmanager
def _durable():
    """A seal survives a power cut: SQLite waits for the disk, as PostgreSQL does anyway."""
    ours = connection.vendor == "sqlite" and not connection.in_atomic_block
    if ours:
        _pragma("synchronous=FULL")
    try:
        yield
    finally:
        if ours:
            _pragma("synchronous=NORMAL")


def _checkpoint() -> None:
    _pragma("wal_checkpoint(TRUNCATE)")


def _pragma(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {what}")
