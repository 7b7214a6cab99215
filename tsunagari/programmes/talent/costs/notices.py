"""お知らせ — the office and who asked hear that the council has written; what it wrote stands on the page."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.costs.models import Opinion

OPINION = "cost.opinion"
PEOPLE = ("company_staff", "sending_staff", "trainer")
KINDS = (
    NoticeKind(
        OPINION,
        _("第三者管理協議会の意見があります"),
        _("費用の食い違いに、第三者管理協議会が意見を書きました。費用のページで読んでください。"),
    ),
)


def tell_opinion(opinion: Opinion, *, at: datetime) -> None:
    """Everybody of the office, and of the body that asked; the person reads it on the own page."""
    cost, on = opinion.cost, roles.day_of(at)
    place = f"/cases/{cost.case_id}/costs/"
    readers = [(one, "/desk") for one in _office(on)]
    if cost.asked_by_id:
        readers += [(one, "/partner") for one in roles.people_of(cost.asked_by, *PEOPLE, on=on)]
    for party, door in readers:
        notices.tell(
            to=party,
            kind=OPINION,
            key=f"{OPINION}:{opinion.pk}:{party.pk}",
            facts={"path": door + place},
            about=cost,
            at=at,
        )


def _office(on):
    return roles.people_of(federation().party.organisation, "staff", on=on)
