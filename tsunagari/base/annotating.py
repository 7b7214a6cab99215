"""ふりがなを つける — a text gets its readings: our own table first, then the analyser.

The bare words never change: `readings.plain(annotate(text).text) == readings.plain(text)`.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import jaconv

from tsunagari.base.analyser import Token
from tsunagari.base.names import hepburn
from tsunagari.base.readings import WRITTEN, pieces, plain

KANJI = re.compile("[\u3400-\u9fff々〆]")
_RUN = re.compile("[\u3400-\u9fff々〆ヶ]+|[^\u3400-\u9fff々〆ヶ]+")
_KANA = re.compile("[ぁ-ゖー・]+")
_SAID = re.compile("[ぁ-ゖァ-ヺー]+")
_WORDS = re.compile("[ぁ-ゖァ-ヺー]+|[^ぁ-ゖァ-ヺー・ ]+")
_LATIN = re.compile("[0-9A-Za-zāīūēō' -]+")
# What a place is, as its name ends, and how that is read.
KINDS = {
    "市": ("し",),
    "町": ("まち", "ちょう"),
    "村": ("むら", "そん"),
    "区": ("く",),
    "郡": ("ぐん",),
    "県": ("けん",),
    "府": ("ふ",),
    "都": ("と",),
    "駅": ("えき",),
}
_SIGNS = re.compile("([（）()「」『』【】、。，．]+)")
# The analyser reads figures one by one, and with them what is counted; and it knows one reading
# of a word where people know several.
_LISTED = tomllib.loads(Path(__file__).with_name("readings.toml").read_text("utf-8"))
COUNTERS: dict[str, str] = _LISTED["counters"]
SEVERAL = frozenset(_LISTED["several"].split())
_COUNTED = re.compile(r"(?<=[0-9０-９])(" + "|".join(COUNTERS) + ")")


@dataclass(frozen=True)
class Doubt:
    """A reading that a person should look at: why is "unknown", "name", "several" or "unchecked"."""

    word: str
    kana: str
    why: str


@dataclass(frozen=True)
class Annotated:
    """The text with its readings, what is doubtful in it, the words left bare, and by what means."""

    text: str
    doubts: tuple[Doubt, ...] = ()
    bare: tuple[str, ...] = ()
    analysed: bool = True


@dataclass(frozen=True)
class Own:
    """A reading of our own table, and whether a second person has checked it."""

    kana: str
    checked: bool = True


Analyse = Callable[[str], Iterable[Token]]


def annotate(text: str, own: Mapping[str, Own], analyse: Analyse | None) -> Annotated:
    """A text with readings over its kanji, {在留|ざいりゅう}; marks that it carries already stay."""
    write = _Writer(own, analyse)
    done, position = [], 0
    for mark in WRITTEN.finditer(text):
        done += [write.part(text[position : mark.start()]), mark[0]]
        position = mark.end()
    written = "".join([*done, write.part(text[position:])])
    if plain(written) != plain(text):  # braces of the text's own would make other marks
        return Annotated(text, bare=tuple(_left(text)), analysed=analyse is not None)
    return Annotated(written, write.doubts(), tuple(_left(written)), analyse is not None)


def spelled(word: str, kana: str) -> str:
    """A word with its reading over the kanji only: {出|だ}す; over all of it where that fails."""
    runs = _RUN.findall(word)
    wanted = "".join(
        "(.+?)" if KANJI.search(run) else re.escape(jaconv.kata2hira(run)) for run in runs
    )
    found = re.fullmatch(wanted, jaconv.kata2hira(kana))
    if not found:
        return f"{{{word}|{kana}}}"
    heard = iter(found.groups())
    return "".join(f"{{{run}|{next(heard)}}}" if KANJI.search(run) else run for run in runs)


def in_letters(written: str) -> str:
    """A place's name with its readings in Latin letters: {流山市|ながれやまし} → Nagareyama-shi.

    "" where a kanji has no reading, or where nothing of it is Japanese.
    """
    said: list[str] = []
    for piece in pieces(written):
        words = [piece] if isinstance(piece, list) else [[w, w] for w in _WORDS.findall(piece)]
        said += [_spoken(*word) for word in words]
    plainly = " ".join(said)
    return plainly if plainly != written and _LATIN.fullmatch(plainly) else ""


def _spoken(word: str, kana: str) -> str:
    """One word; what kind of place it is stands apart at its end. What is no kana stays."""
    if not _SAID.fullmatch(kana):
        return kana
    kinds = KINDS.get(word[-1], ()) if len(word) > 1 else ()
    kind = next((one for one in kinds if kana.endswith(one)), "")
    said = hepburn(kana.removesuffix(kind)).capitalize()
    return f"{said}-{hepburn(kind)}" if kind else said


class _Writer:
    def __init__(self, own: Mapping[str, Own], analyse: Analyse | None):
        self.own, self.analyse = own, analyse
        self.found: dict[Doubt, None] = {}
        self.by_first: dict[str, list[str]] = {}
        for word in sorted(own, key=len, reverse=True):
            if len(word) > 1:
                self.by_first.setdefault(word[0], []).append(word)

    def doubts(self) -> tuple[Doubt, ...]:
        return tuple(self.found)

    def part(self, text: str) -> str:
        """A text without marks: what our table knows, and what lies between."""
        if not KANJI.search(text):
            return text
        return "".join(
            self._own(piece) if known else self._between(piece) for known, piece in self._cut(text)
        )

    def _cut(self, text: str) -> Iterator[tuple[bool, str]]:
        start = at = 0
        while at < len(text):
            word = next((w for w in self.by_first.get(text[at], ()) if text.startswith(w, at)), "")
            if not word:
                at += 1
                continue
            yield False, text[start:at]
            yield True, word
            start = at = at + len(word)
        yield False, text[start:]

    def _own(self, word: str) -> str:
        known = self.own[word]
        if not known.checked:
            self.found[Doubt(word, known.kana, "unchecked")] = None
        return spelled(word, known.kana)

    def _between(self, text: str) -> str:
        parts = _COUNTED.split(text)
        return "".join(
            spelled(part, COUNTERS[part]) if i % 2 else self._analysed(part)
            for i, part in enumerate(parts)
        )

    def _analysed(self, text: str) -> str:
        if self.analyse is None or not KANJI.search(text):
            return text
        return "".join(map(self._word, self.analyse(text)))

    def _word(self, token: Token) -> str:
        if not KANJI.search(token.surface):
            return token.surface
        pieces = _SIGNS.split(token.surface)
        if len(pieces) > 1:  # brackets taken for a part of the word: 報告（すぐに）
            return "".join(map(self._analysed, pieces))
        if token.surface in self.own:  # one sign alone: ours only where it is a word of its own
            return self._own(token.surface)
        if token.unknown or not _KANA.fullmatch(token.kana):
            self.found[Doubt(token.surface, "", "unknown")] = None
            return token.surface
        if token.is_name:
            self.found[Doubt(token.surface, token.kana, "name")] = None
        elif token.surface in SEVERAL:
            self.found[Doubt(token.surface, token.kana, "several")] = None
        return spelled(token.surface, token.kana)


def _left(text: str) -> list[str]:
    """The runs of kanji without a reading, each once."""
    bare = WRITTEN.sub("\n", text)
    return [*dict.fromkeys(re.findall("[\u3400-\u9fff々〆]+", bare))]
