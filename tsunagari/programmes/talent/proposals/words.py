"""記録のことば — tables and proposals; they concern nobody in particular."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

RECORDS = {
    "month.counted": Words(_("相談の数を数えて止めました（%(month)s）。"), "change"),
    "table.published": Words(_("相談の数の表を公表しました。"), "paper"),
    "proposal.drafted": Words(_("提案の下書きを書きました。"), "change"),
    "proposal.changed": Words(_("提案の下書きを変えました。"), "change"),
    "proposal.checked": Words(_("提案を確かめました。"), "change"),
    "proposal.sent": Words(_("提案を送りました。"), "contact"),
    "proposal.asked": Words(_("提案の返事をもう一度たずねました。"), "contact"),
    "proposal.answered": Words(_("提案への返事を記録しました。"), "contact"),
    "proposal.published": Words(_("提案を公表しました。"), "paper"),
    "proposal.reopened": Words(_("提案を下書きにもどしました。"), "change"),
    "proposal.withdrawn": Words(_("提案を取り下げました。"), "change"),
}
STEPS = {
    "drafted": _("下書きを書いた"),
    "changed": _("下書きを変えた"),
    "checked": _("確かめた"),
    "sent": _("送った"),
    "asked": _("返事をたずねた"),
    "answered": _("返事があった"),
    "published": _("公表した"),
    "reopened": _("下書きにもどした"),
    "withdrawn": _("取り下げた"),
}
