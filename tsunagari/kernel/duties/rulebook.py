"""規則の本 — what each duty says, why, by which rule, and how sure we are."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse

from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _

CONFIDENCES = {
    "official": _("公式の資料による"),
    "secondary": _("公式ではない資料による"),
    "unsure": _("確かめられていない"),
    "own": _("連合会と学校の決まり"),
}


@dataclass(frozen=True)
class DutyRule:
    """One rule's words; texts are untranslated with %(fact)s places.

    `link` is (address name of the desk, of the partner face) with the fact that is its key.
    """

    code: str
    title: str
    why: str
    verb: str
    steps: tuple[str, ...] = ()
    icon: str = "flag"
    measure: str = ""
    article: str = ""
    source: str = ""
    confidence: str = "own"
    desk: tuple[str, str] = ("", "")
    partner: tuple[str, str] = ("", "")
    legal: bool = False


RULES: dict[str, DutyRule] = {}


def register(*rules: DutyRule) -> None:
    """Add a subject's rules; ValueError when a code already says something else."""
    for rule in rules:
        if RULES.setdefault(rule.code, rule) != rule:
            raise ValueError(f"{rule.code} is registered twice")


def of(code: str) -> DutyRule:
    """A rule's words; an unknown one says its own code."""
    return RULES.get(code) or DutyRule(code, code, code, _("ひらく"))


def facts_in_words(facts: dict, language: str) -> dict:
    """Facts for filling sentences: ISO days become days in the reader's language."""
    return {name: _day(value, language) for name, value in facts.items()}


def _day(value, language):
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return day_words(date.fromisoformat(value), language)
        except ValueError:
            return value
    return value


@dataclass(frozen=True)
class Said:
    """A duty in words for one reader."""

    title: str
    why: str
    verb: str
    steps: list[str] = field(default_factory=list)
    icon: str = "flag"
    href: str = ""
    rule: DutyRule | None = None


def said(duty, language: str, face: str = "desk") -> Said:
    """Title, reason, button and link of a duty for a reader of `language`."""
    rule = of(duty.rule)
    facts = facts_in_words(duty.facts, language)
    return Said(
        title=gettext(rule.title) % facts,
        why=gettext(rule.why) % facts,
        verb=gettext(rule.verb),
        steps=[gettext(step) % facts for step in rule.steps],
        icon=rule.icon,
        href=_link(rule, duty, face),
        rule=rule,
    )


def _link(rule: DutyRule, duty, face: str) -> str:
    name, fact = rule.desk if face == "desk" else rule.partner
    if not name:
        return ""
    try:
        return reverse(name, args=[duty.facts[fact]] if fact else [])
    except (NoReverseMatch, KeyError):
        return ""
