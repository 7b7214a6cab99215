"""生活の相談 — what a one-stop desk for residents keeps to (section 3.10 of the support sheet).

No statute fixes these for a private federation. What binds desks with the agency's grant is told
as such; the sheet's own proposals are rows that somebody has to switch on.
"""

from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    BODY,
    DAILY,
    OFFICIAL,
    OTHER,
    SAFETY,
    SECONDARY,
    STANDING,
    UNSURE,
    Rule,
    When,
)

_desk = partial(
    Rule,
    system=(OTHER,),
    about=BODY,
    holder="DESK",
    on="desk_opened",
    when=When("standing"),
    kind=STANDING,
    version="consultation-2019-04-01",
    why=_("%(day)s から、窓口がある間つづけます。"),
)
PROPOSAL = ("proposal",)
GRANT, PLAIN = (
    "外国人受入環境整備交付金（一元的相談窓口）",
    "在留支援のためのやさしい日本語ガイドライン",
)
OWN = "事務局への提案（法律の決まりではない）"
FIRST, GUIDE, OUTREACH = date(2019, 4, 1), date(2020, 8, 28), date(2026, 4, 1)

# id, article, sources, confidence, first day, why it may change, risk, words
ROWS = (
    ("con_desk_scope", GRANT, ("K92",), OFFICIAL, FIRST, (), DAILY, _("在留・仕事・医療・福祉・子育て・教育などを、いろいろな言葉で1か所で相談できるようにする")),
    ("con_stat_fields", GRANT, ("K82",), OFFICIAL, FIRST, (), DAILY, _("相談は、内容ごと（1回にいくつでも）・言葉・方法で数える")),
    ("con_outreach", GRANT, ("K91",), SECONDARY, OUTREACH, (), DAILY, _("団地や職場に出かけて相談を受ける（補助の予定）")),
    ("con_easy_japanese", PLAIN, ("K85", "K86"), OFFICIAL, GUIDE, (), DAILY, _("お知らせは、やさしい日本語の3つの段階で書く")),
    ("con_sla", OWN, ("K92",), UNSURE, FIRST, PROPOSAL, SAFETY, _("2開庁日のうちに答えるか、つなぐ。安全の問題は、すぐに人が対応する")),
    ("con_privacy", OWN, ("K92",), UNSURE, FIRST, PROPOSAL, SAFETY, _("相談を会社や入管に自動で伝えない。伝えるときは、そのつど同意をえる")),
    ("con_statistics", OWN, ("K92",), UNSURE, FIRST, PROPOSAL, DAILY, _("毎月・毎年、数を公表する。5件より少ない数は出さない")),
)  # fmt: skip

RULES = tuple(
    _desk(
        id=code,
        article=article,
        source=source,
        confidence=confidence,
        from_day=first,
        provisional=provisional,
        risk=risk,
        title=title,
    )
    for code, article, source, confidence, first, provisional, risk, title in ROWS
)
