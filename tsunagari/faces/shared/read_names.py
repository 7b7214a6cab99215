"""名前の読み — names of places and bodies, with their reading for who cannot read them.

A place is read by our own table, a body by its kana, a title as it was when it was saved; what none
of them says stays as it is. The analyser is not asked: a page is drawn for a reader who waits.
In easy Japanese kana stand over the kanji. Who reads Latin letters can say where he wants to go by
those behind a place, and show what is written: 流山市 (Nagareyama-shi).
"""

import re
from functools import lru_cache
from itertools import groupby
from time import monotonic

from tsunagari.base.annotating import annotate, in_letters, spelled
from tsunagari.base.languages import SOURCE, active
from tsunagari.base.names import IS_CJK
from tsunagari.base.readings import WRITTEN, plain
from tsunagari.faces.shared.bilingual import EASY
from tsunagari.kernel.consents.queries import Written
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


def who_of(name: Written | None, viewer) -> str:
    """A name that a reader of Latin letters, or of easy Japanese, can read, too."""
    if name is None:
        return ""
    strange = not viewer.language.startswith("ja") and IS_CJK.search(name.name)
    latin = name.latin if strange else ""
    return f"{name.name}（{latin}）" if latin else read(name.name, name.kana)


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
    """The name of a town or a place, with the readings of our table."""
    if not name or active() == SOURCE:
        return name
    minute = int(monotonic() / MINUTE)
    return _of_table(name, minute) if active() == EASY else _with_letters(name, minute)


def title(words: str) -> str:
    """What a text is called: in easy Japanese with the readings it got when it was saved."""
    if active() != EASY:
        return plain(words)
    return words if WRITTEN.search(words) else place(plain(words))


@lru_cache(maxsize=1_000)
def _of_table(name: str, minute: int) -> str:
    """What the office corrected is read within a minute."""
    return annotate(name, _table(minute), None).text


@lru_cache(maxsize=1_000)
def _with_letters(name: str, minute: int) -> str:
    """Latin letters stand behind those of its words that can be read whole."""
    words = [(word, in_letters(_of_table(word, minute))) for word in name.split()]
    done: list[str] = []
    for readable, run in groupby(words, key=lambda one: bool(one[1])):
        written, said = (" ".join(each) for each in zip(*run, strict=True))
        done.append(f"{written} ({said})" if readable else written)
    return " ".join(done)


@lru_cache(maxsize=1)
def _table(minute: int):
    return queries.own()
