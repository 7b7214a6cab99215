"""席決めのことば — what guests may tell of themselves, and what records say."""

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

# Tens of years; the youngest and the oldest by words of their own.
YOUNGEST, OLDEST = "0s", "70s"
GENERATIONS = (YOUNGEST, "10s", "20s", "30s", "40s", "50s", "60s", OLDEST)
COUNTRIES = {
    "JPN": _("日本"),
    "VNM": _("ベトナム"),
    "PHL": _("フィリピン"),
    "IDN": _("インドネシア"),
    "CHN": _("中国"),
    "NPL": _("ネパール"),
    "MMR": _("ミャンマー"),
    "THA": _("タイ"),
    "LKA": _("スリランカ"),
    "IND": _("インド"),
    "KHM": _("カンボジア"),
    "MNG": _("モンゴル"),
    "BGD": _("バングラデシュ"),
    "UZB": _("ウズベキスタン"),
    "LAO": _("ラオス"),
    "other": _("そのほかの国"),
}
# Each in itself.
TONGUES = {
    **{code: name for code, name in LANGUAGES if code != "ja-easy"},
    "zh": "中文",
    "ko": "한국어",
    "ne": "नेपाली",
    "my": "မြန်မာ",
    "th": "ไทย",
    "pt": "Português",
    "es": "Español",
}
# Slugs of the glossary, which knows the names of the towns in every language.
TOWNS = ("nagareyama-city", "kashiwa-city", "matsudo-city", "noda-city", "other")

RECORDS = {
    "tables.told": Words(_("席を決めるために聞いたことを受け取りました。"), "meeting"),
    "tables.taken_back": Words(_("席を決めるために聞いたことを消しました。"), "meeting"),
    "tables.wanted": Words(_("席決めを頼みました。"), "meeting"),
    "tables.made": Words(_("席を決めました（%(people)s人、%(rounds)s回）。"), "meeting"),
    "tables.pinned": Words(_("席決めの条件を変えました。"), "meeting"),
    "tables.opened": Words(_("席を申し込んだ人のページに出しました。"), "meeting"),
    "tables.hidden": Words(_("席を申し込んだ人のページから下げました。"), "meeting"),
    "tables.mended": Words(
        _("来た人に合わせて席を直しました（%(moved)s人が移りました）。"), "meeting"
    ),
    "tables.printed": Words(_("席の紙を印刷しました。"), "paper"),
    "tables.closed": Words(
        _("席決めを終え、席のために聞いたことを消しました（%(erased)s件）。"), "meeting"
    ),
}
