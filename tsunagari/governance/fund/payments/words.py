"""記録のことば — what each record of a payment says on a timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import EVERYBODY, Words

RECORDS = {
    "account.entered": Words(_("受取口座を登録しました。"), "paper", EVERYBODY),
    "account.replaced": Words(_("受取口座を変えました。"), "paper", EVERYBODY),
    "account.ended": Words(_("受取口座を使わなくしました。"), "paper", EVERYBODY),
    "account.called": Words(_("受取口座を電話で確かめました。"), "contact", EVERYBODY),
    "account.read": Words(_("受取口座の番号を見ました。"), "paper", EVERYBODY),
    "payment.source": Words(_("振込元の口座を登録しました。"), "paper"),
    "expense.entered": Words(_("経費を入れました（%(yen)s円）。"), "paper"),
    "expense.approved": Words(_("経費を承認しました（%(yen)s円）。"), "paper"),
    "roll.entered": Words(_("支払いの一覧を入れました（%(count)s件、%(yen)s円）。"), "paper"),
    "roll.approved": Words(_("支払いの一覧を承認しました（%(count)s件）。"), "paper"),
    "expense.withdrawn": Words(_("経費を取り下げました（%(yen)s円）。"), "paper"),
    "expense.receipt_read": Words(_("領収書を見ました。"), "paper"),
    "payment.asked": Words(_("支払いを依頼しました（%(yen)s円）。"), "paper"),
    "payment.withheld": Words(_("支払いから預かる額を入れました（%(yen)s円）。"), "paper"),
    "payment.approved": Words(_("支払いを承認しました（%(yen)s円）。"), "paper"),
    "payment.refused": Words(_("支払いを認めませんでした。"), "paper"),
    "payment.withdrawn": Words(_("支払いの依頼を取り下げました。"), "paper"),
    "payment.voided": Words(_("口座が変わったので、承認をやり直します。"), "paper"),
    "payment.sent": Words(_("支払いを銀行へ出しました（%(yen)s円）。"), "paper", EVERYBODY),
    "payment.settled": Words(_("振り込まれました（%(yen)s円）。"), "paper", EVERYBODY),
    "payment.failed": Words(_("振り込めませんでした（%(yen)s円）。"), "paper", EVERYBODY),
    "transfer.made": Words(_("振込ファイルを作りました（%(count)s件、%(yen)s円）。"), "paper"),
    "transfer.locked": Words(_("振込ファイルを確定しました（%(count)s件、%(yen)s円）。"), "paper"),
    "transfer.taken": Words(_("振込ファイルを書き出しました。"), "paper"),
    "transfer.dropped": Words(_("振込ファイルをやめました。"), "paper"),
    "transfer.result": Words(
        _("振込の結果を取り込みました（%(paid)s件が振り込まれ、%(failed)s件がもどりました）。"),
        "paper",
    ),
}
