"""根拠 — what a figure of the effect page was counted from.

The own school reads its pupils' rows by code, never by name. Everybody else, the desk too, reads
sums by class: classes too small to hide a pupil are put together.
"""

from dataclasses import dataclass, field

from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared.effect import BOTH


@dataclass
class Evidence:
    """What the page and the CSV show; the last row of the table is the sum."""

    title: str
    value: str
    definition: str
    formula: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list] = field(default_factory=list)
    total: list = field(default_factory=list)
    left_out: list[tuple[str, int]] = field(default_factory=list)
    kept_back: str = ""
    hidden: str = ""


def sides_of(facts, side) -> list:
    """The sides that a figure is about."""
    return [each for each in facts.sides if side in (each.key, BOTH)]


def called(facts, side) -> str:
    """The school's name; "" for both."""
    return "" if side == BOTH else sides_of(facts, side)[0].name


def said(words: str, name: str) -> str:
    """What a figure is, and of whom."""
    return f"{words}（{name or _('両校あわせて')}）"


def kept_back() -> str:
    """Why an outsider reads sums only."""
    return _(
        "生徒ひとりずつの行は、その学校の先生だけに出します。ほかの人には、学級ごとの合計を出します。"
        "少ない人数の学級は、ほかの学級とまとめます。"
    )
