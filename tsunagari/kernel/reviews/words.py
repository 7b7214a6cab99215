"""記録のことば — what is recorded of a review; never a value, only the print of what was locked."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words
from tsunagari.kernel.reviews.models import Interest

RECORDS = {
    "review.opened": Words(_("審査を用意しました。")),
    "review.listed": Words(
        _("申請者の一覧を出しました（%(entries)s件、委員%(members)s人）。"), "meeting"
    ),
    "review.unseated": Words(_("審査の委員から外しました。")),
    "review.entry_withdrawn": Words(_("審査の対象から外しました。")),
    "review.ended": Words(_("審査を終えました。"), "meeting"),
    "review.closing_moved": Words(_("点数のしめきりを変えました。"), "meeting"),
    "interest.declared": Words(
        _("利益相反を申告しました：%(kind)s"), "meeting", terms=dict(Interest.Kind.choices)
    ),
    "interest.found": Words(_("帳簿から、近い関係が見つかりました。"), "meeting"),
    "interest.cleared": Words(_("見つかった関係は、利益相反ではないと確かめました。"), "meeting"),
    "interest.stands": Words(_("利益相反ではないと確かめたのを、取り消しました。"), "meeting"),
    "interest.asked_again": Words(_("利益相反を申告しなおすようにたのみました。"), "meeting"),
    "score.locked": Words(_("点数を確定しました。"), "meeting"),
    "score.changed": Words(_("話し合いのあとで、点数を変えました。"), "meeting"),
}
