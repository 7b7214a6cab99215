"""知らせ — an applicant hears what became of the application; a new body by mail, through its link."""

import logging
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from tsunagari.base.days import day_words
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import FOOT, NoticeKind
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import DOORS

log = logging.getLogger("tsunagari.calls")
LINK_SUBJECT = _("申請のページのリンク")
LINK_BODY = _(
    "基金の公募「%(title)s」に申請するためのリンクです。\n\n%(link)s\n\n"
    "この住所を知っている人は、申請を読んだり変えたりできます。ほかの人に知らせないでください。\n"
    "しめきりは %(day)s の夜12時（日本時間）です。おぼえがないときは、このメールを消してください。"
)
KINDS = (
    NoticeKind(
        "application.received",
        _("申請を受け付けました"),
        _("「%(title)s」への申請を受け付けました。しめきりまでは、直して出しなおせます。"),
    ),
    NoticeKind(
        "application.returned",
        _("申請を直してください"),
        _("「%(title)s」への申請を返しました。%(until)s までに直して、もう一度出してください。"),
    ),
    NoticeKind(
        "application.rejected",
        _("申請の確認の結果"),
        _("「%(title)s」への申請は、この公募の対象外でした。理由は申請のページにあります。"),
    ),
    NoticeKind(
        "application.awarded",
        _("申請の結果"),
        _("「%(title)s」への申請が採択されました。このあとの手順は事務局が知らせます。"),
    ),
    NoticeKind(
        "application.declined",
        _("申請の結果"),
        _("「%(title)s」への申請は採択されませんでした。理由は申請のページにあります。"),
    ),
    NoticeKind(
        "application.deferred",
        _("申請の結果"),
        _("「%(title)s」への申請は、次の会議で決めることになりました。"),
    ),
)
LISTED = NoticeKind(
    "review.listed",
    _("申請の審査が始まりました"),
    _(
        "「%(title)s」の申請者の一覧が出ました。%(until)s までに、1件ずつ関係を申告し、点数を確定してください。"
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
PARTNERS = tuple(kind for kind, door in DOORS.items() if door == "partner")


def tell(application: Application, kind: str, *, at: datetime) -> None:
    """Everybody of the body that asked, or the person; a new body through its mail address."""
    facts = {"title": application.call.title}
    if application.fix_by:
        facts["until"] = application.fix_by.isoformat()
    if application.applicant is None:
        _mail(application, BY_CODE[kind], facts)
        return
    for party, path in _readers(application, at):
        notices.tell(
            to=party,
            kind=kind,
            key=f"{kind}:{application.pk}:{application.version}:{party.pk}",
            facts=facts | {"path": path},
            about=application,
            at=at,
        )


def tell_members(call: Call, members, closes_on: date, *, at: datetime) -> None:
    """評議員に知らせる — that the list stands, and until when they declare and score."""
    path = reverse("council:fund_call", args=[call.pk])
    facts = {"title": call.title, "until": closes_on.isoformat(), "path": path}
    for member in members:
        key = f"{LISTED.code}:{call.pk}:{member.pk}"
        notices.tell(to=member, kind=LISTED.code, key=key, facts=facts, about=call, at=at)


def _readers(application: Application, at: datetime):
    party = application.applicant
    if party.is_person:
        return [(party, reverse("mypage:application", args=[application.code]))]
    people = roles.people_of(party.organisation, *PARTNERS, on=roles.day_of(at))
    path = reverse("partner:application", args=[application.code])
    return [(one, path) for one in people] or [(party, "")]


def _mail(application: Application, kind: NoticeKind, facts: dict) -> None:
    with translation.override("ja"):
        link = address_of(application)
        if "until" in facts:
            facts = facts | {"until": _day(application.fix_by)}
        body = gettext(kind.body) % facts
        body += f"\n\n{gettext(FOOT) % {'link': link}}"
        _send(gettext(kind.subject), body, application.mailed_to)


def address_of(application: Application) -> str:
    """The whole address under which a new body finds its application again, in the reader's language."""
    path = reverse("portal:application", args=[queries.secret_of(application)])
    return f"{settings.ORIGIN}{path}"


def send_link(application: Application) -> None:
    """リンクを送る — the only way to the draft of a new body."""
    facts = {
        "title": application.call.title,
        "link": address_of(application),
        "day": _day(application.call.deadline),
    }
    _send(gettext(LINK_SUBJECT), gettext(LINK_BODY) % facts, application.mailed_to)


def _day(day: date) -> str:
    return plain(day_words(day, translation.get_language() or "ja"))


def _send(subject: str, body: str, to: str) -> None:
    """After the commit: a mail that cannot be sent loses nothing, the page can send it again."""
    mail = EmailMessage(plain(subject), plain(body), to=[to])
    transaction.on_commit(lambda: _hand_over(mail))


def _hand_over(mail: EmailMessage) -> None:
    try:
        mail.send()
    except (SMTPException, OSError):
        log.exception("a mail about an application could not be sent")
