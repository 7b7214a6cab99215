"""記録のことば — what each record of the cost ledger says, to the person and to who asked."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import EVERYBODY, STAFF, Words

RECORDS = {
    "cost.asked": Words(_("費用を入れました（%(yen)s円）。"), "paper", EVERYBODY),
    "cost.paid": Words(_("費用を払いました（%(yen)s円、%(paid_on)s）。"), "paper", EVERYBODY),
    "cost.given_back": Words(_("お金が返りました（%(yen)s円）。"), "paper", EVERYBODY),
    "cost.confirmed": Words(_("費用の行が正しいと答えました（%(yen)s円）。"), "paper", EVERYBODY),
    "cost.disputed": Words(_("費用の行がちがうと答えました（%(yen)s円）。"), "paper", EVERYBODY),
    "cost.annulled": Words(_("費用の行を取り消しました（%(yen)s円）。"), "paper", EVERYBODY),
    "cost.agreed": Words(
        _("費用の行を、両方が認めた金額に直しました（%(was)s円 → %(yen)s円）。"),
        "paper",
        EVERYBODY,
    ),
    "cost.base_pay": Words(_("契約の基本給を登録しました（月 %(yen)s円）。"), "paper", EVERYBODY),
    "cost.opinion": Words(
        _("第三者管理協議会が、費用の行に意見を書きました（%(yen)s円）。"), "paper", EVERYBODY
    ),
    "cost.receipt_read": Words(_("費用の領収書を見ました。"), "paper", EVERYBODY),
    "cost.exported": Words(_("費用の表を書き出しました。"), "paper", STAFF),
}
