"""同意の見せ方 — words for who answered and where an answer stands."""

from django.utils.translation import gettext_lazy as _l

from tsunagari.base.languages import gettext_noop as _

RELATIONS = [
    ("mother", _l("母")),
    ("father", _l("父")),
    ("grandparent", _l("祖父母")),
    ("guardian", _l("そのほかの保護者")),
]
# What consents.queries.states() answers; "" is nobody asked or answered yet.
STATES = {
    "": _("まだ"),
    "granted": _("はい"),
    "refused": _("いいえ"),
    "withdrawn": _("取り消し"),
    "expired": _("期限切れ"),
}
