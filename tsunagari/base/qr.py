"""二次元コード — QR codes of addresses, drawn a thousand times in the same second.

Byte mode, correction M, mask 3, up to version 6 (106 bytes). Where each bit of the message stands
is worked out once a version; what never changes is taken from a code that `segno` drew.
"""

import re
from functools import cache, lru_cache, reduce
from itertools import count, repeat
from math import ceil
from operator import itemgetter, xor
from struct import unpack

# Of correction M by version: (blocks, data bytes of each, check bytes of each).
BLOCKS = {1: (1, 16, 10), 2: (1, 28, 16), 3: (1, 44, 26), 4: (2, 32, 18), 5: (2, 43, 24)}
BLOCKS |= {6: (4, 27, 16)}
HEAD = 2  # bytes: the mode, the length, and the end
MASK = 3
MODULE = 4
# A row is drawn in three parts, each a number of two bytes whose first bit says that the row ends.
PARTS, WIDE, END = 3, 16, 1 << 15
# Bytes of addresses, each at its place: the same letters come again and again.
KNOWN = 5_000
# Addresses of one kind begin alike, and end with a secret of their own.
OWN = 33


def svg(text: str, border: int) -> str:
    """The code as SVG that takes the size a page gives it; "" for what is too long for it."""
    data = text.encode()
    version = next(
        (one for one, (n, size, _check) in BLOCKS.items() if len(data) + HEAD <= n * size), 0
    )
    if not version:
        return ""
    drawing = _drawn(_begun(version, len(data), data[:-OWN]), version, data[-OWN:], len(data))
    size = _size(version)
    parts = unpack(f">{size * PARTS}H", drawing.to_bytes(size * PARTS * WIDE // 8))
    said = "".join(map(_pen(version).__getitem__, parts))
    side = (size + 2 * border) * MODULE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
        f'<path transform="scale({MODULE})" class="qrline" stroke="#000"'
        f' d="M{border} {border}.5{said}"/></svg>'
    )


def _size(version: int) -> int:
    return 17 + 4 * version


def _part(version: int) -> int:
    """Modules of a part; the last of a row may lack some."""
    return ceil(_size(version) / PARTS)


class _Pen(dict[int, str]):
    """What the pen does for each part of a row."""

    def __init__(self, version: int):
        super().__init__()
        self.wide = _part(version)

    def __missing__(self, part: int) -> str:
        runs = re.findall("1+|0+", f"{part & ~END:0{self.wide}b}")
        said = "".join(f"h{len(one)}" if one[0] == "1" else f"m{len(one)} 0" for one in runs)
        self[part] = said + (f"m-{self.wide * PARTS} 1" if part & END else "")
        return self[part]


_pen = cache(_Pen)

# — the message: a code of two texts together is that of each, put together bit by bit —


@cache
def _empty(version: int, length: int) -> int:
    """The drawing of a text of so many bytes, all of them 0."""
    message = _coded(version, _head(length) + b"\xec\x11" * _holds(version))
    return _laid(version, message ^ _mask(version), "01")


@lru_cache(maxsize=KNOWN)
def _changed(version: int, place: int, byte: int) -> int:
    """The modules that are others when this byte of the text is not 0."""
    only = (byte << 4).to_bytes(HEAD)
    return _laid(version, _coded(version, bytes(place + 1) + only), "00")


@lru_cache(maxsize=100)
def _begun(version: int, length: int, begins: bytes) -> int:
    """The drawing of such a text of which only the beginning is known."""
    return _drawn(_empty(version, length), version, begins, len(begins))


def _drawn(drawing: int, version: int, more: bytes, until: int) -> int:
    """With more of the text, which ends at a place."""
    return reduce(xor, map(_changed, repeat(version), count(until - len(more)), more), drawing)


def _head(length: int) -> bytes:
    """Mode, length, so many bytes of text, each 0, and the end."""
    return ((0b0100 << 8 | length) << 4).to_bytes(HEAD) + bytes(length)


def _holds(version: int) -> int:
    blocks, size, _check = BLOCKS[version]
    return blocks * size


def _coded(version: int, whole: bytes) -> int:
    """Data and their check bytes, both dealt out like cards; what is too much is left out."""
    _blocks, size, check = BLOCKS[version]
    whole = whole.ljust(_holds(version), b"\0")[: _holds(version)]
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    checks = [_checked(block, check) for block in blocks]
    dealt = [one for column in zip(*blocks, strict=True) for one in column]
    dealt += [one for column in zip(*checks, strict=True) for one in column]
    return int.from_bytes(bytes(dealt)) << _spare(version)


def _laid(version: int, message: int, fixed: str) -> int:
    """The parts of all rows, one after the other; `fixed` are the two modules that no text moves."""
    bits = bin(1 << _bits(version) | message)[3:]
    return int("".join(_places(version)(bits + fixed)), 2)


# — Reed and Solomon —


@lru_cache(maxsize=1)
def _powers() -> tuple[list[int], list[int]]:
    """(exponents, logarithms) in the field of 256 numbers."""
    exponents, logarithms, value = [0] * 512, [0] * 256, 1
    for at in range(255):
        exponents[at] = exponents[at + 255] = value
        logarithms[value] = at
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return exponents, logarithms


@cache
def _steps(check: int) -> list[int]:
    """The generator of so many check bytes, times each number, as one whole number."""
    exponents, logarithms = _powers()
    generator = [1]
    for root in range(check):
        grown = [*generator, 0]
        for at, one in enumerate(generator):
            grown[at + 1] ^= exponents[logarithms[one] + root]
        generator = grown
    times = [
        bytes(exponents[logarithms[one] + logarithms[by]] for one in generator[1:])
        for by in range(1, 256)
    ]
    return [0, *(int.from_bytes(one) for one in times)]


def _checked(block: bytes, check: int) -> bytes:
    steps, top, left = _steps(check), (check - 1) * 8, 0
    low = (1 << top) - 1
    for one in block:
        left = (left & low) << 8 ^ steps[one ^ left >> top]
    return left.to_bytes(check)


# — where the bits stand —


@cache
def _way(version: int) -> list[tuple[int, int]]:
    """(row, column) of each bit of the message: up and down in pairs of columns, from the right."""
    size, way, up = _size(version), [], True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if up else range(size):
            way += [(row, c) for c in (right, right - 1) if not _reserved(version, row, c)]
        up = not up
    return way


def _reserved(version: int, row: int, column: int) -> bool:
    """The corners with their finders, the lines of the clock, the small square."""
    far = _size(version) - 8
    in_corner = (row < 9 and (column < 9 or column >= far)) or (row >= far and column < 9)
    middle = _size(version) - 7
    in_square = version > 1 and abs(row - middle) <= 2 and abs(column - middle) <= 2
    return in_corner or in_square or row == 6 or column == 6


def _bits(version: int) -> int:
    return len(_way(version))


@cache
def _spare(version: int) -> int:
    blocks, size, check = BLOCKS[version]
    return _bits(version) - blocks * (size + check) * 8


@cache
def _mask(version: int) -> int:
    return int("".join("1" if (row + column) % 3 == 0 else "0" for row, column in _way(version)), 2)


@cache
def _places(version: int):
    """Takes (bits of the message, the two fixed modules) apart into the parts of all rows."""
    import segno

    blank = segno.make(b"0", version=version, error="m", mode="byte", mask=MASK, boost_error=False)
    at = {place: n for n, place in enumerate(_way(version))}
    light, dark, wide = len(at), len(at) + 1, _part(version)
    taken = []
    for row, line in enumerate(blank.matrix):
        modules = [at.get((row, n), dark if one & 1 else light) for n, one in enumerate(line)]
        modules += [light] * (wide * PARTS - len(modules))
        for part in range(PARTS):
            ends = dark if part == PARTS - 1 else light
            own = modules[part * wide : (part + 1) * wide]
            taken += [ends, *[light] * (WIDE - 1 - wide), *own]
    return itemgetter(*taken)
