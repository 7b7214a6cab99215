"""お知らせの記録のことば — what the records about mails say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "notice.arrived": Words(_("メールのお知らせが伝わったことを確かめました。"), "contact"),
    "notice.resent": Words(_("メールのお知らせを、もう一度送ることにしました。"), "contact"),
}
