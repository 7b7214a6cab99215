"""授業と成績の表 — a school's list of attendance or of results: read, and held against what is known.

A row says who by the organisation's number, or by the name as it is registered; a name that only
sounds alike needs the birthday. Nobody who does not learn at the school is found.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tsunagari.base.days import NotATime, parse_time
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold, tidy
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import Sheet
from tsunagari.programmes.talent.orders.rules import candidates as rules
from tsunagari.programmes.talent.orders.rules.cells import Checked, Fault, Reader, read
from tsunagari.programmes.talent.orders.rules.columns import Mapping, own_words
from tsunagari.programmes.talent.orders.rules.sheet import NO, YES, names_of, trade_of

HERE = {"出席", "出", "present", "p", "có mặt", "hadir", "dumalo"}
AWAY = {"欠席", "欠", "absent", "a", "vắng", "vắng mặt", "absen", "tidak hadir", "lumiban", "liban"}
PASSED = {"合格", "合", "pass", "passed", "đỗ", "đậu", "lulus", "pasado", "pumasa"}
FAILED = {"不合格", "不", "否", "fail", "failed", "trượt", "tidak lulus", "gagal", "bagsak"}
TEST_WORDS = {
    "JLPT": "日本語能力試験",
    "JFT": "JFT-Basic, 国際交流基金日本語基礎テスト",
    "NAT": "NAT-TEST, 日本語NAT-TEST",
    "SSW1": "特定技能1号, 特定技能1号試験, 技能試験, SSW",
    "SSW2": "特定技能2号, 特定技能2号試験",
    "CARE_JA": "介護日本語, 介護の日本語",
    "TRADE": "技能検定, 技能実習評価試験",
}
MINUTES, MOST_POINTS = (5, 600), 1_000


class Learner(NamedTuple):
    """Somebody who learns at the school, as files are compared with."""

    key: int
    number: str
    born_on: date | None
    spelt: str
    sound: str


class Sat(NamedTuple):
    """Somebody in a lesson that stands."""

    key: int
    meeting: int
    topic: str
    starts_at: datetime
    ends_at: datetime
    here: bool


class Test(NamedTuple):
    """A test with its day: what one person has one result of."""

    kind: str
    level: str
    taken_on: date


class Noted(NamedTuple):
    """What stands of it."""

    passed: bool
    points: int | None


@dataclass
class Row:
    """One person in one lesson, or one result; `name` as the file writes it."""

    row: int
    key: int
    name: str
    facts: dict
    state: str = "new"


class _Reader(Reader):
    """The cells of a row about a learner."""

    def who(self, known: list[Learner]) -> int | None:
        """Whom the row is about; what does not fit is said."""
        number, (latin, kana) = tidy(self.raw("number")), self._name()
        born = self.day("born") if self.raw("born") else None
        if not self.sound:
            return None
        if not (number or latin or kana):
            words = _("だれの行か分かりません。候補者の番号か名前を入力してください。")
            self.wrong("name", Reason(words, rule="who.none"))
            return None
        found = [one for one in known if not number or fold(one.number) == fold(number)]
        found = [one for one in found if _is(one, latin, kana, born, sure=bool(number))]
        if len(found) == 1:
            return found[0].key
        words = (
            _("同じ名前の人が%(count)s人います。候補者の番号か生年月日を入れてください。")
            if found
            else _(
                "この学校で学ぶ候補者に、この番号・名前・生年月日の人がいません。"
                "「候補者の授業と成績」の一覧と同じに書いてください。"
            )
        )
        field = "number" if number else "name" if latin else "kana"
        self.wrong(field, Reason(words, {"count": len(found)}, rule="who"))
        return None

    def _name(self) -> tuple[str, str]:
        _names, latin, kana = names_of(self)
        return latin, kana

    def shown(self) -> str:
        """Who it is in the words of the file."""
        return " ".join(filter(None, (self.raw(n) for n in ("name", "family", "given")))) or (
            self.raw("kana") or self.raw("number")
        )

    def one_of(self, name: str, yes: set[str], no: set[str], words: str) -> bool | None:
        """Whether a cell says yes or no by the words of this column."""
        text = self.raw(name)
        key = fold(text) or text
        if key in _folded(yes) or key in YES:
            return True
        if key in _folded(no) or key in NO:
            return False
        self.wrong(name, Reason(words, {"value": text[:20]}, rule=name))
        return None

    def whole(self, name: str, least: int, most: int) -> int | None:
        text = tidy(self.raw(name)).removesuffix("分").removesuffix("点").strip()
        if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most:
            return int(text)
        words = _("%(least)s から %(most)s までの数を入力してください。")
        self.wrong(name, Reason(words, {"least": least, "most": most}, rule=name))
        return None

    def moment(self, zone: str) -> datetime | None:
        """The beginning of a lesson by the school's clock."""
        day = self.day("day")
        try:
            clock = parse_time(self.raw("time"))
        except NotATime as refused:
            self.wrong("time", refused.reasons[0])
            return None
        return datetime.combine(day, clock, ZoneInfo(zone)) if day else None

    def test(self) -> str:
        """Which test, by any of its names."""
        text = self.raw("test")
        code = _tests().get(fold(text), "")
        if not code:
            words = _("「%(value)s」という試験はありません。「JLPT」のように入力してください。")
            self.wrong("test", Reason(words, {"value": text[:20]}, rule="test"))
        return code

    def level(self, test: str) -> str:
        """The level or the field of that test."""
        text = self.raw("level")
        if test in rules.BY_FIELD:
            found = trade_of(text)
        else:
            levels = rules.TESTS[test][1] if test else ()
            found = next((one for one in levels if fold(text) in _level_words(one)), None)
            found = found or ("-" if levels == ("-",) and text in ("", "-", "ー") else None)
        if test and not found:
            words = _(
                "この試験に、その級・分野はありません。「N4」「介護」のように入力してください。"
            )
            self.wrong("level", Reason(words, rule="level"))
        return found or ""


def _folded(words: set[str]) -> set[str]:
    return {fold(word) or word for word in words}


@cache
def _tests() -> dict[str, str]:
    return {
        key: code
        for code, (words, _levels) in rules.TESTS.items()
        for key in (*map(fold, TEST_WORDS[code].split(",")), fold(code), *own_words(words))
    }


@cache
def _level_words(level: str) -> frozenset[str]:
    return frozenset({fold(level)}) | own_words(rules.LEVEL_WORDS.get(level, level))


def _is(one: Learner, latin: str, kana: str, born: date | None, *, sure: bool) -> bool:
    """Whether a row may be about somebody; `sure`: the number says so already."""
    if born and one.born_on and born != one.born_on:
        return False
    if not (latin or kana):
        return True
    if rules.spelt(latin, kana) == one.spelt:
        return True
    alike = bool(one.sound) and rules.sound(latin, kana) == one.sound
    return alike and (sure or born is not None)


# 出席 -----------------------------------------------------------------------------------------


def attendance(
    sheet: Sheet,
    mapping: Mapping,
    known: list[Learner],
    sat: list[Sat],
    *,
    zone: str,
    now: datetime,
) -> Checked:
    """Who was in which lesson: good rows and faults, beside the lessons that stand."""

    def one(cell: _Reader) -> Row | None:
        key = cell.who(known)
        facts = {
            "starts_at": cell.moment(zone),
            "minutes": cell.whole("minutes", *MINUTES),
            "topic": tidy(cell.raw("topic"))[:200],
            "here": cell.one_of("here", HERE, AWAY, NOT_SAID),
        }
        if not facts["topic"]:
            cell.wrong("topic", Reason(_("授業の内容を入力してください。"), rule="topic"))
        if facts["starts_at"] and facts["starts_at"] > now:
            words = _("授業がまだはじまっていません。はじまってから出席をつけてください。")
            cell.wrong("day", Reason(words, rule="early"))
        return Row(cell.row, key, cell.shown(), facts) if key and cell.sound else None

    rows, faults = read(sheet, mapping, one, _Reader)
    rows = _alone(rows, faults, lambda row: (row.key, lesson_of(row)), SAME_LESSON)
    rows = _one_length(rows, faults, sat)
    return Checked(mapping, _beside(rows, faults, sat), faults)


NOT_SAID = _("「%(value)s」が出席か欠席か分かりません。どちらかを入力してください。")
SAME_LESSON = _("%(first)s行目と同じ人の、同じ授業です。1行だけ残してください。")


def topic_of(text: str) -> str:
    """One key for all ways to write a topic."""
    return fold(text) or text


def lesson_of(row: Row) -> tuple[datetime, str]:
    """What makes rows one lesson: the hour and the topic."""
    return row.facts["starts_at"], topic_of(row.facts["topic"])


def _alone(rows: list[Row], faults: list[Fault], key_of, words: str) -> list[Row]:
    """The same person twice in the same thing is a fault that names the first row."""
    first: dict[tuple, int] = {}
    good = []
    for row in rows:
        if (there := first.setdefault(key_of(row), row.row)) == row.row:
            good.append(row)
        else:
            faults.append(_fault(row, words, first=there))
    return good


def _fault(row: Row, words: str, **facts) -> Fault:
    return Fault(row.row, None, "", row.name[:40], Reason(words, facts, rule="beside"))


def _one_length(rows: list[Row], faults: list[Fault], sat: list[Sat]) -> list[Row]:
    """A lesson has one length: that of the lesson that stands, or of its first row."""
    lengths = {(one.starts_at, topic_of(one.topic)): _minutes(one) for one in sat}
    good = []
    for row in rows:
        minutes = lengths.setdefault(lesson_of(row), row.facts["minutes"])
        if minutes == row.facts["minutes"]:
            good.append(row)
        else:
            words = _(
                "同じ授業が、ほかでは%(minutes)s分です。分か、はじまりの時刻を直してください。"
            )
            faults.append(_fault(row, words, minutes=minutes))
    return good


def _minutes(one: Sat) -> int:
    return int((one.ends_at - one.starts_at).total_seconds()) // 60


def _beside(rows: list[Row], faults: list[Fault], sat: list[Sat]) -> list[Row]:
    """What changes of what stands; nobody sits in two lessons at once."""
    there: dict[int, list[Sat]] = {}
    for one in sat:
        there.setdefault(one.key, []).append(one)
    good = []
    for row in rows:
        starts_at, topic = lesson_of(row)
        now = Sat(row.key, 0, row.facts["topic"], starts_at, ends_of(row), row.facts["here"])
        mine = there.setdefault(row.key, [])
        same = next(
            (o for o in mine if (o.starts_at, topic_of(o.topic)) == (starts_at, topic)), None
        )
        clash = next((o for o in mine if o is not same and _at_once(o, now)), None)
        if clash:
            words = _(
                "この人は、同じ時間の授業「%(topic)s」に出席しています。時刻か出欠を直してください。"
            )
            faults.append(_fault(row, words, topic=clash.topic))
            continue
        if same:
            row.state = "same" if same.here == now.here else "changed"
            mine.remove(same)
        mine.append(now)
        good.append(row)
    return good


def ends_of(row: Row) -> datetime:
    """When the lesson of a row ends."""
    return row.facts["starts_at"] + timedelta(minutes=row.facts["minutes"])


def _at_once(one: Sat, other: Sat) -> bool:
    return (
        one.here and other.here and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    )


# 成績 -----------------------------------------------------------------------------------------


def results(
    sheet: Sheet,
    mapping: Mapping,
    known: list[Learner],
    noted: dict[tuple[int, Test], Noted],
    *,
    on: date,
) -> Checked:
    """Who passed which test: good rows and faults, beside the results that stand."""

    def one(cell: _Reader) -> Row | None:
        key, test = cell.who(known), cell.test()
        level, day = cell.level(test), cell.day("taken")
        passed = cell.one_of("passed", PASSED, FAILED, NOT_PASSED)
        points = cell.whole("points", 0, MOST_POINTS) if cell.raw("points") else None
        if test and level and day:
            for reason in rules.why_not_note(kind=test, level=level, taken_on=day, on=on):
                cell.wrong("taken" if reason.field == "taken_on" else "level", reason)
        if not (key and day and cell.sound):
            return None
        facts = {"test": Test(test, level, day), "passed": passed, "points": points}
        return Row(cell.row, key, cell.shown(), facts)

    rows, faults = read(sheet, mapping, one, _Reader)
    rows = _alone(rows, faults, lambda row: (row.key, row.facts["test"]), SAME_TEST)
    return Checked(mapping, [row for row in rows if _is_new(row, noted, faults)], faults)


NOT_PASSED = _("「%(value)s」が合格か不合格か分かりません。どちらかを入力してください。")
SAME_TEST = _("%(first)s行目と同じ人の、同じ試験です。1行だけ残してください。")


def _is_new(row: Row, noted: dict, faults: list[Fault]) -> bool:
    """A result that stands as it is stays; another one of the same test is a fault."""
    stands = noted.get((row.key, row.facts["test"]))
    if stands is None:
        return True
    if stands.passed == row.facts["passed"] and row.facts["points"] in (None, stands.points):
        row.state = "same"
        return True
    words = _("この試験の結果は、もう入っています。ちがうときは、先に取り消してください。")
    faults.append(_fault(row, words))
    return False
