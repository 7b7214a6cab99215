"""領収書（受領証明書） — for which gifts, with which number; never edited, only void and issued anew."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.gifts.rules import giving

SINGLE, YEARLY = "single", "yearly"
RECEIPTED = (giving.DONATION, giving.GOODS)


def number_words(year: int, number: int) -> str:
    """受領番号: 2026-0001."""
    return f"{year}-{number:04}"


def why_not_issue(
    *,
    gifts: int,
    anonymous: bool,
    kinds: set[str],
    held: bool,
    status: bool,
    nothing_left: bool = False,
    address: bool = True,
) -> list[Reason]:
    """Every reason not to issue a receipt for some gifts."""
    reasons = []
    if not gifts:
        reasons.append(Reason(_("領収書を出す寄附がありません。"), rule="receipt.none"))
    if anonymous:
        words = _("名前を聞いていない寄附には、領収書を出せません。")
        reasons.append(Reason(words, rule="receipt.anonymous"))
    if kinds - set(RECEIPTED):
        words = _("会費・助成金・補助金は寄附ではないので、寄附の領収書を出せません。")
        reasons.append(Reason(words, rule="receipt.kind"))
    if held:
        words = _("この寄附には、もう領収書が出ています。")
        reasons.append(Reason(words, rule="receipt.held"))
    if nothing_left:
        words = _("全部返した寄附には、領収書を出せません。")
        reasons.append(Reason(words, rule="receipt.refunded"))
    if not status:
        words = _("受け取った日の、法人の形と税の区分が登録されていません。先に登録してください。")
        reasons.append(Reason(words, rule="receipt.status"))
    if not address:
        words = _("寄附した人の住所が登録されていません。証明書には住所が必要です。")
        reasons.append(Reason(words, rule="receipt.address"))
    return reasons


def why_not_void(*, voided_on: date | None, reason: str) -> list[Reason]:
    """A receipt is made void once, with a reason."""
    reasons = []
    if voided_on:
        words = _("この領収書は %(day)s に無効にしました。")
        reasons.append(Reason(words, {"day": voided_on}, rule="void.twice"))
    if not reason.strip():
        reasons.append(
            Reason(_("無効にする理由を入力してください。"), rule="void.reason", field="reason")
        )
    return reasons
