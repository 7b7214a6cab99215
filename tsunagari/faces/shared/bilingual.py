"""二つの言葉 — a sentence in the reader's language, and below it the same in easy Japanese.

So that the page can be shown at a counter: the Japanese below is that of やさしい日本語, with readings.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language, override

from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext, html_lang
from tsunagari.base.readings import plain

EASY = "ja-easy"


@dataclass(frozen=True)
class Both:
    """What the reader reads, and what a Japanese person reads below it ("" for a Japanese reader)."""

    own: str
    ja: str = ""


def both(text: str, **facts) -> Both:
    """An untranslated sentence with its %(fact)s places; days are written as each reader does."""
    language = get_language() or "ja"
    return _both(text, facts, language) if facts else _plain(text, language)


@lru_cache(maxsize=2_000)
def _plain(text: str, language: str) -> Both:
    return _both(text, {}, language)


def _both(text: str, facts: dict, language: str) -> Both:
    own = _said(text, facts, language)
    if html_lang(language) == "ja":
        return Both(own)
    with override(EASY):
        easy = _said(text, facts, EASY)
    # Where a language has no words of its own yet, Japanese stands there once, not twice.
    return Both(own, "" if plain(easy) == plain(own) else easy)


def _said(text: str, facts: dict, language: str) -> str:
    said = {
        name: day_words(value, language) if isinstance(value, date) else value
        for name, value in facts.items()
    }
    return gettext(text) % said if facts else gettext(text)
