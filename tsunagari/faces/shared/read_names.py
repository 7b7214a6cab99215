"""名前の読み — names of places and bodies on a page in やさしい日本語, with their reading.

A place is read by our own table, a body by its kana, a title as it was when it was saved; what none
of them says stays as it is. The analyser is not asked: a page is drawn for a reader who waits.
"""

import re
from functools import lru_cache
from time import monotonic

from tsunagari.base.annotating import annotate, spelled
from tsunagari.base.languages import active
from tsunagari.base.readings import WRITTEN, plain
from tsunagari.faces.shared.bilingual import EASY
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.words import queries

MINUTE = 60
ONLY_KANJI = re.compile("[\u3400-\u9fff々〆]+")


def body(named: Organisation) -> str:
    """A body's name as the reader is told it; with its reading for who reads easy Japanese."""
    return party(named.party) if active() == EASY else named.title


def party(named: Party) -> str:
    """The same of a party that is a body."""
    if active() != EASY:
        return named.organisation.title
    return read(named.name.reveal(), named.name_kana.reveal())


def read(name: str, kana: str) -> str:
    """A name with its kana over the kanji, in easy Japanese; without kana as our table reads it."""
    if active() != EASY:
        return name
    said = spelled(name, kana) if kana else name
    # Kana that do not fit what is written beside the kanji would stand over all of it.
    over_all = said.startswith(f"{{{name}|") and not ONLY_KANJI.fullmatch(name)
    fits = kana and not over_all and plain(said) == name
    return said if fits else place(name)


def place(name: str) -> str:
    """The name of a town or a place; in easy Japanese with the readings of our table."""
    return _of_table(name, int(monotonic() / MINUTE)) if name and active() == EASY else name


def title(words: str) -> str:
    """What a text is called: in easy Japanese with the readings it got when it was saved."""
    if active() == EASY and WRITTEN.search(words):
        return words
    return place(plain(words))


@lru_cache(maxsize=1_000)
def _of_table(name: str, minute: int) -> str:
    """What the office corrected is read within a minute."""
    return annotate(name, _table(minute), None).text


@lru_cache(maxsize=1)
def _table(minute: int):
    return queries.own()
