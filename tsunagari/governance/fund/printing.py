"""基金の書類 — papers that we prepare: to whom, what it is about, facts, tables; never an official form."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason

TEMPLATE = Path(__file__).parent / "printing.typ"
TO = _("%(to)s　御中")
NOT_OFFICIAL = _(
    "この紙は、つながりが用意した資料です。役所の決まった様式ではありません。様式があるときは、その様式に写してください。"
)
LONGEST = 2000


@dataclass(frozen=True)
class Table:
    """A table: its title, the heads, rows of words; the last column stands to the right."""

    title: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Letter:
    """用意する紙 — everything that it says, in words."""

    heading: str
    to: str
    sender: str
    on: date
    paragraphs: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    items_title: str = ""
    official_form: bool = False


def made(letter: Letter, at: pdf.Edge) -> bytes:
    """The PDF in Japanese; where an office has its own form, the paper says that it is none."""
    with override(SOURCE):
        data = {
            "day": day_words(letter.on, SOURCE),
            "to": _clip(gettext(TO) % {"to": letter.to}, 120) if letter.to else "",
            "from": _clip(letter.sender, 120),
            "heading": _clip(letter.heading, 200),
            "parts": _lines(letter.paragraphs),
            "facts": [[_clip(a, 80), _clip(b, 400)] for a, b in letter.facts],
            "tables": [_table(one) for one in letter.tables],
            "items": _lines(letter.items),
            "items_title": _clip(letter.items_title, 120),
            "note": plain(gettext(NOT_OFFICIAL)) if letter.official_form else "",
            "paper": _edge(at),
        }
    return pdf.make(TEMPLATE, data, title=data["heading"], language=SOURCE, at=at.at)


def yen(amount: int) -> str:
    """A sum as it stands on paper."""
    return Reason(_("%(yen)s円"), {"yen": amount}).words()


def _clip(text: str, length: int) -> str:
    return pdf.clipped(plain(str(text)), length)


def _lines(texts: list[str]) -> list[str]:
    lines = [line.strip() for text in texts for line in text.splitlines()]
    return [_clip(line, LONGEST) for line in lines if line]


def _table(table: Table) -> dict:
    return {
        "title": _clip(table.title, 120),
        "heads": [_clip(head, 60) for head in table.heads],
        "rows": [[_clip(cell, 300) for cell in row] for row in table.rows],
    }


def _edge(at: pdf.Edge) -> dict:
    moment = f"{day_words(at.at.date(), SOURCE)} {at.at.hour}:{at.at:%M}"
    return {
        "edge": plain(gettext(_("印刷 %(at)s")) % {"at": moment}),
        "body": _clip(at.body, 60),
        "sample": plain(gettext(_("見本"))) if at.sample else "",
    }
