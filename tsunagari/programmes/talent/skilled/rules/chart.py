"""ポイントの表 — the three tables side by side: every item, its points per class, its proof."""

from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.skilled.rules.points import CLASSES, confidence
from tsunagari.programmes.talent.skilled.rules.proofs import EVIDENCE_WORDS, ITEM_WORDS

YEARS = _("関係する仕事が%(n)s年以上")
PAY = _("1年の報酬が%(yen)s円以上")
PAY_BELOW = _("1年の報酬が%(yen)s円以上で、%(age)s歳より若い")
AGE = _("%(age)s歳より若い")
RESEARCH = (_("研究の実績が1種類"), _("研究の実績が2種類以上"))
LICENCES = (_("仕事に関係する国家資格・ITの試験が1つ"), _("同じ国家資格・試験が2つ以上"))


class Row(NamedTuple):
    """One line of the chart: what counts, {class: points}, the proof, how sure."""

    item: str
    words: Reason
    points: dict[str, int]
    evidence: str
    confidence: str


def rows(table: dict) -> list[Row]:
    """Every line of a table, in the order of the official sheets."""
    found = [*_degrees(table), *_bands(table), *_counted(table), *_bonuses(table)]
    return [Row(*line[:4], _weakest(table, line[0], line[2])) for line in found]


def _weakest(table: dict, item: str, points: dict[str, int]) -> str:
    said = {confidence(table, kind, item) for kind in points}
    return "official" if said == {"official"} else "secondary"


def _degrees(table: dict):
    order = ("doctor", "mba_mot", "master_or_professional", "bachelor_or_equiv")
    for degree in order:
        yield _named(degree, {k: table["degree"][k][degree] for k in CLASSES}, "degree")
    yield _named("multi_field_degrees", table["multi_field_degrees"], "degree")


def _bands(table: dict):
    steps = _by_step(table["experience_years"])
    for years in sorted(steps, reverse=True):
        yield _said("experience_years", YEARS, {"n": years[0]}, steps[years])
    steps = _by_step(table["income"])
    for least, below in sorted(steps, reverse=True):
        facts = {"yen": f"{least:,}", "age": below}
        yield _said("income", PAY_BELOW if below else PAY, facts, steps[least, below])
    for below in sorted({below for steps in table["age"].values() for below, _points in steps}):
        points = {kind: dict(steps)[below] for kind, steps in table["age"].items()}
        yield _said("age", AGE, {"age": below}, points)


def _by_step(classes: dict) -> dict[tuple, dict[str, int]]:
    """{(limit, age limit or nothing): {class: points}} of rows [limit, points, age limit].

    A class whose highest step is lower gets that step's points on the higher lines too.
    """
    keys = {(limit, *below) for steps in classes.values() for limit, _points, *below in steps}
    return {
        key: {k: p for k, steps in classes.items() if (p := _reached(steps, key))} for key in keys
    }


def _reached(steps: list, key: tuple) -> int:
    """What somebody exactly on a line gets in a class."""
    for limit, points, *below in steps:
        if (limit, *below) == key or (limit < key[0] and not any(below) and not any(key[1:])):
            return points
    return 0


def _counted(table: dict):
    for item, words in (("research", RESEARCH), ("national_licences", LICENCES)):
        for step, sentence in enumerate(words):
            points = {kind: steps[step] for kind, steps in table[item].items()}
            yield _said(item, sentence, {}, points)
    for item in ("representative", "director"):
        yield _named(item, {k: held[item] for k, held in table["position"].items()}, "position")


def _bonuses(table: dict):
    for item, rule in table["bonuses"].items():
        yield _named(item, dict.fromkeys(rule["types"], rule["points"]), item)


def _named(item: str, points: dict[str, int], proof: str):
    return item, Reason(ITEM_WORDS[item]), points, EVIDENCE_WORDS[proof]


def _said(item: str, words: str, facts: dict, points: dict[str, int]):
    return item, Reason(words, facts), points, EVIDENCE_WORDS[item]
