"""お知らせ — what both schools are told, in their language and in both clocks."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.roles import queries as roles

# did → (subject, body). Nothing personal stands in a subject line.
WORDINGS = {
    "session.proposed": (
        _("授業の日時の提案があります"),
        _("%(pairing)s の授業が提案されました。%(when)s。受ける・変える・断るを選んでください。"),
    ),
    "session.changed": (
        _("別の日時の提案があります"),
        _("%(pairing)s の授業に、別の日時が提案されました。%(when)s。"),
    ),
    "session.accepted": (
        _("授業の日時が決まりました"),
        _("%(pairing)s の授業が決まりました。%(when)s。"),
    ),
    "session.declined": (
        _("授業の提案が見送りになりました"),
        _("%(pairing)s の提案は見送りになりました。理由：%(said)s"),
    ),
    "session.cancelled": (
        _("授業が中止になりました"),
        _("%(pairing)s の授業は中止です。%(when)s。理由：%(said)s"),
    ),
    "session.moved": (
        _("授業が予備日に移りました"),
        _("%(pairing)s の授業は予備日に移りました。新しい日時：%(when)s。理由：%(said)s"),
    ),
    "sessions.planned": (
        _("授業の計画の案ができました"),
        _("%(exchange)s の授業 %(count)s回分の案です。よければ、学校から提案してください。"),
    ),
    "session.closed": (
        _("授業が終わりました"),
        _("%(pairing)s の授業が終わりました。ふりかえりを確認してください。"),
    ),
    "incident.opened": (
        _("いそいで確認してください"),
        _("「困ったことがある」の知らせがありました。1時間以内に確認してください。"),
    ),
}

# Told at any hour: a typhoon does not wait until the quiet hours are over.
URGENT = ("incident.opened", "session.moved", "session.cancelled")
KINDS = tuple(
    NoticeKind(code, subject, body, urgent=code in URGENT)
    for code, (subject, body) in WORDINGS.items()
)


def tell_school(session, did: str, *, by, at) -> None:
    """Tell the teachers of the other school."""
    exchange = session.pairing.exchange
    own = by.own_body.pk if by else None
    for school in (exchange.a, exchange.b):
        if school.pk != own:
            _tell(session, did, school, at)


def tell_schools(session, did: str, *, by, at) -> None:
    """Tell the teachers of both schools."""
    for school in (session.pairing.exchange.a, session.pairing.exchange.b):
        _tell(session, did, school, at)


def tell_of_plan(exchange, count: int, *, at) -> None:
    """Tell the teachers of both schools that the federation's drafts wait for them."""
    for school in (exchange.a, exchange.b):
        for party in roles.people_of(school.organisation, "teacher", on=roles.day_of(at)):
            notices.tell(
                to=party,
                kind="sessions.planned",
                key=f"sessions.planned:{exchange.pk}:{at.isoformat()}:{party.pk}",
                facts={"exchange": exchange.name, "count": count, "path": "/partner/sessions/"},
                about=exchange,
                at=at,
            )


def _tell(session, did, school, at):
    exchange = session.pairing.exchange
    facts = {
        "pairing": str(session.pairing),
        "starts_at": session.starts_at.isoformat(),
        "zone": school.zone,
        "other_zone": exchange.partner_of(school.pk).zone,
        "said": session.said,
        "path": f"/partner/sessions/{session.pk}/",
    }
    for party in roles.people_of(school.organisation, "teacher", on=roles.day_of(at)):
        notices.tell(
            to=party,
            kind=did,
            key=f"{did}:{session.pk}:{session.version}:{party.pk}",
            facts=facts,
            about=session,
            at=at,
        )


def tell_protectors(incident, *, on, at) -> None:
    """Tell the teachers and the child-protection lead of that side, and the federation's staff.

    What is about a grown-up goes past the teachers.
    """
    from tsunagari.kernel.parties.queries import federation

    private = incident.kind in incident.ABOUT_ADULTS
    kinds = ["protection_lead"] if private else ["teacher", "protection_lead"]
    people = roles.people_of(incident.school.organisation, *kinds, on=on)
    staff = roles.people_of(federation().party.organisation, "staff", on=on)
    doors = {party.pk: "partner" for party in people} | {party.pk: "desk" for party in staff}
    for party in {p.pk: p for p in [*people, *staff]}.values():
        notices.tell(
            to=party,
            kind="incident.opened",
            key=f"incident:{incident.pk}:{party.pk}",
            facts={"path": f"/{doors[party.pk]}/incidents/{incident.pk}/"},
            about=incident,
            at=at,
        )
