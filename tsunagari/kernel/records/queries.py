"""記録 — histories and timelines, the tree as it is stored, and proofs."""

import json
from collections import defaultdict
from typing import NamedTuple

from django.db.models import Max, QuerySet

from tsunagari.base.asked import Asked, AskedRows
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.names import Name
from tsunagari.kernel.records import words
from tsunagari.kernel.records.models import Leaf, Node, Record, RecordDetail, RecordParty
from tsunagari.kernel.records.rules import prints, tree

LATE = 5_000  # how many records back a sealer looks for those that committed late
SEALED = "sealed name"
COLUMNS = (
    "id",
    "on",
    "at",
    "by_id",
    "on_behalf_id",
    "via",
    "did",
    "about_kind",
    "about_key",
    "facts",
    "detail_hash",
    "concerned",
)


class Head(NamedTuple):
    """The tree at one moment: how many records, and the root over them (hexadecimal)."""

    size: int
    root: str


def history(about) -> QuerySet[Record]:
    """ある物事の記録 — everything that was done about one row, oldest first."""
    return (
        Record.objects.filter(about_kind=about._meta.label_lower, about_key=str(about.pk))
        .select_related("by", "on_behalf")
        .order_by("id")
    )


def timeline(
    party: Party,
    before_id: int | None = None,
    limit: int = 50,
    seen_by: str = "staff",
    kind: str = "",
) -> list[Record]:
    """ある主体の記録 — newest first, for staff, the "body"'s own people, or the person "self".

    `kind` narrows it (change, contact, paper …). The next page begins before the last record's id.
    Two queries, whatever the length.
    """
    keys = [party.pk, *(key for (key,) in _same(party=party.pk))]
    before = {} if before_id is None else {"before": before_id}
    entries = _entries(limit, seen_by, kind, parties=keys, **before)
    found = {entry.record_id: entry.record for entry in entries}
    return list(found.values())


@Asked
def _same(*, party: int):
    return Party.objects.filter(same_as=party).values_list("pk")


@AskedRows
def _entries(limit: int, seen_by: str, kind: str, *, parties, before: int | None = None):
    entries = RecordParty.objects.filter(party__in=parties)
    if before is not None:
        entries = entries.filter(record__lt=before)
    if seen_by != "staff":
        entries = entries.filter(record__did__in=words.seen_by(seen_by))
    if kind:
        entries = entries.filter(record__did__in=words.dids_of(kind))
    rows = entries.select_related("record__by", "record__on_behalf").order_by("-record_id")
    return rows[:limit]


def newest(before_id: int | None = None, limit: int = 50) -> list[Record]:
    """新しい記録 — of everybody, newest first; the next page begins before the last record's id."""
    rows = Record.objects.select_related("by", "on_behalf", "leaf").order_by("-id")
    return list((rows.filter(id__lt=before_id) if before_id is not None else rows)[:limit])


def concerned_by(record: Record) -> list[Party]:
    """The parties on whose timeline a record stands; those who were forgotten are gone."""
    keys = RecordParty.objects.filter(record=record).values("party_id")
    return list(Party.objects.filter(pk__in=keys).order_by("pk"))


def bodies_of(records: list[int]) -> dict[int, list[Party]]:
    """{record: the bodies it concerns}, for many records in one query."""
    found = defaultdict(list)
    rows = RecordParty.objects.filter(
        record_id__in=records, party__kind=Party.Kind.ORGANISATION
    ).select_related("party")
    for row in rows.order_by("record_id", "party_id"):
        found[row.record_id].append(row.party)
    return found


def private_of(record: Record) -> dict | None:
    """The personal detail of a record, names sealed again; None when there is none (any more)."""
    detail = RecordDetail.objects.filter(record=record).first()
    return detail and json.loads(detail.body, object_hook=_sealed_again)


def privates_of(records: list[int]) -> dict[int, dict]:
    """{record: its personal detail} of many records in one query; what was erased is absent."""
    rows = _details(records=records) if records else ()
    return {pk: json.loads(body, object_hook=_sealed_again) for pk, body in rows}


@Asked
def _details(*, records):
    return RecordDetail.objects.filter(record__in=records).values_list("record_id", "body")


def _sealed_again(value: dict):
    return Name(value[SEALED]) if list(value) == [SEALED] else value


def size() -> int:
    """How many records are sealed."""
    newest = Leaf.objects.aggregate(Max("seq"))["seq__max"]
    return 0 if newest is None else newest + 1


def waiting() -> int:
    """How many of the newest records wait for the sealer."""
    return Record.objects.filter(id__gt=seal_from(), leaf__isnull=True).count()


def head() -> Head:
    """The root over all sealed records: what is printed or published."""
    found = _tree()
    return Head(found.size, found.root().hex())


def proof_of(record: Record) -> tree.Proof | None:
    """What an outsider needs to check that a record is in the tree; None while it is unsealed."""
    leaf = Leaf.objects.filter(record=record).first()
    if leaf is None:
        return None
    row = Record.objects.values_list(*COLUMNS).get(pk=record.pk)
    found = _tree()
    return tree.Proof(
        row=prints.canonical(*row),
        position=leaf.seq,
        size=found.size,
        path=[step.hex() for step in found.inclusion(leaf.seq)],
        root=found.root().hex(),
    )


def growth_since(old: Head) -> list[str]:
    """The consistency proof from an earlier head to the present one (hexadecimal)."""
    return [step.hex() for step in _tree().consistency(old.size)]


def unsealed(since: int, limit: int) -> list[tuple]:
    """Up to `limit` committed records after key `since` that have no leaf, as COLUMNS."""
    return list(
        Record.objects.filter(id__gt=since, leaf__isnull=True)
        .order_by("id")
        .values_list(*COLUMNS)[:limit]
    )


def seal_from() -> int:
    """The key after which a sealer looks for unsealed records."""
    newest = Leaf.objects.aggregate(Max("record_id"))["record_id__max"] or 0
    return max(newest - LATE, 0)


def read(level: int, lo: int, hi: int) -> list[bytes]:
    """The stored hashes lo ≤ i < hi of a level; level 0 are the leaves."""
    if lo >= hi:
        return []
    if level == 0:
        found = Leaf.objects.filter(seq__gte=lo, seq__lt=hi).order_by("seq")
    else:
        found = Node.objects.filter(level=level, i__gte=lo, i__lt=hi).order_by("i")
    return [bytes(hash) for hash in found.values_list("hash", flat=True)]


def _tree() -> tree.Tree:
    return tree.Tree(read, size())
