"""記録のことば — that support was given stands on the person's and the supporter's timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import STAFF, Words
from tsunagari.programmes.talent.settlement.rules.items import ITEMS

TERMS = {code: item.title for code, item in ITEMS.items()}
SEEN = STAFF | {"self"}
RECORDS = {
    "support.planned": Words(_("支援の予定を入れました（%(item)s）。"), "contact", SEEN, TERMS),
    "support.given": Words(
        _("支援をしました（%(item)s、%(minutes)s分）。"), "contact", SEEN, TERMS
    ),
    "support.answered": Words(_("本人が支援を確かめました（%(item)s）。"), "contact", SEEN, TERMS),
    "support.annulled": Words(
        _("支援の記録を取り消しました（%(item)s）。"), "contact", SEEN, TERMS
    ),
}
