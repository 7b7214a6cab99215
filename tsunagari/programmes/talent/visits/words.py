"""記録のことば — what each record of a visit says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, Words

RECORDS = {
    "visit.planned": Words(
        _("訪問を予定しました（%(day)s、面談は%(needed)s人以上）。"), "meeting", BODIES
    ),
    "visit.moved": Words(_("訪問の日を動かしました（%(was)s → %(day)s）。"), "meeting", BODIES),
    "visit.filled": Words(
        _("確認票に記入しました（%(answers)s項目、写真%(photos)s枚）。"), "meeting"
    ),
    "visit.person_added": Words(_("面談する人を加えました。"), "meeting"),
    "visit.cancelled": Words(_("訪問を取りやめました。"), "meeting", BODIES),
    "visit.closed": Words(
        _("訪問を終えました（%(day)s、面談%(held)s人、指摘%(findings)s件）。"), "meeting", BODIES
    ),
    "finding.mended": Words(_("指摘が直ったことを確かめました。"), "change", BODIES),
    "finding.judged": Words(_("指摘を、法令違反と判断しました。")),
    "finding.judged_back": Words(_("指摘を法令違反とした判断を、取り消しました。")),
    "finding.reopened": Words(_("指摘を、まだ直っていないことにもどしました。"), "change", BODIES),
}
