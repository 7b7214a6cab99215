"""お知らせ — who brought a paper learns why it was not taken: a body's people, or the person, in the own language."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.documents.rules import OWN_PAPERS, REASONS
from tsunagari.programmes.talent.documents.words import DOCUMENTS

REFUSED = "document.refused"
PEOPLE = ("company_staff", "sending_staff", "trainer")
KINDS = (
    NoticeKind(
        REFUSED,
        _("書類を出しなおしてください"),
        _("「%(paper)s」を受け取れませんでした。%(why)s 直して、もう一度出してください。"),
        terms=DOCUMENTS | REASONS,
    ),
)


def is_own(submission: Submission) -> bool:
    """Whether the paper is the person's own: they sent it, or gave it to the office by hand."""
    by_hand = submission.body is None and submission.document in OWN_PAPERS
    return submission.by_person or by_hand


def tell_refused(submission: Submission, *, at: datetime) -> None:
    """Whoever sent it, and the person whose own paper it is; the office needs no notice of its own."""
    found = _people(submission, at) if submission.body else []
    if is_own(submission):
        found.append((submission.case.person.party, f"/me/case/bring/{submission.document}/"))
    why = [*submission.reasons, *([submission.said] if submission.said else [])]
    for party, path in found:
        notices.tell(
            to=party,
            kind=REFUSED,
            key=f"{REFUSED}:{submission.pk}:{at.isoformat()}:{party.pk}",
            facts={
                "paper": f"{submission.case.system}.{submission.document}",
                "why": why,
                "path": path,
            },
            about=submission,
            at=at,
        )


def _people(submission: Submission, at: datetime) -> list[tuple[Party, str]]:
    """Everybody of the body that sent it."""
    path = f"/partner/cases/{submission.case_id}/documents/"
    on = roles.day_of(at)
    return [(party, path) for party in roles.people_of(submission.body, *PEOPLE, on=on)]
