"""お知らせ — that something was asked, or answered; what it is about stands in no notice."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles

KINDS = (
    NoticeKind(
        "advice.danger",
        _("いそいで確認してください"),
        _("身の安全にかかわる相談がありました。すぐに開いて、本人と話してください。"),
        urgent=True,
        private=True,
    ),
    NoticeKind(
        "advice.asked",
        _("相談がありました"),
        _("相談がありました。約束した時刻までに返事をしてください。"),
        private=True,
    ),
    NoticeKind(
        "advice.handed_on",
        _("相談の担当になりました"),
        _("ほかの人から相談を引きつぎました。メモを読んで、続けてください。"),
        private=True,
    ),
    NoticeKind(
        "advice.answered",
        _("返事があります"),
        _("連合会の事務局から返事があります。あなたのページで読めます。"),
        private=True,
    ),
    NoticeKind(
        "advice.shared",
        _("見てほしいことがあります"),
        _("本人の同意をもらった相談があります。画面で確かめてください。"),
        private=True,
    ),
)


def tell_office(consultation, *, danger: bool, on, at) -> None:
    """Everybody of the federation's office; of danger at any hour."""
    for party in roles.people_of(federation().party.organisation, "staff", on=on):
        _tell(consultation, party, "advice.danger" if danger else "advice.asked", at)


def tell_colleague(consultation, party, *, at) -> None:
    """Who takes over."""
    _tell(consultation, party, "advice.handed_on", at)


def _tell(consultation, party, kind, at) -> None:
    notices.tell(
        to=party,
        kind=kind,
        key=f"{kind}:{consultation.pk}:{consultation.version}:{party.pk}",
        facts={"path": f"/desk/advice/{consultation.pk}/"},
        about=consultation,
        at=at,
    )


def tell_person(consultation, message, *, at) -> None:
    """The person, on the way that they chose; somebody without a name looks by the key."""
    if consultation.person is None:
        return
    notices.tell(
        to=consultation.person.party,
        kind="advice.answered",
        key=f"advice.answered:{message.pk}",
        facts={"path": f"/me/case/help/{consultation.code}/"},
        about=consultation,
        at=at,
    )


def tell_body(hand_over, *, on, at) -> None:
    """The people of a body that may read now."""
    for party in roles.people_of(hand_over.to, *roles.DOORS, on=on):
        notices.tell(
            to=party,
            kind="advice.shared",
            key=f"advice.shared:{hand_over.pk}:{party.pk}",
            # To the list: the person may have stopped showing this one when the notice is read.
            facts={"path": "/partner/advice/"},
            about=hand_over,
            at=at,
        )
