"""面談する人の抽せん — how many, who, and how anybody can do the draw again."""

from collections.abc import Mapping
from datetime import date

from tsunagari.base import draws
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.limits import interviews_needed

# Drawn or asked so long ago counts no more: within a year everybody comes before anybody twice.
WITHIN_MONTHS = 12
AUDITS = ("audit", "extra")
RULES = {
    "quarter": _("4分の1以上（2人から4人のときは2人以上）"),
    "everybody": _("全員"),
    "free": _("人数の決まりはありません"),
}


def rule_of(kind: str) -> str:
    """By which rule people are chosen for a kind of visit."""
    return "quarter" if kind in AUDITS else "everybody" if kind == "interview" else "free"


def needed(kind: str, people: int) -> int:
    """How many have to be asked."""
    rule = rule_of(kind)
    return interviews_needed(people) if rule == "quarter" else people if rule == "everybody" else 0


def seed_of(kind: str, company: str, day: date, before: int) -> str:
    """The published seed, in which nothing can be chosen: quarter of the year, and how many visits
    of the kind are over there `before`. Whoever plans several and keeps one has the same people.
    """
    return f"{kind} {company} {day.year}-Q{(day.month + 2) // 3} {before + 1}"


def drawn(kind: str, seed: str, times: Mapping[str, int]) -> dict:
    """The draw as it is kept: seed, rule, number, everybody with how often before, and the order.

    `times` names everybody who could be asked, by their codes.
    """
    return {
        "seed": seed,
        "rule": rule_of(kind),
        "needed": needed(kind, len(times)),
        "times": dict(sorted(times.items())),
        "order": draws.order(seed, times, times),
    }


def following(draw: Mapping, asked: set[str]) -> str:
    """Who comes next in the order when somebody was not there; "" when nobody is left."""
    return next((code for code in draw.get("order", ()) if code not in asked), "")
