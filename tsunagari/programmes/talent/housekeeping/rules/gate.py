"""門（家事支援）— may this be done under the scheme: ○△×, every reason, and the lawful other way.

Sections 2.5 and 3.9 of the support sheet. The guideline as it stands today was not read: a ○ says
that nothing known speaks against it, and never that the council or Immigration agreed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.housekeeping.rules import zones
from tsunagari.programmes.talent.housekeeping.rules.work import (
    BESIDE,
    CHILDCARE,
    CLEANING,
    REPAIRS,
    WORK,
)
from tsunagari.programmes.talent.law.rules import numbers
from tsunagari.programmes.talent.law.rules.counting import span
from tsunagari.programmes.talent.law.rules.status_fit import MAYBE, NO, YES, at_least
from tsunagari.programmes.talent.law.rules.triggers import ENTRY_BAN

ACT = _("国家戦略特別区域法16条の4")
ORDER = _("国家戦略特別区域法施行令15条")
GUIDE = _("国家戦略特別区域法16条の4・指針")
OFFICIAL, SECONDARY, UNSURE, DERIVED = "official", "secondary", "unsure", "derived"
RECORD_YEARS, ADULT, EXPERIENCE = 3, 18, 1
PLACES = ("household", "care_home", "hospital", "hotel", "office", "other")
Place = Literal["household", "care_home", "hospital", "hotel", "office", "other"]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is planned; None means that it is not known (yet)."""

    on: date
    """The day on which it starts."""
    area: str = ""
    """An area's code, or the address: prefecture and municipality, in Japanese."""
    place: Place = "household"
    """Where the work is done."""
    work: tuple[str, ...] = ()
    """What is done: codes of the table of work."""
    lives_in: bool | None = None
    """The worker lives in the household's home."""
    household_orders: bool | None = None
    """The household gives the worker orders."""
    service_contract: bool | None = None
    """The household has a service contract (請負) with the institution, and employs nobody."""
    childcare_main: bool | None = None
    """Looking after children is the main part."""
    confirmed: bool | None = None
    """The council has confirmed the institution."""
    business_years: float | None = None
    """Years of housekeeping business in Japan."""
    disqualified: bool | None = None
    """A ground of disqualification: breaches of law, organised crime."""
    office_near: bool | None = None
    """The employing office lies in the area or in an adjoining municipality."""
    full_time: bool | None = None
    """Full-time work."""
    direct: bool | None = None
    """Employed by the institution itself, by a written contract."""
    pay_equal: bool | None = None
    """Pay as for a Japanese in the same work, or more."""
    deposit: bool | None = None
    """Somebody took a deposit or agreed on a penalty."""
    other_duties: bool | None = None
    """The worker has other duties than housekeeping."""
    housing_inside: bool | None = None
    """The institution provides housing in the area's prefecture."""
    complaint_desk: bool | None = None
    """There is a desk for complaints of workers and households."""
    age: int | None = None
    """The worker's age at the application for landing."""
    experience_years: float | None = None
    """The worker's years of experience in housekeeping."""
    trained: bool | None = None
    """Trained at a recognised body at home, with the qualification of its government."""
    japanese: str | None = None
    """The worker's certificate: "", N5, N4 … N1."""
    language_exempt: bool | None = None
    """The council confirmed the exemption from N4 (form 9)."""
    household_agrees: bool | None = None
    """The household agreed expressly to somebody below N4, after an explanation."""
    first_contract: date | None = None
    """The first day of the worker's first contract under the scheme."""
    contract_until: date | None = None
    """The last day of the contract that is planned."""


@dataclass(frozen=True)
class Point:
    """One reason: a sign, the sentence, where it is written, how sure that is, the other ways."""

    code: str
    sign: str
    reason: Reason
    article: str
    confidence: str
    source: tuple[str, ...]
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """○ nothing known against it, △ something is to be found out, × not under this scheme."""

    sign: str
    points: tuple[Point, ...] = field(default=())

    def against(self) -> list[Reason]:
        """The reasons that stop it, for an action to refuse with."""
        return [point.reason for point in self.points if point.sign == NO]

    def unsure(self) -> list[Point]:
        """What is to be found out."""
        return [point for point in self.points if point.sign == MAYBE]

    def ways(self) -> list[str]:
        """Every lawful other way, once."""
        return list(dict.fromkeys(way for point in self.points for way in point.ways))


Say = Callable[..., None]


def ask(asked: Asked, table: dict[str, zones.Zone] | None = None) -> Answer:
    """Every reason at once, what stops it before what is to be found out."""
    found: list[Point] = []

    def say(code, words, ways=(), *, sign=NO, article=GUIDE, confidence=OFFICIAL, source, **facts):
        reason = Reason(words, facts, rule=f"hk.{code}")
        found.append(Point(code, sign, reason, article, confidence, tuple(source), tuple(ways)))

    for part in (_place, _area, _contract, _work, _institution, _employment, _worker, _term):
        part(asked, say, zones.find(asked.area, table).on(asked.on))
    found.sort(key=lambda point: point.sign != NO)
    signs = {point.sign for point in found}
    return Answer(NO if NO in signs else MAYBE if signs else YES, tuple(found))


def open_questions(asked: Asked) -> list[str]:
    """The names of what was not said, in the order of the form."""
    return [name for name in QUESTIONS if getattr(asked, name) is None]


QUESTIONS = tuple(
    name
    for name in Asked.__dataclass_fields__
    if name not in ("on", "area", "place", "work", "contract_until", "first_contract")
)


def _place(asked: Asked, say: Say, zone: zones.Zone) -> None:
    if asked.place == "household":
        return
    if asked.place == "care_home":
        say(
            "care_home",
            _("介護施設では働けません。家事支援は、家庭との請負契約だけです。"),
            ("ssw_care", "care_status", "training_care"),
            article=ORDER,
            confidence=DERIVED,
            source=("K34", "K25"),
        )
        return
    words = _("家庭でない場所では働けません。家事支援は、家庭との請負契約だけです。")
    say(
        "no_household",
        words,
        ("other_field",),
        article=ORDER,
        confidence=DERIVED,
        source=("K34",),
    )


def _area(asked: Asked, say: Say, zone: zones.Zone) -> None:
    """All three have to stand, confirmed: what nobody could confirm cannot begin."""
    if zone.stands:
        return
    ways = ("propose", "ask", "residents")
    known = {"article": ACT, "source": zone.source, "area": gettext(zone.title)}
    sure = zone.confidence
    if zone.measure is False:
        words = _("%(area)s の区域計画に、家事支援はありません。")
        say("area_plan", words, ways, confidence=sure, **known)
        return
    if not zone.designated:
        words = _(
            "%(area)s が国家戦略特区か、確かめられていません。確かめるまで、はじめられません。"
        )
        say("area_zone", words, ways, confidence=UNSURE, **known)
    if zone.measure is None:
        words = _(
            "%(area)s の区域計画に家事支援があると、確かめられていません。確かめるまで、はじめられません。"
        )
        say("area_plan", words, ways, confidence=UNSURE, **known)
    if not zone.council:
        words = _(
            "%(area)s に公の第三者管理協議会があると、確かめられていません。確かめるまで、はじめられません。"
        )
        say("area_council", words, ways, confidence=UNSURE, **known)


def _contract(asked: Asked, say: Say, zone: zones.Zone) -> None:
    source = ("K34", "K36")
    if asked.service_contract is False:
        words = _("家庭が直接雇うことや、派遣はできません。特定機関との請負契約だけです。")
        say("contract", words, ("service_contract", "residents"), source=source)
    if asked.lives_in:
        say("live_in", _("住み込みはできません。"), ("commute",), source=source)
    if asked.household_orders:
        words = _("家庭は、働く人に直接指示できません。指示は特定機関が出します。")
        say("orders", words, ("institution_orders",), source=source)


# Work that is no housekeeping, and who does it lawfully.
ELSEWHERE = {
    "bodily_care": ("ltc_provider", "ssw_care"),
    "ltc_service": ("ltc_provider", "ssw_care"),
    "medical": ("nurse",),
    "business": ("other_field", "listed_only"),
    "other": ("listed_only", "residents"),
}
REFUSED = {
    "bodily_care": _("身体の介護はできません。"),
    "ltc_service": _("介護保険のサービスはできません。"),
    "medical": _("医療と看護はできません。"),
    "business": _("家庭の店や事業の手伝いはできません。"),
    "other": _("決められた家事のほかの仕事はできません。"),
}


def _work(asked: Asked, say: Say, zone: zones.Zone) -> None:
    known = {"article": ORDER, "source": ("K34",)}
    for code in asked.work:
        if code not in WORK or not WORK[code].listed:
            named = code if code in REFUSED else "other"
            say(named, REFUSED[named], ELSEWHERE[named], **known)
    main = [code for code in asked.work if code in WORK and code not in BESIDE]
    if CHILDCARE in asked.work and (not main or asked.childcare_main):
        words = _("子どもの世話は、ほかの家事といっしょで、家事が中心のときだけです。")
        say("childcare", words, ("with_housework", "childcare_service"), **known)
    elif asked.work and all(code in BESIDE for code in asked.work):
        words = _("付きそいや小さな修理は、ほかの家事といっしょのときだけです。")
        say("beside", words, ("with_housework",), confidence=DERIVED, **known)
    if REPAIRS in asked.work and CLEANING not in asked.work:
        words = _("小さな修理は、そうじといっしょのときだけです。")
        say("repairs", words, ("with_housework",), **known)


def _institution(asked: Asked, say: Say, zone: zones.Zone) -> None:
    if asked.confirmed is False:
        words = _("会社は、特定機関の確認を受けていません。")
        say("confirmed", words, ("confirm", "partner_institution"), source=("K31", "K37"))
    if asked.business_years is not None and asked.business_years < RECORD_YEARS:
        words = _("日本での家事サービスの実績が%(years)s年に足りません。")
        ways = ("wait", "partner_institution")
        say("record", words, ways, source=("K35",), years=RECORD_YEARS)
    if asked.disqualified:
        words = _("会社に欠格事由（法令違反・反社会的勢力など）があります。")
        say("disqualified", words, ("partner_institution",), source=("K35",))
    if asked.office_near is False:
        words = _("雇う事業所は、区域の中か、となりの市町村になければなりません。")
        say("office", words, ("mend", "partner_institution"), source=("K36",))
    if asked.complaint_desk is False:
        words = _("働く人と家庭の相談の窓口がありません。")
        say("desk", words, ("mend",), source=("K35",))


def _employment(asked: Asked, say: Say, zone: zones.Zone) -> None:
    rows = (
        (
            "full_time",
            asked.full_time is False,
            _("フルタイムの雇用でなければなりません。"),
            "direct",
        ),
        ("direct", asked.direct is False, _("特定機関の直接雇用でなければなりません。"), "direct"),
        ("pay", asked.pay_equal is False, _("報酬が、同じ仕事の日本人より低いです。"), "mend"),
        (
            "deposit",
            asked.deposit,
            _("保証金や違約金の契約があります。とってはいけません。"),
            "mend",
        ),
        (
            "duties",
            asked.other_duties,
            _("家事支援のほかの仕事をさせてはいけません。"),
            "listed_only",
        ),
    )
    for code, bad, words, way in rows:
        if bad:
            say(code, words, (way,), source=("K35", "K36"))
    if asked.housing_inside is False:
        words = _("住まいは、区域と同じ都道府県の中に、特定機関が用意します。")
        say("housing", words, ("mend",), source=("K39", "K46"))


def _worker(asked: Asked, say: Say, zone: zones.Zone) -> None:
    if asked.age is not None and asked.age < ADULT:
        say("age", _("18歳になっていません。"), ("wait",), source=("K35",))
    if asked.experience_years is not None and asked.experience_years < EXPERIENCE:
        words = _("家事支援の経験が1年に足りません。")
        say("experience", words, ("wait",), source=("K35",))
    if asked.trained is False:
        words = _("送出国の認められた機関での研修と、国の資格がいります。")
        say("trained", words, ("wait",), source=("K35", "K47"))
    if asked.japanese is not None and not at_least(asked.japanese, "N4"):
        _language(asked, say)


def _language(asked: Asked, say: Say) -> None:
    """Below N4: never with childcare; otherwise with the exemption, and the household's express yes."""
    source = ("K38", "K35")
    if CHILDCARE in asked.work:
        words = _("子どもの世話がある仕事には、いつも日本語 N4 くらいがいります。")
        say("n4_childcare", words, ("learn",), source=source)
    elif not asked.language_exempt:
        words = _("日本語 N4 くらいがありません。協議会の例外の確認（様式9）もありません。")
        say("n4", words, ("form9", "learn"), source=source)
    elif asked.household_agrees is False:
        words = _("日本語 N4 に届かない人が来ることに、家庭が同意していません。")
        say("n4_household", words, ("form9",), source=source)
    elif asked.household_agrees is None:
        words = _(
            "日本語 N4 に届かない人が来ることを家庭に説明し、はっきりした同意をもらってください。"
        )
        say("n4_household", words, ("form9",), sign=MAYBE, source=source)


def _term(asked: Asked, say: Say, zone: zones.Zone) -> None:
    """5 years in total; 8 for whom the COVID exception may hold, which nobody can know from here."""
    if asked.first_contract is None:
        return
    until = asked.contract_until or asked.on
    ends = term_ends(asked.first_contract, asked.on)
    if until <= ends:
        return
    longest = long_term_ends(asked.first_contract, asked.on)
    facts = {"day": ends, "source": ("K41", "K42")}
    ways = ("shorter", "other_status")
    if longest and until <= longest:
        words = _(
            "契約の通算は %(day)s までです。入国が止まる前に来た人の例外になるか、確かめてください。"
        )
        say("term", words, ways, sign=MAYBE, confidence=UNSURE, **facts)
        return
    words = _("契約の通算は %(day)s までです。")
    sure = numbers.confidence("hk_term_months", asked.on)
    say("term", words, ways, confidence=sure, **facts)


def term_ends(first: date, on: date) -> date:
    """The last day of the contracts in total, as the figure of a day has it."""
    return span(first, numbers.on("hk_term_months", on))


def long_term_ends(first: date, on: date) -> date | None:
    """The last day under the exception; None for whom it cannot hold."""
    return span(first, numbers.on("hk_term_long_months", on)) if first < ENTRY_BAN else None
