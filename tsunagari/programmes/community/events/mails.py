"""催しの便り — what somebody who registered is told by mail, in the language of the booking."""

from datetime import datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.statements import added
from tsunagari.base.statements import drafted as row_of
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.programmes.community.events.models import Booking, Event, Mail

KINDS = (
    NoticeKind(
        "confirmed",
        _("申込みを受け付けました"),
        _("「%(title)s」に %(people)s人で申し込みました。%(when)s %(place)s"),
    ),
    NoticeKind(
        "waiting",
        _("空き待ちに入りました"),
        _(
            "「%(title)s」は満員です。空き待ちの %(number)s番目に入りました。"
            "席が空いたら、すぐに知らせます。"
        ),
    ),
    NoticeKind(
        "entered",
        _("抽選に申し込みました"),
        _("「%(title)s」の抽選に %(people)s人で申し込みました。結果はメールで知らせます。"),
    ),
    NoticeKind(
        "offered",
        _("席が空きました"),
        _(
            "「%(title)s」の席が空きました。%(until)s までに、下のページで「行きます」を"
            "押してください。返事がないときは、次の人に回ります。"
        ),
    ),
    NoticeKind(
        "lapsed",
        _("席は次の人に回りました"),
        _("「%(title)s」の席は、返事がなかったので次の人に回りました。空き待ちには残っています。"),
    ),
    NoticeKind(
        "given_up",
        _("申込みを取り消しました"),
        _("「%(title)s」の申込みを取り消しました。"),
    ),
    NoticeKind(
        "moved",
        _("申込みを移しました"),
        _("申込みを「%(title)s」に移しました。%(when)s %(place)s"),
    ),
    NoticeKind(
        "changed",
        _("催しの日時や場所が変わりました"),
        _("「%(title)s」は、%(when)s %(place)s になりました。来られないときは取り消してください。"),
    ),
    NoticeKind(
        "cancelled",
        _("催しは中止になりました"),
        _("「%(title)s」（%(when)s）は中止になりました。%(reason)s"),
    ),
    NoticeKind(
        "not_drawn",
        _("抽選の結果"),
        _(
            "「%(title)s」の抽選にもれました。空き待ちの %(number)s番目に入っています。"
            "席が空いたら、すぐに知らせます。"
        ),
    ),
    NoticeKind(
        "say",
        _("アンケートのお願い"),
        _(
            "「%(title)s」に来てくれて、ありがとうございました。下のページから、"
            "アンケートに答えてください。名前は残りません。"
        ),
    ),
)
SAY = "say"
# What somebody has to hear also without an address: the office tells them by telephone.
CALLED = ("cancelled", "changed", "offered")
# What says when it is.
WHEN = ("confirmed", "offered", "moved", "changed")
BY_CODE = {kind.code: kind for kind in KINDS}


def _mail(booking: Booking, kind: str, at: datetime, facts: dict) -> Mail:
    state = Mail.State.QUEUED if booking.email else Mail.State.GIVEN_UP
    return row_of(Mail, booking=booking, kind=kind, facts=facts, next_at=at, state=state)


def queue(booking: Booking, kind: str, *, at: datetime, **facts) -> None:
    """書く — a mail that the worker sends; without an address the page alone says it, or the office."""
    if row := drafted(booking, kind, at=at, **facts):
        added(row)


def drafted(booking: Booking, kind: str, *, at: datetime, **facts) -> Mail | None:
    """The same, not yet stored; None where nobody is written to."""
    return _mail(booking, kind, at, facts) if booking.email or kind in CALLED else None


def queue_all(bookings, kind: str, *, at: datetime, **facts) -> int:
    """The same to many; how many have an address."""
    rows = [_mail(one, kind, at, facts) for one in bookings if one.email or kind in CALLED]
    Mail.objects.bulk_create(rows, batch_size=500)
    return sum(one.state == Mail.State.QUEUED for one in rows)


def live(event: Event):
    """Those who are still told what happens to the event."""
    return event.bookings.exclude(state=Booking.State.CANCELLED)
