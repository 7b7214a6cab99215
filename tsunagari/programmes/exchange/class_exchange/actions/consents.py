"""生徒の同意 — answers, papers and withdrawals of pupils; the exchange's duties follow at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.consents import rules
from tsunagari.programmes.exchange.class_exchange.actions import duties
from tsunagari.programmes.exchange.schools.models import Pupil


@dataclass(frozen=True)
class OnPaper:
    """What one side of one pupil's paper says; who signed is known by the relation only."""

    pupil: Pupil
    side: str
    answers: dict[str, bool]
    relation: str = ""


@transaction.atomic
def answer(pupil: Pupil, answers: dict[str, bool], *, by, on: date, **how) -> None:
    """同意に答える — on the own page, until the end of the school year."""
    until = pupil.school_class.school.year_ends_on
    consents.answer(pupil.person, answers, by=by, on=on, until=until, **how)
    duties.follow_class(pupil.school_class, on=on, by=by)


@transaction.atomic
def withdraw(pupil: Pupil, purpose: str, *, by, on: date, **how) -> None:
    """同意を取り消す — on the own page, or as told to the school."""
    consents.withdraw(pupil.person, purpose, by=by, on=on, **how)
    duties.follow_class(pupil.school_class, on=on, by=by)


@transaction.atomic
def type_in(
    papers: Sequence[OnPaper],
    *,
    signed_on: date,
    language: str,
    paper=None,
    by,
    on: date,
    at: datetime,
) -> int:
    """紙の答えを入れる — of one pupil or of a whole class, all or nothing; how many answers."""
    refuse_if(why_not_type_in(papers, signed_on=signed_on, on=on))
    stored = 0
    for each in papers:
        school = each.pupil.school_class.school
        rows = consents.answer_on_paper(
            each.pupil.person,
            each.answers,
            side=each.side,
            signed_on=signed_on,
            zone=school.zone,
            relation=each.relation if each.side == "guardian" else "",
            language=language,
            paper=paper,
            until=school.year_ends_on,
            by=by,
            on=on,
            at=at,
        )
        stored += len(rows)
    for school_class in {each.pupil.school_class for each in papers}:
        duties.follow_class(school_class, on=on, by=by)
    return stored


def why_not_type_in(papers: Sequence[OnPaper], *, signed_on: date, on: date) -> list[Reason]:
    """Every reason not to store this pile: nothing on it, a signature nobody gave, another year."""
    if not papers:
        return [Reason(_("答えが1つも入っていません。紙を見て入れてください。"))]
    reasons = [
        Reason(
            _("%(number)s番：署名した人（続柄）を選んでください。"), {"number": each.pupil.number}
        )
        for each in papers
        if each.side == "guardian" and not each.relation
    ]
    for ends in sorted({each.pupil.school_class.school.year_ends_on for each in papers}):
        reasons += rules.why_not_paper(signed_on, today=on, year_ends_on=ends)
    return reasons


@transaction.atomic
def annul(pupil: Pupil, record, *, by, on: date) -> int:
    """打ち間違いを取り消す."""
    taken_back = consents.annul(pupil.person, record, by=by, on=on)
    duties.follow_class(pupil.school_class, on=on, by=by)
    return taken_back
