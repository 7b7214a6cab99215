"""日付と時刻 — ej12 and ej13: ○月○日 with the Western year, 午前 and 午後 with twelve hours."""

import re
from collections.abc import Iterator

from tsunagari.base.easy_japanese.findings import Finding
from tsunagari.base.easy_japanese.patterns import found
from tsunagari.base.easy_japanese.sentences import Sentence
from tsunagari.base.languages import gettext_noop as _

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_SLASHED = re.compile(r"(?<![\d/.-])(?:(\d{4})([/.-]))?(\d{1,2})(?(2)\2|/)(\d{1,2})(?![\d/.-])")
_ERA = re.compile("(" + "|".join(ERAS) + r")(\d{1,2}|元)年")
_WESTERN = re.compile(r"\d{4}年")
_CLOCK = re.compile(r"(午前|午後)?(\d{1,2})(?::|：)(\d{2})")
_HOUR = re.compile(r"(?<![\d午前後])(1[3-9]|2[0-3])時(?!間)")
_RIGHT = _("「%(better)s」と書いてください。")


def of(sentence: Sentence) -> Iterator[Finding]:
    """Dates and times that are written in another way."""
    yield from _dates(sentence)
    yield from _times(sentence)


def _dates(sentence: Sentence) -> Iterator[Finding]:
    for hit in _SLASHED.finditer(sentence.tight):
        year, month, day = hit[1], int(hit[3]), int(hit[4])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        better = (f"{year}年" if year else "") + f"{month}月{day}日"
        says = _("「%(text)s」は、国によって読み方がちがいます。")
        yield found(sentence, "ej12", "error", hit.span(), says, _RIGHT, better=better)
    if _WESTERN.search(sentence.tight):
        return
    for hit in _ERA.finditer(sentence.tight):
        year = ERAS[hit[1]] + (1 if hit[2] == "元" else int(hit[2]))
        says = _("「%(text)s」は、日本だけの年の数え方です。")
        yield found(sentence, "ej12", "error", hit.span(), says, _RIGHT, better=f"{year}年")


def _times(sentence: Sentence) -> Iterator[Finding]:
    for hit in _CLOCK.finditer(sentence.tight):
        hour, minute = int(hit[2]), int(hit[3])
        if hour < 24 and minute < 60:
            better = _said(hour, minute, hit[1] or "")
            says = _("「%(text)s」は、時刻の書き方がちがいます。")
            yield found(sentence, "ej13", "warn", hit.span(), says, _RIGHT, better=better)
    for hit in _HOUR.finditer(sentence.tight):
        better = f"午後{int(hit[1]) - 12}時"
        says = _("「%(text)s」は、24時間の言い方です。")
        yield found(sentence, "ej13", "warn", hit.span(), says, _RIGHT, better=better)


def _said(hour: int, minute: int, half: str) -> str:
    half = half or ("午後" if hour >= 12 else "午前")
    hour = hour - 12 if hour > 12 else hour
    past = "" if minute == 0 else "半" if minute == 30 else f"{minute}分"
    return f"{half}{hour}時{past}"
