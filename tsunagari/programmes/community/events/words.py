"""催しのことば — what records of events say, and what guests may need."""

from tsunagari.base.languages import gettext_noop as _

NEEDS = {
    "interpreter": _("通訳がほしい"),
    "wheelchair": _("車いすで行く"),
    "allergy": _("食べられないものがある"),
    "childcare": _("子どもをあずけたい"),
}

RECORDS = {
    "event.registered": _("催しに申し込みました（%(people)s人）。"),
    "event.cancelled_booking": _("催しの申込みを取り消しました。"),
    "event.offered": _("空いた席を知らせました。"),
    "event.offer_lapsed": _("返事がなかったので、席は次の人に回りました。"),
    "event.accepted": _("空いた席を受けました。"),
    "event.added_guest": _("申込みに人を足しました（%(people)s人）。"),
}
