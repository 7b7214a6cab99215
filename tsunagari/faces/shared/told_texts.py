"""つけた文 — what staff wrote to one person, as that person reads it: in which language, and how old.

What is not translated yet is read in the language in which it was written, and the page says so.
"""

from dataclasses import dataclass

from tsunagari.base.languages import LANGUAGES, active, html_lang
from tsunagari.kernel.texts import queries
from tsunagari.kernel.texts.rules import states

NAMES = dict(LANGUAGES)


@dataclass(frozen=True)
class Told:
    """A text for a reader: its sentences, and in which language those are that nobody translated."""

    sentences: list[dict]
    missing: str = ""

    @property
    def plain(self) -> str:
        """All of it in one line."""
        return " ".join(one["one"].words for one in self.sentences)


def of(rows, field: str) -> dict[int, Told]:
    """{row: what its reader sees}; a row without a text says what was typed."""
    language = active()
    return {key: _told(text, language) for key, text in queries.attached_to(rows, field).items()}


def _told(text, language: str) -> Told:
    seen = queries.seen(text, language)
    other = next((one.language for one in seen if one.state == states.MISSING), "")
    return Told(
        [{"one": one, "lang": html_lang(one.language)} for one in seen], NAMES.get(other, "")
    )
