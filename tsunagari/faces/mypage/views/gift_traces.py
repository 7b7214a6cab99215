"""わたしの寄附のゆくえ — what my yen paid, and which ties came of it; nobody else is named."""

from collections import defaultdict

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tsunagari.base.days import fiscal_year
from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared import told_texts
from tsunagari.governance.fund.gifts import queries as gifts
from tsunagari.governance.fund.trace import queries


def show(request, pk):
    """Sums by measure and year, with what the measure did; the rest is not spent yet."""
    gift = get_object_or_404(gifts.gifts_of(request.viewer.party), pk=pk, annulled_on=None)
    spent: dict[tuple[str, int], int] = defaultdict(int)
    left = 0
    for use in queries.of_gift(gift):
        if use.line is None:
            left += use.yen
        else:
            spent[use.line.measure, fiscal_year(use.line.on)] += use.yen
    told = queries.effects(key for key in spent if key[0])
    rows = [_row(*key, yen, told.get(key)) for key, yen in sorted(spent.items())]
    fund = told_texts.page(gift.fund, ["name"], only=True)["name"]
    context = {"gift": gift, "fund": fund, "rows": rows, "left": left}
    return render(request, "mypage/gift_trace.html", context)


def _row(measure: str, year: int, yen: int, told: queries.Effect | None) -> dict:
    title = _(MEASURES[measure].title) if measure in MEASURES else _("運営")
    return {"title": title, "year": year, "yen": yen, "told": told}
