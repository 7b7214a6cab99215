"""月と年度 — closing a month, budget against actual, the statements and their files."""

from datetime import date

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.book_forms import BudgetForm
from tsunagari.faces.desk.views.books import own
from tsunagari.faces.desk.views.journals import year_in, years_of
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.ledger import beancount, books, closing, prints, queries
from tsunagari.kernel.ledger import statements as made
from tsunagari.kernel.ledger.models import Book, Period
from tsunagari.kernel.ledger.rules.statements.cells import Row, Statement

SHOWN_MONTHS = 24


def close(request, pk):
    """月を締める — what still stands open, what closing posts, and the button."""
    book, on = own(pk), request.viewer.on
    first, last = closing.following(book)
    if request.method == "POST":
        year, _dash, month = request.POST.get("month", "").partition("-")
        try:
            closing.close(book, _first(year, month), by=request.viewer, on=on)
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _("月を締めました。この月の仕訳は、もう変わりません。"))
        return redirect("desk:close_month", pk)
    points = closing.stands_open(book, first, last)
    return render(
        request,
        "desk/books/close.html",
        {
            "book": book,
            "tab": "close",
            "first": first,
            "last": last,
            "over": last < on,
            "blocked": any(one.blocks for one in points),
            "points": [
                {"words": one.words(), "blocks": one.blocks, "href": _where(one)} for one in points
            ],
            "grants": [grant for grant, _lines in closing.will_post(book, last)],
            "count": queries.journals(book, from_day=first, until_day=last).count(),
            "closed": Period.objects.filter(book=book).order_by("-last_day")[:SHOWN_MONTHS],
        },
    )


def _first(year: str, month: str) -> date:
    """The first day of a month that arrived as text; an impossible one is before every book."""
    number, in_year = whole(month) or 0, whole(year) or 0
    possible = 1 <= number <= 12 and 1 <= in_year <= 9998
    return date(in_year, number, 1) if possible else date(1, 1, 1)


def _where(point) -> str:
    try:
        return reverse(point.where, args=point.at) if point.where else ""
    except NoReverseMatch:
        return ""


def budget(request, pk):
    """予算と実績 — by fund and measure: budget, promised, spent, left."""
    book = own(pk)
    year = year_in(request, book)
    rows = queries.compared(book, year)
    total = {
        name: sum(getattr(row, name) for row in rows)
        for name in ("yen", "reserved", "spent", "free")
    }
    return render(
        request,
        "desk/books/budget.html",
        {
            "book": book,
            "tab": "budget",
            "year": year,
            "years": sorted({*years_of(book, request.viewer.on), year + 1, year}, reverse=True),
            "rows": [
                {
                    "row": row,
                    "measure": _(MEASURES[row.measure].title) if row.measure else "",
                    "part": min(100, round(100 * (row.spent + row.reserved) / row.yen))
                    if row.yen
                    else 0,
                    "query": urlencode({"year": year, "fund": row.fund.pk, "measure": row.measure}),
                }
                for row in rows
            ],
            "total": total,
        },
    )


def set_budget(request, pk):
    """予算を決める."""
    book = own(pk)
    known = {
        "year": year_in(request, book),
        "fund": whole(request.GET.get("fund", "")),
        "measure": request.GET.get("measure", ""),
    }
    form = BudgetForm(book, request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            done = books.set_budget(
                book, **form.cleaned_data, by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("予算を保存しました。"))
            return redirect(f"{reverse('desk:book_budget', args=[pk])}?year={done.year}")
    context = {
        "form": form,
        "title": _("予算を決める"),
        "back": reverse("desk:book_budget", args=[pk]),
        "lead": book.title,
    }
    return render(request, "desk/books/form.html", context, status=422 if form.errors else 200)


def _days(request, book: Book) -> tuple[date, date, int]:
    """(first, last, year) of the statements: a whole year, or this one until today."""
    year = year_in(request, book)
    until = min(date(year + 1, 3, 31), max(request.viewer.on, date(year, 4, 1)))
    return date(year, 4, 1), until, year


def statements(request, pk):
    """決算書 — one statement at a time; every line opens to its journals."""
    book = own(pk)
    first, last, year = _days(request, book)
    all_ = made.of(book, from_day=first, until_day=last)
    code = request.GET.get("code", "")
    one = next((found for found in all_ if found.code == code), all_[0])
    return render(
        request,
        "desk/books/statements.html",
        {
            "book": book,
            "tab": "statements",
            "one": one,
            "title": _(one.title),
            "span": prints.span_of(one, first, last),
            "heads": [_(head) for head in one.heads],
            "rows": [_line(row, one, book, year) for row in one.rows],
            "all": [{"code": found.code, "title": _(found.title)} for found in all_],
            "standard": _(book.get_standard_display()),
            "year": year,
            "years": years_of(book, request.viewer.on),
            "unfinished": last < date(year + 1, 3, 31),
            "findings": [
                reason.words() for reason in made.findings(book, from_day=first, until_day=last)
            ],
        },
    )


def _line(row: Row, statement: Statement, book: Book, year: int) -> dict:
    """A line as the page draws it; one account opens its own lines of the year."""
    href = ""
    if len(row.accounts) == 1 and not row.total:
        where = reverse("desk:book_journals", args=[book.pk])
        href = f"{where}?{urlencode({'year': year, 'account': row.accounts[0]})}"
    return {
        "row": row,
        "words": prints.words_of(row),
        "numbers": prints.numbers_of(row, statement),
        "href": href,
        "heading": row.yen is None,
    }


def _file(request, pk):
    book = own(pk)
    first, last, year = _days(request, book)
    name = _("決算書 %(body)s %(year)s年度") % {"body": book.title, "year": year}
    return book, made.of(book, from_day=first, until_day=last), first, last, name


def printed(request, pk):
    """決算書（PDF）."""
    book, all_, first, last, name = _file(request, pk)
    edge = paper.printed(request, "")
    data = prints.printed(
        book,
        all_,
        from_day=first,
        until_day=last,
        at=edge.at,
        body=edge.body,
        sample=edge.sample,
    )
    return paper.pdf(data, name)


def sheet(request, pk):
    """決算書（.xlsx）."""
    book, all_, first, last, name = _file(request, pk)
    return paper.file(prints.workbook(book, all_, from_day=first, until_day=last), name, "xlsx")


def copied(request, pk):
    """独立した写し — the whole book as Beancount text, for the auditor's own tool."""
    book, on = own(pk), request.viewer.on
    response = StreamingHttpResponse(
        beancount.text(book, until_day=on), content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="book-{pk}-{on}.beancount"'
    return response
