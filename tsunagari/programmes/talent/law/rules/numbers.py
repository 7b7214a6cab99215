"""数値 — the figures of the law on a day, and what an office has set for itself instead."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from tsunagari.base import figures

FOLDER = Path(__file__).resolve().parents[1]
NOTHING: Mapping[str, int] = {}


@cache
def values(name: str) -> tuple[tuple[date, int], ...]:
    """(first day, value) of a figure, the newest first; KeyError for an unknown name."""
    found = figures.read(FOLDER)[name].values
    return tuple(sorted(((v.from_day, v.value) for v in found), reverse=True))  # type: ignore[misc]


def on(name: str, day: date) -> int:
    """The value in force on a day; before the first one, the first."""
    found = values(name)
    return next((value for first, value in found if first <= day), found[-1][1])


def own_names() -> frozenset[str]:
    """Figures that rest on an assumption of the office and may be set anew by it."""
    return frozenset(
        name
        for name, figure in figures.read(FOLDER).items()
        if any(value.confidence == "own" for value in figure.values)
    )


def confidence(name: str, day: date) -> str:
    """How sure the value in force on a day is."""
    found = sorted(figures.read(FOLDER)[name].values, key=lambda v: v.from_day, reverse=True)
    return next((v.confidence for v in found if v.from_day <= day), found[-1].confidence)
