"""やさしい日本語の確認 — the findings of a text as a page shows them, before it is published.

    checked = easy_check.of(text)          # in a view, when somebody saves or asks
    <c-easy-check :checked="checked" />    # in its template

Called at a press, and on the page of a second person who checks; nowhere else when a page is only
shown: it may load the analyser.
"""

from dataclasses import dataclass

from tsunagari.base import easy_japanese, glossary
from tsunagari.base.easy_japanese.findings import Checked, Finding
from tsunagari.base.easy_japanese.sentences import cut


@dataclass(frozen=True)
class Line:
    """One sentence in pieces, (text, marked?), with what was found in it."""

    pieces: list[tuple[str, bool]]
    findings: list[Finding]


@dataclass(frozen=True)
class Shown:
    """What the page says about a text: sentence by sentence, and about the whole."""

    checked: Checked
    lines: list[Line]
    whole: list[Finding]
    smooth: int

    @property
    def errors(self) -> int:
        return self.checked.count("error")

    @property
    def warns(self) -> int:
        return self.checked.count("warn")

    @property
    def hints(self) -> int:
        return self.checked.count("hint")


def of(text: str) -> Shown:
    """Read a text by the fifteen rules."""
    checked = easy_japanese.read(text, terms=glossary.kept())
    whole = [one for one in checked.findings if not one.text]
    within = [one for one in checked.findings if one.text]
    lines, smooth = [], 0
    for sentence in cut(checked.text):
        start, stop = sentence.whole
        here = [one for one in within if start <= one.start < stop]
        smooth += not here
        if here:
            lines.append(Line(_pieces(checked.text, start, stop, here), here))
    return Shown(checked, lines, whole, smooth)


def _pieces(text: str, start: int, stop: int, findings: list[Finding]) -> list[tuple[str, bool]]:
    """The sentence in runs that are marked or not; what is about all of it marks nothing."""
    marked = {
        place
        for one in findings
        if (one.start, one.end) != (start, stop)
        for place in range(one.start, one.end)
    }
    pieces: list[tuple[str, bool]] = []
    for place in range(start, stop):
        if pieces and pieces[-1][1] == (place in marked):
            pieces[-1] = (pieces[-1][0] + text[place], pieces[-1][1])
        else:
            pieces.append((text[place], place in marked))
    return pieces
