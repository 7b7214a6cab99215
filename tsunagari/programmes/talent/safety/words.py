"""記録のことば — reports stand on nobody's timeline; the office reads the log."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "help.asked": Words(_("助けを求める知らせがありました。"), "contact"),
    "help.advanced": Words(_("助けを求める知らせに対応しました。"), "contact"),
    "help.reopened": Words(_("終わった知らせを、もう一度開きました。"), "contact"),
    # What visits reported before both tables became one.
    "breach.opened": Words(_("禁じられた行為の知らせを受けました（%(code)s）。"), "contact"),
    "breach.looked_into": Words(_("禁じられた行為の知らせを確かめました（%(code)s）。"), "contact"),
    "help.forgotten": Words(_("知らせの中の個人の言葉を消しました。")),
}
