"""お手伝いの便り — what a volunteer is told by mail, in the own language."""

from collections.abc import Iterable
from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.programmes.community.shifts.models import Note, Volunteer

KINDS = (
    NoticeKind(
        "joined",
        _("お手伝いに申し込みました"),
        _("「%(title)s」のお手伝いに申し込みました。係が決まったら、メールで知らせます。"),
    ),
    NoticeKind(
        "assigned",
        _("お手伝いの係が決まりました"),
        _("「%(title)s」のお手伝いの係です。\n%(shifts)s"),
    ),
    NoticeKind(
        "changed",
        _("お手伝いの係が変わりました"),
        _("「%(title)s」のお手伝いの係が変わりました。いまの係です。\n%(shifts)s"),
    ),
    NoticeKind(
        "reminder",
        _("あすはお手伝いの日です"),
        _("「%(title)s」のお手伝いは、あすです。\n%(shifts)s"),
    ),
    NoticeKind(
        "sought",
        _("代わりの人をさがしています"),
        _(
            "「%(title)s」の係「%(shift)s」（%(when)s）の代わりの人をさがしています。"
            "できるときは、下のページで受けてください。"
        ),
    ),
    NoticeKind("withdrawn", _("お手伝いをやめました"), _("「%(title)s」のお手伝いをやめました。")),
    NoticeKind(
        "cancelled",
        _("催しは中止になりました"),
        _("「%(title)s」（%(when)s）は中止になりました。%(reason)s"),
    ),
    NoticeKind(
        "thanks",
        _("お手伝いをありがとうございました"),
        _(
            "「%(title)s」で %(hours)s時間 手伝ってくださいました。ありがとうございました。"
            "証明書は、下のページで印刷できます。"
        ),
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}


def queue(people: Iterable[Volunteer], kind: str, *, at: datetime, **facts) -> int:
    """書く — mails that the worker sends; without an address the page alone says it."""
    rows = [Note(volunteer=one, kind=kind, facts=facts, next_at=at) for one in people if one.email]
    Note.objects.bulk_create(rows, batch_size=500)
    return len(rows)
