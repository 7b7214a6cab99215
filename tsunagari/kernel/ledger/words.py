"""記録のことば — what the records of the books say; to the office only."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "book.opened": Words(_("帳簿を開きました。")),
    "fund.opened": Words(_("基金を作りました。")),
    "fund.changed": Words(_("基金の説明を変えました。"), "change"),
    "earmark.noted": Words(_("使いみちの指定を登録しました。")),
    "budget.set": Words(_("%(year)s年度の予算を %(yen)s円 にしました。")),
    "journal.entered": Words(_("仕訳を入れました（%(yen)s円）。")),
    "journal.reversed": Words(_("仕訳を取り消しました（%(yen)s円）。")),
    "period.closed": Words(_("%(month)s の月を締めました。")),
}
