"""銀行番号 — which numbers belong to a bank, as the list of a day has it; branches are not in it."""

import tomllib
from functools import cache
from pathlib import Path

# Behind the last bank: numbers of banks that do not exist, for examples and trials.
EXAMPLES = ("9901", "9999")


@cache
def _list() -> dict:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def codes() -> frozenset[str]:
    """Every number of the list."""
    found: set[int] = set()
    for run in _list()["codes"].split():
        first, _dash, last = run.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(f"{code:04}" for code in found)


def as_of():
    """The day of the list: a bank that opened later is not in it."""
    return _list()["as_of"]


def is_listed(code: str) -> bool:
    return code in codes()


def is_example(code: str) -> bool:
    return EXAMPLES[0] <= code <= EXAMPLES[1]
