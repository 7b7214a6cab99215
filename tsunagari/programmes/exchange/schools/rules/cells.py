"""名簿のセル — what one cell of a roster says, or a sentence about it.

Each reader takes the text of a cell and answers with a value; `Refused` carries what is wrong and
how to fix it. Readers look at nothing but the cell, so each distinct text is read only once.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.sheets import is_formula_like

LONGEST_CELL = 500
LONGEST_NAME = 30
MOST_NUMBER = 999
BLANK = ("", "-", "−", "ー", "―", "–", "—", "なし", "無し", "未定", "na", "n/a", "none", "wala")
SHOWN = 20

GENDERS = {
    "m": "男, 男子, 男性, おとこ, M, Male, Boy, Man, Lalaki, L, Laki-laki, Nam",
    "f": "女, 女子, 女性, おんな, F, Female, Girl, Woman, Babae, B, Perempuan, P, Nữ",
    "x": "その他, そのほか, 他, 第三, X, Other, Others, Non-binary, Iba pa, Lainnya, Khác",
    "": "未記入, 無回答, 回答なし, 不明, 答えない, Unknown, Prefer not to say, Unspecified",
}
LEVELS = {
    1: "はじめて, 入門, 初心者, 初歩, Beginner, Starter, Pre-A1, A1, Pemula, Baguhan, Nagsisimula",
    2: "初級, 初級者, 基礎, Elementary, Basic, A2, Dasar, Batayan",
    3: "中級, 中級者, ふつう, 普通, Intermediate, Average, Pre-intermediate, B1, Menengah, Katamtaman",
    4: "中上級, 準上級, よくできる, Upper-intermediate, Upper intermediate, B2",
    5: "上級, 上級者, とてもよくできる, Advanced, Fluent, C1, C2, Mahir, Bihasa",
}
GENDER_OF = {fold(word): code for code, words in GENDERS.items() for word in words.split(",")}
LEVEL_OF = {fold(word): level for level, words in LEVELS.items() for word in words.split(",")}
BANDS = [(5, ""), (8, "6-8"), (11, "9-11"), (15, "12-15"), (17, "16-17"), (120, "18-")]
# Years of school before the first one of a stage: 中学2年 is the eighth.
STAGES = {"小": 0, "中": 6, "高": 9}

_CODE_LIKE = re.compile(r"[A-Za-z]{1,20}-?\d{1,4}(?:-\d{1,4})?")
_CODES = re.compile(rf"{_CODE_LIKE.pattern}(?:\n{_CODE_LIKE.pattern})*+")
_NUMBER = re.compile(
    r"(?:no\.?|nr\.?|#|第)?0*(\d{1,9})(?:\.0+)?(?:番|ばん|号|人目)?", re.IGNORECASE
)
_GRADE = re.compile(
    r"(?:(小|中|高)(?:学校?|校)?|grade|gr\.?|g|year|yr\.?|y|lớp|kelas|baitang)?(\d{1,2})"
    r"(?:\.0+)?(?:年生?|学年|th|st|nd|rd)?",
    re.IGNORECASE,
)
_WITH_GRADE = re.compile(
    r"(?:(?:(小|中|高)(?:学校?|校)?|(grade|gr|g|year|yr|baitang))[\s.]*)?(\d{1,2})"
    r"(\s*(?:年生?の?|学年|th)|[\s\-–—−ー―_/.・の:]+)?[\s\-–—−ー―_/.・の:]*(.+)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:section|sec\.|class|クラス|組)\s*(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(r"(?<=\S)\s*(?:組|クラス|学級|class)", re.IGNORECASE)
_BAND = re.compile(r"(\d{1,2})[-〜~–—−ー―](\d{1,2})?(?:さい|歳|才)?")


def years_before(school: str, country: str) -> int:
    """How many years of school lie before a school's first one, by its name: 中学校 → 6."""
    if country != "JP":
        return 0
    return 9 if re.search("高校|高等学校", school) else 6 if "中学" in school else 0


def shown(text: str) -> str:
    """A cell as it may stand in a sentence: one line, at most 20 letters."""
    text = " ".join("".join(c if c.isprintable() else " " for c in text[:200]).split())
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def wrong(words: str, given: str = "", rule: str = "", **facts) -> Refused:
    """A refusal about one cell."""
    return Refused([Reason(words, {"given": shown(given), **facts} if given else facts, rule=rule)])


def plain(text: str) -> str:
    """One width, no spaces around, no sign of a blank; refuses what is no text for a cell."""
    if len(text) > LONGEST_CELL:
        words = _("%(length)s文字あります。%(most)s文字までにしてください。")
        raise wrong(words, rule="cell.long", length=len(text), most=LONGEST_CELL)
    text = unicodedata.normalize("NFKC", text).strip()
    if is_formula_like(text):
        words = _("「%(given)s」は計算式の形です。式ではなく、値をそのまま入力してください。")
        raise wrong(words, text, "cell.formula")
    if text.startswith("#") and text.rstrip("!?").isupper() and text[1:2].isalpha():
        words = _("「%(given)s」は計算のエラーです。式を直すか、値をそのまま入力してください。")
        raise wrong(words, text, "cell.error")
    if not text.isprintable() and any(c not in "\t\r\n" and not c.isprintable() for c in text):
        words = _("見えない文字が入っています。セルの中身を消して、入力しなおしてください。")
        raise wrong(words, rule="cell.control")
    return "" if text.casefold() in BLANK else " ".join(text.split())


def number(text: str) -> int:
    """番号 — 1 to 999; 5番, No.5 and 05 are five."""
    text = plain(text)
    if not text:
        raise wrong(
            _("番号がありません。出席番号を 1 からの数字で入力してください。"), rule="number.empty"
        )
    found = _NUMBER.fullmatch(text.replace(" ", ""))
    if not found or not 1 <= int(found[1]) <= MOST_NUMBER:
        words = _("「%(given)s」は番号として読めません。1〜%(most)s の数字で入力してください。")
        raise wrong(words, text, "number.form", most=MOST_NUMBER)
    return int(found[1])


def grade(text: str, before: int = 0) -> int | None:
    """学年 — counted through all years of school, 1 to 12: 中2, Grade 8 and 8年 are eight.

    `before` are the years before this school's first one, so that 2年 of a junior high is 8.
    """
    text = plain(text)
    if not text:
        return None
    found = _GRADE.fullmatch(text.replace(" ", ""))
    year = _through(found[1], int(found[2]), before) if found else 0
    if not 1 <= year <= 12:
        words = _("「%(given)s」は学年として読めません。2、中2、Grade 8 のように入力してください。")
        raise wrong(words, text, "grade.form")
    return year


def class_parts(text: str, before: int = 0) -> tuple[int | None, str]:
    """組 — the year of school, when the cell says it, and the section: 2年B組 → (8, "B")."""
    text = _without(_BEFORE, text, at_start=True)
    found = _WITH_GRADE.fullmatch(text)
    if found and _is_section(found[5], parted=bool(found[1] or found[2] or found[4])):
        section = _without(_BEFORE, found[5], at_start=True)
        return _through(found[1], int(found[3]), before), _without(_BEHIND, section)
    return None, _without(_BEHIND, text)


def _is_section(rest: str, *, parted: bool) -> bool:
    """Whether digits in front are a year: 2A and 2-1 have one, 21 and 1組 do not."""
    return rest not in ("組", "年", "クラス", "学級") and (parted or rest[:1].isalpha())


def _without(word: re.Pattern, text: str, *, at_start: bool = False) -> str:
    """The text without a word that only says that it is a class."""
    if at_start:
        found = word.match(text)
        return text[found.end() :] if found else text
    found = re.search(rf"(?:{word.pattern})$", text, re.IGNORECASE)
    return text[: found.start()] if found else text


def _through(stage: str | None, year: int, before: int) -> int:
    if stage:
        return STAGES[stage] + year
    return year + before if year <= before and year <= 3 else year


def gender(text: str) -> str:
    """性別 — m, f, x or "" (not told)."""
    text = plain(text)
    code = GENDER_OF.get(fold(text)) if text else ""
    if code is None:
        words = _(
            "「%(given)s」は性別として読めません。男・女・その他 のどれかにするか、空けてください。"
        )
        raise wrong(words, text, "gender.form")
    return code


def level(text: str) -> int | None:
    """英語レベル — 1 (beginner) to 5 (advanced), or None (not known)."""
    text = plain(text)
    if not text:
        return None
    found = re.fullmatch(
        r"(?:レベル|level|lv\.?|l)?([1-5])(?:\.0+)?", text.replace(" ", "").casefold()
    )
    known = int(found[1]) if found else LEVEL_OF.get(fold(text))
    if known is None:
        words = _(
            "「%(given)s」は英語レベルとして読めません。1〜5 の数字にするか、空けてください。"
        )
        raise wrong(words, text, "level.form")
    return known


def display_name(text: str) -> str:
    """表示名 — what partners see; "" when it is to be made."""
    if _CODE_LIKE.fullmatch(text):
        return text
    text = plain(text)
    if len(text) > LONGEST_NAME:
        words = _("表示名は%(most)s文字までです（いまは%(length)s文字）。短くしてください。")
        raise wrong(words, rule="name.long", most=LONGEST_NAME, length=len(text))
    if re.search(r"@|https?:|www\.|(?:\d[\s-]?){7}", text):
        words = _("表示名に連絡先や番号は使えません。kaki-07 のような表示名に変えてください。")
        raise wrong(words, rule="name.contact")
    if text and not any(c.isalnum() for c in text):
        words = _("「%(given)s」は表示名として読めません。文字か数字を入れてください。")
        raise wrong(words, text, "name.form")
    return text


def all_codes(names: Iterable[str]) -> bool:
    """True when every one is a display name like kaki-07: one look at the whole column."""
    return bool(_CODES.fullmatch("\n".join(names)))


def not_codes(names: Iterable[str]) -> list[int]:
    """Where names stand that are not like kaki-07; a code cannot be anybody's real name."""
    is_code = _CODE_LIKE.fullmatch
    return [at for at, name in enumerate(names) if not is_code(name)]


def day(text: str) -> date | None:
    """入学・転入日 — ISO, slashes, eras; None when the cell is empty."""
    from tsunagari.base.days import parse_day

    text = plain(text)
    return parse_day(text, serial=text.isdigit() and len(text) == 5) if text else None


def age_band(text: str) -> str:
    """年れい層 — one of the bands 6-8, 9-11, 12-15, 16-17, 18-; "" when the cell is empty."""
    text = plain(text).replace(" ", "")
    found = _BAND.fullmatch(text) or re.fullmatch(r"(\d{1,2})()(?:さい|歳|才)?", text)
    if not found:
        if text:
            words = _("「%(given)s」は年れい層として読めません。12-15 のように入力してください。")
            raise wrong(words, text, "age.form")
        return ""
    return band_of(int(found[1]))


def band_of(age: int) -> str:
    """The band that an age lies in; "" below six."""
    return next((band for most, band in BANDS if age <= most), "")


def born(text: str, on: date) -> str:
    """生年月日 — only the age band of a day is kept, never the date."""
    if re.fullmatch(r"\s*\d{1,2}-(\d{1,2})?\s*", text):
        return age_band(text)
    try:
        birth = day(text)
    except Refused as refused:
        # The sentence of a day quotes the cell; a birth date is not quoted anywhere.
        words = _(
            "生年月日として読めません。2013-05-06、平成25年5月6日 のように直すか、空けてください。"
        )
        raise wrong(words, rule="born.form") from refused
    if birth is None:
        return ""
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    if not 4 <= age <= 25:
        words = _("生年月日から数えた年れいが%(age)s才です。年を確かめて直すか、空けてください。")
        raise wrong(words, rule="born.range", age=age)
    return band_of(age)


class Reader(dict):
    """Reads each distinct text of a column once; `faults` holds those it could not read.

    A text that cannot be read gives BAD, so that its rows can be told apart.
    """

    def __init__(self, read: Callable):
        self.read = read
        self.faults: dict = {}

    def __missing__(self, text):
        try:
            value = self.read(text)
        except Refused as refused:
            self.faults[text] = refused.reasons[0]
            value = BAD
        self[text] = value
        return value


class _Bad:
    """The value of a cell that could not be read; equal to nothing but itself."""

    def __repr__(self):
        return "BAD"


BAD = _Bad()
