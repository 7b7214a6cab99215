"""記録のことば — the fund council: who did what; of a secret ballot nobody's choice."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import EVERYBODY, Words

RECORDS = {
    "council.founded": Words(_("基金評議会を登録しました。")),
    "council.articles": Words(_("基金評議会の規程を登録しました（%(from_day)sから）。"), "paper"),
    "council.seated": Words(_("基金評議会の委員の任期を登録しました。"), "change", EVERYBODY),
    "council.unseated": Words(_("基金評議会の委員の任期を終えました。"), "change", EVERYBODY),
    "council.called": Words(_("基金評議会の会議を招集しました（第%(number)s回）。"), "meeting"),
    "council.cancelled": Words(_("基金評議会の会議を中止しました（第%(number)s回）。"), "meeting"),
    "council.item_added": Words(_("議題を加えました（議題%(item)s）。"), "meeting"),
    "council.item_dropped": Words(_("議題を取り下げました（議題%(item)s）。"), "meeting"),
    "council.attended": Words(_("出席を記録しました。"), "meeting"),
    "council.left": Words(_("退席を記録しました。"), "meeting"),
    "council.quorum": Words(_("定足数を確認しました（出席%(present)s人）。"), "meeting"),
    "council.quorum_undone": Words(_("定足数の確認を取り消しました。"), "meeting"),
    "council.opened": Words(_("会議を開会しました。"), "meeting"),
    "council.closed": Words(_("会議を閉会しました。"), "meeting"),
    "council.recused": Words(_("議題から外しました（議題%(item)s）。"), "meeting", EVERYBODY),
    "council.item_opened": Words(_("議題の審議を始めました（議題%(item)s）。"), "meeting"),
    "council.decided": Words(_("議題の決定を記録しました（議題%(item)s）。"), "meeting"),
    "council.board": Words(_("理事会の決定を記録しました。"), "paper"),
    "ballot.opened": Words(_("採決を始めました（投票できる委員%(voters)s人）。"), "meeting"),
    "ballot.cast": Words(_("投票しました。"), "meeting"),
    "ballot.closed": Words(_("投票を締め切りました（%(votes)s票）。"), "meeting"),
    "ballot.tallied": Words(
        _("票を数えました（賛成%(yes)s、反対%(no)s、棄権%(abstain)s）。"), "meeting"
    ),
    "ballot.casting": Words(_("議長が可否同数を決めました。"), "meeting"),
    "ballot.confirmed": Words(_("採決を確定しました。"), "meeting"),
    "ballot.annulled": Words(_("採決を無効にしました。"), "meeting"),
    "minutes.written": Words(_("議事録の案を書きました（第%(version)s版）。"), "paper"),
    "minutes.signers": Words(_("議事録の署名人を決めました。"), "paper"),
    "minutes.signed": Words(_("議事録に署名しました（第%(version)s版）。"), "paper"),
    "minutes.published": Words(_("議事録を公表しました。"), "paper"),
}
