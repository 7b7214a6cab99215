"""規則の表 — who owes what, from which fact, by when, to whom, by which article and how surely.

One table feeds the engine, the batch, the page 「根拠の一覧」 and the tests. A row is data: `on` names
the trigger (`triggers.py`), `when` the way of counting (`reckoning.py`), numbers that can change are
names of figures (`figures.toml`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.counting import MUNICIPAL, NATIONAL, NONE
from tsunagari.programmes.talent.law.rules.sources import SOURCES

__all__ = ["MUNICIPAL", "NATIONAL", "NONE", "Rule", "When", "every", "named", "rows"]

# Which regime a person's case lives under: a property of the case, not of the day.
TITP, ESD, SSW1, SSW2, HSP, HK, OTHER = "TITP", "ESD", "SSW1", "SSW2", "HSP", "HK", "OTHER"
SYSTEMS = (TITP, ESD, SSW1, SSW2, HSP, HK, OTHER)
SYSTEM_WORDS = {
    TITP: _("技能実習"),
    ESD: _("育成就労"),
    SSW1: _("特定技能1号"),
    SSW2: _("特定技能2号"),
    HSP: _("高度専門職"),
    HK: _("家事支援（国家戦略特区）"),
    OTHER: _("ほかの在留資格"),
}
CASE, HOST, BODY = "case", "host", "body"
OFFICIAL, SECONDARY, UNSURE, OWN = "official", "secondary", "unsure", "own"

# What a row asks for: an act by a day, papers kept until a day, a condition that holds all the time,
# a day on which a right ends, or something that may be done.
ACT, KEEP, STANDING, ALARM, CHANCE = "act", "keep", "standing", "alarm", "chance"
SAFETY, LAW, MONEY, DAILY = 0, 1, 2, 4

ROLE_WORDS = {
    "SO": _("監理団体"),
    "SSO": _("監理支援機関"),
    "RSO": _("登録支援機関"),
    "HOST": _("受入れ企業"),
    "PERSON": _("はたらく本人"),
    "EXT": _("外部監査人"),
    "SEND": _("送出機関"),
    "INSTITUTION": _("特定機関（家事支援）"),
    "COUNCIL": _("第三者管理協議会（公の協議会）"),
    "APPLICANT": _("申請する団体"),
    "EMPLOYER": _("雇う会社"),
    "ORGANISATION": _("所属機関"),
    "DESK": _("生活の相談の窓口"),
}
FIRST_DAY = date(1900, 1, 1)
ESD_DAY = date(2027, 4, 1)
RECIPIENTS: dict[str, tuple[tuple[date, str], ...]] = {
    "ORG": ((FIRST_DAY, _("外国人技能実習機構")), (ESD_DAY, _("外国人育成就労機構"))),
    "ISA": ((FIRST_DAY, _("出入国在留管理局")),),
    "PORT": ((FIRST_DAY, _("空港・港の入国審査官")),),
    "MUN": ((FIRST_DAY, _("市区町村")),),
    "HW": ((FIRST_DAY, _("公共職業安定所（ハローワーク）")),),
    "PENSION": ((FIRST_DAY, _("年金事務所")),),
    "LABOUR": ((FIRST_DAY, _("労働基準監督署")),),
    "EXAM": ((FIRST_DAY, _("試験の実施機関")),),
    "EMBASSY": ((FIRST_DAY, _("送出国の大使館・MWO")),),
    "FIELD": ((FIRST_DAY, _("分野の協議会")),),
    "COUNCIL": ((FIRST_DAY, _("第三者管理協議会（公の協議会）")),),
    "PUBLIC": ((FIRST_DAY, _("公表")),),
    "SO": ((FIRST_DAY, _("監理団体")),),
    "SSO": ((FIRST_DAY, _("監理支援機関")),),
    "HOST": ((FIRST_DAY, _("受入れ企業")),),
    "PERSON": ((FIRST_DAY, _("はたらく本人")),),
    "SEND": ((FIRST_DAY, _("送出機関")),),
    "INSTITUTION": ((FIRST_DAY, _("特定機関（家事支援）")),),
}
# Ways of counting that begin with an event, but not on days that are only reckoned: a month's end.
ANSWERS = ("days_after", "days_from", "day_of_next_month", "end_of_next_month", "at_once")
RECKONED = ("month_without_start", "month_inactive")
# Recipients with opening hours that are no administrative organ: nothing rolls, but they are closed.
WITH_HOURS = {"ORG", "LABOUR", "EXAM", "EMBASSY", "FIELD", "COUNCIL", "ISA", "HW", "MUN", "PENSION"}


class When(NamedTuple):
    """When it falls due: the function of `reckoning.py`, a number or a figure's name, and options.

    `month_day` is the day of the following fiscal year, `lead` how many months before the limit it
    opens (None: the function's own), `first` whether the first of a series counts its first day.
    """

    function: str
    n: int | str = 0
    month_day: tuple[int, int] = (5, 31)
    lead: int | None = None
    first: str = "span"


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Rule:
    """One row of the duty tables of the two fact sheets.

    `doer` says who does it when that is not the holder; "RSO?" is the support organisation where
    one is commissioned. `form_sure` False: the number of the form was not seen. A rule that is
    `unsure` is off unless somebody switches it on by its id; `instead_of` names the row whose other
    reading it is, and which it then replaces.
    """

    id: str
    system: tuple[str, ...]
    about: str
    holder: str
    doer: str = ""
    on: str
    when: When
    instead_of: str = ""
    kind: str = ACT
    office: str = NONE
    to: str = ""
    form: str = ""
    form_sure: bool = True
    keep: str = ""
    article: str = ""
    source: tuple[str, ...]
    confidence: str
    from_day: date
    until_day: date = date.max
    version: str
    risk: int = LAW
    provisional: tuple[str, ...] = ()
    title: str
    why: str
    verb: str = _("済んだ")
    steps: tuple[str, ...] = ()

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """(title, address) of every source."""
        return [SOURCES[key] for key in self.source]

    def in_force(self, day: date) -> bool:
        """Whether the row is law on that day."""
        return self.from_day <= day <= self.until_day


def recipient_words(code: str, day: date) -> str:
    """What a recipient is called on a day (untranslated); "" when nobody receives it."""
    return next((words for first, words in reversed(RECIPIENTS.get(code, ())) if first <= day), "")


MODULES = (
    "titp_2017_11_01",
    "titp_2017_11_01_host",
    "esd_2027_04_01",
    "ssw_2019_04_01",
    "ssw_2019_04_01_support",
    "sending",
    "conditions",
    "residence",
    "labour",
    "hsp_2015_04_01",
    "housekeeping_2015_09_01",
    "consultation_2019_04_01",
)


@cache
def rows() -> tuple[Rule, ...]:
    """Every row of every regime, in the order of the sheets."""
    place = __name__.rsplit(".", 1)[0]
    return tuple(r for name in MODULES for r in import_module(f"{place}.{name}").RULES)


@cache
def named(code: str) -> tuple[Rule, ...]:
    """The rows under one id: usually one, several where a number depends on the stage."""
    return tuple(rule for rule in rows() if rule.id == code)


def every(about: str, system: str = "") -> Iterator[Rule]:
    """The rows about a case of one system, or about hosts or bodies."""
    return (r for r in rows() if r.about == about and (not system or system in r.system))


def mark(rule: Rule) -> str:
    """What sets a row's occurrences apart from those of other rows under the same id.

    Stages need none: their occurrences are plans, each of one stage.
    """
    return "" if sole(rule) or re.search(r"_s[123]$", rule.on) else f"{rule.on}:"


def answers_an_event(rule: Rule) -> bool:
    """Whether its act answers something that has happened: nobody can have done it before."""
    return rule.kind == ACT and rule.when.function in ANSWERS and rule.on not in RECKONED


def sole(rule: Rule) -> bool:
    """Whether no other row under the same id can bind the same subject."""
    return not any(
        other is not rule and other.about == rule.about and set(other.system) & set(rule.system)
        for other in named(rule.id)
    )
