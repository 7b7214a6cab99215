"""有限体 — GF(q), and the closed form in which no two pupils meet twice.

Source: fact sheet of the international exchange programme, 6.2 (exact plan).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

# x² = −(1 + x) in GF(4) and so on: the coefficients below the leading one, constant first.
POLYNOMIALS = {
    4: (2, (1, 1)),
    8: (2, (1, 1, 0)),
    9: (3, (1, 0)),
    16: (2, (1, 1, 0, 0)),
    25: (5, (2, 1)),
    27: (3, (1, 2, 0)),
    32: (2, (1, 0, 1, 0, 0)),
    49: (7, (3, 1)),
    64: (2, (1, 1, 0, 0, 0, 0)),
    81: (3, (2, 1, 0, 0)),
}


@dataclass(frozen=True)
class Field:
    """GF(q); the element a₀ + a₁x + … is written as the whole number a₀ + a₁p + …"""

    q: int

    def add(self, a: int, b: int) -> int:
        """The sum of two elements."""
        if self.q not in POLYNOMIALS:
            return (a + b) % self.q
        return self._sums[a][b]

    def multiply(self, a: int, b: int) -> int:
        """The product of two elements."""
        if self.q not in POLYNOMIALS:
            return a * b % self.q
        p, low = POLYNOMIALS[self.q]
        product = [0] * (2 * len(low))
        for i, left in enumerate(_digits(a, p, len(low))):
            for j, right in enumerate(_digits(b, p, len(low))):
                product[i + j] += left * right
        return _number(_reduced(product, p, low), p)

    def turn(self, session: int, row: int) -> list[int]:
        """The group of every column of a row in a session: c + s·r for c = 0 … q−1."""
        step = self.multiply(session, row)
        if self.q not in POLYNOMIALS:
            return [*range(step, self.q), *range(step)]
        return self._sums[step]

    @cached_property
    def _sums(self) -> list[list[int]]:
        p, low = POLYNOMIALS[self.q]
        digits = [_digits(a, p, len(low)) for a in range(self.q)]
        return [
            [_number([(x + y) % p for x, y in zip(one, other, strict=True)], p) for other in digits]
            for one in digits
        ]


def _digits(number: int, base: int, length: int) -> list[int]:
    return [number // base**i % base for i in range(length)]


def _number(digits: list[int], base: int) -> int:
    return sum(digit * base**i for i, digit in enumerate(digits))


def _reduced(product: list[int], p: int, low: tuple) -> list[int]:
    for power in range(len(product) - 1, len(low) - 1, -1):
        for i, coefficient in enumerate(low):
            product[power - len(low) + i] -= product[power] * coefficient
        product[power] = 0
    return [coefficient % p for coefficient in product[: len(low)]]


def is_order(q: int) -> bool:
    """True when GF(q) is known here: every prime, and the prime powers of the table."""
    return q in POLYNOMIALS or (q > 1 and all(q % d for d in range(2, int(q**0.5) + 1)))


@lru_cache(maxsize=64)
def field_of(q: int) -> Field:
    """GF(q), with its tables kept; ValueError when q is not an order known here."""
    if not is_order(q):
        raise ValueError(f"no field of order {q} here")
    return Field(q)


def next_order(least: int) -> int:
    """The smallest order of a field that is `least` or more."""
    q = max(2, least)
    while not is_order(q):
        q += 1
    return q


def closed_form(counts: list[int], per_group: list[int], sessions: int):
    """The exact plan as published: pupil i of a side sits in row i mod k, column i div k.

    `counts` and `per_group` hold one number a side; at most q sessions. Answers sessions →
    groups → (side, i). Two pupils of different rows meet in exactly one of the q sessions.
    """
    columns = [-(-count // k) for count, k in zip(counts, per_group, strict=True)]
    field = field_of(next_order(max(sum(per_group), *columns)))
    if sessions > field.q:
        raise ValueError(f"the closed form has {field.q} sessions")
    plan = []
    for session in range(sessions):
        groups: list[list[tuple[int, int]]] = [[] for _ in range(field.q)]
        first_row = 0
        for side, (count, k) in enumerate(zip(counts, per_group, strict=True)):
            turns = [field.turn(session, first_row + row) for row in range(k)]
            for i in range(count):
                groups[turns[i % k][i // k]].append((side, i))
            first_row += k
        plan.append(groups)
    return plan
