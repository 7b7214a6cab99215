"""日と時刻 — days and clocks: read from what people type, said in the reader's words.

Stored dates are ISO 8601 with western years; eras are for input and output only.
"""

import calendar
import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Reason, Refused

# Weekday numbers are 1 = Monday … 7 = Sunday (GIF 441), so a list is read at number - 1.
WEEKDAYS = {
    "ja": ["月", "火", "水", "木", "金", "土", "日"],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "vi": ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"],
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "fil": ["Lunes", "Martes", "Miyerkules", "Huwebes", "Biyernes", "Sabado", "Linggo"],
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "fil": "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
}
ERAS = [
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1868, 1, 25)),
]
# In the order ja, en, vi, id, fil; a zone that is not here is called by its city.
ZONES = {
    "Asia/Tokyo": ["東京", "Tokyo", "Tokyo", "Tokyo", "Tokyo"],
    "Asia/Manila": ["マニラ", "Manila", "Manila", "Manila", "Maynila"],
    "Asia/Makassar": ["バリ", "Bali", "Bali", "Bali", "Bali"],
    "Asia/Jakarta": ["ジャカルタ", "Jakarta", "Jakarta", "Jakarta", "Jakarta"],
    "Asia/Jayapura": ["ジャヤプラ", "Jayapura", "Jayapura", "Jayapura", "Jayapura"],
    "Asia/Ho_Chi_Minh": ["ハノイ", "Hanoi", "Hà Nội", "Hanoi", "Hanoi"],
    "UTC": ["協定世界時", "UTC", "UTC", "UTC", "UTC"],
}
BOTH_CLOCKS = {
    "ja": "%(own)s（現地 %(other)s %(place)s）",
    "ja-easy": "%(own)s（%(place)sでは %(other)s）",
    "en": "%(own)s (%(other)s in %(place)s)",
    "vi": "%(own)s (%(other)s tại %(place)s)",
    "id": "%(own)s (%(other)s di %(place)s)",
    "fil": "%(own)s (%(other)s sa %(place)s)",
}


# やさしい日本語 carries readings. Over the numbers of days 日 is か, and two days are words.
EASY_WEEKDAYS = ["げつ", "か", "すい", "もく", "きん", "ど", "にち"]
EASY_DAYS = {1: "{1日|ついたち}", 20: "{20日|はつか}"}
DAYS_WITH_KA = {2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 24}
EASY_ZONES = {"東京": "{東京|とうきょう}", "協定世界時": "UTC"}


class NotADay(Refused, ValueError):
    """A text that is no day; `reasons` holds the one sentence about it."""


class NotATime(Refused, ValueError):
    """A text that is no time of day; `reasons` holds the one sentence about it."""


# 年度 ---------------------------------------------------------------------------------------


def fiscal_year(day: date) -> int:
    """年度 — the year in which the fiscal year of a day began (1 April)."""
    return day.year if day.month >= 4 else day.year - 1


def school_year_end(day: date) -> date:
    """学年末 — 31 March of the Japanese school year that a day lies in."""
    return date(fiscal_year(day) + 1, 3, 31)


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


# 読む ---------------------------------------------------------------------------------------


def parse_day(given, *, serial: bool = False, day_first: bool = False) -> date:
    """The day that a text or a cell says; NotADay tells what is wrong and how to fix it.

    Reads ISO, slashes, dots, eight digits, eras (R8.11.24, 令和元年5月1日, ㋿8年…) and what
    `day_words` writes, in any width. `serial` also reads Excel's day numbers, `day_first` reads
    03/04/2026 as 3 April; otherwise such a day is refused, because its order cannot be known.
    """
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if serial and (day := _from_serial(given)):
        return day
    text = _plain(given)
    if not text:
        raise NotADay([Reason(_("日付を入力してください。例：2026-11-24"), rule="day.empty")])
    year, month, number, weekday = _parts(text, given, day_first)
    day = _checked(year, month, number)
    if weekday and WEEKDAYS["ja"][day.weekday()] != weekday:
        facts = {"day": f"{month}月{number}日", "weekday": WEEKDAYS["ja"][day.weekday()]}
        words = _("%(day)sは%(weekday)s曜日です。日付か曜日を直してください。")
        raise NotADay([Reason(words, facts, rule="day.weekday")])
    return day


def parse_time(given) -> time:
    """The time of day that a text or a cell says: 8:45, ８：４５, 845, 8時45分, 午後2時半."""
    if isinstance(given, datetime):
        return given.time().replace(tzinfo=None)
    if isinstance(given, time):
        return given
    text = _plain(given)
    if not text:
        raise NotATime([Reason(_("時刻を入力してください。例：8:45"), rule="time.empty")])
    text = re.sub(r"時半$", "時30分", text)
    found = re.fullmatch(
        r"(午前|午後)?(\d{1,2})(?::(\d{2})(?::00)?|時(?:(\d{1,2})分)?)", text
    ) or re.fullmatch(r"()(\d{1,2})(\d{2})()", text)
    if not found:
        words = _("「%(given)s」は時刻として読めません。8:45 のように入力してください。")
        raise NotATime([Reason(words, {"given": _short(given)}, rule="time.form")])
    half, hour, *minutes = found.groups()
    hour, minute = int(hour), int(minutes[0] or minutes[1] or 0)
    if half == "午後" and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        words = _("%(hour)s:%(minute)sはありません。時を 0〜23、分を 00〜59 で入力してください。")
        facts = {"hour": hour, "minute": f"{minute:02}"}
        raise NotATime([Reason(words, facts, rule="time.range")])
    return time(hour, minute)


_ERA_YEARS = {name: first.year - 1 for name, _letter, first in ERAS}
_ERA_YEARS |= {letter: first.year - 1 for _name, letter, first in ERAS}
_ERA_YEARS |= {name[0]: first.year - 1 for name, _letter, first in ERAS}
_YEAR_FIRST = re.compile(
    r"(?:(?P<era>令和|平成|昭和|大正|明治|[令平昭大明RHSTM])(?P<short>\d{1,2})|(?P<year>\d{4}))"
    r"(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?"
    r"(?:\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})([a-z]{3,})\.?|([a-z]{3,})\.?(\d{1,2})),?(\d{4})(?:\([a-z]{3}\))?"
)
_MONTH_NUMBERS = {
    name: number
    for language in MONTHS.values()
    for number, whole in enumerate(language.lower().split(), 1)
    for name in (whole, whole[:3])
}


def _plain(given) -> str:
    """One width, one kind of dash, no spaces, no midnight that a spreadsheet added."""
    if given is None or isinstance(given, bool):
        return ""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    text = unicodedata.normalize("NFKC", plain(str(given))).strip()
    text = re.sub(r"[ T]0?0:00(:00)?(\.0+)?Z?$", "", text)
    text = re.sub(r"(?<=\d)[ー‐−–—―](?=\d)", "-", text)
    return re.sub(r"\s", "", text).replace("元年", "1年")


def _short(given) -> str:
    text = str(given).strip()
    return text if len(text) <= 20 else text[:20] + "…"


def _from_serial(given) -> date | None:
    """Day numbers of the 1900 system; before 1 March 1900 Excel counts a day that never was."""
    text = str(given).strip()
    if isinstance(given, bool) or not re.fullmatch(r"\d{1,7}(\.\d+)?", text):
        return None
    number = int(float(text))
    return date(1899, 12, 30) + timedelta(number) if 61 <= number <= 2_958_465 else None


def _parts(text: str, given, day_first: bool) -> tuple[int, int, int, str | None]:
    """(year, month, day, weekday in Japanese or None) as typed, not yet checked."""
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return int(found[1]), int(found[2]), int(found[3]), None
    if found := _YEAR_FIRST.fullmatch(text):
        western, era = found["year"], found["era"]
        year = int(western) if western else _western(era, int(found["short"]))
        return year, int(found["month"]), int(found["day"]), found["weekday"]
    if found := _YEAR_LAST.fullmatch(text):
        return *_in_order(int(found[1]), int(found[2]), int(found[3]), given, day_first), None
    if (found := _NAMED.fullmatch(text.lower())) and (found[2] or found[3]) in _MONTH_NUMBERS:
        month = _MONTH_NUMBERS[found[2] or found[3]]
        return int(found[5]), month, int(found[1] or found[4]), None
    words = _(
        "「%(given)s」は日付として読めません。"
        "2026-11-24、2026/11/24、令和8年11月24日 のどれかの形で、年から入力してください。"
    )
    raise NotADay([Reason(words, {"given": _short(given)}, rule="day.form")])


def _western(era: str, year: int) -> int:
    if year == 0:
        words = _("%(era)s0年はありません。年を 1 から入力してください。")
        raise NotADay([Reason(words, {"era": era}, rule="day.era")])
    return _ERA_YEARS[era.upper()] + year


def _in_order(first: int, second: int, year: int, given, day_first: bool) -> tuple[int, int, int]:
    """(year, month, day) of a date whose year stands last."""
    if day_first or first > 12:
        return year, second, first
    if second > 12 or first == second:
        return year, first, second
    words = _(
        "「%(given)s」は、どちらが月か分かりません。"
        "%(one)s か %(other)s のように、年・月・日の順で入力してください。"
    )
    one, other = f"{year}-{first:02}-{second:02}", f"{year}-{second:02}-{first:02}"
    facts = {"given": _short(given), "one": one, "other": other}
    raise NotADay([Reason(words, facts, rule="day.order")])


def _checked(year: int, month: int, day: int) -> date:
    """The date, or a sentence that says which part cannot be."""
    if not 1868 <= year <= 9999:
        words = _("%(year)s年は使えません。西暦の年を4けたで入力してください。")
        raise NotADay([Reason(words, {"year": year}, rule="day.year")])
    if not 1 <= month <= 12:
        words = _("%(month)s月はありません。月を 1〜12 で入力してください。")
        raise NotADay([Reason(words, {"month": month}, rule="day.month")])
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        words = _("%(month)s月%(day)s日はありません。日を 1〜%(last)s で入力してください。")
        if (month, day) == (2, 29):
            words = _(
                "%(year)s年の%(month)s月%(day)s日はありません。日を 1〜%(last)s で入力してください。"
            )
        facts = {"year": year, "month": month, "day": day, "last": last}
        raise NotADay([Reason(words, facts, rule="day.day")])
    return date(year, month, day)


# 書く ---------------------------------------------------------------------------------------


def day_words(day: date, language: str, *, weekday: bool = True, year: bool = True) -> str:
    """A day as readers of `language` write it; only ja, ja-easy and en carry the weekday."""
    if language == "ja-easy":
        return _easy_day(day, weekday=weekday, year=year)
    language = _spoken(language)
    if language == "ja":
        words = f"{day.month}月{day.day}日"
        words = f"{day.year}年{words}" if year else words
        return f"{words}（{weekday_words(day.isoweekday(), 'ja')}）" if weekday else words
    if language == "vi":
        return f"{day.day:02}/{day.month:02}" + (f"/{day.year}" if year else "")
    month = MONTHS[language].split()[day.month - 1]
    if language == "fil":
        return f"{month} {day.day}" + (f", {day.year}" if year else "")
    words = f"{day.day} {month}" + (f" {day.year}" if year else "")
    with_weekday = weekday and language == "en"
    return f"{words} ({weekday_words(day.isoweekday(), 'en')})" if with_weekday else words


def _easy_day(day: date, *, weekday: bool, year: bool) -> str:
    number = EASY_DAYS.get(day.day) or (
        f"{day.day}{{日|か}}" if day.day in DAYS_WITH_KA else f"{day.day}{{日|にち}}"
    )
    words = f"{day.month}{{月|がつ}}{number}"
    words = f"{day.year}{{年|ねん}}{words}" if year else words
    return f"{words}（{weekday_words(day.isoweekday(), 'ja-easy')}）" if weekday else words


def weekday_words(weekday: int, language: str) -> str:
    """A weekday by number, 1 = Monday."""
    if language == "ja-easy":
        return f"{{{WEEKDAYS['ja'][weekday - 1]}|{EASY_WEEKDAYS[weekday - 1]}}}"
    return WEEKDAYS[_spoken(language)][weekday - 1]


def weekday_apart(day: date, language: str) -> str:
    """The weekday's word where the day's own words leave it out; "" where it stands there."""
    said = day_words(day, language).endswith((")", "）"))
    return "" if said else weekday_words(day.isoweekday(), language)


def month_words(month: int, language: str) -> str:
    """A month by number: 11月, November, tháng 11."""
    if language == "ja-easy":
        return f"{month}{{月|がつ}}"
    language = _spoken(language)
    if language in ("ja", "vi"):
        return f"{month}月" if language == "ja" else f"tháng {month}"
    return MONTHS[language].split()[month - 1]


def era_of(day: date) -> tuple[str, int]:
    """元号と年 — ("令和", 8); LookupError before Meiji."""
    for name, _letter, first in ERAS:
        if day >= first:
            return name, day.year - first.year + 1
    raise LookupError(f"{day} lies before the eras that we know")


def era_words(day: date) -> str:
    """A day with its era beside the western year: 2026年（令和8年）11月24日."""
    name, year = era_of(day)
    return f"{day.year}年（{name}{'元' if year == 1 else year}年）{day.month}月{day.day}日"


def clock(moment: datetime, zone: str) -> str:
    """A moment on the clock of a zone, HH:MM; a moment without offset is taken as UTC."""
    return f"{_local(moment, zone):%H:%M}"


def two_clocks(moment: datetime, own_zone: str, other_zone: str, language: str) -> str:
    """Both places' clocks, the reader's own first: 10:45（現地 9:45 マニラ）.

    The other place's day is named when it is another one.
    """
    own, other = _local(moment, own_zone), _local(moment, other_zone)
    there = f"{other.hour}:{other:%M}"
    if other.date() != own.date():
        there = f"{day_words(other.date(), language, weekday=False, year=False)} {there}"
    place = zone_name(other_zone, language)
    facts = {"own": f"{own.hour}:{own:%M}", "other": there, "place": place}
    return BOTH_CLOCKS[language if language in BOTH_CLOCKS else _spoken(language)] % facts


def zone_name(zone: str, language: str) -> str:
    """What readers call the place of a zone: 東京, Manila; others by their city."""
    if zone in ZONES:
        if language == "ja-easy":
            return EASY_ZONES.get(ZONES[zone][0], ZONES[zone][0])
        return ZONES[zone][["ja", "en", "vi", "id", "fil"].index(_spoken(language))]
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def _local(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone))


def _spoken(language: str) -> str:
    return "ja" if language.startswith("ja") else language
