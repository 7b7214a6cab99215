"""証憑 — searched, put in, corrected with a reason, printed, written out for the tax office."""

from dataclasses import replace

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.voucher_forms import (
    CorrectForm,
    ReasonForm,
    VoucherForm,
)
from tsunagari.faces.desk.voucher_rows import history_rows, journals_of, place_of
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared import vouchers as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import wholes
from tsunagari.faces.shared.vouchers import ORDER, SearchForm, rows_of
from tsunagari.governance.fund.vouchers import actions, queries
from tsunagari.governance.fund.vouchers.models import Document
from tsunagari.governance.fund.vouchers.said import said_by

PRINTED, EXPIRED = 1000, 100


def listed(request):
    """What fits, the newest day first."""
    form = SearchForm(request.GET)
    context = shared.listed(request, form) | {
        "expired": queries.expired(request.viewer.on).count(),
        "relief": queries.value("relief_sales_yen", request.viewer.on),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/vouchers/list.html", context, status=status)


def printed(request):
    """The same rows as a table for paper."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return _back(request)
    rows = shared.found(form)
    shown = list(rows.order_by(*ORDER)[:PRINTED])
    context = {
        "rows": rows_of(shown, request.viewer),
        "found": queries.counted(rows),
        "asked": shared.asked_words(form),
        "left_out": len(shown) == PRINTED,
    }
    return render(request, "desk/vouchers/print.html", context)


def expired(request):
    """保存期限が過ぎたもの — looked at, chosen and taken out by a person, never by itself."""
    viewer = request.viewer
    if request.method == "POST":
        try:
            keys = wholes(request.POST.getlist("keys"))
            count = actions.clear(keys, by=viewer, on=viewer.on)
        except Refused as refused:
            tell(request, refused)
        else:
            words = _("%(count)s件の取引先と内容を消しました。日付・金額・ファイルは残っています。")
            messages.success(request, words % {"count": count})
        return redirect("desk:expired_vouchers")
    keys = list(queries.expired(viewer.on).values_list("pk", flat=True)[:EXPIRED])
    rows = list(queries.current().filter(document__in=keys).order_by("doc_date", "pk"))
    context = {"rows": rows_of(rows, viewer)}
    return render(request, "desk/vouchers/expired.html", context)


def _back(request):
    """To the list, which says what is wrong with the conditions, or that nothing fits."""
    return redirect(f"{reverse('desk:vouchers')}?{request.GET.urlencode()}")


@require_POST
def zipped(request):
    """書き出す — index, history and files of what fits; streamed, and on record."""
    form, viewer = SearchForm(request.GET), request.viewer
    answer = shared.zipped(request, form, lambda writers: names_of(writers, viewer))
    if answer is None:
        messages.warning(request, _("書き出す証憑がありません。条件を変えてください。"))
        return _back(request)
    return answer


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
    return shared.file(request, _own(pk), number, item)
