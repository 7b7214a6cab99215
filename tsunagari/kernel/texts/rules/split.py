"""文に分ける — typed prose becomes sentences, and sentences become the prose that is edited.

One line is one sentence, or several that end in 。！？. An empty line begins a paragraph, ・ an item.
A mark inside brackets or readings ends nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tsunagari.base.languages import SOURCE, print_of
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason

GOES_ON, TITLE, PARAGRAPH, ITEM = "", "title", "paragraph", "item"
ENDS = "。！？!?"
OPENING, CLOSING = "「『（(［[{【", "」』）)］]}】"
BULLET = re.compile(r"\s*[・•●‣*-]\s*(?=\S)")
LONGEST, MOST = 400, 120
JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True)
class Piece:
    """1文 — its words, and what begins with it: a title, a paragraph, an item, or nothing."""

    words: str
    opens: str = GOES_ON
    # Which field of a row it stands in, where one text holds several.
    part: str = ""


def language_of(words: str, reader: str) -> str:
    """In which language staff wrote to somebody: Japanese letters are Japanese, others the reader's."""
    return SOURCE if JAPANESE.search(words) or reader.startswith(SOURCE) else reader


def meaning(words: str) -> str:
    """What a translation depends on: the words without their readings, in even spaces."""
    return " ".join(plain(words).split())


def print_of_meaning(words: str) -> str:
    """The print of a sentence; a corrected reading or space leaves it as it is."""
    return print_of(meaning(words))


def sentences(line: str) -> list[str]:
    """The sentences of one line, each with its mark."""
    found, start, depth = [], 0, 0
    for at, sign in enumerate(line):
        depth += (sign in OPENING) - (sign in CLOSING and depth > 0)
        following = line[at + 1 : at + 2]
        if sign in ENDS and depth == 0 and following not in ENDS:
            # An English mark ends a sentence only before a space or at the end.
            if sign in "!?" and following.strip():
                continue
            found.append(line[start : at + 1])
            start = at + 1
    return [words for part in [*found, line[start:]] if (words := " ".join(part.split()))]


def title(words: str, part: str = "") -> list[Piece]:
    """A heading or a name in one line; nothing when nothing was typed."""
    line = " ".join(words.split())
    return [Piece(line, TITLE, part)] if line else []


def pieces(prose: str, part: str = "") -> list[Piece]:
    """Typed prose as sentences in order."""
    found: list[Piece] = []
    opens = PARAGRAPH
    for line in prose.replace("\r\n", "\n").split("\n"):
        if not line.strip():
            opens = PARAGRAPH
            continue
        if bullet := BULLET.match(line):
            opens, line = ITEM, line[bullet.end() :]
        for words in sentences(line):
            found.append(Piece(words, opens, part))
            opens = GOES_ON
    return found


def fitting(parts: Iterable[Piece]) -> list[Piece]:
    """The same with what is too long for one sentence cut, after a comma where there is one."""
    found: list[Piece] = []
    for part in parts:
        opens, words = part.opens, part.words
        while len(words) > LONGEST:
            at = words.rfind("、", 0, LONGEST) + 1 or words.rfind(" ", 0, LONGEST) + 1 or LONGEST
            found.append(Piece(words[:at].strip(), opens, part.part))
            opens, words = GOES_ON, words[at:].strip()
        found.append(Piece(words, opens, part.part))
    return found


def prose(parts: Iterable[Piece]) -> str:
    """Sentences as the prose that is edited, one line each; titles stand elsewhere."""
    lines: list[str] = []
    for part in parts:
        if part.opens == TITLE:
            continue
        if part.opens == PARAGRAPH and lines:
            lines.append("")
        lines.append(("・" if part.opens == ITEM else "") + part.words)
    return "\n".join(lines)


def why_not_write(parts: list[Piece]) -> list[Reason]:
    """A text has sentences, not too many and none too long."""
    if not parts:
        return [Reason(_("文を書いてください。"), rule="empty", field="words")]
    reasons = []
    if len(parts) > MOST:
        words = _("文が多すぎます（%(now)s文）。%(most)s文までにするか、2つに分けてください。")
        many = {"now": len(parts), "most": MOST}
        reasons.append(Reason(words, many, rule="many", field="words"))
    for part in parts:
        if len(part.words) > LONGEST:
            words = _("「%(start)s…」は長すぎます。%(most)s字までの文に分けてください。")
            long = {"start": part.words[:20], "most": LONGEST}
            reasons.append(Reason(words, long, rule="long", field="words"))
    return reasons
