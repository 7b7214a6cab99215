"""検査 — reads the whole log and its tree again and names what does not fit, in tree order.

Each finding is a Reason whose facts hold "record" (its number) or "position" (in the tree).
"""

from collections.abc import Iterable, Iterator

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.records import queries
from tsunagari.kernel.records.models import Leaf, Node, Record, RecordDetail, RecordParty
from tsunagari.kernel.records.rules import prints, tree

CHUNK = 8 * tree.FAN

GAP = _("木の%(position)s番目の封印がありません。控えのデータベースと見くらべてください。")
LOST = _("記録%(record)sがありません。控えのデータベースからもどしてください。")
CHANGED = _(
    "記録%(record)sの内容が、封印したときと違います。控えのデータベースと見くらべてください。"
)
DETAIL = _("記録%(record)sの個人の詳細が、記録したときと違います。控えと見くらべてください。")
PARTY = _(
    "記録%(record)sの関係者に、記録したときにいなかった人がいます。控えと見くらべてください。"
)
NODE = _(
    "記録%(record)sから始まる%(count)s件の封印が、木と合いません。控えのデータベースと見くらべてください。"
)
HEAD = _(
    "控えた%(position)s件までの封印と、今の記録が合いません。控えのデータベースと見くらべてください。"
)
ERASED = _(
    "個人の詳細と関係者が、消したと記録された数より%(count)s件多く消えています。控えと見くらべてください。"
)


def findings(heads: Iterable[queries.Head] = ()) -> Iterator[Reason]:
    """What does not fit: leaves and records in tree order, then nodes, heads, erasures."""
    size = queries.size()
    missing = []
    for lo in range(0, size, CHUNK):
        yield from _Chunk(lo, min(lo + CHUNK, size)).findings(missing)
    yield from _upper_nodes(size)
    yield from _heads(heads, size)
    surplus = sum(missing) - _erased()
    if surplus > 0:
        yield Reason(ERASED, {"count": surplus}, "records.erased")


class _Chunk:
    """Leaves lo ≤ seq < hi with everything that belongs to them, in five queries."""

    def __init__(self, lo: int, hi: int):
        self.lo, self.hi = lo, hi
        span = {"leaf__seq__gte": lo, "leaf__seq__lt": hi}
        of_record = {f"record__{name}": bound for name, bound in span.items()}
        leaves = Leaf.objects.filter(seq__gte=lo, seq__lt=hi)
        self.leaves = {
            seq: (record, bytes(hash))
            for seq, record, hash in leaves.values_list("seq", "record_id", "hash")
        }
        self.rows = {
            row[0]: row
            for row in Record.objects.filter(**span).values_list(*queries.COLUMNS).iterator()
        }
        details = RecordDetail.objects.filter(**of_record)
        self.details = {
            record: (salt, body)
            for record, salt, body in details.values_list("record_id", "salt", "body")
        }
        self.parties = {}
        entries = RecordParty.objects.filter(**of_record)
        for record, salt, party in entries.values_list("record_id", "salt", "party_id"):
            self.parties.setdefault(record, []).append((salt, party))

    def findings(self, missing: list[int]) -> Iterator[Reason]:
        """Appends to `missing` how many details and entries are not there any more."""
        for seq in range(self.lo, self.hi):
            if seq in self.leaves:
                yield from self._record(*self.leaves[seq], missing)
            elif seq == self.lo or seq - 1 in self.leaves:
                yield Reason(GAP, {"position": seq}, "records.gap")
        yield from self._nodes()

    def _record(self, record: int, hash: bytes, missing: list[int]) -> Iterator[Reason]:
        facts = {"record": record}
        row = self.rows.get(record)
        if row is None:
            yield Reason(LOST, facts, "records.lost")
            return
        if tree.leaf_hash(prints.canonical(*row).encode()) != hash:
            yield Reason(CHANGED, facts, "records.changed")
        detail_hash, concerned = row[-2:]
        detail = self.details.get(record)
        if detail and prints.detail_hash(*detail) != detail_hash:
            yield Reason(DETAIL, facts, "records.detail")
        there = prints.concerned(self.parties.get(record, ()))
        if not set(there) <= set(concerned):
            yield Reason(PARTY, facts, "records.party")
        gone = len(concerned) - len(there) + (bool(detail_hash) and not detail)
        if gone:
            missing.append(gone)

    def _nodes(self) -> Iterator[Reason]:
        first, count = self.lo // tree.FAN, (self.hi - self.lo) // tree.FAN
        stored = _nodes_by_place(8, first, first + count)
        for i in range(first, first + count):
            seqs = range(i * tree.FAN, (i + 1) * tree.FAN)
            if all(seq in self.leaves for seq in seqs):
                block = [self.leaves[seq][1] for seq in seqs]
                if tree.root(block) != stored.get(i):
                    facts = {"record": self.leaves[seqs[0]][0], "count": tree.FAN}
                    yield Reason(NODE, facts, "records.node")


def _upper_nodes(size: int) -> Iterator[Reason]:
    """Levels 16 and 24 recomputed from the level below, and nodes that nothing stands under."""
    for level in tree.STORED[1:]:
        for i in range(size >> level):
            below = queries.read(level - tree.STEP, i * tree.FAN, (i + 1) * tree.FAN)
            if [tree.root(below)] != queries.read(level, i, i + 1):
                yield _bad_node(level, i)
    for level in tree.STORED:
        beyond = Node.objects.filter(level=level, i__gte=size >> level).order_by("i").first()
        if beyond:
            yield _bad_node(level, beyond.i)


def _bad_node(level: int, i: int) -> Reason:
    first = Leaf.objects.filter(seq__gte=i << level).values_list("record_id", flat=True).first()
    return Reason(NODE, {"record": first or "?", "count": 1 << level}, "records.node")


def _nodes_by_place(level: int, lo: int, hi: int) -> dict[int, bytes]:
    found = Node.objects.filter(level=level, i__gte=lo, i__lt=hi).values_list("i", "hash")
    return {i: bytes(hash) for i, hash in found}


def _heads(heads: Iterable[queries.Head], size: int) -> Iterator[Reason]:
    """Roots known from elsewhere: the tree must still begin with them."""
    stored = tree.Tree(queries.read, size)
    for head in sorted(heads):
        if head.size > size or stored.root(head.size).hex() != head.root:
            yield Reason(HEAD, {"position": head.size}, "records.head")


def _erased() -> int:
    """How many details and timeline entries have been erased on record."""
    acts = Record.objects.filter(did="records.erased").values_list("facts", flat=True)
    return sum(facts["details"] + facts["entries"] for facts in acts)
