"""記録のことば — what was done with saved answers."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "guide.drafted": Words(_("問いと答えを書きはじめました。")),
    "guide.changed": Words(_("問いと答えの下書きを直しました。")),
    "guide.cleaned": Words(_("個人の事実を除きました（個人のことではないもの%(declared)s件）。")),
    "guide.sent_back": Words(_("問いと答えを書き手に返しました。")),
    "guide.published": Words(
        _(
            "問いと答えを公開しました（変わった文%(changed)s、新しい文%(added)s、消した文%(gone)s）。"
        )
    ),
    "guide.dropped": Words(_("新しい版をやめました。")),
    "guide.withdrawn": Words(_("問いと答えを取り下げました。")),
    "guide.restored": Words(_("取り下げた問いと答えを、公開にもどしました。")),
    "guide.looked_again": Words(_("問いと答えがいまも正しいことを確かめました。")),
    "guide.remarked": Words(_("読んだ人が、ページの間違いを知らせました。"), "contact"),
    "guide.remark_settled": Words(_("間違いの知らせに答えました。")),
}
