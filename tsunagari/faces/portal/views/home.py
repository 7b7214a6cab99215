"""公開ページ — what the federation is for, and the ties that grew."""

from datetime import date

from django.shortcuts import render
from django.utils.timezone import localdate

from tsunagari.base.days import fiscal_year
from tsunagari.kernel.ties import queries as ties
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange

FIRST_YEAR = 2025


def show(request):
    on = localdate()
    counted = ties.headline(date(FIRST_YEAR, 4, 1), on)
    return render(
        request,
        "portal/home.html",
        {"ties": counted, "sessions": class_exchange.closed_count(until=on)},
    )


def exchange(request):
    """Counts per fiscal year; small numbers are held back."""
    on = localdate()
    least = class_exchange.figure("least_published", on)
    rows = []
    for year in range(FIRST_YEAR, fiscal_year(on) + 1):
        span = (date(year, 4, 1), date(year + 1, 3, 31))
        counted = ties.headline(*span, measure="1-1")
        if counted.new >= least:
            rows.append(
                {
                    "year": year,
                    "sessions": class_exchange.closed_count(*span),
                    "new": counted.new,
                    "again": counted.again,
                    "country": counted.country,
                }
            )
    return render(request, "portal/exchange.html", {"rows": rows, "least": least})


def accessibility(request):
    return render(request, "portal/accessibility.html")


def privacy(request):
    return render(request, "portal/privacy.html")


def help_(request):
    return render(request, "portal/help.html")
