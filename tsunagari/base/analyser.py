"""形態素解析 — Japanese text cut into words with their readings, by SudachiPy.

It takes a moment and some 100 MB to load, so it is loaded at the first word that needs it: when a
text is saved, when staff press 確認する, in the worker. No page loads it just to be shown.
`TSUNAGARI_ANALYSER=off` leaves it out on a small machine; everything else then works without it.
"""

import os
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from threading import Lock

import jaconv

OFF = os.environ.get("TSUNAGARI_ANALYSER") == "off"
LONGEST = 4_000  # signs at once; the analyser itself takes some 16,000
_one_at_a_time = Lock()


class Unavailable(Exception):
    """The analyser cannot be loaded here."""


@dataclass(frozen=True)
class Token:
    """One word: as it stands, its reading in hiragana, its dictionary form, its part of speech.

    `normal` is one way of writing for several: 子ども, こども and 子供 are 子供.
    """

    surface: str
    kana: str
    lemma: str
    kind: tuple[str, ...]
    unknown: bool = False
    normal: str = ""

    @property
    def is_name(self) -> bool:
        return self.kind[1] == "固有名詞"


def installed() -> bool:
    """Whether it is there, without loading it."""
    return not OFF and all(find_spec(name) for name in ("sudachipy", "sudachidict_core"))


def tokens(text: str) -> list[Token]:
    """The words of a text, in order; put together they are the text. Raises Unavailable."""
    found: list[Token] = []
    with _one_at_a_time:
        cut = _tokenizer()
        for start in range(0, len(text), LONGEST):
            found += map(_token, cut(text[start : start + LONGEST]))
    return found


@cache
def _tokenizer():
    if not installed():
        raise Unavailable
    try:
        from sudachipy import Dictionary, SplitMode

        return Dictionary().tokenizer(mode=SplitMode.C).tokenize
    except Exception as error:  # a broken or missing dictionary says so in many ways
        raise Unavailable from error


def _token(morpheme) -> Token:
    return Token(
        morpheme.surface(),
        jaconv.kata2hira(morpheme.reading_form()),
        morpheme.dictionary_form(),
        tuple(morpheme.part_of_speech()),
        morpheme.is_oov(),
        morpheme.normalized_form(),
    )
