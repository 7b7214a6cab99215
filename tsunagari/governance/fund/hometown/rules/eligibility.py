"""対象かどうか — who may give to which municipality, point by point; what is unknown is said so."""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.hometown.rules import credits

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Facts:
    """What is known of a donation; answers are yes, no or unknown."""

    area: str
    yen: int
    on: date
    head_office: str = ""
    certified: str = UNKNOWN
    excluded: str = UNKNOWN
    until_day: date | None = None
    blue_return: str = UNKNOWN
    no_return: str = UNKNOWN
    linked: str = UNKNOWN
    disclosed: bool = False


@dataclass(frozen=True)
class Point:
    """One condition: whether it is met, and why."""

    code: str
    answer: str
    reason: Reason


def points(facts: Facts) -> list[Point]:
    """対象の確認 — every condition with its answer, none left out."""
    return [
        _head_office(facts),
        _certified(facts),
        _excluded(facts),
        _period(facts),
        _minimum(facts),
        _blue_return(facts),
        _no_return(facts),
        _linked(facts),
    ]


def why_not(facts: Facts) -> list[Reason]:
    """Every condition that is not met."""
    return [point.reason for point in points(facts) if point.answer == NO]


def open_points(facts: Facts, *codes: str) -> list[Reason]:
    """Conditions of which nobody knows yet whether they are met."""
    return [
        point.reason
        for point in points(facts)
        if point.answer == UNKNOWN and (not codes or point.code in codes)
    ]


def _point(code: str, answer: str, words: str, **facts) -> Point:
    return Point(code, answer, Reason(words, facts, rule=code))


def _head_office(f: Facts) -> Point:
    if not f.head_office.strip():
        words = _("本社がどこにあるかが分かりません。会社に確かめてください。")
        return _point("head_office", UNKNOWN, words)
    if f.area in f.head_office:
        words = _(
            "本社が%(area)sにあります。本社がある市町村（都道府県）への寄附は対象になりません。"
        )
        return _point("head_office", NO, words, area=f.area)
    return _point("head_office", YES, _("本社は%(area)sの外にあります。"), area=f.area)


def _certified(f: Facts) -> Point:
    words = {
        YES: _("%(area)sの計画は国に認定されていて、寄附を使う事業が入っています。"),
        NO: _("%(area)sには、認定された計画に寄附を使う事業がありません。いまは寄附できません。"),
        UNKNOWN: _(
            "%(area)sに、認定された計画と寄附を使う事業があるかは、まだ確かめられていません。"
        ),
    }
    return _point("certified", f.certified, words[f.certified], area=f.area)


def _excluded(f: Facts) -> Point:
    words = {
        YES: _("%(area)sは制度の対象から外れています（地方交付税の不交付団体などの条件）。"),
        NO: _("%(area)sは、対象から外れる市町村ではありません。"),
        UNKNOWN: _("%(area)sが、今年度に対象から外れていないかは、まだ確かめられていません。"),
    }
    answer = {YES: NO, NO: YES, UNKNOWN: UNKNOWN}[f.excluded]
    return _point("excluded", answer, words[f.excluded], area=f.area)


def _period(f: Facts) -> Point:
    last = credits.last_day(f.on)
    if f.on > last:
        words = _("この制度は%(day)sまでの寄附が対象です。それより後の決まりは、まだありません。")
        return _point("period", NO, words, day=last)
    if f.until_day and f.on > f.until_day:
        words = _("この計画は%(day)sで終わりました。新しい計画を確かめてください。")
        return _point("period", NO, words, day=f.until_day)
    end = min(last, f.until_day or last)
    return _point("period", YES, _("%(day)sまでに市町村に入金すれば、対象の期間です。"), day=end)


def _minimum(f: Facts) -> Point:
    least = credits.minimum(f.on)
    if f.yen < least:
        words = _("1回の寄附は%(least)s円からです。%(least)s円以上を入力してください。")
        return _point("minimum", NO, words, least=f"{least:,}")
    return _point("minimum", YES, _("1回%(least)s円以上です。"), least=f"{least:,}")


def _blue_return(f: Facts) -> Point:
    words = {
        YES: _("青色申告の会社です。"),
        NO: _("青色申告の会社だけが、税金の控除を受けられます。"),
        UNKNOWN: _("青色申告かどうかを、会社に確かめてください。"),
    }
    return _point("blue_return", f.blue_return, words[f.blue_return])


def _no_return(f: Facts) -> Point:
    words = {
        YES: _("会社は、寄附のお返しに経済的な利益を受けません。"),
        NO: _(
            "寄附のお返しに経済的な利益（補助、入札や許可での扱いなど）を受けることはできません。"
        ),
        UNKNOWN: _("お返しに経済的な利益を受けないことを、会社に確かめてください。"),
    }
    return _point("no_return", f.no_return, words[f.no_return])


def _linked(f: Facts) -> Point:
    if f.linked == UNKNOWN:
        words = _("会社と事業のあいだに契約などのつながりがあるかを、会社に確かめてください。")
        return _point("linked", UNKNOWN, words)
    if f.linked == NO:
        return _point("linked", YES, _("会社と事業のあいだに、契約などのつながりはありません。"))
    if f.disclosed:
        words = _(
            "会社と事業のあいだにつながりがあり、届け出ています。市町村は国にすぐ報告します。"
        )
        return _point("linked", YES, words)
    words = _(
        "会社と事業のあいだにつながりがありますが、届けがありません。つながりの届けを先に出してください。"
    )
    return _point("linked", NO, words)
