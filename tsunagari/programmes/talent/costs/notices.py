"""お知らせ — who hears that a line is disputed, answered, or judged by the council; the page says what."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.costs.models import Answer, Cost, Opinion

OPINION, DISPUTED, ANSWERED = "cost.opinion", "cost.disputed", "cost.answered"
PEOPLE = ("company_staff", "sending_staff", "trainer")
KINDS = (
    NoticeKind(
        OPINION,
        _("第三者管理協議会の意見があります"),
        _("費用の食い違いに、第三者管理協議会が意見を書きました。費用のページで読んでください。"),
    ),
    NoticeKind(
        DISPUTED,
        _("本人が、費用がちがうと言っています"),
        _("はたらく人が、費用の行に「ちがう」と答えました。費用のページで読んで、答えてください。"),
    ),
    NoticeKind(
        ANSWERED,
        _("費用に答えがありました"),
        _("「ちがう」と答えた費用に、求めた側が答えました。わたしの費用で読んでください。"),
    ),
)


def tell_answer(said: Answer, *, at: datetime) -> None:
    """Who asked hears of a dispute of the person; the person hears what who asked says of it."""
    cost = said.cost
    if said.side == Answer.Side.ASKER:
        if cost.said == Cost.Said.DISPUTED:
            _tell(ANSWERED, said, [(cost.case.person.party, "/me/case/costs/")], at)
    elif said.said == Cost.Said.DISPUTED:
        _tell(DISPUTED, said, _of_asker(cost, roles.day_of(at)), at)


def _of_asker(cost: Cost, on) -> list:
    """(who, which page) of everybody of the body that asked."""
    if not cost.asked_by_id:
        return []
    path = f"/partner/cases/{cost.case_id}/costs/"
    return [(one, path) for one in roles.people_of(cost.asked_by, *PEOPLE, on=on)]


def _tell(kind: str, about: Answer | Opinion, readers: list, at: datetime) -> None:
    for party, path in readers:
        notices.tell(
            to=party,
            kind=kind,
            key=f"{kind}:{about.pk}:{party.pk}",
            facts={"path": path},
            about=about.cost,
            at=at,
        )


def tell_opinion(opinion: Opinion, *, at: datetime) -> None:
    """Everybody of the office, and of the body that asked; the person reads it on the own page."""
    cost, on = opinion.cost, roles.day_of(at)
    readers = [(one, f"/desk/cases/{cost.case_id}/costs/") for one in _office(on)]
    _tell(OPINION, opinion, readers + _of_asker(cost, on), at)


def _office(on):
    return roles.people_of(federation().party.organisation, "staff", on=on)
