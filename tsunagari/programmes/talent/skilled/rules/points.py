"""高度専門職のポイント — the three point tables of highly skilled professionals, on any day.

The sum counts on the day of the permission; every claimed item needs one proof. The tables are
data (points.toml); what may not be counted together is a rule of the table.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.skilled.rules.proofs import EVIDENCE_WORDS, ITEM_WORDS

CLASSES = "abc"
HIGHER = ("doctor", "mba_mot", "master_or_professional")
TOO_FEW = _("合計 %(total)s点で、%(threshold)s点に %(missing)s点 足りません。")
ENOUGH = _("合計 %(total)s点で、%(threshold)s点に達しています。")
POOR = _("点数は足りますが、1年の報酬が最低の %(yen)s円に届きません。この区分では認められません。")
NOT_TOGETHER = _("「%(item)s」は「%(other)s」といっしょには数えません。")
NEEDS = _("「%(item)s」は「%(other)s」のときだけ数えます。")
NEAR_BIRTHDAY = _(
    "誕生日の前後1日です。年れいは誕生日の前の日の終わりに増えるので、入管に確かめてください。"
)
UNSURE_MINIMUM = _(
    "学術研究（イ）の最低の報酬は、資料で確かめられていません。300万円を下回るときは入管に確かめてください。"
)
ONLY_HIGHER = _("ちがう分野の2つ以上の学位は、博士・修士・専門職の学位のときだけ数えます。")
# What nobody holds without a degree.
OF_A_DEGREE = ("degree_from_japan", "designated_university")
NO_DEGREE = _("「%(item)s」には学位がいります。学位も選んでください。")
TRAINING = _(
    "日本の大学が行う研修は、日本の学位と重ねて数えないことがあります。入管に確かめてください。"
)


@dataclass(frozen=True)
class Claim:
    """What a person claims. `degree` is a key of the table or ""; `bonuses` are its keys.

    `research` counts kinds of results (patent, three grants, three papers, other).
    """

    age: int
    degree: str = ""
    multi_field_degrees: bool = False
    experience_years: float = 0
    annual_pay_yen: int = 0
    research: int = 0
    national_licences: int = 0
    position: str = ""
    bonuses: frozenset[str] = frozenset()
    near_birthday: bool = False


@dataclass(frozen=True)
class Line:
    """One counted item: what it is called, its points, the proof that it needs, how sure it is."""

    item: str
    points: int
    words: str
    evidence: str
    confidence: str


@dataclass(frozen=True)
class Sheet:
    """高度専門職ポイント計算表 — one class. `income_met` is None where no minimum is known."""

    kind: str
    total: int
    lines: list[Line]
    threshold: int
    fast_pr: int
    income_met: bool | None
    reasons: list[Reason] = field(default_factory=list)

    @property
    def threshold_met(self) -> bool:
        return self.total >= self.threshold

    @property
    def passes(self) -> bool:
        """Enough points, and the minimum pay where there is one."""
        return self.threshold_met and self.income_met is not False


@cache
def tables() -> list[dict]:
    """All tables, the oldest first."""
    text = (Path(__file__).parent / "points.toml").read_text(encoding="utf-8")
    return sorted(tomllib.loads(text)["tables"], key=lambda table: table["from"])


def table_on(day: date) -> dict:
    """The table in force on a day; LookupError before the first one that we hold."""
    in_force = [table for table in tables() if table["from"] <= day]
    if not in_force:
        raise LookupError(f"no point table on {day}")
    return in_force[-1]


def age_on(born: date, day: date) -> tuple[int, bool]:
    """(full years on a day, whether the day is within one day of a birthday).

    Somebody born on 29 February turns a year older with 28 February's end: on 1 March.
    """
    turned = (day.month, day.day) >= (born.month, born.day)
    age = day.year - born.year - (not turned)
    distance = min(abs((day - _birthday(born, day.year + k)).days) for k in (-1, 0, 1))
    return age, distance <= 1


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def sheet(claim: Claim, kind: str, day: date) -> Sheet:
    """The calculation sheet of one class ("a", "b" or "c") by the table of a day."""
    table = table_on(day)
    reasons: list[Reason] = []
    counted = [*_basic(claim, kind, table, reasons), *_bonuses(claim, kind, table, reasons)]
    lines = [_line(kind, table, *one) for one in counted]
    total = sum(line.points for line in lines)
    least = table["min_income"].get(kind)
    met = None if least is None else claim.annual_pay_yen >= least
    reasons = [*_verdict(total, table, met, least), *reasons]
    if claim.near_birthday and kind in table["age"]:
        reasons.append(Reason(NEAR_BIRTHDAY, rule="hsp.age"))
    if least is None and claim.annual_pay_yen < 3_000_000:
        reasons.append(Reason(UNSURE_MINIMUM, rule="hsp_min_income"))
    return Sheet(kind, total, lines, table["threshold"], table["fast_pr"], met, reasons)


def _line(kind: str, table: dict, item: str, points: int, proof: str) -> Line:
    words, paper = ITEM_WORDS[item], EVIDENCE_WORDS[proof]
    return Line(item, points, words, paper, confidence(table, kind, item))


def confidence(table: dict, kind: str, item: str) -> str:
    """How surely the points of an item are known for a class: that of the class, or its own."""
    return table["own_confidence"].get(item, table["confidence"][kind])


def _verdict(total, table, met, least):
    facts = {"total": total, "threshold": table["threshold"]}
    if total < table["threshold"]:
        missing = table["threshold"] - total
        yield Reason(TOO_FEW, facts | {"missing": missing}, rule="hsp_points_at_decision")
    else:
        yield Reason(ENOUGH, facts, rule="hsp_points_at_decision")
        if met is False:
            yield Reason(POOR, {"yen": f"{least:,}"}, rule="hsp_min_income")


def _basic(claim: Claim, kind: str, table: dict, reasons: list[Reason]):
    if points := table["degree"][kind].get(claim.degree, 0):
        yield (claim.degree, points, "degree")
    if claim.multi_field_degrees and claim.degree not in HIGHER:
        reasons.append(Reason(ONLY_HIGHER, rule="hsp.multi_field_degrees"))
    elif claim.multi_field_degrees:
        yield ("multi_field_degrees", table["multi_field_degrees"][kind], "degree")
    for least, points in table["experience_years"][kind]:
        if claim.experience_years >= least:
            yield ("experience_years", points, "experience_years")
            break
    if points := _income(claim, table["income"][kind]):
        yield ("income", points, "income")
    for below, points in table["age"].get(kind, []):
        if claim.age < below:
            yield ("age", points, "age")
            break
    for item in ("research", "national_licences"):
        steps, count = table[item].get(kind), getattr(claim, item)
        if steps and count:
            yield (item, steps[min(count, len(steps)) - 1], item)
    if points := table["position"].get(kind, {}).get(claim.position, 0):
        yield (claim.position, points, "position")


def _income(claim: Claim, rows: list) -> int:
    """The points of the row that the pay reaches: there the age may make them nothing."""
    for least, points, below_age in rows:
        if claim.annual_pay_yen >= least:
            return points if not below_age or claim.age < below_age else 0
    return 0


def _bonuses(claim: Claim, kind: str, table: dict, reasons: list[Reason]):
    for item, rule in table["bonuses"].items():
        if item not in claim.bonuses or kind not in rule["types"]:
            continue
        others = [other for other in rule.get("excluded_by", []) if other in claim.bonuses]
        missing = [need for need in rule.get("requires", []) if need not in claim.bonuses]
        if others or missing:
            words, other = (NOT_TOGETHER, others[0]) if others else (NEEDS, missing[0])
            facts = {"item": gettext(ITEM_WORDS[item]), "other": gettext(ITEM_WORDS[other])}
            reasons.append(Reason(words, facts, rule=f"hsp.{item}"))
            continue
        yield (item, rule["points"], item)
        if item in OF_A_DEGREE and not claim.degree:
            facts = {"item": gettext(ITEM_WORDS[item])}
            reasons.append(Reason(NO_DEGREE, facts, rule=f"hsp.{item}"))
        if item == "designated_training" and "degree_from_japan" in claim.bonuses:
            reasons.append(Reason(TRAINING, rule="hsp.designated_training"))


def j_skip(claim: Claim, day: date) -> list[str]:
    """特別高度人材 — the classes for which no points are needed: "ab" or "c"; [] for none."""
    rules = table_on(day)["jskip"]
    if day < rules["from"]:
        return []
    found = []
    higher = claim.degree in HIGHER
    practised = claim.experience_years >= rules["ab"]["experience_years"]
    if (higher or practised) and claim.annual_pay_yen >= rules["ab"]["income"]:
        found += ["a", "b"]
    enough = claim.experience_years >= rules["c"]["experience_years"]
    if enough and claim.annual_pay_yen >= rules["c"]["income"]:
        found.append("c")
    return found
