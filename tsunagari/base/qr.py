"""二次元コード — QR codes of addresses, drawn a thousand times in the same second.

Byte mode, correction M, mask 3, up to version 6 (106 bytes). Where each bit of the message stands
is worked out once a version; what never changes is taken from a code that `segno` drew.
"""

from functools import cache, lru_cache
from operator import itemgetter

# Of correction M by version: (blocks, data bytes of each, check bytes of each).
BLOCKS = {1: (1, 16, 10), 2: (1, 28, 16), 3: (1, 44, 26), 4: (2, 32, 18), 5: (2, 43, 24)}
BLOCKS |= {6: (4, 27, 16)}
HEAD = 2  # bytes: the mode, the length, and the end
MASK = 3
MODULE = 4
# How a row is said more briefly: several modules of one kind are one letter, the longest first.
RUNS = [("1111", "d"), ("0000", "D"), ("111", "c"), ("000", "C"), ("11", "b"), ("00", "B")]
NEXT = "/"


def svg(text: str, border: int) -> str:
    """The code as SVG that takes the size a page gives it; "" for what is too long for it."""
    data = text.encode()
    version = next(
        (one for one, (n, size, _check) in BLOCKS.items() if len(data) + HEAD <= n * size), 0
    )
    if not version:
        return ""
    size = _size(version)
    bits = bin(1 << _bits(version) | _message(version, data) ^ _mask(version))[3:]
    flat = bytes(_places(version)((bits + "01" + NEXT).encode()))
    for run, letter in RUNS:
        flat = flat.replace(run.encode(), letter.encode())
    said = "".join(map(_pen(size).__getitem__, flat))
    side = (size + 2 * border) * MODULE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" class="segno">'
        f'<path transform="scale({MODULE})" class="qrline" stroke="#000"'
        f' d="M{border} {border}.5{said}"/></svg>'
    )


def _size(version: int) -> int:
    return 17 + 4 * version


@cache
def _pen(size: int) -> dict[int, str]:
    """What the pen does for each letter of a drawing; at the end of a row it goes to the next."""
    runs = {run: run for run in "01"} | {letter: run for run, letter in RUNS}
    steps = {
        ord(letter): f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"
        for letter, run in runs.items()
    }
    return steps | {ord(NEXT): f"m-{size} 1"}


def _message(version: int, data: bytes) -> int:
    """Mode, length, text, padding, then the check bytes; blocks dealt out like cards."""
    count, size, check = BLOCKS[version]
    bits = (0b0100 << 8 | len(data)) << len(data) * 8 | int.from_bytes(data)
    whole = (bits << 4).to_bytes(len(data) + HEAD)
    whole = (whole + b"\xec\x11" * size)[: count * size]
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    checks = [_checked(block, check) for block in blocks]
    dealt = [one for column in zip(*blocks, strict=True) for one in column]
    dealt += [one for column in zip(*checks, strict=True) for one in column]
    return int.from_bytes(bytes(dealt)) << _spare(version)


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
    count, size, check = BLOCKS[version]
    return _bits(version) - count * (size + check) * 8


@cache
def _mask(version: int) -> int:
    return int("".join("1" if (row + column) % 3 == 0 else "0" for row, column in _way(version)), 2)


@cache
def _places(version: int):
    """Takes (bits of the message, "01", the end of a row) apart into all modules, row by row."""
    import segno

    blank = segno.make(b"0", version=version, error="m", mode="byte", mask=MASK, boost_error=False)
    at = {place: n for n, place in enumerate(_way(version))}
    zero = len(at)
    return itemgetter(
        *(
            place
            for row, line in enumerate(blank.matrix)
            for place in [
                *(at.get((row, one), zero + (module & 1)) for one, module in enumerate(line)),
                zero + 2,
            ]
        )
    )
