"""お知らせ — a company hears what has to be mended after a visit; what a worker said stays untold."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.models import Visit

FOUND = NoticeKind(
    "visit.found",
    _("訪問で、直すことの指摘がありました"),
    _("訪問のときに、直すことが見つかりました。何をいつまでに直すかを、開いて見てください。"),
)
KINDS = (FOUND,)


def tell_found(visit: Visit, *, at: datetime) -> None:
    """The people of the company, where there is something that it is told."""
    if not queries.told_to(visit.company).filter(visit=visit).exists():
        return
    facts = {"path": f"/partner/companies/{visit.company_id}/"}
    for party in roles.people_of(visit.company, "company_staff", on=roles.day_of(at)):
        key = f"{FOUND.code}:{visit.pk}:{party.pk}"
        notices.tell(to=party, kind=FOUND.code, key=key, facts=facts, about=visit, at=at)
