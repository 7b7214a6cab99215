"""記録のことば — what is recorded of calls and applications."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.calls.rules.eligibility import REASONS, TO_MEND
from tsunagari.kernel.records.words import EVERYBODY, Words

WHY = {**TO_MEND, **REASONS}
RECORDS = {
    "call.drafted": Words(_("公募の下書きを書きました。")),
    "call.changed": Words(_("公募の下書きを変えました。")),
    "call.published": Words(_("公募を始めました。"), "paper"),
    "call.closed": Words(_("公募をしめきりました。")),
    "call.reviewed": Words(_("公募の審査を終えました。")),
    "call.awarded": Words(_("公募の決定がそろいました。")),
    "call.archived": Words(_("公募をしまいました。")),
    "application.begun": Words(_("申請を書きはじめました。"), "paper", EVERYBODY),
    "application.sent": Words(_("申請を出しました（%(number)s回目）。"), "paper", EVERYBODY),
    "application.withdrawn": Words(_("申請を取り下げました。"), "paper", EVERYBODY),
    "application.restored": Words(_("申請の取り下げを取り消しました。"), "paper", EVERYBODY),
    "application.eligible": Words(_("申請の要件を確かめました。"), "paper"),
    "application.returned": Words(
        _("申請を返しました：%(reasons)s"), "paper", EVERYBODY, terms=WHY
    ),
    "application.rejected": Words(
        _("申請を対象外としました：%(reasons)s"), "paper", EVERYBODY, terms=WHY
    ),
    "application.awarded": Words(_("申請が採択されました。"), "paper", EVERYBODY),
    "application.declined": Words(_("申請は採択されませんでした。"), "paper", EVERYBODY),
    "application.deferred": Words(_("申請の決定を次の会議に送りました。"), "paper", EVERYBODY),
    "application.paper_read": Words(_("申請の書類を見ました。"), "paper"),
    "application.exported": Words(_("申請の表を取り出しました。"), "paper"),
    "application.drafts_dropped": Words(
        _("出されなかった申請の下書きを消しました（%(count)s件）。")
    ),
}
