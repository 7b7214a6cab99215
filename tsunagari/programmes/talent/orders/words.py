"""記録のことば — what each record of orders and candidates says on a timeline, and who may see it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

RECORDS = {
    "order.placed": Words(_("求人を出しました（%(number)s人）。"), "change", BODIES),
    "order.changed": Words(_("求人の内容を変えました（%(fields)s）。"), "change", BODIES),
    "order.withdrawn": Words(_("求人を取り下げました。"), "change", BODIES),
    "order.reopened": Words(_("求人の取り下げを取り消しました。"), "change", BODIES),
    "candidate.entered": Words(_("候補者として登録しました。"), "change", EVERYBODY),
    "candidate.changed": Words(_("候補者の内容を変えました（%(fields)s）。"), "change", EVERYBODY),
    "candidate.left": Words(_("候補者が募集からはなれました。"), "change", EVERYBODY),
    "candidate.returned": Words(_("候補者が募集にもどりました。"), "change", EVERYBODY),
    "candidate.told_apart": Words(_("似た名前の登録を、別の人としました。"), "change", BODIES),
    "lesson.noted": Words(
        _("授業の出席をつけました（出席%(present)s人、欠席%(absent)s人）。"), "meeting", EVERYBODY
    ),
    "lesson.annulled": Words(_("授業の記録を取り消しました。"), "meeting", EVERYBODY),
    "lesson.restored": Words(_("授業の記録を元に戻しました。"), "meeting", EVERYBODY),
    "result.noted": Words(_("試験の結果を入れました（%(kind)s）。"), "change", EVERYBODY),
    "result.annulled": Words(_("試験の結果を取り消しました（%(kind)s）。"), "change", EVERYBODY),
    "pair.decided": Words(_("組を決めました（%(kind)s）。"), "change"),
    "pair.undecided": Words(_("組の固定・除外をやめました。"), "change"),
    "round.accepted": Words(_("割り当てを決めました（%(pairs)s組）。"), "change", BODIES),
    "round.taken_back": Words(_("割り当てを取り消しました（%(pairs)s組）。"), "change", BODIES),
    "pair.released": Words(_("割り当てを取り消しました。"), "change", EVERYBODY),
    "pair.assigned": Words(_("割り当てを元に戻しました。"), "change", EVERYBODY),
    "interview.proposed": Words(_("面接の日時を提案しました。"), "contact", EVERYBODY),
    "interview.changed": Words(_("面接に、別の日時を提案しました。"), "contact", EVERYBODY),
    "interview.accepted": Words(_("面接の日時が決まりました。"), "meeting", EVERYBODY),
    "interview.declined": Words(_("面接の提案は見送りになりました。"), "contact", EVERYBODY),
    "interview.cancelled": Words(_("面接を中止しました。"), "meeting", EVERYBODY),
    "pair.chosen": Words(_("採用が決まりました（%(system)s）。"), "change", EVERYBODY),
    "pair.not_chosen": Words(_("面接の結果は見送りでした。"), "change", EVERYBODY),
    "pair.reopened": Words(_("面接の結果を取り消しました。"), "change", EVERYBODY),
}
