"""数値 — numbers that law or a council can change: each has a first day and a source.

A subject keeps them in its figures.toml:

    [days_to_answer]
    title = "提案への返事の期限"
    unit = "日"
    [[days_to_answer.values]]
    from = 2026-04-01
    value = 5
    source = "連合会の運用"
    confidence = "own"          # official, secondary, unsure or own
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _

CONFIDENCES = ("official", "secondary", "unsure", "own")


# How a number is said with its unit; what is not here stands behind it as it is.
UNITS = {
    "日": _("%(n)s日"),
    "日前": _("%(n)s日前"),
    "月": _("%(n)sか月"),
    "か月": _("%(n)sか月"),
    "か月前": _("%(n)sか月前"),
    "か月分": _("%(n)sか月分"),
    "時間": _("%(n)s時間"),
    "人": _("%(n)s人"),
    "社": _("%(n)s社"),
    "倍": _("%(n)s倍"),
    "分の1": _("%(n)s分の1"),
}


def amount(number: object, unit: str) -> str:
    """A number with its unit, as readers of the language say it."""
    return gettext(UNITS[unit]) % {"n": number} if unit in UNITS else f"{number}{unit}"


@dataclass(frozen=True)
class Value:
    from_day: date
    value: int | float | str | list
    source: str
    confidence: str = "own"


@dataclass(frozen=True)
class Figure:
    name: str
    title: str
    unit: str
    values: tuple[Value, ...]

    def on(self, day: date) -> Value:
        """The value in force on a day; LookupError before the first one."""
        in_force = [value for value in self.values if value.from_day <= day]
        if not in_force:
            raise LookupError(f"{self.name} has no value on {day}")
        return max(in_force, key=lambda value: value.from_day)


@cache
def read(folder: Path) -> dict[str, Figure]:
    """All figures of a subject, by name."""
    tables = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))
    return {
        name: Figure(
            name,
            table["title"],
            table["unit"],
            tuple(
                Value(v["from"], v["value"], v["source"], v.get("confidence", "own"))
                for v in table["values"]
            ),
        )
        for name, table in tables.items()
    }


def number(folder: Path, name: str, day: date):
    """The value of one figure on a day."""
    return read(folder)[name].on(day).value
