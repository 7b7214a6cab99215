"""お金の行き先 — of every public fund what came, what went, what is left, and what was decided."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from tsunagari.base.days import fiscal_year
from tsunagari.faces.shared import fund_years, told_texts
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.gifts import queries

FIELDS = ("name", "purpose")


def listed(request):
    """Every public fund with this year's sums."""
    funds = list(queries.funds(public=True))
    sums = fund_years.sums_of(funds, fiscal_year(localdate()))
    said = told_texts.pages(funds, FIELDS)
    rows = [{"fund": fund, "told": sums[fund.pk], "said": said[fund.pk]} for fund in funds]
    return render(request, "portal/funds.html", {"rows": rows, "said": said})


def show(request, pk):
    """One fund in one fiscal year: the picture, the table under it, the decisions."""
    fund = get_object_or_404(queries.funds(public=True), pk=pk)
    years = fund_years.years_of(fund, localdate())
    asked = whole(request.GET.get("year", "")) or years[0]
    if asked not in years:
        raise Http404
    told = fund_years.year_of(fund, asked)
    context = {
        "fund": fund,
        "said": told_texts.page(fund, FIELDS),
        "told": told,
        "years": years,
        "picture": fund_years.picture(fund, told),
        "awards": fund_years.awards_of(fund, asked),
    }
    return render(request, "portal/fund.html", context)
