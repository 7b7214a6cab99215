"""記録のことば — consultations stand on nobody's timeline; the office reads the log."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words
from tsunagari.programmes.talent.advice.rules.categories import REASONS

RECORDS = {
    "advice.asked": Words(_("相談を受けました。"), "contact"),
    "advice.written": Words(_("相談に、本人がことばを足しました。"), "contact"),
    "advice.read": Words(_("相談を読みました。"), "contact"),
    "advice.triaged": Words(_("相談の分類・言語・急ぎを決めました。"), "contact"),
    "advice.answered": Words(_("相談に返事をしました。"), "contact"),
    "advice.reached": Words(_("相談した人と話しました。"), "contact"),
    "advice.noted": Words(_("相談にメモを書きました。"), "contact"),
    "advice.translated": Words(_("相談のことばの訳を書きました。"), "contact"),
    "advice.handed_on": Words(_("相談の担当を引きつぎました。"), "contact"),
    "advice.booked": Words(_("相談の通訳・専門家を予約しました。"), "contact"),
    "advice.booking_changed": Words(_("相談の予約を変えました。"), "contact"),
    "advice.follow_planned": Words(_("相談のその後を確かめる日を %(day)s にしました。"), "contact"),
    "advice.closed": Words(_("相談を終えました（%(reason)s）。"), "contact", terms=dict(REASONS)),
    "advice.reopened": Words(_("相談をもう一度ひらきました。"), "contact"),
    "advice.judged": Words(_("相談が解決したかを、本人が答えました。"), "contact"),
    "advice.withdrawn": Words(_("本人が相談を取り下げました。"), "contact"),
    "advice.share_asked": Words(_("ほかの窓口に見せてよいかを、本人に聞きました。"), "consent"),
    "advice.shared": Words(_("本人が、ほかの窓口に見せることに同意しました。"), "consent"),
    "advice.unshared": Words(_("本人が、ほかの窓口に見せることをやめました。"), "consent"),
    "advice.body_wrote": Words(_("ほかの窓口が、相談に返事を書きました。"), "contact"),
    "advice.reported": Words(_("相談から、助けを求める知らせを作りました。"), "contact"),
    "advice.counted": Words(_("相談の数の表を出しました。"), "paper"),
    "advice.forgotten": Words(_("相談の中の個人の言葉を消しました。")),
}
