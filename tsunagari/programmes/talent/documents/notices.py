"""お知らせ — a body learns why its paper was not taken, in the language of each of its people."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.documents.models import Submission
from tsunagari.programmes.talent.documents.rules import REASONS
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


def tell_refused(submission: Submission, *, at: datetime) -> None:
    """Everybody of the body that sent it; the office needs no notice of its own papers."""
    if submission.body is None:
        return
    why = [*submission.reasons, *([submission.said] if submission.said else [])]
    for party in roles.people_of(submission.body, *PEOPLE, on=roles.day_of(at)):
        notices.tell(
            to=party,
            kind=REFUSED,
            key=f"{REFUSED}:{submission.pk}:{at.isoformat()}:{party.pk}",
            facts={
                "paper": f"{submission.case.system}.{submission.document}",
                "why": why,
                "path": f"/partner/cases/{submission.case_id}/documents/",
            },
            about=submission,
            at=at,
        )
