"""お金の流れの図 — from where the money of a fund came and where it went; drawn on the server.

Both ends carry the same sum. Each band says its words and its yen; the table under it says all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from tsunagari.base.readings import plain

WIDTH, SIDE, BAR, TALL, GAP, LEAST = 640, 180, 10, 32, 8, 2


@dataclass(frozen=True)
class Band:
    """One stream: words, yen above 0, and how the yen are written."""

    words: str
    yen: int
    said: str


def flow(came: Sequence[Band], went: Sequence[Band], *, title: str) -> SafeString:
    """The picture; an empty text where nothing moved. Widths are shares of the larger sum."""
    total = max(sum(band.yen for band in came), sum(band.yen for band in went))
    if not total:
        return SafeString("")
    rows = max(len(came), len(went))
    thick = max(120, rows * TALL)
    height = GAP + max(
        sum(_slot(band, total, thick) + GAP for band in side) for side in (came, went)
    )
    left = _side(came, total, thick, x=SIDE, to=WIDTH / 2 - BAR / 2, first=True)
    right = _side(went, total, thick, x=WIDTH - SIDE, to=WIDTH / 2 + BAR / 2, first=False)
    bar = f'<rect class="ch-fund" x="{WIDTH / 2 - BAR / 2:g}" y="{GAP}" width="{BAR}"'
    bar += f' height="{thick:g}"/>'
    said = f'<title id="ch-flow-t">{escape(plain(title))}</title>'
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ch" viewBox="0 0 {WIDTH} {height:g}"'
        f' role="img" aria-labelledby="ch-flow-t">{said}{left}{right}{bar}</svg>'
    )


def _slot(band: Band, total: int, thick: float) -> float:
    """How tall a band's place at the edge is: its two lines of words fit beside it."""
    return max(thick * band.yen / total, TALL)


def _side(bands, total: int, thick: float, *, x: float, to: float, first: bool) -> str:
    """Bands from the words at the edge to the bar of the fund, the first one on top."""
    drawn, edge, inner = [], float(GAP), float(GAP)
    for band in bands:
        wide, slot = max(LEAST, thick * band.yen / total), _slot(band, total, thick)
        drawn.append(_band(x, edge + (slot - wide) / 2, to, inner, wide, first=first))
        drawn.append(_words(band, edge + slot / 2 - 2, first=first))
        edge, inner = edge + slot + GAP, inner + thick * band.yen / total
    return "".join(drawn)


def _band(x: float, y: float, to: float, inner: float, wide: float, *, first: bool) -> str:
    half = (x + to) / 2
    path = (
        f"M{x:g} {y:.1f}C{half:g} {y:.1f} {half:g} {inner:.1f} {to:g} {inner:.1f}"
        f"V{inner + wide:.1f}C{half:g} {inner + wide:.1f} {half:g} {y + wide:.1f}"
        f" {x:g} {y + wide:.1f}Z"
    )
    return f'<path class="{"ch-came" if first else "ch-went"}" d="{path}"/>'


def _words(band: Band, y: float, *, first: bool) -> str:
    x, anchor = (SIDE - 8, "end") if first else (WIDTH - SIDE + 8, "start")
    line = '<text x="{x}" y="{y:.1f}" font-size="13" text-anchor="{anchor}">{text}</text>'
    return line.format(x=x, y=y, anchor=anchor, text=escape(plain(band.words))) + line.format(
        x=x, y=y + 15, anchor=anchor, text=escape(band.said)
    )
