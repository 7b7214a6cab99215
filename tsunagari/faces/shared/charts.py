"""図 — charts drawn on the server as SVG: no script, marks can be links, they print and scale.

Colours come from classes (ch-a, ch-b, ch-c, ch-line …) of the style sheet; shapes, patterns and
words carry the message without them. `key` makes a chart's ids unique on its page. Callers pass
translated words and mark the result as safe: every text is escaped here. A drawing knows no ruby,
so readings stay away.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tsunagari.base.readings import plain

WIDTH = 400
LEFT, RIGHT = 8, WIDTH - 8
TEXT = 13
LINE = 18


@dataclass(frozen=True)
class Interval:
    """A mean change with its 95 % interval; `value` None shows only the label and the note."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class ShareBar:
    """Parts of n people, 0 to 1, adding up to 1."""

    label: str
    improved: float
    same: float
    worse: float
    n: int
    href: str = ""


@dataclass(frozen=True)
class Point:
    """A value over time; None leaves a gap."""

    label: str
    value: float | None
    href: str = ""


def dot_interval(rows: Sequence[Interval], *, key: str, title: str, desc: str = "") -> str:
    """点と区間 — one row each: label, dot at the mean change, whiskers, zero line, the numbers."""
    ends = [abs(x) for row in rows for x in (row.value, row.low, row.high) if x is not None]
    reach = _round_up(max(ends, default=1) or 1)
    marks, y = [], 4.0
    for row in rows:
        drawn, height = _interval_row(row, y, reach)
        marks.append(_mark(drawn, row.href, f"{row.label} {_said(row)}"))
        y += height
    axis = _axis(reach, y)
    return _svg(key, title, desc, y + 26, axis + _list(marks, rows), rows)


def share_bars(
    rows: Sequence[ShareBar],
    *,
    key: str,
    title: str,
    words: tuple[str, str, str],
    desc: str = "",
) -> str:
    """割合の帯 — improved, same and worse of each row: three patterns, each named with its share.

    `words` are the reader's words for improved, same and worse.
    """
    marks, y = [], 4.0
    for row in rows:
        shares = (row.improved, row.same, row.worse)
        said = [f"{w} {share:.0%}" for w, share in zip(words, shares, strict=True)]
        labels = _lines(f"{row.label} (n = {row.n})", RIGHT - LEFT)
        drawn = _texts(labels, LEFT, y, "ch-label")
        top = y + len(labels) * LINE + 4
        drawn += _bar(key, shares, top)
        legend = " \u00a0".join(f"{s} {text}" for s, text in zip("▲＝▼", said, strict=True))
        below = _lines(legend, RIGHT - LEFT)
        drawn += _texts(below, LEFT, top + 22, "ch-value")
        marks.append(_mark(drawn, row.href, f"{row.label} (n = {row.n}): {', '.join(said)}"))
        y = top + 22 + len(below) * LINE + 10
    return _svg(key, title, desc, y, _patterns(key) + _list(marks, rows), rows)


def line(
    points: Sequence[Point],
    target: float | Sequence[float | None] | None = None,
    *,
    key: str,
    title: str,
    desc: str = "",
    target_word: str = "",
) -> str:
    """折れ線 — values in equal steps from nought, the target as a dashed stepped line."""
    targets = list(target) if isinstance(target, Sequence) else [target] * len(points)
    values = [point.value for point in points if point.value is not None]
    top = _round_up(max([*values, *(t for t in targets if t is not None), 0]) or 1)
    step = (RIGHT - LEFT - 68) / max(1, len(points) - 1)
    xs = [LEFT + 34 + i * step for i in range(len(points))]

    def at(value: float) -> float:
        return 190 - 160 * max(0.0, value) / top

    ground = f'<path class="ch-axis" d="M{LEFT} 190H{RIGHT}"/>'
    ground += _text(_number(top), LEFT, at(top) - 4, "ch-tick")
    ground += f'<path class="ch-grid" d="M{LEFT} {at(top):g}H{RIGHT}"/>'
    ground += _target(targets, xs, step, at, target_word)
    ground += _curve(points, xs, at)
    ground += _names(points, xs, step)
    marks = []
    for point, x in zip(points, xs, strict=True):
        if point.value is None:
            continue
        y = at(point.value)
        drawn = f'<circle class="ch-dot ch-a" cx="{x:g}" cy="{y:g}" r="5"/>'
        drawn += _text(_number(point.value), x, y - 10, "ch-value", "middle")
        marks.append(_mark(drawn, point.href, f"{point.label}: {_number(point.value)}"))
    return _svg(key, title, desc, 218, ground + _list(marks, points), points)


# Rows and marks -----------------------------------------------------------------------------


def _interval_row(row: Interval, y: float, reach: float) -> tuple[str, float]:
    labels = _lines(row.label, RIGHT - LEFT)
    drawn = _texts(labels, LEFT, y, "ch-label")
    y_said = y + len(labels) * LINE
    notes = _lines(_said(row), RIGHT - LEFT)
    drawn += _texts(notes, LEFT, y_said, "ch-value")
    height = (len(labels) + len(notes)) * LINE
    if row.value is None:
        return drawn, height + 12
    middle = y + height + 10

    def x(value: float) -> float:
        return WIDTH / 2 + (RIGHT - LEFT - 20) / 2 * value / reach

    if row.low is not None and row.high is not None:
        low, high = x(row.low), x(row.high)
        drawn += (
            f'<path class="ch-whisker" d="M{low:g} {middle:g}H{high:g}'
            f'M{low:g} {middle - 5:g}v10M{high:g} {middle - 5:g}v10"/>'
        )
    drawn += f'<circle class="ch-dot ch-a" cx="{x(row.value):g}" cy="{middle:g}" r="6"/>'
    zero = f'<path class="ch-zero" d="M{WIDTH / 2:g} {middle - 10:g}v20"/>'
    return zero + drawn, height + 32


def _said(row: Interval) -> str:
    """The numbers of a row: +0.67 [+0.35, +0.98] n = 12."""
    parts = [] if row.value is None else [_signed(row.value)]
    if row.value is not None and row.low is not None and row.high is not None:
        parts.append(f"[{_signed(row.low)}, {_signed(row.high)}]")
    return " ".join([*parts, row.note] if row.note else parts)


def _axis(reach: float, bottom: float) -> str:
    ticks = ""
    for value, x, anchor in [
        (-reach, LEFT + 10, "start"),
        (0, WIDTH / 2, "middle"),
        (reach, RIGHT - 10, "end"),
    ]:
        ticks += _text(_signed(value) if value else "0", x, bottom + 16, "ch-tick", anchor)
    return ticks


def _bar(key: str, shares: tuple[float, ...], top: float) -> str:
    drawn, x, whole = "", float(LEFT), RIGHT - LEFT
    for name, share in zip("abc", shares, strict=True):
        width = whole * share
        if width > 0:
            place = f'x="{x:.1f}" y="{top:g}" width="{width:.1f}" height="16"'
            drawn += f'<rect class="ch-{name}" {place}/>'
            if name != "a":
                drawn += f'<rect class="ch-over" fill="url(#{_id(key)}-{name})" {place}/>'
        x += width
    return drawn + f'<path class="ch-frame" d="M{LEFT} {top:g}H{RIGHT}v16H{LEFT}z"/>'


def _patterns(key: str) -> str:
    """Dots for b, stripes for c; a stays plain."""
    tile = 'width="6" height="6" patternUnits="userSpaceOnUse"'
    return (
        f'<defs><pattern id="{_id(key)}-b" {tile}><circle class="ch-ink" cx="3" cy="3" r="1"/>'
        f'</pattern><pattern id="{_id(key)}-c" {tile}><path class="ch-stripe" d="M0 6L6 0"/>'
        "</pattern></defs>"
    )


def _target(targets, xs, step: float, at, word: str) -> str:
    """One dashed level per point, half a step to both sides; its last value stands above."""
    known = [
        (x, at(value), value) for x, value in zip(xs, targets, strict=True) if value is not None
    ]
    if not known:
        return ""
    half = min(step / 2, 30)
    path = "".join(f"M{x - half:g} {y:g}H{x + half:g}" for x, y, _value in known)
    words = f"{word} {_number(known[-1][2])}".strip()
    said = _text(words, RIGHT, TEXT, "ch-tick", "end")
    said += (
        f'<path class="ch-target" stroke-dasharray="5 3" d="M{RIGHT - _wide(words) - 28:g} 9h20"/>'
    )
    return f'<path class="ch-target" stroke-dasharray="5 3" d="{path}"/>{said}'


def _curve(points: Sequence[Point], xs: list[float], at) -> str:
    path, pen = "", "M"
    for point, x in zip(points, xs, strict=True):
        if point.value is None:
            pen = "M"
            continue
        path += f"{pen}{x:g} {at(point.value):g}"
        pen = "L"
    return f'<path class="ch-line" fill="none" d="{path}"/>' if path else ""


def _names(points: Sequence[Point], xs: list[float], step: float) -> str:
    """As many names under the axis as have room, the last one always among them."""
    widest = max((_wide(point.label) for point in points), default=0) + 8
    every, last = max(1, math.ceil(widest / step)), len(points) - 1
    return "".join(
        _text(point.label, x, 208, "ch-tick", "middle")
        for i, (point, x) in enumerate(zip(points, xs, strict=True))
        if (last - i) % every == 0
    )


# The frame ----------------------------------------------------------------------------------


def _svg(key: str, title: str, desc: str, height: float, body: str, rows) -> str:
    """An image with a name; when marks are links, a group, so that they can be tabbed to."""
    role = "group" if any(row.href for row in rows) else "img"
    name = _id(key)
    names = f"{name}-t {name}-d" if desc else f"{name}-t"
    said = f'<title id="{name}-t">{escape(plain(title))}</title>'
    said += f'<desc id="{name}-d">{escape(plain(desc))}</desc>' if desc else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ch" viewBox="0 0 {WIDTH} {height:g}"'
        f' role="{role}" aria-labelledby="{names}">{said}{body}</svg>'
    )


def _list(marks: list[str], rows) -> str:
    if not any(row.href for row in rows):
        return "".join(marks)
    return '<g role="list">' + "".join(f'<g role="listitem">{m}</g>' for m in marks) + "</g>"


def _mark(drawn: str, href: str, words: str) -> str:
    if not href:
        return f"<g>{drawn}</g>"
    return f'<a href="{escape(href)}" aria-label="{escape(plain(words))}">{drawn}</a>'


def _texts(lines: list[str], x: float, y: float, name: str) -> str:
    return "".join(_text(text, x, y + LINE * i + TEXT, name) for i, text in enumerate(lines))


def _text(text: str, x: float, y: float, name: str, anchor: str = "start") -> str:
    place = f'x="{x:g}" y="{y:g}" font-size="{TEXT}" text-anchor="{anchor}"'
    return f'<text class="{name}" {place}>{escape(plain(text))}</text>'


def _lines(text: str, width: float) -> list[str]:
    """The text in lines that fit; it breaks at spaces where it can and keeps every character."""
    lines, now = [], ""
    for letter in plain(text):
        if _wide(now + letter) > width and now:
            head, space, tail = now.rpartition(" ")
            keep = space and _wide(tail) < width / 2 and letter.isascii()
            lines.append(head if keep else now)
            now = tail if keep else ""
        now += letter
    return [part for part in (each.strip() for each in [*lines, now]) if part]


def _wide(text: str) -> float:
    """How wide a text is drawn, about: full-width letters one em, others a bit over half."""
    ems = (1.0 if unicodedata.east_asian_width(x) in "WFA" else 0.58 for x in plain(text))
    return TEXT * sum(ems)


def _id(key: str) -> str:
    return "ch-" + "".join(letter if letter.isalnum() else "-" for letter in key)


def _signed(value: float) -> str:
    """+0.67, −0.12, 0.00; what rounds to nought has no sign."""
    text = f"{abs(value):.2f}"
    if float(text) == 0:
        return text
    return f"+{text}" if value > 0 else f"−{text}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 8, 10 times a power of ten."""
    power = 10 ** math.floor(math.log10(value))
    steps = [power * step for step in (1, 1.5, 2, 3, 5, 8, 10)]
    return next((step for step in steps if step >= value), steps[-1])
