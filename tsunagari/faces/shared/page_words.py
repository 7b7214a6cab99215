"""このページのことば — every page explains its own terms at its foot.

Which terms of the glossary a page says is seen when it is written: nobody has to remember a tag.
A page carries a mark where the explanations go; they are folded, need no script, and go along into
the copy that a phone keeps.
"""

import re
from functools import cache, lru_cache

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
RUN = re.compile(r"<(/?\w*)[^>]*>([^<]+)")
HEADING = re.compile(r"<h([1-3])\b.*?</h\1>", re.S)
UNREAD = {"script", "style", "rt", "rp", "textarea", "option", "text", "tspan", "title", "desc"}


def readable(page: str) -> str:
    """A page as people read it: its terms explained, readings over its kanji."""
    return furigana.with_switch(furigana.in_page(placed(page)))


def placed(page: str) -> str:
    """The page with its explanations in place of the mark; without one, the page itself."""
    if MARK not in page:
        return page
    language = get_language() or "ja"
    terms = found(_said(page), language)
    if not terms:
        return page.replace(MARK, "", 1)
    return page.replace(MARK, _drawn(tuple(terms), language), 1)


def _said(page: str) -> str:
    """What the main part says to a reader, each piece once: no readings, no code, no choices.

    Its headings come first: what a page is about is explained before what it mentions.
    """
    main = page[max(page.find("<main"), 0) : page.find("</main>") + 1]
    headings = "".join(found[0] for found in HEADING.finditer(main))
    runs = RUN.findall(headings + main)
    return plain("\0".join(dict.fromkeys(text for tag, text in runs if tag not in UNREAD)))


def found(text: str, language: str) -> list[Term]:
    """The terms that a text says, in the order of their first place; at most six."""
    text, places = text.casefold(), {}
    # The longest first: a name inside another one is not meant.
    for name, term in _names(language):
        if name in text and (place := _place(text, name)) >= 0:
            places[term.slug] = min(place, places.get(term.slug, place))
            text = text.replace(name, "\0" * len(name))
    return [glossary.by_slug()[slug] for slug in sorted(places, key=places.__getitem__)[:MOST]]


def _place(text: str, name: str) -> int:
    """Where a name stands first, -1 when nowhere; a Latin one stands alone."""
    place = text.find(name)
    while place >= 0 and name[0].isascii():
        before, after = text[place - 1 : place], text[place + len(name) : place + len(name) + 1]
        if not before.isalnum() and not after.isalnum():
            return place
        place = text.find(name, place + 1)
    return place


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
    return render_to_string("tn/_page_words.html", {"rows": rows})
