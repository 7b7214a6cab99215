"""お知らせの記録のことば — what the records about mails, letters and ways of telling say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import STAFF, Words

RECORDS = {
    "notice.arrived": Words(_("メールのお知らせが伝わったことを確かめました。"), "contact"),
    "notice.resent": Words(_("メールのお知らせを、もう一度送ることにしました。"), "contact"),
    "notice.came_back": Words(_("メールのお知らせが戻ってきました。"), "contact"),
    "notices.chosen": Words(_("お知らせの届け方を変えました。"), "contact", STAFF | {"self"}),
    "notices.choice_undone": Words(
        _("お知らせの届け方を元に戻しました。"), "contact", STAFF | {"self"}
    ),
    "letters.make": Words(_("手紙の束の PDF を作りはじめました（%(letters)s通）。"), "contact"),
    "letters.again": Words(_("手紙の束の PDF を作りなおしました（%(letters)s通）。"), "contact"),
    "letters.opened": Words(_("手紙の束の PDF を開きました。"), "contact"),
    "letters.printed": Words(_("手紙の束を印刷しました（%(letters)s通）。"), "contact"),
    "letters.unprinted": Words(_("手紙の束の印刷を取り消しました。"), "contact"),
    "letters.posted": Words(_("お知らせの手紙を投函しました。"), "contact", STAFF | {"self"}),
    "letters.unposted": Words(_("手紙の束の投函を取り消しました。"), "contact"),
    "letters.once_more": Words(_("手紙をもう1通、印刷することにしました。"), "contact"),
    "letters.returned": Words(_("お知らせの手紙が戻ってきました。"), "contact"),
}
