"""よみがな — words written with their reading, {在留|ざいりゅう}, and the bare words.

Translations into やさしい日本語 carry such marks. Pages draw them as ruby (faces/shared/furigana.py);
whatever has no ruby (mails, files, titles, names of buttons) says the bare words.
"""

import re

# A base with at least one kanji and a reading in kana only: nothing else in braces is touched.
WRITTEN = re.compile(r"\{([^{}|<>]*[\u3400-\u9fff々〆ヶ][^{}|<>]*)\|([ぁ-ゖァ-ヺー・ ]+)\}")
# A fact may put any number before a counter, and some numbers change how it is read.
COUNTED = re.compile(r"(?<![\d.:,])(\d[\d,]*)\{(人|日|分)\|(?:にん|にち|ふん)\}")
PEOPLE = {"1": "ひとり", "2": "ふたり"}
DAYS_WITH_KA = {"2", "3", "4", "5", "6", "7", "8", "9", "10", "14", "24"}


def plain(text: str) -> str:
    """The text without its readings."""
    return WRITTEN.sub(r"\1", text)


def counted(text: str) -> str:
    """The text with its counters read as their numbers want: {2人|ふたり}, 3{日|か}, 10{分|ぷん}."""
    return COUNTED.sub(_counted, text)


def _counted(found: re.Match) -> str:
    number, counter = found[1], found[2]
    if counter == "人" and number in PEOPLE:
        return f"{{{number}人|{PEOPLE[number]}}}"
    if counter == "日" and number in DAYS_WITH_KA:
        return f"{number}{{日|か}}"
    if counter == "日" and number == "20":
        return "{20日|はつか}"
    if counter == "分" and number[-1] in "134680":
        return f"{number}{{分|ぷん}}"
    return found[0]


def pieces(text: str) -> list:
    """The text in order: plain strings, and [word, reading] pairs."""
    parts = WRITTEN.split(counted(text))
    words = zip(parts[0::3], [*parts[1::3], ""], [*parts[2::3], ""], strict=True)
    found: list = []
    for before, word, kana in words:
        found += [before] if before else []
        found += [[word, kana]] if word else []
    return found
