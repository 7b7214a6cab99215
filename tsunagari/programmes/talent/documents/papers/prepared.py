"""準備できる書類 — which papers a case can have, each built from the same data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import (
    conditions,
    notice,
    parts,
    periodic,
    support_plan,
    training_plan,
)
from tsunagari.programmes.talent.documents.papers.about import About


@dataclass(frozen=True)
class Prepared:
    """One kind of paper: its title, in which systems, how it is built, what can be typed for it.

    `signed` papers carry the language of the person beside Japanese.
    """

    code: str
    title: str
    systems: tuple[str, ...]
    build: Callable[[About], parts.Sheet]
    asked: Mapping[str, str]
    signed: bool = False


PAPERS = (
    Prepared(
        "conditions",
        _("雇用条件書"),
        tuple(conditions.FORMS),
        conditions.sheet,
        conditions.ASKED,
        signed=True,
    ),
    Prepared(
        "support_plan",
        _("1号特定技能外国人支援計画書"),
        ("SSW1",),
        support_plan.sheet,
        support_plan.ASKED,
        signed=True,
    ),
    *(
        Prepared("training_plan", title, (system,), training_plan.sheet, asked)
        for system, title, asked in (
            ("TITP", _("技能実習計画の下書き"), training_plan.TITP_ASKED),
            ("ESD", _("育成就労計画の下書き"), training_plan.ASKED),
        )
    ),
    Prepared("periodic", _("定期届出"), ("SSW1", "SSW2"), periodic.sheet, periodic.ASKED),
    Prepared("status", _("実施状況報告"), ("TITP", "ESD"), periodic.status_sheet, periodic.TRAINED),
    *(
        Prepared(
            one.code,
            one.title,
            one.systems,
            notice.builder(one),
            notice.asked(one),
            signed=notice.by_person(one),
        )
        for one in notice.NOTICES
    ),
)
# Papers of the body's own acts are given out too: they come from visits, audits and interviews.
TITLES = {one.code: one.title for one in PAPERS} | {
    "training_plan": _("計画の下書き"),
    "audit_report": _("監査報告書"),
    "visit_record": _("訪問指導記録書"),
    "interview_report": _("定期面談報告書"),
}


def of(system: str) -> list[Prepared]:
    """The papers that a system knows, in the order of the list."""
    return [one for one in PAPERS if system in one.systems]


def named(code: str, system: str) -> Prepared | None:
    """One paper of a system."""
    return next((one for one in of(system) if one.code == code), None)
