"""証憑 — searched, put in, corrected with a reason, printed, written out for the tax office."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.voucher_forms import (
    CorrectForm,
    ReasonForm,
    SearchForm,
    VoucherForm,
)
from tsunagari.faces.desk.voucher_rows import history_rows, journals_of, place_of, rows_of, sum_of
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.paper import printed as edge
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.vouchers import actions, export, files, queries
from tsunagari.governance.fund.vouchers.models import Document
from tsunagari.governance.fund.vouchers.said import said_by
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records

ORDER = ["-doc_date", "-pk"]
SIZE, PRINTED = 50, 1000


def _found(form):
    """The newest editions that fit; none while a condition cannot be read."""
    return queries.search(form.asked()) if form.is_valid() else queries.current().none()


def listed(request):
    """What fits, the newest day first."""
    form = SearchForm(request.GET)
    rows = _found(form)
    page = keyset.page(
        rows,
        ORDER,
        after=request.GET.get("after", ""),
        size=SIZE,
    )
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(page.rows, request.viewer),
        "found": queries.counted(rows),
        "narrowed": any(request.GET.get(name) for name in request.GET if name != "after"),
        "opened": any(request.GET.get(name) for name in SearchForm.MORE),
        "relief": queries.value("relief_sales_yen", request.viewer.on),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/vouchers/list.html", context, status=status)


def printed(request):
    """The same rows as a table for paper."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _back(request)
    rows = _found(form)
    shown = list(rows.order_by(*ORDER)[:PRINTED])
    context = {
        "rows": rows_of(shown, request.viewer),
        "found": queries.counted(rows),
        "asked": _asked(form),
        "left_out": len(shown) == PRINTED,
    }
    return render(request, "desk/vouchers/print.html", context)


def _back(request):
    """To the list, which says what is wrong with the conditions, or that nothing fits."""
    return redirect(f"{reverse('desk:vouchers')}?{request.GET.urlencode()}")


def _asked(form) -> str:
    """The conditions of a search in words."""
    said = [
        f"{form.fields[name].label}：{_in_words(form.fields[name], value)}"
        for name, value in form.cleaned_data.items()
        if value not in (None, "")
    ]
    return "　".join(said) or _("すべて")


def _in_words(field, value) -> str:
    if isinstance(value, date):
        return day_words(value, SOURCE)
    if isinstance(value, Book):
        return value.title
    if isinstance(value, int):
        return sum_of(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))


@require_POST
def zipped(request):
    """書き出す — index, history and files of what fits; streamed, and on record."""
    form, viewer = SearchForm(request.GET), request.viewer
    keys = list(_found(form).order_by("doc_date", "pk").values_list("document", flat=True))
    if not keys:
        messages.warning(request, _("書き出す証憑がありません。条件を変えてください。"))
        return _back(request)
    at = edge(request, "")
    writers = Party.objects.filter(pk__in=queries.writers())
    book = form.cleaned_data["book"]
    about = export.About(
        body=book.title if book else at.body,
        asked=_asked(form),
        at=at,
        names=names_of(writers, viewer),
    )
    actions.note_export(keys=keys, by=viewer, on=viewer.on, at=timezone.now())
    response = StreamingHttpResponse(export.stream(keys, about), content_type="application/zip")
    name = f"{_('証憑')}-{viewer.on:%Y%m%d}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response


def new(request):
    """A document by hand; what was typed stays when it is refused."""
    viewer = request.viewer
    initial = {"kind": "invoice", "direction": "received", "medium": "data"}
    form = VoucherForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.enter(
                form.body(), form.said(), files=_given(form), by=viewer, on=viewer.on
            )
        except Refused as refused:
            put_on(form, _on_files(refused))
        else:
            messages.success(request, _("証憑を入れました。"))
            return redirect("desk:voucher", made.pk)
    context = {"form": form, "opened": _opened(form)}
    status = 422 if form.errors else 200
    return render(request, "desk/vouchers/new.html", context, status=status)


def _given(form) -> list[tuple[str, bytes]]:
    return [(file.name, uploads.content(file)) for file in form.cleaned_data["files"]]


def _on_files(refused: Refused) -> Refused:
    """A fault of a file stands at the field of the files."""
    return Refused(
        [replace(one, field="files") if one.field == "file" else one for one in refused.reasons]
    )


def _opened(form) -> bool:
    return any(name in form.errors for name in form.MORE)


def _own(pk) -> Document:
    return get_object_or_404(Document.objects.select_related("book__owner__party"), pk=pk)


def show(request, pk):
    """One document: what it says, its files, its journal, every edition before."""
    return _page(request, _own(pk))


def _page(request, document: Document, form: ReasonForm | None = None):
    viewer = request.viewer
    editions = queries.history(document)
    now = editions[0]
    [row] = rows_of([now], viewer)
    history = history_rows(editions, viewer)
    context = row | {
        "document": document,
        "form": form or ReasonForm(initial={"seen": now.number}),
        "files": history[0]["files"],
        "history": history,
        "direction": _(now.get_direction_display()),
        "medium": _(now.get_medium_display()),
        "place": place_of(document),
        "journals": journals_of(now),
        "unlike": queries.unlike(editions),
    }
    status = 422 if form and form.errors else 200
    return render(request, "desk/vouchers/show.html", context, status=status)


def correct(request, pk):
    """訂正する — the next edition."""
    document, viewer = _own(pk), request.viewer
    now = queries.newest(document)
    said = said_by(now)
    initial = {name: getattr(said, name) for name in ("kind", "doc_date", "yen", "name", "words")}
    initial |= {"direction": said.direction, "medium": said.medium, "journal": now.journal_id}
    initial |= {"seen": now.number, "code": now.party.code if now.party else ""}
    form = CorrectForm(
        request.POST or None,
        request.FILES or None,
        edition=now,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.correct(
                document,
                form.said(print=said.print),
                seen=data["seen"],
                reason=data["reason"],
                files=_given(form),
                by=viewer,
                on=viewer.on,
            )
        except Refused as refused:
            put_on(form, _on_files(refused))
        else:
            messages.success(request, _("訂正しました。前の内容は、履歴に残っています。"))
            return redirect("desk:voucher", pk)
    context = {"form": form, "pk": pk, "opened": _opened(form), "cancelled": now.cancelled}
    status = 422 if form.errors else 200
    return render(request, "desk/vouchers/correct.html", context, status=status)


@require_POST
def cancel(request, pk):
    """取り消す — with its reason; it stays to be read."""
    return _turn(request, pk, actions.cancel, _("取り消しました。内容とファイルは残っています。"))


@require_POST
def restore(request, pk):
    """取消をやめる."""
    return _turn(request, pk, actions.restore, _("取消をやめました。"))


def _turn(request, pk, act, said: str):
    document, form, viewer = _own(pk), ReasonForm(request.POST), request.viewer
    if form.is_valid():
        try:
            act(document, **form.cleaned_data, by=viewer, on=viewer.on)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, said)
            return redirect("desk:voucher", pk)
    return _page(request, document, form)


def file(request, pk, number, item):
    """ファイル — as it was kept; looking at it is a record."""
    document = _own(pk)
    edition = next((one for one in queries.history(document) if one.number == number), None)
    found = files.of([edition])[edition.pk] if edition else []
    wanted = next((one for one in found if one.position == item), None)
    if wanted is None:
        raise Http404
    viewer = request.viewer
    records.add(by=viewer, did="voucher.read", about=document, on=viewer.on, number=document.pk)
    try:
        data = wanted.read(at=edge(request, ""))
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(data, content_type=wanted.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
