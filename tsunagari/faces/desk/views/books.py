"""帳簿 — every book, what is in each fund, and the forms that open books, funds and purposes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.book_forms import BookForm, FundForm, FundWordsForm, PurposeForm
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.guide import states_of
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.ledger import books, closing, queries
from tsunagari.kernel.ledger.models import Book, Fund
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation


def own(pk) -> Book:
    """A book by its number."""
    return get_object_or_404(queries.books(), pk=pk)


def listed(request):
    """Every legal person's book: money, and which month is closed next."""
    on = request.viewer.on
    rows = [
        {
            "book": book,
            "standard": _(book.get_standard_display()),
            "money": sum(yen for _fund, yen in queries.by_fund(book, accounts=MONEY, on=on)),
            "month": closing.following(book)[0],
        }
        for book in queries.books()
    ]
    return render(request, "desk/books/list.html", {"rows": rows})


MONEY = chart.MONEY


def show(request, pk):
    """One book today: money by fund, this year's income and cost, what waits."""
    book, on = own(pk), request.viewer.on
    start, _end = queries.year_of(on)
    first, last = closing.following(book)
    rows = queries.by_fund(book, accounts=MONEY, on=on)
    return render(
        request,
        "desk/books/book.html",
        {
            "book": book,
            "tab": "book",
            "standard": _(book.get_standard_display()),
            "rows": [
                {"fund": fund, "yen": yen, "kind": _(fund.get_kind_display())} for fund, yen in rows
            ],
            "money": sum(yen for _fund, yen in rows),
            "income": -queries.moved(book, kind=chart.INCOME, from_day=start, until_day=on),
            "cost": queries.moved(book, kind=chart.COST, from_day=start, until_day=on),
            "unpaid": -queries.balance(book, account=chart.UNPAID, on=on),
            "month": first,
            "over": last < on,
        },
    )


def new(request):
    """帳簿を開く — for a legal person, with the whole chart of accounts."""
    here = federation()
    known = {"code": here.party.code} if here and not queries.book_of(here.party_id) else {}
    form = BookForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        code = data["code"].strip().upper()
        owner = Organisation.objects.select_related("party").filter(party__code=code).first()
        if owner is None:
            form.add_error("code", _("このコードの団体はありません。"))
        else:
            try:
                book = books.open_book(
                    owner,
                    standard=data["standard"],
                    opened_on=data["opened_on"],
                    by=request.viewer,
                    on=request.viewer.on,
                )
            except Refused as refused:
                put_on(form, refused)
            else:
                messages.success(request, _("帳簿を開きました。"))
                return redirect("desk:book", book.pk)
    return _form(request, form, _("帳簿を開く"), reverse("desk:books"))


def _form(request, form, title, back, lead=""):
    context = {"form": form, "title": title, "back": back, "lead": lead}
    return render(request, "desk/books/form.html", context, status=422 if form.errors else 200)


def new_fund(request, pk):
    """基金を作る."""
    book = own(pk)
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = books.open_fund(
                book, **form.cleaned_data, by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("基金を作りました。"))
            return redirect("desk:book_fund", made.pk)
    return _form(request, form, _("基金を作る"), reverse("desk:book", args=[pk]), book.title)


def _fund(pk) -> Fund:
    return get_object_or_404(Fund.objects.select_related("book__owner__party"), pk=pk)


def fund(request, pk):
    """One fund: what is in it, and what is left of every gift and grant."""
    found, on = _fund(pk), request.viewer.on
    purposes = list(found.earmarks.select_related("giver").order_by("-pk")[:100])
    names = names_of([one.giver for one in purposes if one.giver], request.viewer)
    left = queries.unspent_of(purposes)
    return render(
        request,
        "desk/books/fund.html",
        {
            "fund": found,
            "languages": states_of(found),
            "book": found.book,
            "kind": _(found.get_kind_display()),
            "money": sum(
                queries.balance(found.book, account=code, fund=found, on=on) for code in MONEY
            ),
            "net": queries.net_of(found),
            "purposes": [
                {
                    "row": one,
                    "giver": names.get(one.giver_id, ""),
                    "kind": _(one.get_kind_display()),
                    "left": left.get(one.pk, 0),
                }
                for one in purposes
            ],
        },
    )


def fund_words(request, pk):
    """基金の説明を直す — the name and what it is for, as the public pages say it."""
    found = _fund(pk)
    now = {"name": found.name, "purpose": found.purpose, "public": found.public}
    form = FundWordsForm(request.POST or None, initial=now | {"seen": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            books.change_fund(found, **form.cleaned_data, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("基金の説明を変えました。"))
            return redirect("desk:book_fund", pk)
    title, back = _("基金の説明を直す"), reverse("desk:book_fund", args=[pk])
    return _form(request, form, title, back, found.name)


def new_purpose(request, pk):
    """使いみちの指定を登録する — of a gift or a grant."""
    found = _fund(pk)
    form = PurposeForm(request.POST or None, initial={"from_day": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        try:
            books.note_earmark(found, **form.cleaned_data, by=request.viewer, on=request.viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("使いみちの指定を登録しました。"))
            return redirect("desk:book_fund", pk)
    title = _("使いみちの指定を登録する")
    return _form(request, form, title, reverse("desk:book_fund", args=[pk]), found.name)
