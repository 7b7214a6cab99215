"""お知らせ — a meeting was called or cancelled, minutes wait; what it is about stands behind the door."""

from collections.abc import Collection
from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.council import queries
from tsunagari.governance.fund.council.models import Meeting
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.models import Party

CALLED, CANCELLED, SIGN = "council.called", "council.cancelled", "council.sign"
KINDS = (
    NoticeKind(
        CALLED,
        _("基金評議会の会議のお知らせ"),
        _(
            "基金評議会の会議を開きます：%(when)s。議題は、評議会の画面で読んでください。利益相反の申告も、会議の前にお願いします。"
        ),
    ),
    NoticeKind(
        CANCELLED,
        _("基金評議会の会議は中止です"),
        _("%(when)s の基金評議会の会議は中止になりました。"),
    ),
    NoticeKind(
        SIGN,
        _("議事録に署名してください"),
        _("基金評議会の議事録（%(when)s の会議）ができました。読んで、署名してください。"),
    ),
)


def tell(meeting: Meeting, kind: str, *, at: datetime, only: Collection[int] | None = None) -> None:
    """Every member of that day, or only some of them; once each."""
    members = [pk for pk in queries.members_of(meeting) if only is None or pk in only]
    for party in Party.objects.filter(pk__in=members).order_by("pk"):
        notices.tell(
            to=party,
            kind=kind,
            key=f"{kind}:{meeting.pk}:{party.pk}",
            facts={
                "path": f"/council/fund/meetings/{meeting.pk}/",
                "starts_at": meeting.gathering.starts_at.isoformat(),
            },
            about=meeting,
            at=at,
        )
