"""規則の本 — what each duty says, why, by which rule, and how sure we are."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.urls import NoReverseMatch, get_script_prefix, reverse

from tsunagari.base.days import day_words, fiscal_year
from tsunagari.base.languages import active, gettext
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

    `desk` and `partner` are (address name, the fact that is its key); "about" stands for the key of
    what the duty is about. `follows` are the kinds, and the facts that hold their keys, whose
    records belong to the story. `by_hand`: pressing the verb finishes the duty, nothing else shows
    it done. `beside` are the kinds and keys of what else decides that it is asked. `opposite` is the honest answer when that was not possible. `after` is the fact that
    holds the day of the event which the act answers: nobody can have done it before.
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
    follows: tuple[tuple[str, str], ...] = ()
    version: str = "1"
    beside: tuple[tuple[str, str], ...] = ()
    by_hand: bool = False
    opposite: str = ""
    after: str = ""


# By code and version: a finished duty keeps the words under which it was done.
RULES: dict[tuple[str, str], DutyRule] = {}
# What the facts of duties are called on the page of the basis.
FACTS: dict[str, str] = {}


def register(*rules: DutyRule) -> None:
    """Add a subject's rules, newer versions after older ones.

    ValueError when a code and version already say something else.
    """
    for rule in rules:
        if RULES.setdefault((rule.code, rule.version), rule) != rule:
            raise ValueError(f"{rule.code} is registered twice")


def name_facts(names: dict[str, str]) -> None:
    """Add what a subject's facts are called; ValueError when one has another name already."""
    for fact, words in names.items():
        if FACTS.setdefault(fact, words) != words:
            raise ValueError(f"{fact} is named twice")


def of(code: str, version: str = "") -> DutyRule:
    """A rule's words in that version, or in the newest one; an unknown rule says its own code."""
    if found := RULES.get((code, version)):
        return found
    plain = code.replace("%", "%%")
    unknown = DutyRule(code, plain, plain, _("ひらく"), version="", confidence="unsure")
    return next((rule for rule in reversed(RULES.values()) if rule.code == code), unknown)


def answers(duty) -> date | None:
    """The day before which a duty cannot have been done, when its rule answers an event."""
    day = duty.facts.get(of(duty.rule, duty.rule_version).after)
    return date.fromisoformat(day) if day else None


def follows(duty) -> list[tuple[str, str]]:
    """(kind, key) of everything whose records belong to a duty's story."""
    rule = of(duty.rule, duty.rule_version)
    keys = [(kind, duty.facts.get(fact)) for kind, fact in rule.follows]
    found = [(kind, str(key)) for kind, key in keys if key]
    return [(duty.about_kind, duty.about_key), *found, *rule.beside]


class _Facts(dict):
    """A fact that an older version of the rule did not keep shows as 「…」."""

    def __missing__(self, key):
        return "…"


def plain(text: str) -> str:
    """A sentence of a rule with its places left open."""
    return gettext(text) % _Facts() if text else ""


def facts_in_words(facts: dict, language: str, on: date | None = None) -> dict:
    """Facts for filling sentences: ISO days become days in the reader's language, sums get commas.

    With `on`, days of the same fiscal year go without their year.
    """
    said = {name: in_words(value, language, on) for name, value in facts.items()}
    said |= {"yen": f"{said['yen']:,}"} if isinstance(said.get("yen"), int) else {}
    return _Facts(said)


def in_words(value, language: str, on: date | None = None):
    """One fact as a reader of `language` writes it."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return day_words(day, language, year=not on or fiscal_year(day) != fiscal_year(on))
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
    opposite: str = ""
    rule: DutyRule | None = None

    @cached_property
    def gist(self) -> str:
        """The first sentence of why: what a row of the list has room for."""
        return re.split(r"(?<=。)|(?<=[.!?])\s", self.why, maxsplit=1)[0].rstrip("。.")


# The words of the rows read last, by everything that they are made of.
SAID: dict[tuple, Said] = {}
MOST_SAID = 5_000


def said(duty, language: str, face: str = "desk", on: date | None = None) -> Said:
    """Title, reason, button and link of a duty for a reader of `language`."""
    # A rule never changes its words under the same code and version: they stand for it.
    key = (
        duty.rule,
        duty.rule_version,
        duty.about_key,
        repr(duty.facts),
        language,
        face,
        on,
        active(),
        get_script_prefix(),
    )
    found = SAID.get(key)
    if found is None:
        if len(SAID) >= MOST_SAID:
            SAID.clear()
        rule = of(duty.rule, duty.rule_version)
        found = SAID[key] = _said(rule, duty, language, face, on)
    return found


def _said(rule: DutyRule, duty, language: str, face: str, on: date | None) -> Said:
    facts = facts_in_words(duty.facts, language, on)
    return Said(
        title=gettext(rule.title) % facts,
        why=gettext(rule.why) % facts,
        verb=gettext(rule.verb),
        steps=[gettext(step) % facts for step in rule.steps],
        icon=rule.icon,
        href=_link(rule, duty, face),
        opposite=gettext(rule.opposite) if rule.opposite else "",
        rule=rule,
    )


def _link(rule: DutyRule, duty, face: str) -> str:
    name, fact = rule.desk if face == "desk" else rule.partner
    if not name:
        return ""
    try:
        key = duty.about_key if fact == "about" else duty.facts[fact] if fact else None
        return reverse(name, args=[key] if fact else [])
    except (NoReverseMatch, KeyError):
        return ""
