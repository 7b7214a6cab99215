"""数値 — the numbers of this subject on a day."""

from datetime import date
from functools import cache
from pathlib import Path

from tsunagari.base import figures


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return int(_figures()[name].on(on).value)
