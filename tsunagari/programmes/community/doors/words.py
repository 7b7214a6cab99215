"""受付のことば — what records of doors and arrivals say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, Words

RECORDS = {
    "door.opened": Words(_("受付の口「%(door)s」を開きました。"), "meeting", BODIES),
    "door.closed": Words(_("受付の口「%(door)s」を閉じました。"), "meeting", BODIES),
    "door.came": Words(_("受付をしました（%(door)s）。"), "meeting", EVERYBODY),
    "door.undone": Words(_("受付を取り消しました（%(door)s）。"), "meeting", EVERYBODY),
    "door.walked_in": Words(
        _("当日参加で受付をしました（%(door)s、%(people)s人）。"), "meeting", BODIES
    ),
    "door.badges": Words(_("名札を印刷しました（%(people)s人）。"), "paper"),
    "door.fees_listed": Words(
        _("受け取った参加費の一覧をファイルに出しました（%(rows)s件）。"), "paper"
    ),
    "door.list_printed": Words(_("受付の紙の名簿を印刷しました。"), "paper"),
}
OFFICE = _("事務局")
