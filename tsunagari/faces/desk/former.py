"""前にいた人 — who has left a company, and what the company still owes for each of them."""

from tsunagari.base.languages import gettext
from tsunagari.faces.desk import talent
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules import book, engine, said
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.people.rules import employers

MOST = 50
# The roles in which a company owes something in a case.
COMPANY = ("HOST", "EMPLOYER", "ORGANISATION", "INSTITUTION")


def owed(company: Company, known: list[tuple[Case, law.Case]], viewer: Viewer) -> list[dict]:
    """Everybody who has left, the latest first, with notices to give and papers to keep."""
    left = [
        (day, case, read)
        for case, read in known
        if (day := employers.left_on(read, company.pk, case.company_id)) and day < viewer.on
    ]
    left = sorted(left, key=lambda one: (one[0], one[1].pk), reverse=True)[:MOST]
    answers = talent.asked(
        [read for _day, _case, read in left], viewer.on, viewer.on + talent.AHEAD
    )
    rows = talent.rows([case for _day, case, _read in left], viewer)
    return [
        {"row": row, "left": day, "lines": _lines(company, case, read, answer)}
        for row, (day, case, read), answer in zip(rows, left, answers, strict=True)
    ]


def _lines(company: Company, case: Case, read: law.Case, answer: engine.Answer) -> list[dict]:
    return [
        {
            "title": said.filled(duty.rule.title, duty),
            "day": duty.safe,
            "keep": duty.rule.kind == book.KEEP,
            "rule": duty.rule.id,
            "article": duty.rule.article,
            "confidence": gettext(rulebook.CONFIDENCES[duty.rule.confidence]),
        }
        for duty in answer.duties
        if duty.holder in COMPANY
        and duty.safe
        and duty.state in (engine.OPEN, engine.WAITING)
        and employers.at(read, duty.inputs.day, case.company_id) == company.pk
    ]
