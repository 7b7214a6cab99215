"""見本の訳のしかた — a text in another language, sent in by one person and checked by a second."""

from collections.abc import Sequence

from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.texts import actions, queries
from tsunagari.kernel.texts.models import Text


def translate(
    text: Text, language: str, said: Sequence[str], *, by: Viewer, second: Viewer, when: dict
) -> None:
    """All its sentences, in their order; `when` is the day and the moment."""
    whole = _whole(text)
    words = {line.key: one for line, one in zip(queries.lines(whole, language), said, strict=True)}
    seen = queries.version_of(whole, language)
    actions.translate(whole, language, words, seen=seen, send=True, by=by, **when)
    whole = _whole(text)
    actions.check(whole, language, seen=queries.version_of(whole, language), by=second, **when)


def _whole(text: Text) -> Text:
    return queries.with_sentences(Text.objects.filter(pk=text.pk)).get()
