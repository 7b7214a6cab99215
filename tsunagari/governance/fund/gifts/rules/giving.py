"""寄附を受ける・返す — what may be booked, given back, or taken out again."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

DONATION, FEE, GRANT, SUBSIDY, MUNICIPAL, GOODS = (
    "donation",
    "fee",
    "grant",
    "subsidy",
    "municipal",
    "goods",
)
SUPPORTER = "supporter"
# The account of income, and where money lies that has to be given back when it is not spent.
INCOME = {
    DONATION: "4200",
    FEE: "4100",
    SUPPORTER: "4110",
    GRANT: "4300",
    SUBSIDY: "4310",
    MUNICIPAL: "4310",
}
ADVANCE, FEE_AHEAD = "2120", "2130"
CASH, BANK = "1110", "1120"
FEES = (FEE, SUPPORTER)
GRANTS = (GRANT, SUBSIDY, MUNICIPAL)


def account_of(kind: str, *, return_duty: bool, ahead: bool = False) -> str:
    """Which account a receipt of money is for: a grant to be given back is no income yet."""
    if return_duty:
        return ADVANCE
    if kind in FEES and ahead:
        return FEE_AHEAD
    return INCOME[kind]


def why_not_receive(
    *,
    kind: str,
    yen: int | None,
    goods: str,
    received_on: date,
    on: date,
    named: bool,
    earmark_kind: str = "",
) -> list[Reason]:
    """Every reason not to book what came in."""
    reasons = []
    if kind == GOODS and not goods.strip():
        words = _("品物の名前と数を入力してください。")
        reasons.append(Reason(words, rule="gift.goods", field="goods"))
    if kind == GOODS and yen:
        words = _("品物には金額を書きません。金額を空にしてください。")
        reasons.append(Reason(words, rule="gift.goods_yen", field="yen"))
    if kind != GOODS and (yen is None or yen <= 0):
        words = _("金額は1円以上で入力してください。")
        reasons.append(Reason(words, rule="gift.yen", field="yen"))
    if received_on > on:
        words = _("これから来る日は入れられません。お金が着いた日を入力してください。")
        reasons.append(Reason(words, rule="gift.future", field="received_on"))
    if kind in (*FEES, *GRANTS) and not named:
        words = _("会費・助成金・補助金は、だれからかを選んでください。")
        reasons.append(Reason(words, rule="gift.from", field="donor"))
    if earmark_kind == "grant" and kind not in GRANTS:
        words = _("助成金の使いみちは、助成金・補助金にだけ選べます。")
        reasons.append(Reason(words, rule="gift.earmark", field="earmark"))
    return reasons


def why_not_give_back(
    *, yen: int, left: int, given_on: date, on: date, day: date, receipted: bool
) -> list[Reason]:
    """Every reason not to give a gift back; never more than what is left of it."""
    reasons = []
    if yen <= 0:
        words = _("金額は1円以上で入力してください。")
        reasons.append(Reason(words, rule="refund.yen", field="yen"))
    elif yen > left:
        words = _("寄附の残り（%(left)s円）より多くは返せません。")
        reasons.append(Reason(words, {"left": left}, rule="refund.more", field="yen"))
    if not given_on <= day <= on:
        words = _("返した日は、受け取った日（%(day)s）から今日までにしてください。")
        reasons.append(Reason(words, {"day": given_on}, rule="refund.day", field="day"))
    if receipted:
        words = _("この寄附の領収書が出ています。先に、領収書を無効にしてください。")
        reasons.append(Reason(words, rule="refund.receipt"))
    return reasons


def why_not_annul(*, annulled: bool, receipted: bool, refunded: bool) -> list[Reason]:
    """Every reason not to take a booking back that was a mistake."""
    reasons = []
    if annulled:
        words = _("この受け取りは、もう取り消してあります。")
        reasons.append(Reason(words, rule="annul.twice"))
    if receipted:
        words = _("この寄附の領収書が出ています。先に、領収書を無効にしてください。")
        reasons.append(Reason(words, rule="annul.receipt"))
    if refunded:
        words = _("返金した寄附は、取り消せません。")
        reasons.append(Reason(words, rule="annul.refunded"))
    return reasons
