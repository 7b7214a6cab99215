"""務めの記録のことば — what the records about duties say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "duty.not_done": Words(_("やってみましたが、できませんでした。"), "duty"),
    "duty.snoozed": Words(_("%(until)s まで、あとにしました。"), "duty"),
    "duty.woken": Words(_("あとにしたものを、一覧に戻しました。"), "duty"),
    "duty.handed_over": Words(_("担当を変えました。"), "duty"),
    "duty.undone": Words(_("元に戻しました。"), "duty"),
}
