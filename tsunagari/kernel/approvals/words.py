"""記録のことば — what an approval says on a timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "approval.yes": Words(_("承認しました。")),
    "approval.no": Words(_("承認しませんでした。")),
}
