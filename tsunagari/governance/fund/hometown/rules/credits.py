"""税額控除 — what a donation through the corporate hometown tax costs a company in the end.

An estimate: a company with offices in several municipalities splits its taxes between them.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from tsunagari.base import figures
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

FOLDER = Path(__file__).parent.parent
VERSION = "2026-11"
FIRST = date(2020, 4, 1)
RATES = (
    "prefecture_rate",
    "municipal_rate",
    "resident_rate",
    "resident_cap",
    "corporation_rate",
    "corporation_cap",
    "enterprise_rate",
    "enterprise_cap",
)
FULL = 1000

ESTIMATE = _("これは目安です。税金の額は、税理士か税務署に確かめてください。")
SPLIT = _(
    "事務所がいくつかの市町村にあるときは、法人住民税と法人事業税が分かれるので、この計算と変わります。"
)
CAPPED = {
    "prefecture": _("都道府県民税の控除は、法人税割の%(rate)s％の%(yen)s円で止まりました。"),
    "municipal": _("市町村民税の控除は、法人税割の%(rate)s％の%(yen)s円で止まりました。"),
    "corporation": _("法人税の控除は、法人税の%(rate)s％の%(yen)s円で止まりました。"),
    "enterprise": _("法人事業税の控除は、法人事業税の%(rate)s％の%(yen)s円で止まりました。"),
}
FILLED = _("法人住民税で引けなかった分のうち%(yen)s円を、法人税から引きます。")
TEN_PERCENT = _("法人税の控除は、寄附の%(rate)s％の%(yen)s円で止まりました。")
UNSURE = {
    "prefecture_rate": _(
        "法人住民税の控除のうち、都道府県民税の分（寄附の%(rate)s％）は、条文では確かめられていません。"
    ),
    "municipal_rate": _(
        "法人住民税の控除のうち、市町村民税の分（寄附の%(rate)s％）は、条文では確かめられていません。"
    ),
    "enterprise_cap": _(
        "法人事業税の控除の上限（法人事業税の%(rate)s％）は、条文では確かめられていません。"
    ),
}
OTHER_UNSURE = _("この計算に使う率（%(rate)s％）のうち、条文では確かめられていないものがあります。")
HIGH_RATE = _(
    "損金に入れて減る税金の割合が高すぎるようです。ふつうは3割くらいです。確かめてください。"
)


@dataclass(frozen=True)
class Asked:
    """A donation of one fiscal year, and the company's taxes of that year before the credits."""

    donation: int
    corporation_tax: int
    prefecture_levy: int
    municipal_levy: int
    enterprise_tax: int
    effective_rate: Fraction = Fraction(3, 10)


@dataclass(frozen=True)
class Estimate:
    """What comes back, what remains; `reasons` say which cap stopped what, and what is unsure."""

    resident: int
    corporation: int
    enterprise: int
    deduction: int
    net_cost: int
    reasons: list[Reason] = field(default_factory=list)

    @property
    def credits(self) -> int:
        return self.resident + self.corporation + self.enterprise


def rates_on(day: date) -> dict[str, int]:
    """Every rate and cap of a day, in per mille; LookupError before the first one."""
    return {name: figures.number(FOLDER, name, day) for name in RATES}


def last_day(on: date) -> date:
    """The last day of a donation that brings credits, as it is known on a day."""
    return date.fromisoformat(figures.number(FOLDER, "last_day", on))


def minimum(on: date) -> int:
    """The smallest donation."""
    return figures.number(FOLDER, "minimum", on)


def unsure(on: date) -> list[figures.Figure]:
    """The figures behind an estimate that nobody has confirmed."""
    known = figures.read(FOLDER)
    return [known[name] for name in RATES if known[name].on(on).confidence == "unsure"]


def why_not_estimate(*, donation: int, on: date) -> list[Reason]:
    """A donation has a smallest sum, and a last day."""
    reasons = []
    if on < FIRST:
        words = _("%(day)s より前の率は持っていません。その日か、後の日を書いてください。")
        return [Reason(words, {"day": FIRST}, rule="first", field="on")]
    if donation < (least := minimum(on)):
        words = _("1回の寄附は%(least)s円からです。%(least)s円以上を入力してください。")
        reasons.append(Reason(words, {"least": f"{least:,}"}, rule="minimum", field="donation_yen"))
    if on > (last := last_day(on)):
        words = _("この制度は%(day)sまでの寄附が対象です。それより後の決まりは、まだありません。")
        reasons.append(Reason(words, {"day": last}, rule="last_day", field="on"))
    return reasons


def estimate(asked: Asked, on: date) -> Estimate:
    """税額控除の見積もり — by the rates of a day, every credit cut to whole yen."""
    at, given = rates_on(on), asked.donation
    prefecture = _least(given * at["prefecture_rate"], asked.prefecture_levy * at["resident_cap"])
    municipal = _least(given * at["municipal_rate"], asked.municipal_levy * at["resident_cap"])
    resident = prefecture + municipal
    missing = given * at["resident_rate"] - resident * FULL
    corporation = _least(
        max(0, missing),
        given * at["corporation_rate"],
        asked.corporation_tax * at["corporation_cap"],
    )
    enterprise = _least(given * at["enterprise_rate"], asked.enterprise_tax * at["enterprise_cap"])
    deduction = int(given * asked.effective_rate)
    found = (prefecture, municipal, corporation, enterprise)
    return Estimate(
        resident=resident,
        corporation=corporation,
        enterprise=enterprise,
        deduction=deduction,
        net_cost=given - resident - corporation - enterprise - deduction,
        reasons=[*_stops(asked, at, *found), *_notes(asked, on)],
    )


def _least(*per_mille: int) -> int:
    return min(per_mille) // FULL


def _stops(asked: Asked, at: dict, prefecture: int, municipal: int, corporation: int, ent: int):
    """Which cap stopped which credit, and what the national tax fills."""
    given = asked.donation
    if prefecture < given * at["prefecture_rate"] // FULL:
        yield _capped("prefecture", at["resident_cap"], prefecture)
    if municipal < given * at["municipal_rate"] // FULL:
        yield _capped("municipal", at["resident_cap"], municipal)
    missing = (given * at["resident_rate"]) // FULL - prefecture - municipal
    if corporation:
        yield Reason(FILLED, {"yen": corporation}, rule="filled")
    if corporation < missing:
        by_tax = asked.corporation_tax * at["corporation_cap"] < given * at["corporation_rate"]
        rate = at["corporation_cap"] if by_tax else at["corporation_rate"]
        words = CAPPED["corporation"] if by_tax else TEN_PERCENT
        yield Reason(words, {"rate": _percent(rate), "yen": corporation}, rule="cap.corporation")
    if ent < given * at["enterprise_rate"] // FULL:
        yield _capped("enterprise", at["enterprise_cap"], ent)


def _capped(tax: str, rate: int, yen: int) -> Reason:
    return Reason(CAPPED[tax], {"rate": _percent(rate), "yen": yen}, rule=f"cap.{tax}")


def _percent(rate: int) -> str:
    return f"{rate / 10:g}"


def _notes(asked: Asked, on: date):
    if asked.effective_rate > Fraction(4, 10):
        yield Reason(HIGH_RATE, rule="effective_rate")
    for one in unsure(on):
        words = UNSURE.get(one.name, OTHER_UNSURE)
        rate = _percent(figures.number(FOLDER, one.name, on))
        yield Reason(words, {"rate": rate}, rule=f"unsure.{one.name}")
    yield Reason(SPLIT, rule="split")
    yield Reason(ESTIMATE, rule="estimate")
