"""つながり — of one party, and of the whole federation; every figure opens to its acts."""

from datetime import date, timedelta

from django.shortcuts import render

from tsunagari.base.days import fiscal_year
from tsunagari.base.keyset import mark, number
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.parties import SIZE, found, head_of
from tsunagari.faces.shared import charts
from tsunagari.kernel.records import queries as records
from tsunagari.kernel.records import words
from tsunagari.kernel.ties import queries
from tsunagari.kernel.ties.kinds import KINDS
from tsunagari.kernel.ties.rules import BRIDGES

BRIDGE_WORDS = {
    "country": _("国をこえて"),
    "generation": _("世代をこえて"),
    "sector": _("分野をこえて"),
    "town": _("町をこえて"),
    "tongue": _("母語をこえて"),
}
COUNT_WORDS = {
    "new": _("新しいつながり"),
    "again": _("また会ったつながり"),
    "ties": _("つながり 全部"),
} | BRIDGE_WORDS
PERIODS = {"year": _("今年度"), "last": _("昨年度"), "all": _("これまで全部")}
FIRST_DAY = date(2000, 1, 1)


def of_party(request, code):
    """Whom a party is tied to: in which way, since when, across what, by which act."""
    party = found(request, code)
    context = head_of(request, party, "ties")
    if party.is_person:
        context |= _ties(request, party)
        return render(request, "desk/party_ties.html", context)
    count = _count(request, "ties")
    page = queries.acts_of(party, count=count, after=request.GET.get("after", ""), size=SIZE)
    context |= _figures(queries.headline_of(party), count)
    context |= {"page": page, "acts": _acts(page.rows, count, request.viewer)}
    context |= _ties(request, party, first_only=True)
    return render(request, "desk/party_ties.html", context)


def _ties(request, party, *, first_only: bool = False) -> dict:
    """Its own ties, page by page; of a body, whose acts are paged, only the newest."""
    before = None if first_only else number(request.GET.get("after", ""))
    rows = queries.of(party, before_id=before, limit=SIZE + 1)
    names = names_of([tie.other(party) for tie in rows], request.viewer)
    met = queries.meetings_of(rows)
    more = len(rows) > SIZE and not first_only
    page = {"page": {"older": mark([rows[SIZE - 1].pk]) if more else ""}}
    return {"ties": [_tie(t, party, names, met) for t in rows[:SIZE]]} | (
        {} if first_only else page
    )


def _tie(tie, party, names, met) -> dict:
    other = tie.other(party)
    kind = KINDS[tie.kind]
    pair = met.get(queries.ends(tie))
    return {
        "tie": tie,
        "other": other,
        "name": names[other.pk],
        "words": gettext(kind.words[0 if other.pk == tie.b_id else 1]),
        "since": pair.first_on if pair and kind.in_headline else tie.from_day,
        "times": pair.times if pair and kind.in_headline else None,
        "bridges": [
            gettext(BRIDGE_WORDS[name]) for name, bit in BRIDGES.items() if tie.bridges & bit
        ],
    }


def everything(request):
    """The federation's ties in a period: figures, how they grew, and the acts behind a figure."""
    period = request.GET.get("period", "year")
    period = period if period in PERIODS else "year"
    count = _count(request, "new")
    from_day, until_day = _span(period, request.viewer.on)
    head = queries.headline(from_day, until_day)
    months = _months(from_day, until_day, request.viewer.on)
    finding = gettext(_("新しいつながりは、この期間に %(new)s組")) % {"new": f"{head.new:,}"}
    page = queries.acts(
        from_day, until_day, count=count, after=request.GET.get("after", ""), size=SIZE
    )
    return render(
        request,
        "desk/ties.html",
        {
            "period": period,
            "periods": PERIODS.items(),
            "from_day": max(from_day, _first(months, from_day)),
            "until_day": min(until_day, request.viewer.on),
            **_figures(head, count),
            "acts": _acts(page.rows, count, request.viewer),
            "page": page,
            "months": months,
            "finding": finding,
            "chart": _chart(months, finding) if head.ties else "",
        },
    )


def _count(request, usual: str) -> str:
    """Which figure the page is opened at."""
    count = request.GET.get("count", "")
    return count if count in COUNT_WORDS else usual


def _figures(head, count: str) -> dict:
    """The figures of a page, and the one that stands open."""
    return {
        "head": head,
        "figures": [(name, words, getattr(head, name)) for name, words in COUNT_WORDS.items()],
        "count": count,
        "count_words": COUNT_WORDS[count],
        "total": getattr(head, count),
    }


def _span(period: str, on: date) -> tuple[date, date]:
    """First and last day of a period; fiscal years run from April to March."""
    if period == "all":
        return FIRST_DAY, on
    year = fiscal_year(on) - (period == "last")
    return date(year, 4, 1), date(year + 1, 4, 1) - timedelta(days=1)


def _months(from_day: date, until_day: date, on: date) -> list[dict]:
    """Every month of the period up to today, also those in which nobody met; at most 12."""
    counted = queries.months(from_day, until_day)
    last = min(until_day, on).replace(day=1)
    first = max(from_day, min(counted, default=last)) if from_day == FIRST_DAY else from_day
    months = []
    while last >= first and len(months) < 12:
        fresh, ties = counted.get(last, (0, 0))
        months.append({"month": last, "new": fresh, "ties": ties})
        last = (last - timedelta(days=1)).replace(day=1)
    return months[::-1]


def _first(months: list[dict], from_day: date) -> date:
    return months[0]["month"] if months and from_day == FIRST_DAY else from_day


def _chart(months: list[dict], title: str) -> str:
    """New ties by month; every text in it is escaped by the chart."""
    return charts.line(
        [charts.Point(f"{m['month'].year}-{m['month'].month:02d}", m["new"]) for m in months],
        key="ties",
        title=title,
        desc=gettext(_("月ごとの新しいつながりの数。下の表と同じ数です。")),
    )


def _acts(rows, count: str, viewer) -> list[dict]:
    """The acts behind a figure, each with its own share of it and the bodies that it concerns."""
    bodies = records.bodies_of([bound.because_id for bound in rows])
    names = names_of([body for found in bodies.values() for body in found], viewer)
    return [
        {
            "bound": bound,
            "said": words.sentence(bound.because, viewer.language),
            "measure": gettext(MEASURES[bound.measure].title) if bound.measure in MEASURES else "",
            "bodies": [names[body.pk] for body in bodies[bound.because_id]],
            "share": getattr(bound, count),
        }
        for bound in rows
    ]
