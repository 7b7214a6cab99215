"""記録のことば — what each record says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

RECORDS = {
    "housekeeping.zone_noted": Words(_("区域について分かったことを登録しました。")),
    "housekeeping.visits_exported": Words(_("訪問の表を取り出しました（%(count)s件）。"), "paper"),
    "housekeeping.institution_changed": Words(_("特定機関の内容を変えました。"), "change", BODIES),
    "housekeeping.worker_changed": Words(
        _("家事支援の人の条件を変えました。"), "change", EVERYBODY
    ),
    "housekeeping.household_added": Words(_("家庭を登録しました。"), "change", BODIES),
    "housekeeping.household_changed": Words(_("家庭の内容を変えました。"), "change", BODIES),
    "housekeeping.consent_withdrawn": Words(_("家庭が同意を取り消しました。"), "consent", BODIES),
    "housekeeping.household_withdrawn": Words(
        _("家庭が同意を取り消し、名前と住所を消しました。"), "consent", BODIES
    ),
    "housekeeping.address_read": Words(_("家庭の住所を見ました。"), "contact", BODIES),
    "housekeeping.contract_signed": Words(_("請負契約を登録しました。"), "paper", BODIES),
    "housekeeping.contract_ended": Words(_("請負契約を終えました。"), "paper", BODIES),
    "housekeeping.visit_planned": Words(_("家庭への訪問を予定しました。"), "meeting", EVERYBODY),
    "housekeeping.visit_cancelled": Words(
        _("家庭への訪問を取りやめました。"), "meeting", EVERYBODY
    ),
    "housekeeping.visit_restored": Words(
        _("家庭への訪問の取りやめを、元にもどしました。"), "meeting", EVERYBODY
    ),
    "housekeeping.pressed": Words(
        _("訪問のボタンを押しました（%(act)s）。"),
        "meeting",
        EVERYBODY,
        {
            "in": _("はじめます"),
            "out": _("おわりました"),
            "longer": _("無事。のばします"),
            "danger": _("危険"),
        },
    ),
    "housekeeping.alarm_raised": Words(
        _("無事の連絡がなく、知らせを出しました。"), "contact", BODIES
    ),
    "housekeeping.alarm_passed_on": Words(_("知らせを、次の人に出しました。"), "contact", BODIES),
    "housekeeping.alarm_taken": Words(_("知らせを受けて、対応をはじめました。"), "contact", BODIES),
    "housekeeping.alarm_closed": Words(_("知らせへの対応を終えました。"), "contact", BODIES),
    "housekeeping.household_said": Words(_("家庭の答えを登録しました。"), "contact", BODIES),
    "housekeeping.look_planned": Words(_("確認訪問・監査を予定しました。"), "meeting", BODIES),
    "housekeeping.look_held": Words(_("確認訪問・監査を終えました。"), "meeting", BODIES),
}
