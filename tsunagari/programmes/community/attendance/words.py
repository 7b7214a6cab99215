"""参加のことば — what records say of joining as somebody known, of closing and reopening."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, STAFF, Words

RECORDS = {
    "event.closed": Words(
        _("催しを終え、来た人を数えました（%(came)s人、名前の分かる人%(known)s人）。"),
        "meeting",
        BODIES,
    ),
    "event.reopened": Words(
        _("終えた催しを、もう一度直せるようにしました（つながり%(ties)s件を取り消し）。"),
        "meeting",
        BODIES,
    ),
    "event.guest_linked": Words(
        _("催しに来る人を、登録のある人とつなぎました。"), "meeting", STAFF | {"self"}
    ),
    "event.guest_unlinked": Words(
        _("催しに来る人と、登録のある人を離しました。"), "meeting", STAFF | {"self"}
    ),
}
