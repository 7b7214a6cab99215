"""1円のゆくえ — from a gift to what it paid and what came of it, and from a measure back to gifts."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from tsunagari.base.days import fiscal_year
from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.gifts import queries as gifts
from tsunagari.governance.fund.trace import queries

YEARS = 10


def gift(request, pk):
    """Where the yen of one gift went, and what the measures did in those years."""
    row = get_object_or_404(gifts.gifts(), pk=pk)
    uses = queries.of_gift(row)
    effects = {
        (use.line.measure, fiscal_year(use.line.on))
        for use in uses
        if use.line and use.line.measure
    }
    context = {
        "gift": row,
        "who": _who(request, row),
        "uses": [_use(use) for use in uses],
        "effects": [_effect(*key, told) for key, told in sorted(queries.effects(effects).items())],
    }
    return render(request, "desk/traces/gift.html", context)


def _who(request, row) -> str:
    if row.donor_id is None:
        return _("名前を聞いていない")
    return names_of([row.donor.party], request.viewer)[row.donor.party.pk]


def _use(use) -> dict:
    line = use.line
    return {
        "use": use,
        "words": line.journal.words if line else _("まだ使っていない"),
        "account": _(line.account.name) if line else "",
        "measure": _measure(line.measure) if line else "",
    }


def _measure(code: str) -> str:
    return _(MEASURES[code].title) if code in MEASURES else _("運営")


def _effect(measure: str, year: int, told: queries.Effect) -> dict:
    return {"measure": measure, "year": year, "title": _measure(measure), "told": told}


def _span(year: int) -> tuple[date, date]:
    return date(year, 4, 1), date(year + 1, 3, 31)


def effects(request):
    """Every measure in a year: what it cost, and which ties came of it."""
    year = whole(request.GET.get("year", "")) or fiscal_year(request.viewer.on)
    newest = fiscal_year(request.viewer.on)
    if not newest - YEARS <= year <= newest:
        raise Http404
    from_day, until_day = _span(year)
    rows = [
        {"code": code, "title": _measure(code), "cost": cost, "told": told}
        for code, (cost, told) in queries.measures(from_day, until_day).items()
        if code in MEASURES and (cost or told.ties)
    ]
    context = {"rows": rows, "year": year, "years": range(newest, newest - 3, -1)}
    return render(request, "desk/traces/effects.html", context)


def effect(request, measure, year):
    """What one measure did in a year, what it cost, and which gifts paid that, fund by fund."""
    if measure not in MEASURES or not 2000 <= year <= fiscal_year(request.viewer.on):
        raise Http404
    from_day, until_day = _span(year)
    found = queries.of_effect(measure, from_day, until_day)
    parties = [
        source.gift.donor.party
        for _fund, sources in found
        for source in sources
        if source.gift and source.gift.donor_id
    ]
    names = names_of(parties, request.viewer)
    context = {
        "title": _measure(measure),
        "measure": measure,
        "year": year,
        "told": queries.effect(measure, from_day, until_day),
        "cost": queries.cost_of(measure, from_day, until_day),
        "funds": [
            {"fund": fund, "rows": [_source(source, names) for source in sources]}
            for fund, sources in found
        ],
    }
    return render(request, "desk/traces/effect.html", context)


def _source(source, names) -> dict:
    gift = source.gift
    if gift and gift.donor_id:
        words = names[gift.donor.party.pk]
    elif gift:
        words = _("名前を聞いていない")
    else:
        words = _(source.line.account.name) if source.line else _("まだ入っていないお金")
    return {"source": source, "words": words, "gift": gift}
