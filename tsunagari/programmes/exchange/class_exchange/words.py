"""国際交流授業のことば — what its records say on a timeline, and who finds them there."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

RECORDS = {
    "exchange.started": Words(
        _("交流を始めました（%(from_day)s〜%(until_day)s）。"), "change", BODIES
    ),
    "exchange.paired": Words(_("学級の組を %(pairings)sつ つくりました。"), "change", BODIES),
    "exchange.unpaired": Words(_("学級の組をやめました。"), "change", BODIES),
    "session.proposed": Words(_("授業の日時を提案しました。"), "contact", BODIES),
    "session.accepted": Words(_("提案を受けました。日時が決まりました。"), "contact", BODIES),
    "session.changed": Words(_("別の日時を提案しました。"), "contact", BODIES),
    "session.declined": Words(_("提案を見送りました。"), "contact", BODIES),
    "session.cancelled": Words(_("授業を中止にしました。"), "contact", BODIES),
    "session.moved": Words(_("授業を予備日に移しました。"), "contact", BODIES),
    "session.opened": Words(_("授業を始めました。"), "meeting", BODIES),
    "session.closed": Words(
        _("授業を終えました。新しいつながり %(new_ties)s組。"), "meeting", BODIES
    ),
    "session.task_written": Words(_("めあてと部屋を書きました。"), "change", BODIES),
    "sessions.planned": Words(_("授業の計画を %(sessions)s回分 つくりました。"), "change", BODIES),
    "groups.planned": Words(
        _("%(sessions)s回分のグループをつくりました（%(groups)sグループ）。"), "change", BODIES
    ),
    "groups.repaired": Words(
        _("欠席 %(absent)s人でグループを組み直しました（席がえ %(moves)s人）。"), "change", BODIES
    ),
    "reflection.written": Words(_("ふりかえりを書きました。"), "contact", EVERYBODY),
    "reflection.approved": Words(_("ふりかえりを公開しました。"), "contact", EVERYBODY),
    "reflection.unpublished": Words(_("ふりかえりの公開をやめました。"), "contact", EVERYBODY),
    "reflection.returned": Words(_("ふりかえりを生徒に返しました。"), "contact", EVERYBODY),
    "survey.answered": Words(_("アンケートに答えました。"), "contact", EVERYBODY),
    "incident.opened": Words(_("困ったことの知らせを受けました。")),
    "incident.advanced": Words(_("困ったことへの対応を進めました。")),
}
