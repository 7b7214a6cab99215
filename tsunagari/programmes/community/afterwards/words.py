"""催しのあとのことば — what records of questions, photographs and accounts say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, Words
from tsunagari.programmes.community.afterwards.models import Photo

RECORDS = {
    "say.asked": Words(
        _("アンケートの問いを決めました（%(questions)s問、%(days)s日間）。"), "meeting", BODIES
    ),
    "say.invited": Words(
        _("アンケートの答えをメールで頼みました（%(told)s件）。"), "contact", BODIES
    ),
    "say.link_closed": Words(_("アンケートのみんなのリンクを閉じました。"), "meeting", BODIES),
    "say.link_opened": Words(_("アンケートのみんなのリンクを開けました。"), "meeting", BODIES),
    "say.device_opened": Words(_("アンケートを会場の端末で開きました。"), "meeting", BODIES),
    "say.device_closed": Words(_("アンケートの会場の端末を閉じました。"), "meeting", BODIES),
    "say.typed": Words(_("紙のアンケートを1枚打ちこみました。"), "meeting", BODIES),
    "photo.added": Words(_("催しの写真を入れました。"), "paper", BODIES),
    "photo.person_added": Words(_("写真に写っている人を入れました。"), "paper", BODIES),
    "photo.person_removed": Words(_("写真に写っている人を外しました。"), "paper", BODIES),
    "photo.heard": Words(_("写真をのせてよいと、紙で聞きました。"), "consent", BODIES),
    "photo.agreed": Words(_("写真をのせてよいと、本人が答えました。"), "consent", BODIES),
    "photo.nobody": Words(_("写真に、だれか分かる人がいないことを確かめました。"), "paper", BODIES),
    "photo.published": Words(_("写真を公開のページにのせました。"), "paper", BODIES),
    "photo.stopped": Words(
        _("写真をやめました（%(how)s）。"), "consent", BODIES, dict(Photo.Stopped.choices)
    ),
    "photo.looked": Words(_("やめた写真を、事務局が見ました。"), "paper", BODIES),
    "photo.discarded": Words(_("写真のファイルを消しました。"), "paper", BODIES),
    "accounts.planned": Words(
        _("催しの予算を書きました（入る%(income)s円、出る%(cost)s円）。"), "change", BODIES
    ),
    "accounts.closed": Words(
        _("催しを精算しました（第%(number)s回、入った%(income)s円、出た%(cost)s円）。"),
        "change",
        BODIES,
    ),
    "report.made": Words(_("催しの報告書を作りました。"), "paper", BODIES),
}
