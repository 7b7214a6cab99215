"""個人の事実 — what in a text looks like somebody's own: names, numbers, addresses, birth dates.

It only names what it finds; a person takes it out, or says that it is nobody's (an office's
telephone, for example). What nobody could write down by rule stays for the second person.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason

NAME, BODY, PHONE, CARD, NUMBER, BIRTH, ADDRESS, MAIL = (
    "name",
    "body",
    "phone",
    "card",
    "number",
    "birth",
    "address",
    "mail",
)
LIKE = {
    NAME: _("連合会が知っている人の名前"),
    BODY: _("連合会が知っている団体の名前"),
    PHONE: _("電話番号"),
    CARD: _("在留カード・旅券の番号"),
    NUMBER: _("長い番号（マイナンバー、口座など）"),
    BIRTH: _("生まれた日"),
    ADDRESS: _("くわしい住所"),
    MAIL: _("メールアドレス"),
}
DASH = r"[-‐‑–—―−ー・.\s()（）]"
ERA = r"(?:令和|平成|昭和|大正|[RHS])\.?\s?\d{1,2}"
DAY = rf"(?:(?:19|20)\d\d|{ERA})\s?[年/.-]\s?\d{{1,2}}\s?[月/.-]\s?\d{{1,2}}\s?日?"
PATTERNS = (
    (MAIL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (CARD, re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\s?\d{8}\s?[A-Z]{2}(?![A-Za-z0-9])")),
    (CARD, re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}\d{7}(?![A-Za-z0-9])")),
    (BIRTH, re.compile(rf"{DAY}\s?(?:生まれ|生(?![活きけ])|に生まれ)")),
    (BIRTH, re.compile(rf"(?:生年月日|誕生日|生まれ|born(?: on)?)[はがの:：\s]*{DAY}")),
    # A day that lies a childhood or more back is hardly an office's.
    (BIRTH, re.compile(rf"(?=19|200|201|昭和|平成|大正|[HS]\.?\d){DAY}")),
    (BIRTH, re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|20[01]\d)(?!\d)")),
    (PHONE, re.compile(rf"(?<![\d-])(?:\+\d{{1,3}}{DASH}?|\(?0)\d{{1,4}}(?:{DASH}{{1,2}}\d{{1,4}}){{2,3}}(?!\d)")),
    (PHONE, re.compile(r"(?<!\d)0\d{9,10}(?!\d)")),
    (PHONE, re.compile(r"\+\d{8,15}(?!\d)")),
    (NUMBER, re.compile(r"(?<!\d)\d{4}[-\s]?\d{4}[-\s]?\d{4}(?!\d)")),
    (NUMBER, re.compile(r"(?<!\d)\d{7,11}(?!\d)")),
    (ADDRESS, re.compile(r"〒\s?\d{3}[-‐−ー]?\d{4}")),
    (ADDRESS, re.compile(r"\d{1,4}\s?丁目\s?\d{1,4}(?:\s?番地?|[-−ー]\d{1,4})?(?:\s?\d{1,4}\s?号)?")),
    (ADDRESS, re.compile(r"[町区市村字々ヶ\u4e00-\u9fff]\s?\d{1,4}[-−ー]\d{1,4}(?:[-−ー]\d{1,4})?(?!\d)")),
    (ADDRESS, re.compile(r"\d{1,4}番地\d{0,4}|\d{1,4}番\d{1,4}号|\d{1,4}号室")),
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Found:
    """Something that looks personal, as it stands in the text."""

    kind: str
    words: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.words}"


def seen(text: str) -> str:
    """The text as it is looked at: without readings, in one width; as long as lines need."""
    return unicodedata.normalize("NFKC", plain(text))


def found(text: str, *, people: Collection[str] = (), bodies: Collection[str] = ()) -> list[Found]:
    """Everything that looks personal, in the order of the text, each once."""
    looked = seen(text)
    spans: list[tuple[int, int, Found]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(looked):
            start, end = match.span()
            if not any(a < end and start < b for a, b, _one in spans):
                spans.append((start, end, Found(kind, match[0].strip())))
    for kind, names in ((BODY, bodies), (NAME, people)):
        for name in sorted(names, key=len, reverse=True):
            for start, end in _places(looked, seen(name)):
                if not any(a < end and start < b for a, b, _one in spans):
                    spans.append((start, end, Found(kind, looked[start:end])))
    return list(dict.fromkeys(one for _start, _end, one in sorted(spans, key=lambda s: s[:2])))


def _places(text: str, name: str):
    """Where a name stands; in Latin letters and kana only as a whole word."""
    if len(name) < 2:
        return
    for match in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not _goes_on(text, match.start(), match.end()):
            yield match.span()


def _goes_on(text: str, start: int, end: int) -> bool:
    """True when the letters beside a name belong to the same word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return _joined(before, text[start]) or _joined(text[end - 1], after)


def _joined(one: str, other: str) -> bool:
    if not (one and other):
        return False
    kinds = (_script(one), _script(other))
    return kinds[0] == kinds[1] and kinds[0] in ("latin", "katakana")


def _script(sign: str) -> str:
    if "ァ" <= sign <= "ヺ" or sign == "ー":
        return "katakana"
    return "latin" if LETTERS.match(sign) and ord(sign) < 0x2000 else "other"


def left(things: Collection[Found], declared: Collection[tuple[str, str]]) -> list[Found]:
    """What was neither taken out nor declared to be nobody's."""
    known = {tuple(pair) for pair in declared}
    return [one for one in things if (one.kind, one.words) not in known]


def why_not_clean(things: Collection[Found], declared: Collection[tuple[str, str]]) -> list[Reason]:
    """One reason for each thing that still looks personal."""
    words = _("「%(words)s」があります。消すか、「個人のことではない」に印をつけてください。")
    return [
        Reason(words, {"words": one.words}, rule=one.kind, field="declared")
        for one in left(things, declared)
    ]
