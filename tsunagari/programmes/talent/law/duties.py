"""務めのことば — the duties of the law in the words and rows that the kernel keeps.

The engine's duties become what `kernel.duties.reconcile` wants; the rule table becomes the kernel's
rule book. Conditions that only have to hold, chances, and papers to keep ask for no act and stay
out of 今日のやること.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.programmes.talent.law.rules import book, said
from tsunagari.programmes.talent.law.rules.engine import WITHHELD, Duty

PREFIX = "law."
# Where the story of a case, a company or a body is read.
PLACES = {
    book.CASE: ("desk:case", "partner:case"),
    book.HOST: ("desk:company", "partner:company"),
    book.BODY: ("desk:supervisor", ""),
}
# Where it is on record that the office uses an unconfirmed rule.
SWITCH = "people.switch"
ASKED_FOR = (book.ACT, book.ALARM)
# What a rule without steps of its own comes down to.
STEPS = {
    book.ACT: (_("何をするかを根拠で確かめる"), _("すませて、記録を残す")),
    book.ALARM: (_("本人と次の手続きを決める"), _("その日より前に手続きをする")),
}
HOLDING = (_("守っていることを確かめる"), _("記録を残す"))
ICONS = {book.SAFETY: "alert", book.MONEY: "file"}


def wanted(
    duties: Iterable[Duty], parties: Mapping[str, int], measure: str = "2-1"
) -> list[Wanted]:
    """What the kernel keeps of duties; `parties` are keys by role (HOST, SO, RSO, PERSON …).

    KeyError when a role that owes something has no party: a duty is never dropped in silence.
    """
    return [_wanted(duty, parties, measure) for duty in duties if is_asked_for(duty)]


def is_asked_for(duty: Duty) -> bool:
    """Whether somebody has to act by a day that is known."""
    return duty.rule.kind in ASKED_FOR and duty.state != WITHHELD and duty.safe is not None


def _wanted(duty: Duty, parties: Mapping[str, int], measure: str) -> Wanted:
    assert duty.opens_on is not None
    assert duty.safe is not None
    holder = parties[duty.holder]
    return Wanted(
        rule=PREFIX + duty.rule.id,
        occurrence=duty.occurrence,
        holder=holder,
        doer=parties[duty.doer] if duty.doer != duty.holder else holder,
        opens_on=duty.opens_on,
        due=duty.safe,
        statutory=duty.statutory,
        effective=duty.effective,
        facts=_facts(duty),
        met=duty.done_on,
        risk=duty.rule.risk,
        measure=measure,
        version=duty.rule.version,
    )


def _facts(duty: Duty) -> dict:
    """Codes, numbers and days: enough to say the sentence and the calculation again."""
    facts = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.places(duty).items()
    }
    facts |= {"trigger": duty.inputs.trigger, "counted": duty.rule.when.function}
    if duty.rule.when.function == "yearly":
        # The number is only that of the office's own aim.
        facts["n"] = 0
        facts |= {"target": day.isoformat()} if (day := said.target(duty)) else {}
    return facts | {"provisional": list(duty.provisional)} if duty.provisional else facts


def _rule(rule: book.Rule) -> DutyRule:
    title, address = rule.addresses[0]
    rows = [row for row in book.named(rule.id) if row.version == rule.version]
    answers = all(book.answers_an_event(row) for row in rows)
    desk, partner = PLACES[rule.about]
    return DutyRule(
        code=PREFIX + rule.id,
        title=rule.title,
        why=rule.why,
        verb=rule.verb,
        steps=rule.steps or STEPS.get(rule.kind, HOLDING),
        icon=ICONS.get(rule.risk, "file"),
        measure="2-1",
        article=rule.article,
        source=f"{title} {address}",
        confidence=rule.confidence,
        version=rule.version,
        by_hand=True,
        beside=tuple((SWITCH, code) for code in switches_of(rule)),
        after="day" if answers else "",
        desk=(desk, "about"),
        partner=(partner, "about"),
    )


def switches_of(rule: book.Rule) -> list[str]:
    """Rules that nobody has confirmed: this one, or one that the office may use instead of it."""
    own = [rule.id] if rule.confidence == book.UNSURE else []
    return [*own, *dict.fromkeys(row.id for row in book.rows() if row.instead_of == rule.id)]


# One entry an id and version: rows that differ in their trigger say the same words.
RULES = tuple({(rule.id, rule.version): _rule(rule) for rule in book.rows()}.values())
FACTS = {
    "day": _("数えはじめの日"),
    "end": _("終わりの日"),
    "n": _("数えた日数・月数"),
    "of": _("どの回・どの計画"),
    "trigger": _("きっかけになった事実"),
    "counted": _("数え方"),
    "target": _("連合会のめやす"),
    "provisional": _("仮である理由"),
}
