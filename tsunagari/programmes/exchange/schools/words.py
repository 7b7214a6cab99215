"""学校のことば — what a school's records say on a timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, Words

RECORDS = {
    "school.added": Words(_("学校を登録しました。"), "change", BODIES),
    "school.settled": Words(_("学校の設定を変えました（%(fields)s）。"), "change", BODIES),
    "school.bells_set": Words(_("時程「%(name)s」を保存しました。"), "change", BODIES),
    "school.term_added": Words(_("学期「%(name)s」を入れました。"), "change", BODIES),
    "school.closed_added": Words(_("休みの日「%(name)s」を入れました。"), "change", BODIES),
    "school.exam_added": Words(_("試験の期間「%(name)s」を入れました。"), "change", BODIES),
    "school.term_dropped": Words(_("学期「%(name)s」を消しました。"), "change", BODIES),
    "school.closed_dropped": Words(_("休みの日「%(name)s」を消しました。"), "change", BODIES),
    "school.exam_dropped": Words(_("試験の期間「%(name)s」を消しました。"), "change", BODIES),
    "school.term_changed": Words(_("学期「%(name)s」を変えました。"), "change", BODIES),
    "school.closed_changed": Words(_("休みの日「%(name)s」を変えました。"), "change", BODIES),
    "school.exam_changed": Words(_("試験の期間「%(name)s」を変えました。"), "change", BODIES),
    "school.holidays_suggested": Words(_("祝日の案を %(count)s件 入れました。"), "change", BODIES),
    "school.holidays_decided": Words(_("祝日の案を %(count)s件 確かめました。"), "change", BODIES),
    "school.day_overridden": Words(_("%(day)s の時程を変えました。"), "change", BODIES),
    "school.day_dropped": Words(_("%(day)s の時程の変更をやめました。"), "change", BODIES),
    "school.bells_dropped": Words(_("時程「%(name)s」を消しました。"), "change", BODIES),
    "school.class_changed": Words(_("学級「%(name)s」の登録を直しました。"), "change", BODIES),
    "school.class_dropped": Words(_("学級「%(name)s」を消しました。"), "change", BODIES),
    "school.class_added": Words(_("学級「%(name)s」を登録しました。"), "change", BODIES),
    "school.timetable_set": Words(_("「%(name)s」の時間割を保存しました。"), "change", BODIES),
    "school.kept_apart": Words(_("同じグループにしない2人を決めました。"), "change", BODIES),
    "school.let_together": Words(_("同じグループにしない2人を外しました。"), "change", BODIES),
}
