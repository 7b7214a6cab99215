"""団体の種類と国 — small tables in code: what kinds of bodies there are, and where."""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _

KINDS = {
    "federation": _("連合会"),
    "school": _("学校"),
    "board": _("教育委員会"),
    "municipality": _("市町村"),
    "company": _("企業"),
    "association": _("市民団体"),
    "sending": _("送出機関"),
    "training": _("職業訓練校"),
    "base": _("海外の拠点"),
    "council": _("協議会"),
    "project": _("共同プロジェクト"),
    "other": _("そのほか"),
}
# A federation is started, a school is registered with its calendar: neither by this form.
REGISTERED = [kind for kind in KINDS if kind not in ("federation", "school")]


@dataclass(frozen=True)
class Country:
    """What is assumed of a body there until somebody says otherwise."""

    words: str
    language: str
    zone: str


# ISO 3166-1 alpha-3; "" is any other country.
COUNTRIES = {
    "JPN": Country(_("日本"), "ja", "Asia/Tokyo"),
    "PHL": Country(_("フィリピン"), "en", "Asia/Manila"),
    "VNM": Country(_("ベトナム"), "vi", "Asia/Ho_Chi_Minh"),
    "IDN": Country(_("インドネシア"), "id", "Asia/Jakarta"),
    "": Country(_("そのほかの国"), "en", "UTC"),
}
