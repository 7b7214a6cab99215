"""ことばにする — a duty, a gate or a change as plain data in the reader's language."""

from datetime import date, timedelta

from tsunagari.base.days import day_words
from tsunagari.base.languages import active, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import book, numbers
from tsunagari.programmes.talent.law.rules.engine import Duty
from tsunagari.programmes.talent.law.rules.gates import Gate
from tsunagari.programmes.talent.law.rules.what_if import Change, recipient

WEAKEST = (book.OFFICIAL, book.SECONDARY, book.OWN, book.UNSURE)
PROVISIONAL = {
    "holidays": _("その年の祝日は、まだ発表されていません。"),
    "projected": _("前の回がこの日に行われたと考えた予定です。"),
    "sunset": _("技能実習の終わりのめやす（2030年3月31日）より後です。"),
    "unsure": _("確かめられていない規則です。"),
    "proposal": _("法律の決まりではなく、事務局への提案です。"),
    "by_quarter": _("3か月に1回を暦の四半期と読むかは、確かめられていません。"),
    "esd_ordinance": _("育成就労の省令と運用要領の全部は、まだ読んでいません。"),
    "esd_supervision": _("育成就労の監理の細かな決まりは、まだ確かめていません。"),
    "esd_outside_frequency": _("外部監査の間かくは、まだ確かめていません。"),
    "courses": _("講習の告示は、まだ出ていません。"),
    "language": _("日本語の講習の細かな決まりは、まだ確かめていません。"),
    "fields": _("分野ごとの方針は、まだ確かめていません。"),
    "transfer_procedure": _("転籍の手続の期限は、まだ確かめていません。"),
    "transfer_cost": _("転籍の費用の額は、まだ告示されていません。"),
    "icrra_esd": _("育成就労の人にもこの届出があるかは、まだ確かめていません。"),
    "titp_renewal_after_2027": _("2027年4月1日より後の更新のしかたは、まだ分かりません。"),
    "half_period": _("短い在留期間でいつから申請できるかは、公式には確かめていません。"),
    "cap_counting": _("通算の数え方は、公式には書かれていません。"),
    "rso_2027_draft": _("2027年4月1日の基準は、案の数字です。"),
    "nhi_link_2027": _("2027年6月からの予定です。"),
    "hsp_card_2026": _("2026年6月14日より後の決まりは、まだ確かめていません。"),
    "pr_guideline_2027": _("永住のガイドラインは2027年4月に変わる予定です。"),
    "hk_guideline": _("いまの指針の全部は、まだ読んでいません。"),
    "hk_report_period": _("報告の期間は、まだ確かめていません。"),
}


def places(duty: Duty) -> dict:
    """What fills the places of a rule's sentences; days as days."""
    found = duty.inputs
    return {"day": found.day, "end": found.end or "…", "n": found.n, "of": duty.occurrence}


def filled(text: str, duty: Duty) -> str:
    """A sentence of the rule in the reader's language."""
    facts = places(duty)
    return Reason(text, facts).words() if text else ""


def confidence_of(duty: Duty) -> str:
    """The weaker of the rule's and its number's."""
    n, found = duty.rule.when.n, [duty.rule.confidence]
    if isinstance(n, str) and duty.rule.when.function != "yearly":
        found.append(numbers.confidence(n, duty.inputs.day))
    return max(found, key=WEAKEST.index)


def target(duty: Duty) -> date | None:
    """事務局のめやす — the day to aim at: of a yearly report earlier than the last safe one (A4)."""
    if duty.rule.when.function != "yearly" or duty.statutory is None or duty.safe is None:
        return duty.safe
    return min(duty.safe, duty.statutory - timedelta(days=duty.inputs.n))


def duty(found: Duty, as_of: date, law_on: date | None = None) -> dict:
    """Everything about a duty that a reader may ask."""
    rule = found.rule
    marks = found.provisional + (("unsure",) if rule.confidence == book.UNSURE else ())
    return {
        "key": found.key,
        "rule": rule.id,
        "rule_version": rule.version,
        "occurrence": found.occurrence,
        "about": [found.about_kind, found.about],
        "kind": rule.kind,
        "state": found.state,
        "title": filled(rule.title, found),
        "why": filled(rule.why, found),
        "steps": [gettext(step) for step in rule.steps],
        "holder": found.holder,
        "holder_words": gettext(book.ROLE_WORDS[found.holder]),
        "doer": found.doer,
        "doer_words": gettext(book.ROLE_WORDS[found.doer]),
        "recipient": found.to,
        "recipient_words": _maybe(recipient(found, law_on, as_of)),
        "form": _maybe(rule.form),
        "form_sure": rule.form_sure,
        "retention": _maybe(rule.keep),
        "opens_on": iso(found.opens_on),
        "statutory_due": iso(found.statutory),
        "effective_due": iso(found.effective),
        "safe_due": iso(found.safe),
        "target_due": iso(target(found)),
        "done_on": iso(found.done_on),
        "overdue": bool(
            found.state == "open" and found.safe and (found.effective or found.safe) < as_of
        ),
        "risk": rule.risk,
        "inputs": _inputs(found),
        "counted": rule.when.function,
        "office": rule.office,
        "article": rule.article,
        "confidence": confidence_of(found),
        "rule_confidence": rule.confidence,
        "provisional": list(marks),
        "provisional_words": [gettext(PROVISIONAL[mark]) for mark in marks],
        "sources": [{"title": title, "address": address} for title, address in rule.addresses],
        "law_from": iso(rule.from_day),
        "law_until": None if rule.until_day == date.max else iso(rule.until_day),
    }


def _inputs(found: Duty) -> dict:
    """What the days were counted from; of a yearly report no number leads to them."""
    given = {name: iso(value) for name, value in found.inputs._asdict().items()}
    return given | {"n": 0} if found.rule.when.function == "yearly" else given


def gate(found: Gate) -> dict:
    """A gate of the transition."""
    return {
        "rule": found.rule,
        "state": found.state,
        "by": iso(found.by),
        "words": found.reason.words(),
        "confidence": found.confidence,
        "sources": [book.SOURCES[key][1] for key in found.source],
    }


def change(found: Change, as_of: date, before: date | None, after: date | None) -> dict:
    """What another day's law changes about one duty."""
    return {
        "key": found.key,
        "what": found.what,
        "fields": list(found.fields),
        "before": duty(found.before, as_of, before) if found.before else None,
        "after": duty(found.after, as_of, after) if found.after else None,
    }


def iso(value):
    """A day as JSON writes it; everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def _maybe(text: str) -> str:
    return gettext(text) if text else ""


def day(value: date) -> str:
    """A day as its readers write it."""
    return day_words(value, active())
