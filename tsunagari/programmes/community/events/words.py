"""催しのことば — what records of events say, what guests may need, why an event is called off."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

NEEDS = {
    "interpreter": _("通訳がほしい"),
    "wheelchair": _("車いすで行く"),
    "allergy": _("食べられないものがある"),
    "childcare": _("子どもをあずけたい"),
}

# Why an event is called off, as everybody who registered reads it.
WHY = {
    "weather": _("天気が悪いため、中止にします。"),
    "place": _("会場が使えなくなったため、中止にします。"),
    "few": _("申し込んだ人が少ないため、中止にします。"),
    "illness": _("病気やけがのため、中止にします。"),
    "other": "",
}

RECORDS = {
    "event.planned": Words(_("催しの下書きを書きました。"), "meeting", BODIES),
    "event.copied": Words(_("前の催しを写して、下書きを作りました。"), "meeting", BODIES),
    "event.changed": Words(_("催しの内容を直しました。"), "meeting", BODIES),
    "event.dropped": Words(_("催しの下書きを消しました。"), "meeting", BODIES),
    "event.published": Words(_("催しを公開しました。"), "meeting", BODIES),
    "event.cancelled": Words(
        _("催しを中止し、申し込んだ人に知らせました（%(told)s件）。"), "meeting", BODIES
    ),
    "event.drawn": Words(
        _("抽選をしました（当選%(drawn)s件、空き待ち%(waiting)s件）。"), "meeting", BODIES
    ),
    "event.registered": Words(_("催しに申し込みました（%(people)s人）。"), "meeting", EVERYBODY),
    "event.cancelled_booking": Words(_("催しの申込みを取り消しました。"), "meeting", EVERYBODY),
    "event.offered": Words(_("空いた席を知らせました。"), "contact", EVERYBODY),
    "event.told_by_phone": Words(_("電話で知らせました。"), "contact", EVERYBODY),
    "event.untold": Words(_("「電話で知らせた」をもどしました。"), "contact", EVERYBODY),
    "event.offer_lapsed": Words(
        _("返事がなかったので、席は次の人に回りました。"), "meeting", EVERYBODY
    ),
    "event.accepted": Words(_("空いた席を受けました。"), "meeting", EVERYBODY),
    "event.added_guest": Words(_("申込みに人を足しました（%(people)s人）。"), "meeting", EVERYBODY),
    "event.moved_booking": Words(_("申込みを、別の日の催しに移しました。"), "meeting", EVERYBODY),
    "event.withdrawn": Words(_("催しを下書きにもどしました。"), "meeting", BODIES),
    "event.pictured": Words(_("催しの写真を変えました。"), "meeting", BODIES),
    "event.named_guests": Words(
        _("参加する人の名前や必要なことを書きました（%(people)s人）。"), "meeting", EVERYBODY
    ),
    "event.guest_left": Words(
        _("申込みから1人へらしました（のこり%(people)s人）。"), "meeting", EVERYBODY
    ),
    "event.paid": Words(_("参加費を受け取りました（%(yen)s円）。"), "change"),
    "event.paid_back": Words(_("参加費を返しました（%(yen)s円）。"), "change"),
    "event.unpaid": Words(_("参加費の受け取りを取り消しました（%(yen)s円）。"), "change"),
    "event.budget_kept": Words(_("催しの予算をとりました（%(yen)s円）。"), "change"),
    "event.budget_freed": Words(_("催しの予算をはなしました。"), "change"),
    "event.exported": Words(_("申込みの一覧をファイルに出しました（%(rows)s件）。"), "paper"),
    "event.paper_printed": Words(_("申込みの紙を印刷しました。"), "paper"),
}
