"""ふりがな — readings above the kanji of our own やさしい日本語 sentences.

The readings come from a reviewed list (readings.toml), never from guessing; a word that the list
does not know stays without. Text from people is not annotated.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from tsunagari.base import readings as readings_of

KANJI = "[\u3400-\u9fff々\U00020000-\U0003ffff]"
_PLACE = re.compile(r"%\((\w+)\)s")


@cache
def _list() -> dict:
    listed = Path(__file__).with_name("readings.toml").read_text(encoding="utf-8")
    return tomllib.loads(listed)


def readings() -> dict[str, str]:
    """{word: reading in hiragana}."""
    return _list()["readings"]


def after_numbers() -> dict[str, str]:
    """{counter: reading behind a number}: 人 alone is ひと, in 10人 it is にん."""
    return _list()["after_numbers"]


@cache
def _known() -> re.Pattern:
    counters, words = (
        "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        for known in (after_numbers(), readings())
    )
    return re.compile(rf"(?<=\d)(?P<one>{counters})|(?<=\)s)(?P<two>{counters})|(?:{words})")


def annotated(text: str) -> list:
    """Pieces of `text`: plain strings, and [kanji, reading] pairs.

    Readings that the text carries itself ({漢字|かんじ}) stand; else the longest listed word wins.
    """
    return [
        piece
        for part in readings_of.pieces(text)
        for piece in (_from_list(part) if isinstance(part, str) else [part])
    ]


def _from_list(text: str) -> list:
    pieces, done = [], 0
    for found in _known().finditer(text):
        pieces.append(text[done : found.start()])
        listed = after_numbers() if found["one"] or found["two"] else readings()
        pieces.extend(spelled(found[0], listed[found[0]]))
        done = found.end()
    pieces.append(text[done:])
    return [piece for piece in pieces if piece]


@cache
def spelled(word: str, reading: str) -> list:
    """The pieces of one word: kana that stand in both stay plain (出す → [出, だ], す)."""
    runs = re.findall(f"{KANJI}+|[^\u3400-\u9fff々\U00020000-\U0003ffff]+", word)
    wanted = "".join("(.+?)" if re.match(KANJI, run) else re.escape(run) for run in runs)
    heard = iter(re.fullmatch(wanted, reading).groups())
    return [[run, next(heard)] if re.match(KANJI, run) else run for run in runs]


def without_reading(text: str) -> str:
    """The kanji of `text` that neither carry a reading nor are covered by a listed word."""
    bare = readings_of.WRITTEN.sub("", text)
    return "".join(re.findall(KANJI, _known().sub("", bare)))


def filled(pieces: list, facts: dict) -> list:
    """Put facts into the %(name)s places of the plain pieces."""
    return [_filled(piece, facts) if isinstance(piece, str) else piece for piece in pieces]


def _filled(text: str, facts: dict) -> str:
    return _PLACE.sub(lambda found: str(facts[found[1]]), text)
