"""禁じられた行為 — what a いいえ may be under the law, and the report that comes of it."""

from dataclasses import dataclass
from datetime import date, datetime

from tsunagari.base.languages import gettext
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.queries import open_acts
from tsunagari.programmes.talent.safety.rules import acts, kinds
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.models import Answer, Interview, Visit
from tsunagari.programmes.talent.visits.rules.sheets.form import Item

COMPANY = "company"


@dataclass(frozen=True)
class Act:
    """An act of the company under the law of one person, or of everybody there (no case)."""

    ban: str
    system: str
    case: Case | None


def act_of(visit: Visit, item: Item, interview: Interview | None) -> Act | None:
    """What いいえ to a question may be; None when the law forbids it to no company."""
    case = interview.case if interview else None
    system = case.system if case else queries.sheet_of(visit).systems[0]
    bound = acts.binds(item.ban, system=system, who=kinds.role_of(COMPANY, system))
    return Act(item.ban, system, case) if bound else None


def report(visit: Visit, row: Answer, *, by, on: date, at: datetime) -> Incident | None:
    """知らせる — once: what is open about the same act, and of no other finding, is that report."""
    item = queries.sheet_of(visit).item(row.item)
    act = act_of(visit, item, row.interview)
    if act is None:
        return None
    same = open_acts().filter(
        ban=act.ban, case=act.case, body=visit.company, part=COMPANY, finding=None
    )
    return same.first() or safety.note_act(
        act.ban,
        part=COMPANY,
        system=act.system,
        body=visit.company,
        case=act.case,
        words=row.words.strip() or gettext(item.text),
        by=by,
        on=on,
        at=at,
    )
