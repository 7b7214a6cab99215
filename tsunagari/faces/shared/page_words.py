"""このページのことば — every page explains its own terms at its foot.

Which terms of the glossary a page says is seen when it is written: nobody has to remember a tag.
A page carries a mark where the explanations go; they are folded, need no script, and go along into
the copy that a phone keeps.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language

from tsunagari.base import glossary
from tsunagari.base.glossary import Term
from tsunagari.base.readings import plain
from tsunagari.faces.shared import furigana

MARK = "<!--words-->"
MOST = 6
SURE = 8  # letters: a shorter word of another language is part of many others
# A tag and the text behind it; in some nobody reads it as a part of the page.
RUN = re.compile(r"<(/?\w*+)[^>]*+>\s*+([^<]++)")
HEADING = re.compile(r"<h([1-3])\b.*?</h\1>", re.S)
UNREAD = {"script", "style", "rt", "rp", "textarea", "option", "text", "tspan", "title", "desc"}


class Said(NamedTuple):
    """The terms that a part of a page says, by their slugs: in its headings, and in all of it.

    Headings come first: what a page is about is explained before what it mentions.
    """

    headings: Sequence[str] = ()
    all: Sequence[str] = ()


def readable(page: str) -> str:
    """A page as people read it: its terms explained, readings over its kanji."""
    return furigana.with_switch(furigana.in_page(placed(page)))


def placed(page: str) -> str:
    """The page with its explanations in place of the mark; without one, the page itself."""
    return explained(page, said([main_of(page)])) if MARK in page else page


def explained(page: str, parts: Iterable[Said]) -> str:
    """The same for a page of which it is known what its parts say, in their order."""
    headings, others = zip(*parts, strict=True)
    slugs = dict.fromkeys(chain(*headings, *others))
    terms = tuple(glossary.by_slug()[slug] for slug in islice(slugs, MOST))
    return page.replace(MARK, _drawn(terms, get_language() or "ja") if terms else "", 1)


def main_of(page: str) -> str:
    """The main part of a page."""
    return page[max(page.find("<main"), 0) : page.find("</main>") + 1]


def said(parts: Sequence[str]) -> list[Said]:
    """What each of some parts says: no readings, no code, no choices."""
    language = get_language() or "ja"
    headings = ["".join(one[0] for one in HEADING.finditer(part)) for part in parts]
    return [
        Said(_terms(heading, language), _terms(part, language))
        for heading, part in zip(headings, parts, strict=True)
    ]


def _terms(part: str, language: str) -> list[str]:
    """Its terms in the order of their first place, each piece of its text looked through once."""
    pieces = dict.fromkeys(text for tag, text in RUN.findall(part) if tag not in UNREAD)
    return list(dict.fromkeys(chain(*(_found(piece, language) for piece in pieces))))


@lru_cache(maxsize=4096)
def _found(piece: str, language: str) -> tuple[str, ...]:
    """The same of a piece between two tags; the words of buttons and headings are on every page."""
    return tuple(found(plain(piece), language))


def found(text: str, language: str) -> list[str]:
    """The terms of a text in the order of their first place."""
    text, terms = text.casefold(), dict[str, int]()
    # The longest first: a name inside another one is not meant.
    for name, term in _names(language):
        if name in text:
            places = _places(text, name)
            text = _without(text, places, len(name))
            for place in places:
                terms[term.slug] = min(place, terms.get(term.slug, place))
    return sorted(terms, key=terms.__getitem__)


def _places(text: str, name: str) -> list[int]:
    """Where a name stands; a Latin one stands alone."""
    places, place = [], text.find(name)
    while place >= 0:
        end = place + len(name)
        alone = not (text[place - 1 : place].isalnum() or text[end : end + 1].isalnum())
        if alone or not name[0].isascii():
            places.append(place)
            place = text.find(name, end)
        else:
            place = text.find(name, place + 1)
    return places


def _without(text: str, places: list[int], size: int) -> str:
    parts, end = [], 0
    for place in places:
        parts += [text[end:place], "\0" * size]
        end = place + size
    return "".join([*parts, text[end:]])


@cache
def _names(language: str) -> list[tuple[str, Term]]:
    """All public terms by what they are called, in Japanese and as readers of a language say them."""
    names = {name.casefold(): term for name, term in glossary.by_name().items() if len(name) > 1}
    if language in glossary.LANGUAGES:
        for term in glossary.by_name().values():
            name = term.in_language(language).casefold()
            if len(name) >= SURE:
                names.setdefault(name, term)
    return sorted(names.items(), key=lambda one: -len(one[0]))


@lru_cache(maxsize=512)
def _drawn(terms: tuple[Term, ...], language: str) -> str:
    """The explanations in a language; few pages say different terms, so they are kept."""
    rows = [
        {"term": one, "said": one.in_language(language) if language in glossary.LANGUAGES else ""}
        for one in terms
    ]
    return furigana.in_page(render_to_string("tn/_page_words.html", {"rows": rows}))
