"""監査の確認票（育成就労）— the same five methods (ESD Ord. 67); details are carried over, unsure."""

from dataclasses import replace
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.visits.rules.sheets.audit_2017_11_01 import SHEET as BEFORE
from tsunagari.programmes.talent.visits.rules.sheets.form import UNSURE, Item, Sheet

# Official in item 1 of the article: the five methods and the share. The rest waits for the manual.
FIVE = "育成就労法39条4項・規則67条1号"


def carried(item: Item) -> Item:
    """A question of the older list: its article of the training law is only a guess now."""
    if item.article == "規則52条1号":
        return replace(item, article=FIVE, source=("REG-ESD-67",))
    if set(item.source) <= {"LSA"}:
        return item
    return replace(
        item, article="育成就労（" + item.article + "を引きつぐ見こみ）", confidence=UNSURE
    )


SHEET = Sheet(
    code="audit-2027-04-01",
    title=_("監査の確認票（育成就労）"),
    kinds=("audit", "extra"),
    systems=("ESD",),
    since=date(2027, 4, 1),
    form=_("監査報告書（育成就労の省令様式第23号）"),
    article=FIVE,
    source=("REG-ESD-67",),
    confidence="official",
    items=tuple(map(carried, BEFORE.items)),
    worker=tuple(map(carried, BEFORE.worker)),
)
