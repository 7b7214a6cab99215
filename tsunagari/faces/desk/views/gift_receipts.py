"""領収書 — a year's at once, one by one, as PDF; void and issued anew."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.gift_forms import VoidForm
from tsunagari.faces.desk.gift_rows import called, receipt_rows
from tsunagari.faces.shared import paper
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole, wholes
from tsunagari.governance.fund.gifts import certificate, queries
from tsunagari.governance.fund.gifts.actions import receipting
from tsunagari.governance.fund.gifts.models import Donor
from tsunagari.governance.fund.gifts.rules import status
from tsunagari.governance.fund.gifts.rules.receipts import number_words
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records import actions as records

SIZE, DONORS, PAGES = 30, 100, 300
FIRST_YEAR = 2000


def _asked(request) -> tuple[Book | None, int]:
    """The body and the calendar year that are looked at."""
    typed = request.POST or request.GET
    books = list(queries.books())
    asked = whole(typed.get("book", ""))
    book = next((one for one in books if one.pk == asked), books[0] if books else None)
    year = whole(typed.get("year", "")) or request.viewer.on.year
    if not FIRST_YEAR <= year <= request.viewer.on.year:
        raise Http404
    return book, year


def listed(request):
    """Donors of a year who have none yet; below, what was issued."""
    return _page(request)


def _page(request, code: int = 200):
    book, year = _asked(request)
    page = keyset.page(
        queries.all_receipts().filter(of_year=year, book=book),
        ["-id"],
        after=request.GET.get("after", ""),
        size=SIZE,
    )
    standing = queries.status_of(book, request.viewer.on) if book else None
    context = {
        "book": book,
        "books": queries.books(),
        "year": year,
        "years": range(request.viewer.on.year, request.viewer.on.year - 4, -1),
        "waiting": _waiting(request, book, year) if book else [],
        "page": page,
        "rows": receipt_rows(page.rows, request.viewer),
        "status": standing,
        "form": standing and _(standing.get_form_display()),
        "relief": standing
        and _(status.RELIEF[status.relief_of(standing.form, credit=standing.credit)]),
    }
    return render(request, "desk/gifts/receipts.html", context, status=code)


def _waiting(request, book, year) -> list[dict]:
    """Each donor once, with how many gifts and how much."""
    gifts: dict[int, list] = {}
    for gift in queries.receiptable(year, book):
        gifts.setdefault(gift.owner, []).append(gift)
    keys = list(gifts)[:DONORS]
    rows = Donor.objects.select_related("party__person", "party__organisation").in_bulk(keys)
    names, forms = called(rows.values(), request.viewer), queries.forms_of(book)
    return [
        _one_waiting(rows[key], gifts[key], forms) | {"who": names[key]}
        for key in keys
        if key in rows
    ]


def _one_waiting(donor: Donor, gifts: list, forms) -> dict:
    """What would stand on a receipt; what is lacking is said, with where it is mended."""
    days = {gift.received_on for gift in gifts}
    reasons = queries.why_no_receipt(donor, days, forms)
    return {
        "donor": donor,
        "count": len(gifts),
        "yen": sum((gift.yen or 0) - gift.refunded_yen for gift in gifts),
        "lacks": [(reason.rule, reason.words()) for reason in reasons],
    }


@require_POST
def issue_year(request):
    """One receipt for each ticked donor, numbered in one press."""
    book, year = _asked(request)
    if book is None:
        raise Http404
    viewer = request.viewer
    who = {"by": viewer, "on": viewer.on}
    try:
        done = receipting.issue_year(
            book, year, donors=wholes(request.POST.getlist("donor")), **who
        )
    except Refused as refused:
        tell(request, refused)
        return _page(request, 422)
    receipting.send(done.made, at=timezone.now(), **who)
    if made := len(done.made):
        messages.success(
            request, _("領収書を%(count)s枚 作り、できたことを知らせました。") % {"count": made}
        )
    if left := len(done.left):
        words = _(
            "%(count)s人の分は、まだ作れません。理由は、名前の下にあります。番号は使っていません。"
        )
        messages.warning(request, words % {"count": left})
    return redirect(f"{request.path.removesuffix('issue/')}?year={year}&book={book.pk}")


@require_POST
def issue(request, pk):
    """One receipt for one gift."""
    gift, viewer = get_object_or_404(queries.gifts(), pk=pk), request.viewer
    try:
        made = receipting.issue(gift, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:gift", pk)
    messages.success(request, _("領収書を作りました。"))
    return redirect("desk:gift_receipt", made.pk)


def show(request, pk):
    """One receipt: its gifts, where it stands, the PDF."""
    return _one(request, get_object_or_404(queries.all_receipts(), pk=pk), VoidForm())


def _one(request, receipt, form):
    [row] = receipt_rows([receipt], request.viewer)
    gifts = receipt.rows.select_related("gift").order_by("gift__received_on", "pk")
    later = getattr(receipt, "reissued_by", None)
    before = receipt.reissues
    context = row | {
        "form": form,
        "gifts": [one.gift for one in gifts],
        "later": later,
        "later_number": later and number_words(later.year, later.number),
        "before": before,
        "before_number": before and number_words(before.year, before.number),
    }
    return render(request, "desk/gifts/receipt.html", context, status=422 if form.errors else 200)


@require_POST
def void(request, pk):
    """Void, and issued anew when that is wanted."""
    receipt = get_object_or_404(queries.all_receipts(), pk=pk)
    form, viewer = VoidForm(request.POST), request.viewer
    if form.is_valid():
        act = receipting.reissue if form.cleaned_data["again"] else receipting.void
        try:
            made = act(receipt, reason=form.cleaned_data["reason"], by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("領収書を無効にしました。番号は、つめません。"))
            return redirect("desk:gift_receipt", made.pk)
    return _one(request, receipt, form)


def file(request, pk):
    """The PDF, from the words that were kept."""
    receipt = get_object_or_404(queries.all_receipts(), pk=pk)
    number = number_words(receipt.year, receipt.number)
    _read(request, receipt, number)
    data = certificate.made([receipt], at=paper.printed(request, ""))
    return _private(paper.pdf(data, _("領収書 %(number)s") % {"number": number}))


def year_file(request):
    """All valid receipts of a year that were made ready, to be printed in one go."""
    book, year = _asked(request)
    rows = queries.all_receipts().filter(of_year=year, book=book, voided_on=None)
    receipts = list(rows.exclude(sealed="").order_by("year", "number")[:PAGES])
    if not receipts:
        raise Http404
    for receipt in receipts:
        _read(request, receipt, number_words(receipt.year, receipt.number))
    data = certificate.made(receipts, at=paper.printed(request, ""))
    return _private(paper.pdf(data, _("領収書 %(year)s年") % {"year": year}))


def _read(request, receipt, number) -> None:
    viewer = request.viewer
    concerns = [receipt.donor_id]
    records.add(
        by=viewer,
        did="gifts.receipt_read",
        about=receipt,
        concerns=concerns,
        on=viewer.on,
        number=number,
    )


def _private(response):
    response["Cache-Control"] = "no-store"
    return response
