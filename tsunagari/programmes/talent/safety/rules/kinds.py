"""困っていること — what a person may report, in plain words, and which prohibited act it may be."""

from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import TITP
from tsunagari.programmes.talent.safety.rules import acts


class Kind(NamedTuple):
    """One thing that happens to people, as they would say it; `ban` when the law forbids it.

    `at_company`: which act it is when the company did it and the law's ban binds others only.
    """

    words: str
    ban: str = ""
    at_company: str = ""


KINDS = {
    "passport": Kind(
        _("パスポートや在留カードを取られた・あずけさせられた"), "ban_passport_custody"
    ),
    "phone": Kind(_("スマホを取られた・外に出てはいけないと言われた"), "ban_private_life_limits"),
    "penalty": Kind(_("「やめたらお金を払え」と約束させられた"), "ban_penalty_contract"),
    "savings": Kind(_("お金をむりに貯金させられた・通帳を取られた"), "ban_savings_contract"),
    "deposit": Kind(_("「あとで返す」と言われて、お金をあずけさせられた"), "ban_deposit_chain"),
    "offset": Kind(_("借りたお金を、給料から引かれた"), "ban_advance_offset"),
    "pay": Kind(_("給料が約束とちがう・もらえない")),
    "violence": Kind(
        _("なぐられた・おどされた・いやなことをされた"), "ban_forced_training", acts.RIGHTS
    ),
    "retaliation": Kind(_("相談したら、いやなことをされた"), "ban_retaliation"),
    "health": Kind(_("けが・病気・こころがつらい")),
    "life": Kind(_("家・食事・人とのことで困っている")),
    "other": Kind(_("そのほか")),
}
# Who did it: the part in the case → the role of the law's table, by system where it differs.
PARTS = {
    "company": _("会社の人"),
    "supervisor": _("監理・支援をする団体の人"),
    "sending": _("送出機関の人"),
    "school": _("訓練校の人"),
    "else": _("ほかの人・わからない"),
}
ROLES = {"company": "HOST", "sending": "SEND", "school": "SCHOOL"}
SUPERVISORS = {"TITP": "SO", "ESD": "SSO"}
OPEN, CONTAINED, CLOSED = "open", "contained", "closed"
NEXT = {OPEN: CONTAINED, CONTAINED: CLOSED}


def role_of(part: str, system: str) -> str:
    """The role of the law's table that somebody with a part in a case has."""
    return SUPERVISORS.get(system, "RSO") if part == "supervisor" else ROLES.get(part, "")


def ban_of(kind: str, *, part: str, system: str) -> str:
    """The prohibited act that a report may be; "" when the law's table does not name one."""
    found = KINDS.get(kind, KINDS["other"])
    if found.ban and acts.binds(found.ban, system=system, who=role_of(part, system)):
        return found.ban
    return found.at_company if part == "company" else ""


def kind_of(ban: str) -> str:
    """Under which kind an act stands that was found by law and not told in somebody's words."""
    of_law = {one.ban: code for code, one in KINDS.items() if one.ban}
    at_company = {one.at_company: code for code, one in KINDS.items() if one.at_company}
    return (of_law | at_company).get(ban, "other")


def act_of(ban: str, *, part: str, system: str) -> str:
    """Under which act a report stands: where a ban binds others only, the duty that a company has."""
    if part != "company" or acts.binds(ban, system=system, who=role_of(part, system)):
        return ban
    return KINDS[kind_of(ban)].at_company or ban


def words_of(kind: str, ban: str) -> str:
    """What happened (untranslated): the act of the law where nothing else was said."""
    act = acts.words_of(ban)
    return act if kind == "other" and act else KINDS.get(kind, KINDS["other"]).words


def law_on(ban: str, *, part: str, system: str) -> acts.Said | None:
    """The act of a report, with the law that forbids it to whoever did it; None when none does."""
    system = system or TITP
    return acts.said(ban, system=system, who=role_of(part, system))
