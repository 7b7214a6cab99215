"""やさしい日本語の確認 — a text is read by the fifteen rules ej01 to ej15; a person decides.

`check(text, terms=…, analyse=analyser.tokens)` answers with findings: rule, place, what is wrong,
how to mend it, where the rule is written. Without the analyser it finds less and says so.
"""

from collections.abc import Mapping

from tsunagari.base import analyser
from tsunagari.base.annotating import Analyse
from tsunagari.base.easy_japanese import days_and_times, patterns, signs, vocabulary
from tsunagari.base.easy_japanese.findings import LEVELS, Checked, Finding
from tsunagari.base.easy_japanese.sentences import cut
from tsunagari.base.readings import plain

LONGEST = 5_000  # signs of a text at once


def check(text: str, *, terms: Mapping[str, str], analyse: Analyse | None) -> Checked:
    """Every finding in a text in {漢字|かんじ} notation or without, by its place in the bare text."""
    text = text.replace("\r\n", "\n")[:LONGEST]
    bare, missing = plain(text), signs.without_reading(text)
    sentences = [*cut(bare)]
    explained: set[str] = set()
    found: list[Finding] = []
    for sentence in sentences:
        said = vocabulary.covered(sentence, terms) | patterns.polite(sentence)
        found += patterns.of(sentence)
        found += days_and_times.of(sentence)
        found += vocabulary.terms_of(sentence, terms, explained)
        found += vocabulary.of(sentence, said, analyse)
        found += vocabulary.phrases(sentence, said)
        found += signs.of(sentence)
    found += patterns.of_text(bare, sentences)
    found += signs.of_text(bare, sentences, missing)
    found.sort(key=lambda one: (one.start, LEVELS.index(one.level), one.rule, one.end))
    return Checked(bare, len(sentences), tuple(found), analyse is not None)


def read(text: str, *, terms: Mapping[str, str]) -> Checked:
    """The same with the analyser where it can be loaded."""
    try:
        return check(text, terms=terms, analyse=analyser.tokens)
    except analyser.Unavailable:
        return check(text, terms=terms, analyse=None)
