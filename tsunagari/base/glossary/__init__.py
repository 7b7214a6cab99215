"""用語集 — one word for one thing, in six languages: the words of the product, of the town, of work.

`terms.toml` is the source of docs/glossary.md and of the public page of words.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tsunagari.base.readings import plain

LANGUAGES = ("en", "vi", "id", "fil")
_ASIDE = re.compile(r"（[^）]*）")


@dataclass(frozen=True)
class Term:
    """One row: the Japanese term, its reading and meaning in easy words, four translations."""

    slug: str
    part: str
    ja: str
    en: str
    vi: str
    id: str
    fil: str
    yomi: str = ""
    easy: str = ""
    code: str = ""
    kept: tuple[str, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether readers of the town's pages meet it: then it has a meaning in easy words."""
        return bool(self.easy)

    @property
    def kana(self) -> str:
        """The reading alone, for the order of the list."""
        return re.sub(r"\{[^{}|]*\|([^{}|]*)\}", r"\1", self.yomi) or self.ja

    def in_language(self, language: str) -> str:
        """The term as readers of a language say it; in Japanese, as it stands."""
        return getattr(self, language) if language in LANGUAGES else self.ja

    def names(self) -> list[str]:
        """What the term is called in a text: 「保証金、違約金」 are two."""
        return [self.ja, *_ASIDE.sub("", self.ja).split("、"), *self.kept]


@cache
def _file() -> dict:
    return tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))


@cache
def every() -> tuple[Term, ...]:
    """All terms, part by part."""
    return tuple(Term(**row | {"kept": tuple(row.get("kept", ()))}) for row in _file()["terms"])


@cache
def parts() -> dict[str, dict[str, str]]:
    """{key: {"ja", "en"}} of the parts in their order."""
    return _file()["parts"]


def easy_words() -> dict[str, str]:
    """{word of the product: how やさしい日本語 says it}."""
    return _file()["easy"]


@cache
def by_slug() -> dict[str, Term]:
    return {term.slug: term for term in every()}


@cache
def by_name() -> dict[str, Term]:
    """{name in a text: term} of the public terms; the first row that has it."""
    found: dict[str, Term] = {}
    for term in every():
        if term.is_public:
            for name in term.names():
                found.setdefault(name, term)
    return found


@cache
def kept() -> dict[str, str]:
    """{term: meaning}: what texts in easy Japanese keep, and explain where it stands first."""
    return {name: plain(term.easy) for term in every() for name in term.kept}


def found(q: str, language: str, part: str = "") -> list[Term]:
    """The public terms that have the words asked for, in Japanese, its reading or a translation."""
    sought = q.strip().casefold()
    rows = [term for term in every() if term.is_public and part in ("", term.part)]
    if sought:
        rows = [term for term in rows if any(sought in text for text in _texts(term))]
    if language in LANGUAGES:
        return sorted(rows, key=lambda term: term.in_language(language).casefold())
    return sorted(rows, key=lambda term: term.kana)


def _texts(term: Term) -> list[str]:
    shown = (term.ja, term.kana, plain(term.easy), term.en, term.vi, term.id, term.fil)
    return [text.casefold() for text in shown]
