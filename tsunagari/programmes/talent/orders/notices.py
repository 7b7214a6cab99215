"""お知らせ — what the company and the sending organisation are told, each by its own clock."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.notices import actions as notices
from tsunagari.kernel.notices.wordings import NoticeKind
from tsunagari.kernel.roles import queries as roles

WORDINGS = {
    "pair.assigned": (
        _("候補者の割り当てが決まりました"),
        _("求人 %(order)s に候補者 %(code)s を割り当てました。面接の日時を提案してください。"),
    ),
    "pair.released": (
        _("候補者の割り当てが取り消されました"),
        _("求人 %(order)s の候補者 %(code)s の割り当ては取り消されました。理由：%(said)s"),
    ),
    "pair.taken_back": (
        _("候補者の割り当てが取り消されました"),
        _(
            "求人 %(order)s の候補者 %(code)s の割り当ては取り消されました。"
            "連合会が割り当てをやり直します。"
        ),
    ),
    "interview.proposed": (
        _("面接の日時の提案があります"),
        _("候補者 %(code)s の面接の提案です。%(when)s。受ける・変える・断るを選んでください。"),
    ),
    "interview.changed": (
        _("面接に、別の日時の提案があります"),
        _("候補者 %(code)s の面接に、別の日時が提案されました。%(when)s。"),
    ),
    "interview.accepted": (
        _("面接の日時が決まりました"),
        _("候補者 %(code)s の面接が決まりました。%(when)s。"),
    ),
    "interview.declined": (
        _("面接の提案が見送りになりました"),
        _("候補者 %(code)s の面接の提案は見送りになりました。理由：%(said)s"),
    ),
    "interview.cancelled": (
        _("面接が中止になりました"),
        _("候補者 %(code)s の面接は中止です。%(when)s。理由：%(said)s"),
    ),
    "pair.chosen": (
        _("採用が決まりました"),
        _("候補者 %(code)s の採用が決まりました。次は、書類と手続きです。"),
    ),
    "pair.not_chosen": (
        _("面接の結果が出ました"),
        _("候補者 %(code)s は、今回は見送りになりました。理由：%(said)s"),
    ),
    "pair.reopened": (
        _("面接の結果が取り消されました"),
        _("候補者 %(code)s の面接の結果は取り消されました。新しい結果を待ってください。"),
    ),
}
KINDS = tuple(NoticeKind(code, subject, body) for code, (subject, body) in WORDINGS.items())
# The page of such a pair is closed.
GONE = ("pair.released", "pair.taken_back")
STAFF_OF = {"company": "company_staff", "sending": "sending_staff"}


def tell(pair, did: str, *, by, at, interview=None) -> None:
    """Tell the people of both bodies, except the one that acted."""
    own = by.own_body.pk if by else None
    sides = {"company": pair.order.company, "sending": pair.candidate.sending}
    for side, body in sides.items():
        if body.pk == own:
            continue
        other = sides["sending" if side == "company" else "company"]
        facts = {
            "order": pair.order_id,
            "code": pair.candidate.person.party.code,
            "said": interview.said if interview else pair.said,
            "path": "/partner/pairs/" if did in GONE else f"/partner/pairs/{pair.pk}/",
        }
        if interview:
            facts |= {
                "starts_at": interview.starts_at.isoformat(),
                "zone": body.party.zone,
                "other_zone": other.party.zone,
            }
        for party in roles.people_of(body, STAFF_OF[side], on=roles.day_of(at)):
            notices.tell(
                to=party,
                kind=did,
                key=f"{did}:{pair.pk}:{pair.version}:{interview.pk if interview else 0}"
                f":{interview.version if interview else 0}:{party.pk}",
                facts=facts,
                about=pair,
                at=at,
            )
