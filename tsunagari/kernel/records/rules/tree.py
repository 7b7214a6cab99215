"""証明の木 — RFC 6962 (9162) Merkle tree: roots, inclusion and consistency proofs.

Leaves and one node per 256 are stored (levels 8, 16, 24); everything between is recomputed. `read`
is how this module asks for stored hashes: read(level, lo, hi) → the hashes lo ≤ i < hi of a level,
level 0 being the leaves.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

STORED = (8, 16, 24)
STEP = 8
FAN = 1 << STEP
Read = Callable[[int, int, int], list[bytes]]

# Copying a hash that has already eaten its first byte is 1.7 times faster than making a new one.
_leaf = hashlib.sha256(b"\x00").copy
_node = hashlib.sha256(b"\x01").copy


def leaf_hash(row: bytes) -> bytes:
    """SHA-256(0x00 ‖ row)."""
    leaf = _leaf()
    leaf.update(row)
    return leaf.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    node = _node()
    node.update(left + right)
    return node.digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over these hashes; a lone last one is carried up, which is RFC 6962's split."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:
        above = []
        for left, right in zip(level[::2], level[1::2], strict=False):
            node = _node()  # node_hash written out: this loop is the sealer's and verify's time
            node.update(left)
            node.update(right)
            above.append(node.digest())
        level = above + level[-1:] if len(level) % 2 else above
    return level[0]


def grown(read: Read, size: int, new: Sequence[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Every stored node (level, i, hash) that `new` leaves complete in a tree of `size` leaves."""
    lo, fresh, below = size, list(new), 0
    for level in STORED:
        first = lo // FAN
        start = first * FAN
        whole = read(below, start, lo) + fresh if fresh else []
        fresh = [root(whole[at : at + FAN]) for at in range(0, len(whole) - FAN + 1, FAN)]
        yield from ((level, first + i, hash) for i, hash in enumerate(fresh))
        lo, below = first, level


class Tree:
    """A stored tree of `size` leaves, read block by block; each block is asked for once."""

    def __init__(self, read: Read, size: int):
        self.read, self.size, self.blocks = read, size, {}

    def root(self, size: int | None = None) -> bytes:
        """The root over the first `size` leaves."""
        size = self.size if size is None else size
        return self._over(0, size) if size else root([])

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """RFC 9162 2.1.3.1: the hashes that lead from leaf `index` to the root, lowest first."""
        lo, hi, path = 0, self.size if size is None else size, []
        while hi - lo > 1:
            middle = lo + _split(hi - lo)
            if index < middle:
                path.append(self._over(middle, hi))
                hi = middle
            else:
                path.append(self._over(lo, middle))
                lo = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """RFC 9162 2.1.4.1: the hashes that show that the first `old` leaves are still the same."""
        lo, hi, path = 0, self.size if size is None else size, []
        end, whole = old, True
        while end < hi:
            middle = lo + _split(hi - lo)
            if end <= middle:
                path.append(self._over(middle, hi))
                hi = middle
            else:
                path.append(self._over(lo, middle))
                lo, whole = middle, False
        return ([] if whole else [self._over(lo, hi)]) + path[::-1]

    def _over(self, lo: int, hi: int) -> bytes:
        """The root over leaves lo ≤ i < hi, a subtree of the RFC's shape."""
        count = hi - lo
        if count & (count - 1):
            middle = lo + _split(count)
            return node_hash(self._over(lo, middle), self._over(middle, hi))
        level = min((count.bit_length() - 1) // STEP * STEP, STORED[-1])
        start, end = lo >> level, hi >> level
        return root(
            [
                hash
                for block in range(start >> STEP, ((end - 1) >> STEP) + 1)
                for hash in self._block(level, block)[
                    max(start - (block << STEP), 0) : end - (block << STEP)
                ]
            ]
        )

    def _block(self, level: int, block: int) -> list[bytes]:
        if (level, block) not in self.blocks:
            lo = block << STEP
            hi = min(lo + FAN, self.size >> level)
            self.blocks[level, block] = self.read(level, lo, hi)
        return self.blocks[level, block]


def _split(count: int) -> int:
    """The largest power of two below count."""
    return 1 << ((count - 1).bit_length() - 1)


@dataclass(frozen=True)
class Proof:
    """What somebody without our database needs to check that one record is in the tree.

    `row` is the canonical text of the record; hashes are hexadecimal.
    """

    row: str
    position: int
    size: int
    path: list[str]
    root: str


def check_proof(proof: Proof) -> bool:
    """True when the row, at its position, leads to the root."""
    path = [bytes.fromhex(step) for step in proof.path]
    leaf = leaf_hash(proof.row.encode())
    return check_inclusion(leaf, proof.position, proof.size, path) == bytes.fromhex(proof.root)


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that this path leads to (RFC 9162 2.1.3.2), None when the path has a wrong length."""
    if not 0 <= index < size:
        return None
    at, last, hash = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            hash = node_hash(step, hash)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hash = node_hash(hash, step)
        at, last = at >> 1, last >> 1
    return hash if last == 0 else None


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """True when the tree of `new` leaves only added to the tree of `old` (RFC 9162 2.1.4.2)."""
    if not 0 < old <= new or (old == new) != (not path):
        return False
    if old == new:
        return old_root == new_root
    steps = [*([old_root] if old & (old - 1) == 0 else []), *path]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node_hash(step, was), node_hash(step, now)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, step)
        at, last = at >> 1, last >> 1
    return last == 0 and (was, now) == (old_root, new_root)
