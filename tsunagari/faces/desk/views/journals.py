"""仕訳 — the list with its filters, one journal with its reason, entering and reversing."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse as address
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.days import add_months, fiscal_year
from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.book_forms import LINES, JournalForm
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.books import own
from tsunagari.faces.desk.views.records import page_of
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.ledger import actions, queries
from tsunagari.kernel.ledger.models import Account, Book, Fund, Journal
from tsunagari.kernel.ledger.rules.closing import month_of
from tsunagari.kernel.ledger.rules.posting import why_not_by_hand
from tsunagari.kernel.records import words

OLDEST, NEWEST = 2000, 2200


def year_in(request, book: Book) -> int:
    """The fiscal year that an address asks for; today's without one."""
    typed = whole(request.GET.get("year", ""))
    here = fiscal_year(request.viewer.on)
    return typed if typed and OLDEST <= typed <= NEWEST else here


def years_of(book: Book, on: date) -> list[int]:
    """The fiscal years of a book, the newest first."""
    return list(range(fiscal_year(on), fiscal_year(book.opened_on) - 1, -1))


def _span(request, book: Book) -> tuple[date, date, str, int]:
    """(first day, last day, the month as the address has it or "", year) of the list."""
    typed = request.GET.get("month", "")
    year, _dash, month = typed.partition("-")
    number, year_number = whole(month), whole(year)
    if number and year_number and 1 <= number <= 12 and OLDEST <= year_number <= NEWEST:
        first, last = month_of(date(year_number, number, 1))
        return first, last, typed, fiscal_year(first)
    asked = year_in(request, book)
    # What was carried over stands on the day before the book's first one.
    start = book.opened_on if fiscal_year(book.opened_on) == asked else date(asked, 4, 1)
    first = date.fromordinal(start.toordinal() - 1) if start == book.opened_on else start
    return first, date(asked + 1, 3, 31), "", asked


def listed(request, pk):
    """仕訳の一覧 — of a year or a month; with an account, that account's own lines."""
    book = own(pk)
    first, last, month, year = _span(request, book)
    accounts = list(Account.objects.filter(book=book).order_by("code"))
    asked = request.GET.get("account", "")
    account = next((one for one in accounts if one.code == asked), None)
    fund = Fund.objects.filter(book=book, pk=whole(request.GET.get("fund", "")) or 0).first()
    measure = request.GET.get("measure", "")
    measure = measure if measure in MEASURES else ""
    wanted = {"fund": fund, "measure": measure, "from_day": first, "until_day": last}
    after = request.GET.get("after", "")
    if account:
        page = _page_of(queries.lines_of(account, **wanted), after)
        rows = [{"journal": line.journal, "line": line} for line in page.rows]
    else:
        page = _page_of(queries.journals(book, **wanted), after)
        rows = [_row(journal) for journal in page.rows]
    return render(
        request,
        "desk/books/journals.html",
        {
            "book": book,
            "tab": "journals",
            "page": page,
            "rows": rows,
            "account": account,
            "balance": account and queries.balance(book, account=account.code, fund=fund, on=last),
            "accounts": accounts,
            "funds": book.funds.order_by("pk"),
            "fund": fund,
            "measure": measure,
            "measures": MEASURES.values(),
            "month": month,
            "months": [add_months(date(year, 4, 1), number) for number in range(12)],
            "year": year,
            "years": years_of(book, request.viewer.on),
        },
    )


def _page_of(rows, after: str) -> keyset.Page:
    """By day, the newest first."""
    return keyset.page(rows, ["-on", "-pk"], after=after)


def _row(journal: Journal) -> dict:
    """A journal in the list: what was debited and credited, and how much."""
    lines = journal.lines.all()
    return {
        "journal": journal,
        "yen": sum(line.yen for line in lines if line.yen > 0),
        "debit": [line.account for line in lines if line.yen > 0],
        "credit": [line.account for line in lines if line.yen < 0],
    }


def _journal(pk) -> Journal:
    rows = Journal.objects.filter(posted=True).select_related(
        "book__owner__party", "because", "reverses"
    )
    return get_object_or_404(rows, pk=pk)


def show(request, pk):
    """One journal: its lines, why it was posted and by whom, and its reversal."""
    journal = _journal(pk)
    lines = list(journal.lines.select_related("account", "fund", "earmark", "party").order_by("pk"))
    people = [line.party for line in lines if line.party]
    by = journal.because.by
    names = names_of([*people, *([by] if by else [])], request.viewer)
    return render(
        request,
        "desk/books/journal.html",
        {
            "journal": journal,
            "book": journal.book,
            "lines": [
                {"line": line, "party": names.get(line.party_id, ""), **_sides(line.yen)}
                for line in lines
            ],
            "total": sum(line.yen for line in lines if line.yen > 0),
            "why": words.sentence(journal.because, request.viewer.language),
            "who": names.get(by.pk, "") if by else "",
            "turned": Journal.objects.filter(reverses=journal).first(),
            "elsewhere": why_not_by_hand(entered=actions.is_by_hand(journal)),
            "source": page_of(journal.because),
        },
    )


def _sides(yen: int) -> dict:
    return {"debit": yen if yen > 0 else None, "credit": -yen if yen < 0 else None}


def new(request, pk):
    """仕訳を入れる — by hand; `like` fills the form with an earlier journal."""
    book = own(pk)
    lines = whole(request.POST.get("lines", "")) or LINES
    if request.method != "POST":
        known, count = _known(request, book)
        return _page(request, book, JournalForm(book, initial=known, lines=count))
    if "more" in request.POST:
        # What was typed stays; nothing is judged yet.
        form = JournalForm(book, lines=lines + LINES, initial=_typed(request))
        return _page(request, book, form)
    form = JournalForm(book, request.POST, lines=lines)
    if form.is_valid():
        data = form.cleaned_data
        try:
            journal = actions.enter(
                book,
                form.postings,
                on=data["on"],
                words=data["words"],
                by=request.viewer,
                today=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("仕訳を入れました。"))
            return redirect("desk:journal", journal.pk)
    return _page(request, book, form)


def _typed(request) -> dict:
    """What was typed so far, as the first values of a form with more lines."""
    typed = {name: request.POST.get(name, "") for name in request.POST}
    day = [request.POST.get(f"on_{part}", "") for part in ("y", "m", "d")]
    return typed | {"on": Typed(*day)}


class Typed:
    """A day that is not read yet: its three boxes as they were typed."""

    def __init__(self, year: str, month: str, day: str):
        self.year, self.month, self.day = year, month, day


def _known(request, book: Book) -> tuple[dict, int]:
    """The first values: today, or an earlier journal's lines."""
    number = whole(request.GET.get("like", "")) or 0
    like = Journal.objects.filter(book=book, pk=number, posted=True).first()
    known: dict = {"on": request.viewer.on, "project": request.GET.get("event", "")}
    if like is None:
        return known, LINES
    lines = list(like.lines.select_related("account").order_by("pk"))
    head = lines[0]
    known |= {
        "words": like.words,
        "fund": head.fund_id,
        "measure": head.measure,
        "earmark": head.earmark_id,
        "project": head.project,
    }
    for at, line in enumerate(lines):
        known[f"account{at}"] = line.account.code
        known[f"{'debit' if line.yen > 0 else 'credit'}{at}"] = f"{abs(line.yen):,}"
        if line.fund_id != head.fund_id:
            known[f"other{at}"] = str(line.fund_id)
    return known, max(LINES, len(lines))


def _page(request, book: Book, form: JournalForm):
    context = {
        "form": form,
        "book": book,
        "closed_until": queries.closed_until(book),
        "back": address("desk:book_journals", args=[book.pk]),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/books/new_journal.html", context, status=status)


@require_POST
def reverse(request, pk):
    """取り消す — one press: a second journal turns every sign, on today's date."""
    journal = _journal(pk)
    try:
        turned = actions.reverse(
            journal,
            on=max(request.viewer.on, journal.on),
            words=_("取り消し：%(words)s") % {"words": journal.words},
            by=request.viewer,
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:journal", pk)
    messages.success(request, _("取り消しの仕訳を入れました。もとの仕訳も残っています。"))
    return redirect("desk:journal", turned.pk)
