"""証憑の決まり — what may be registered and corrected, and until when it is kept."""

from datetime import date

from tsunagari.base.days import add_months, fiscal_year
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

RECEIPT, INVOICE, CONTRACT = "receipt", "invoice", "contract"
QUOTATION, ORDER, DELIVERY, OWN, OTHER = "quotation", "order", "delivery", "own", "other"
# What says nothing about money may leave it out.
WITHOUT_SUM = frozenset({CONTRACT, QUOTATION, ORDER, DELIVERY, OTHER})
MOST_YEN, MOST_FILES = 10**12, 10
# The tax return of a year that ends in March is due two months later.
RETURN_MONTHS = 2


def keep_until(doc_date: date, years: int) -> date:
    """保存期限 — so many years after the return of the fiscal year of a day was due."""
    due = add_months(date(fiscal_year(doc_date) + 1, 3, 31), RETURN_MONTHS)
    return add_months(due, 12 * years)


def years_of(kind: str, standard: str, figures: dict[str, int]) -> int:
    """保存の年数 — of a kind of document in a book of a standard: the longest that applies."""
    years = [figures["keep_years"]]
    if kind == CONTRACT:
        years.append(figures["keep_years_contract"])
    if standard == "public":
        years.append(figures["keep_years_public"])
    return max(years)


def why_not_say(*, kind: str, yen: int | None, doc_date: date, name: str, on: date) -> list[Reason]:
    """Every reason why an edition cannot say this."""
    reasons = []
    if doc_date > on:
        words = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(words, {"day": doc_date}, rule="day", field="doc_date"))
    if yen is None and kind not in WITHOUT_SUM:
        words = _("領収書と請求書には、金額を入力してください。")
        reasons.append(Reason(words, rule="yen", field="yen"))
    if yen is not None and not 0 < yen <= MOST_YEN:
        words = _("金額は、1円から1兆円までで入力してください。")
        reasons.append(Reason(words, rule="yen", field="yen"))
    if not name.strip():
        reasons.append(Reason(_("取引先を入力してください。"), rule="name", field="name"))
    return reasons


def why_not_files(*, files: int, again: int | None) -> list[Reason]:
    """`again` is the number of a document with this very file, day and sum."""
    if not files:
        words = _("書類のファイルを1つ以上選んでください。")
        return [Reason(words, rule="files", field="files")]
    if files > MOST_FILES:
        words = _("ファイルは10までです。書類ごとに分けて入れてください。")
        return [Reason(words, rule="files", field="files")]
    if again is not None:
        words = _("このファイルは、同じ日・同じ金額で、もう登録してあります（番号 %(number)s）。")
        return [Reason(words, {"number": again}, rule="again", field="files")]
    return []


def why_not_follow(
    *, seen: int, number: int, reason: str, changed: bool, cancelled: bool | None = False
) -> list[Reason]:
    """Why there is no next edition; `cancelled` is whether the document is, when that matters."""
    reasons = []
    if seen != number:
        words = _("だれかが先に訂正しました。いまの内容を確かめて、もう一度送ってください。")
        reasons.append(Reason(words, rule="seen"))
    if not reason.strip():
        words = _("訂正・取消の理由を入力してください。")
        reasons.append(Reason(words, rule="reason", field="reason"))
    if cancelled:
        words = _("この証憑は取り消してあります。先に、取消をやめてください。")
        reasons.append(Reason(words, rule="cancelled"))
    if not changed:
        words = _("変わったところがありません。直すところを入力してください。")
        reasons.append(Reason(words, rule="same"))
    return reasons


def why_not_clear(*, chosen: int, over: int) -> list[Reason]:
    """Names are taken out only where somebody chose them and no law keeps any of them."""
    if not chosen:
        words = _("消す証憑を1つ以上選んでください。")
        return [Reason(words, rule="clear.none", field="keys")]
    if over < chosen:
        words = _(
            "選んだもののうち %(count)s件は、もう消してあるか、まだ保存する期間です。"
            "画面を開きなおして、選びなおしてください。"
        )
        return [Reason(words, {"count": chosen - over}, rule="clear.kept", field="keys")]
    return []
