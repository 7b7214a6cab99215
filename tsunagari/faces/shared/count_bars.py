"""数の棒 — counts as bars, each with its label and number; what is not shown has no bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tsunagari.base.readings import plain
from tsunagari.faces.shared import charts

TALL, STEP = 14, 44


@dataclass(frozen=True)
class Bar:
    """One count; `n` None is not shown, and `note` says so."""

    label: str
    n: int | None
    note: str = ""
    href: str = ""


def bars(rows: Sequence[Bar], *, key: str, title: str, desc: str = "") -> str:
    """棒 — one under another, all from nought, the longest as long as there is room."""
    most = max((row.n for row in rows if row.n is not None), default=0) or 1
    drawn = "".join(_row(row, place * STEP, most) for place, row in enumerate(rows))
    name = "ch-" + "".join(letter if letter.isalnum() else "-" for letter in key)
    names = f"{name}-t {name}-d" if desc else f"{name}-t"
    said = f'<title id="{name}-t">{escape(plain(title))}</title>'
    said += f'<desc id="{name}-d">{escape(plain(desc))}</desc>' if desc else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ch" role="img" aria-labelledby="{names}"'
        f' viewBox="0 0 {charts.WIDTH} {max(1, len(rows)) * STEP}">{said}{drawn}</svg>'
    )


def _row(row: Bar, top: int, most: int) -> str:
    said = row.note if row.n is None else f"{row.n:,}"
    room = charts.RIGHT - charts.LEFT - 60
    wide = 0 if row.n is None else room * row.n / most
    drawn = _text(row.label, charts.LEFT, top + 14, "ch-label")
    if row.n is not None:
        drawn += (
            f'<rect class="ch-a" x="{charts.LEFT}" y="{top + 20}" width="{wide:.1f}"'
            f' height="{TALL}"/>'
        )
    return drawn + _text(said, charts.LEFT + wide + 6, top + 32, "ch-value")


def _text(words: str, x: float, y: float, name: str) -> str:
    return (
        f'<text class="{name}" x="{x:.1f}" y="{y}" font-size="{charts.TEXT}">'
        f"{escape(plain(words))}</text>"
    )
