"""利益相反 — who may open, score and count an entry; the declaration comes before everything else."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

NONE = "none"
WHY = {
    "self": _("申請した本人である"),
    "role": _("申請した団体に、いま役割がある"),
    "left": _("申請した団体の役割を、6か月以内に終えた"),
    "gift": _("この基金に寄附をした"),
    "paid": _("3年以内に、申請した団体からお金を受け取った"),
    "named": _("申請書の役員の名前に、委員の名前がある"),
}


def why_not_declare(
    *, seated: bool, listed: bool, withdrawn: bool, kind: str, before: str, words: str
) -> list[Reason]:
    """A declaration is made by who judges, once the list stands; a nearness is not taken back.

    After the end too: the council still votes, and who was asked again has to answer.
    """
    if not seated:
        said = _("この審査の委員ではありません。")
        return [Reason(said, rule="seat")]
    reasons = []
    if not listed:
        said = _("申請者の一覧がまだありません。一覧が出てから申告してください。")
        reasons.append(Reason(said, rule="list"))
    if withdrawn:
        reasons.append(Reason(_("この審査はもう終わっています。"), rule="ended"))
    if before and before != NONE and kind == NONE:
        said = _(
            "「関係がある」という申告は、自分では取り消せません。まちがえたときは、事務局に知らせてください。"
        )
        reasons.append(Reason(said, rule="standing", field="kind"))
    if kind == "other" and not words.strip():
        said = _("どのような関係かを、短く書いてください。")
        reasons.append(Reason(said, rule="words", field="words"))
    return reasons


def why_not_open(*, declared: str, found: bool) -> list[Reason]:
    """Without a declaration nothing opens; with an interest nothing ever does."""
    if not declared:
        said = _("先に、この申請との関係を申告してください。")
        return [Reason(said, rule="declare")]
    if declared != NONE or found:
        said = _(
            "この申請の審査からは外れています。書類・点数・話し合い・投票のどれにも加わりません。"
        )
        return [Reason(said, rule="recused")]
    return []


def why_not_undo(*, why: str, own: bool) -> list[Reason]:
    """Only the office, about another person, with a reason, lets somebody declare again."""
    reasons = []
    if own:
        said = _("自分の利益相反は、自分では直せません。ほかの人にたのんでください。")
        reasons.append(Reason(said, rule="own"))
    if not why.strip():
        reasons.append(Reason(_("理由を書いてください。"), rule="why", field="why"))
    return reasons
