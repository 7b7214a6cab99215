"""法人の形と税 — what a receipt may say, by the legal form and tax status of the receiving body."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _

CERTIFIED, SPECIAL, NPO = "certified_npo", "special_npo", "npo"
PUBLIC, PUBLIC_FOUNDATION = "public_association", "public_foundation"
GENERAL, GENERAL_FOUNDATION = "general_association", "general_foundation"
FORMS = {
    CERTIFIED: _("認定NPO法人"),
    SPECIAL: _("特例認定NPO法人"),
    NPO: _("NPO法人"),
    PUBLIC: _("公益社団法人"),
    PUBLIC_FOUNDATION: _("公益財団法人"),
    GENERAL: _("一般社団法人"),
    GENERAL_FOUNDATION: _("一般財団法人"),
}
BOTH, DEDUCTION, NONE = "both", "deduction", "none"


def relief_of(form: str, *, credit: bool) -> str:
    """Which relief a person has: the better of two ways, the deduction alone, or none."""
    if form in (CERTIFIED, SPECIAL):
        return BOTH
    if form in (PUBLIC, PUBLIC_FOUNDATION):
        return BOTH if credit else DEDUCTION
    return NONE


@dataclass(frozen=True)
class Said:
    """What stands on a receipt about the tax; untranslated sentences."""

    purpose: str
    relief: str
    paper: str
    basis: str


PURPOSE = {
    CERTIFIED: _(
        "この寄附金は、特定非営利活動促進法第2条第1項の特定非営利活動に係る事業に関連する寄附金です。"
    ),
    PUBLIC: _("この寄附金は、当法人の主たる目的である公益目的事業に関連する寄附金です。"),
    GENERAL: _("この寄附金は、当法人の活動のためにお受けした寄附金です。"),
}
PURPOSE[SPECIAL] = PURPOSE[CERTIFIED]
PURPOSE[PUBLIC_FOUNDATION] = PURPOSE[PUBLIC]
PURPOSE[GENERAL_FOUNDATION] = PURPOSE[NPO] = PURPOSE[GENERAL]
RELIEF = {
    BOTH: _("個人の方は、確定申告で、所得控除か税額控除のどちらか有利なほうを選べます。"),
    DEDUCTION: _("個人の方は、確定申告で、所得控除を受けられます（税額控除は受けられません）。"),
    NONE: _("この法人への寄附金は、個人の方の所得税・住民税の控除の対象になりません。"),
}
PAPER = {
    BOTH: _("確定申告には、この証明書を付けてください。"),
    DEDUCTION: _("確定申告には、この証明書を付けてください。"),
    NONE: _("この書類は、受け取った証しです。"),
}
BASIS = {
    (CERTIFIED, BOTH): _("根拠：所得税法第78条、租税特別措置法第41条の18の2"),
    (PUBLIC, BOTH): _(
        "根拠：所得税法第78条、租税特別措置法第41条の18の3（証明書の写しを付けます）"
    ),
    (PUBLIC, DEDUCTION): _("根拠：所得税法第78条"),
}


def said(form: str, *, credit: bool) -> Said:
    """The sentences for a form on the day on which the money came."""
    relief = relief_of(form, credit=credit)
    family = {SPECIAL: CERTIFIED, PUBLIC_FOUNDATION: PUBLIC}.get(form, form)
    basis = BASIS.get((family, relief), "")
    return Said(PURPOSE[form], RELIEF[relief], PAPER[relief], basis)
