"""よみがな — words written with their reading, {在留|ざいりゅう}, and the bare words.

Translations into やさしい日本語 carry such marks. Pages draw them as ruby (faces/shared/furigana.py);
whatever has no ruby (mails, files, titles, names of buttons) says the bare words.
"""

import re

# A base with at least one kanji and a reading in kana only: nothing else in braces is touched.
WRITTEN = re.compile(r"\{([^{}|<>]*[\u3400-\u9fff々〆ヶ][^{}|<>]*)\|([ぁ-ゖァ-ヺー・ ]+)\}")


def plain(text: str) -> str:
    """The text without its readings."""
    return WRITTEN.sub(r"\1", text)


def pieces(text: str) -> list:
    """The text in order: plain strings, and [word, reading] pairs."""
    parts = WRITTEN.split(text)
    words = zip(parts[0::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True)
    found: list = []
    for before, word, kana in words:
        found += [before] if before else []
        found += [[word, kana]] if word else []
    return found
