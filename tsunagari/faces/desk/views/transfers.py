"""振込ファイル — chosen, made, approved by its SHA-256, locked, taken out, and its result taken in."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.payment_forms import NoForm, ResultForm, SourceForm, TransferForm
from tsunagari.faces.desk.payments import (
    TONES,
    answered,
    batch_rows,
    request_rows,
    said_so_far,
)
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.payments import told
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole, wholes
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import batches, results, sources
from tsunagari.governance.fund.payments.models import Batch, Item, Request, Source
from tsunagari.governance.fund.payments.rules import days
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Book


def listed(request):
    """Files, the newest first; and where each book pays from."""
    page = keyset.page(queries.batches(), ["-pk"], after=request.GET.get("after", ""))
    known = {row.book_id: row for row in Source.objects.all()}
    context = {
        "page": page,
        "rows": batch_rows(page.rows, request.viewer),
        "books": [{"book": book, "source": known.get(book.pk)} for book in ledger.books()],
        "view": "transfers",
    }
    return render(request, "desk/payments/transfers.html", context)


def new(request):
    """Choose approved payments and the day; the file is made and shown to a second person."""
    every = list(Source.objects.select_related("book__owner__party").order_by("pk"))
    asked = whole(request.GET.get("source", "") or request.POST.get("source", ""))
    source = next((one for one in every if one.pk == asked), every[0] if every else None)
    rows = queries.requests().filter(state=Request.State.APPROVED)
    rows = list(rows.filter(due__book=source.book_id).order_by("pk")) if source else []
    day = days.next_open(request.viewer.on + timedelta(days=2))
    form = TransferForm(request.POST or None, initial={"pay_on": day})
    chosen = wholes(request.POST.getlist("requests"))
    if request.method == "POST" and source and form.is_valid():
        try:
            made = batches.make(
                source, sorted(chosen), pay_on=form.cleaned_data["pay_on"], **told(request)
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(
                request, _("振込ファイルを作りました。ほかの人に確かめてもらってください。")
            )
            return redirect("desk:transfer", made.pk)
    context = {
        "form": form,
        "rows": request_rows(rows, request.viewer),
        "sources": every,
        "source": source,
        "chosen": chosen if request.method == "POST" else {row.pk for row in rows},
    }
    status = 422 if form.errors else 200
    return render(request, "desk/payments/new_transfer.html", context, status=status)


def _own(pk) -> Batch:
    return get_object_or_404(queries.batches(), pk=pk)


def show(request, pk):
    """One file: its payments, its sum, its SHA-256, and what comes next."""
    return _page(request, _own(pk), NoForm(), ResultForm())


def _page(request, row: Batch, form, result_form):
    viewer, digest = request.viewer, queries.batch_digest(row)
    [one] = batch_rows([row], viewer)
    own = row.prepared_by_id == viewer.party.pk
    said = said_so_far(row, digest, viewer)
    context = one | {
        "form": form,
        "result_form": result_form,
        "digest": digest,
        "items": _items(row, viewer),
        "warnings": [reason.words() for reason in batches.warnings(row, on=viewer.on)]
        if row.state == Batch.State.DRAFT
        else [],
        "history": said,
        "approved": any(one["now"] and one["row"].said == "yes" for one in said),
        "own": own,
        "may_answer": row.state == Batch.State.DRAFT
        and not own
        and not answered(row, digest, viewer),
        "downloads": row.downloads.count(),
        "may_result": row.state == Batch.State.LOCKED and viewer.on >= row.pay_on,
    }
    status = 422 if form.errors or result_form.errors else 200
    return render(request, "desk/payments/transfer.html", context, status=status)


def _items(row: Batch, viewer) -> list[dict]:
    items = queries.items_of(row)
    names = names_of([one.account.party for one in items], viewer)
    return [
        {
            "item": one,
            "payee": names[one.account.party_id],
            "result": _(one.get_result_display()) if one.result else "",
            "tone": TONES.get(one.result, "note"),
            "open": row.state == Batch.State.LOCKED and not one.result,
        }
        for one in items
    ]


def _press(request, pk, act, words, **more):
    """A step on what is on the screen."""
    try:
        act(_own(pk), **told(request), **more)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("desk:transfer", pk)


@require_POST
def yes(request, pk):
    """Approve the very bytes."""
    words = _("ファイルを承認しました。確定すると、書き出せます。")
    return _press(request, pk, batches.say, words, seen=request.POST.get("seen", ""))


@require_POST
def no(request, pk):
    """Refuse the file: it is dropped, its payments are free for another one."""
    row, form = _own(pk), NoForm(request.POST)
    if form.is_valid():
        words, seen = form.cleaned_data["words"], request.POST.get("seen", "")
        try:
            batches.say(row, seen=seen, no=True, words=words, **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(
                request, _("ファイルを認めませんでした。支払いは、別のファイルに入れられます。")
            )
            return redirect("desk:transfer", pk)
    return _page(request, row, form, ResultForm())


@require_POST
def lock(request, pk):
    """From now on nothing of it changes."""
    return _press(
        request, pk, batches.lock, _("ファイルを確定しました。書き出して、銀行へ送ってください。")
    )


@require_POST
def drop(request, pk):
    """Give the file up before it was locked."""
    return _press(
        request, pk, batches.drop, _("ファイルをやめました。支払いは、別のファイルに入れられます。")
    )


@require_POST
def file(request, pk):
    """書き出す — the same bytes every time; each press is on record once."""
    row = _own(pk)
    try:
        data = batches.take(row, key=request.POST.get("press_key", "")[:64], **told(request))
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:transfer", pk)
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, row.file_name)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def result(request, pk):
    """The bank's file, line by line; all or nothing."""
    row, form = _own(pk), ResultForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            data = uploads.content(form.cleaned_data["file"])
            counts = results.take_in(row, data, **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            words = _("結果を取り込みました。%(paid)s件が振り込まれ、%(failed)s件がもどりました。")
            messages.success(request, words % counts)
            return redirect("desk:transfer", pk)
    return _page(request, row, NoForm(), form)


@require_POST
def mark(request, pk, number):
    """One payment's result, as the bank's page shows it."""
    get_object_or_404(Item, batch=pk, position=number)
    paid = request.POST.get("paid") == "1"
    reason = request.POST.get("reason", "")[:200]
    words = _("振り込まれたことを記録しました。") if paid else _("もどったことを記録しました。")
    return _press(request, pk, results.mark, words, position=number, paid=paid, reason=reason)


def source(request, pk):
    """Where a book pays from."""
    book = get_object_or_404(Book.objects.select_related("owner__party"), pk=pk)
    row = queries.source_of(book)
    known = {name: getattr(row, name) for name in sources.FIELDS} if row else {}
    known |= {"version": row.version if row else 0}
    form = SourceForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        seen = facts.pop("version") or 0
        try:
            sources.note(book, seen=seen, by=request.viewer, on=request.viewer.on, **facts)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("振込元の口座を登録しました。"))
            return redirect("desk:transfers")
    status = 422 if form.errors else 200
    context = {"form": form, "book": book}
    return render(request, "desk/payments/source.html", context, status=status)
