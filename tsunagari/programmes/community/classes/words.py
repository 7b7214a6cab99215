"""記録のことば — a class on the timelines of its host and of those who were there."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import BODIES, EVERYBODY, STAFF, Words
from tsunagari.programmes.community.classes.rules import KINDS

RECORDS = {
    "class.planned": Words(_("教室・講座を入れました（%(kind)s）。"), "meeting", BODIES, KINDS),
    "class.joined": Words(
        _("合言葉で教室・講座に来たことを知らせました。"), "meeting", STAFF | {"self"}
    ),
    "class.noted": Words(_("教室・講座の出席をつけました（%(present)s人）。"), "meeting", BODIES),
    "class.reopened": Words(
        _("教室・講座の出席を、もう一度直せるようにしました。"), "meeting", EVERYBODY
    ),
    "class.cancelled": Words(_("教室・講座を中止しました。"), "meeting", BODIES),
}
