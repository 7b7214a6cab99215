"""記録のことば — what each record of a voucher says on a timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "voucher.entered": Words(_("証憑を入れました（番号 %(number)s）。"), "paper"),
    "voucher.corrected": Words(_("証憑を訂正しました（番号 %(number)s）。"), "paper"),
    "voucher.cancelled": Words(_("証憑を取り消しました（番号 %(number)s）。"), "paper"),
    "voucher.restored": Words(_("証憑の取消をやめました（番号 %(number)s）。"), "paper"),
    "voucher.read": Words(_("証憑のファイルを見ました（番号 %(number)s）。"), "paper"),
    "voucher.searched": Words(_("証憑の一覧を見ました（%(count)s件）。"), "paper"),
    "voucher.opened": Words(_("証憑を見ました（番号 %(number)s）。"), "paper"),
    "voucher.exported": Words(_("証憑を書き出しました（%(count)s件）。"), "paper"),
    "voucher.cleared": Words(
        _("保存期限の過ぎた証憑の、取引先と内容を消しました（%(count)s件）。"), "paper"
    ),
    "voucher.taken_in": Words(_("前からあった書類を証憑に入れました（%(count)s件）。"), "paper"),
}
