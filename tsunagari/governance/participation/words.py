"""数えたことのことば — the rule of each report in one sentence, and what its records say."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.records.words import Words

INDICATOR, COOPERATION, FUNDER = "indicator", "cooperation", "funder"
REPORTS = {
    INDICATOR: _("計画の指標"),
    COOPERATION: _("地域への協力"),
    FUNDER: _("助成元への報告"),
}
RULES = {
    INDICATOR: _(
        "施策ごとに、終えた集いに来た人を数えます。のべ人数には名前の分からない人も入れます。"
        "実人数は、登録のある人を一人一回だけ数えます。名前は使いません。"
    ),
    COOPERATION: _(
        "会社は、その日に働いていた人のうち「会社の協力に数える」に同意した人を数えます。"
        "開いた団体は、来た人すべてをのべ人数に、同意した人を実人数に数えます。"
    ),
    FUNDER: _(
        "助成の期間に終えた催しだけを数えます。のべ人数と、登録のある人の実人数です。"
        "名前は使いません。"
    ),
}
ONCE = _("同じ時間に二つの集いに来た人は、はじめの一つだけを数えます。")
RECORDS = {
    "participation.closed": Words(_("参加の数の報告を締めました（%(kind)s）。"), terms=REPORTS)
}
