"""つけた文 — what staff wrote, as its reader reads it: in which language, and how old.

What is not translated yet is read in the language in which it was written, and the page says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.html import format_html

from tsunagari.base.languages import LANGUAGES, SOURCE, active, html_lang
from tsunagari.base.readings import plain
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts import told as told_rows
from tsunagari.kernel.texts.rules import split, states
from tsunagari.kernel.texts.rules.split import ITEM, PARAGRAPH, TITLE
from tsunagari.kernel.texts.rules.states import MISSING, OUTDATED, Seen

NAMES = dict(LANGUAGES)


@dataclass(frozen=True)
class Told:
    """A text for a reader: its sentences, and in which language those are that nobody translated."""

    sentences: list[dict]
    missing: str = ""

    @property
    def plain(self) -> str:
        """All of it in one line, without readings."""
        return plain(" ".join(one["one"].words for one in self.sentences))

    @property
    def heading(self) -> str:
        """The same as a heading: marked where it stands in another language than the page."""
        lang = next((one["lang"] for one in self.sentences), "")
        said = " ".join(one["one"].words for one in self.sentences)
        if not lang or lang == html_lang(active()):
            return said
        return format_html('<span lang="{}">{}</span>', lang, said)

    @property
    def label(self) -> str:
        """A name that people look for and press: bare for who reads Japanese, else as a heading."""
        return self.plain if active() == SOURCE else self.heading

    @property
    def blocks(self) -> list[dict]:
        """Its paragraphs and lists."""
        return blocks(one["one"] for one in self.sentences)


def of(rows, field: str) -> dict[int, Told]:
    """{row: what its reader sees}; a row without a text says what was typed."""
    found = told_rows.attached(list(rows), field, active())
    return {key: _told(seen) for key, seen in found.items()}


def _told(seen: Sequence[Seen]) -> Told:
    other = next((one.language for one in seen if one.state == states.MISSING), "")
    return Told([_sentence(one) for one in seen], NAMES.get(other, ""))


def _sentence(one: Seen) -> dict:
    return {"one": one, "lang": html_lang(one.language)}


def heading(seen: Sequence[Seen]) -> Told:
    """Of all that is read, the title."""
    return _told([one for one in seen if one.opens == TITLE])


def heading_of(told: Told | None, typed: str) -> str:
    """A title as its reader reads it; one that was never put up, as it was typed."""
    return told.label if told else format_html('<span lang="{}">{}</span>', SOURCE, typed)


def blocks(seen) -> list[dict]:
    """Sentences as paragraphs and lists; the title stands above."""
    found: list[dict] = []
    for one in seen:
        said = _sentence(one)
        if one.opens == TITLE:
            continue
        if one.opens == ITEM:
            if not found or found[-1]["kind"] != "list":
                found.append({"kind": "list", "items": []})
            found[-1]["items"].append([said])
        elif one.opens == PARAGRAPH or not found:
            found.append({"kind": "paragraph", "sentences": [said]})
        elif found[-1]["kind"] == "list":
            found[-1]["items"][-1].append(said)
        else:
            found[-1]["sentences"].append(said)
    return found


# — what a row says to everybody —


class Untold:
    """How many sentences the reader gets in Japanese, how many in an old translation."""

    missing = 0
    old = 0

    @property
    def language_name(self) -> str:
        return NAMES[active()]

    def count(self, told) -> None:
        self.missing += told.missing
        self.old += told.old


class Page(dict[str, Told], Untold):
    """のせた文 — {field: what its reader reads} of one row; what was never put up is read as typed."""

    def __init__(self, seen: Sequence[Seen]):
        parts: dict[str, list[Seen]] = {}
        for one in seen:
            parts.setdefault(one.part, []).append(one)
        super().__init__({part: _told(rows) for part, rows in parts.items()})
        self.missing = sum(one.state == MISSING for one in seen)
        self.old = sum(one.state == OUTDATED for one in seen)


class Pages(dict[int, Page], Untold):
    """The same of many rows, with the sums of all."""


def pages(rows, fields: Collection[str], *, only: bool = False) -> Pages:
    """{row: its page}, in one query; `fields` are there even when they were never put up.

    `only` those fields: the names of a list.
    """
    rows, found = list({row.pk: row for row in rows}.values()), Pages()
    texts = told_rows.attached(rows, queries.PAGE, active(), sorted(fields) if only else ())
    for row in rows:
        seen = texts.get(row.pk)
        found[row.pk] = Page(_typed(row, fields) if seen is None else seen)
        found.count(found[row.pk])
    return found


def page(row, fields: Collection[str], *, only: bool = False) -> Page:
    """All that one row says."""
    return pages([row], fields, only=only)[row.pk]


def _typed(row, fields: Collection[str]) -> list[Seen]:
    parts = [piece for name in fields for piece in split.pieces(getattr(row, name), name)]
    state = states.CURRENT if active() == SOURCE else MISSING
    return [Seen(0, one.opens, one.words, SOURCE, state, part=one.part) for one in parts]
