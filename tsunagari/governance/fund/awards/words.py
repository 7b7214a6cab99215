"""記録のことば — an award, on the office's and on the grantee's timeline."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import EVERYBODY, Words


def _said(words: str, kind: str = "change") -> Words:
    return Words(words, kind, EVERYBODY)


RECORDS = {
    "award.awarded": _said(_("助成が決まりました（%(yen)s円）。"), "paper"),
    "award.sent": _said(_("助成の契約を送りました（第%(edition)s版）。"), "paper"),
    "award.agreed": _said(_("助成の契約に同意しました（第%(edition)s版）。"), "consent"),
    "award.lapsed": _said(_("助成を取りやめました。")),
    "award.change_asked": _said(_("助成の変更を届けました。")),
    "award.change_answered": _said(_("助成の変更に返事しました。")),
    "award.report_written": _said(_("実績報告を書きました。")),
    "award.cost_added": _said(_("報告に費用を入れました（%(yen)s円）。")),
    "award.cost_dropped": _said(_("報告から費用を外しました（%(yen)s円）。")),
    "award.cost_joined": _said(_("同じ費用を1つにまとめました（%(yen)s円）。")),
    "award.cost_parted": _said(_("まとめた費用を、もとの2つに分けました（%(yen)s円）。")),
    "award.cost_related": _said(_("支払先が関係者かどうかを確かめました。")),
    "award.reported": _said(_("実績報告を出しました。"), "paper"),
    "award.report_returned": _said(_("実績報告を返しました。"), "contact"),
    "award.settled": _said(_("助成の額が確定しました（%(yen)s円）。"), "paper"),
    "award.ended_early": _said(_("助成の事業を %(day)s で早く終えることにしました。")),
    "award.instalment_released": _said(_("助成の第%(number)s回の支払いを取りやめました。")),
    "award.refunded": _said(_("助成金が返ってきました（%(yen)s円）。")),
    "award.closed": _said(_("助成が終わりました。")),
    "award.asset_noted": _said(_("助成で買った財産を記録しました（%(yen)s円）。")),
    "award.asset_disposed": _said(_("助成で買った財産を手放しました。")),
}
