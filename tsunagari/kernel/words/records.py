"""記録のことば — what changes of the table of readings say in the records.

The words themselves stand in the private part: one of them may be somebody's name.
"""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "words.added": Words(_("読みの表に、ことばを入れました。")),
    "words.corrected": Words(_("読みの表のことばを直しました。")),
    "words.checked": Words(_("読みの表のことばを確認しました。")),
    "words.undone": Words(_("読みの表の変更を元に戻しました。")),
    "words.settled": Words(_("ことばの読みを、このままにしました。")),
    "words.unsettled": Words(_("ことばの読みを、もう一度見ることにしました。")),
}
