"""証憑（第三者の目） — the register of evidence, to read only: searched, opened, written out; every look is a record."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import vouchers as shared
from tsunagari.governance.fund.vouchers import files, queries
from tsunagari.governance.fund.vouchers.models import Document
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.records import actions as records


def listed(request):
    """What fits, the newest day first; how many stood on the page is a record."""
    form, viewer = shared.SearchForm(request.GET), request.viewer
    context = shared.listed(request, form)
    rows = context["rows"]
    if rows:
        records.add(
            by=viewer, did="voucher.searched", on=viewer.on, at=timezone.now(), count=len(rows)
        )
    status = 422 if form.errors else 200
    return render(request, "council/vouchers.html", context, status=status)


@require_POST
def zipped(request):
    """書き出す — the same ZIP that the tax office gets."""
    form = shared.SearchForm(request.GET)
    answer = shared.zipped(
        request, form, lambda writers: shown([one.pk for one in writers], to=request.viewer)
    )
    if answer is not None:
        return answer
    messages.warning(request, _("書き出す証憑がありません。条件を変えてください。"))
    return redirect(f"{reverse('council:vouchers')}?{request.GET.urlencode()}")


def _own(pk) -> Document:
    return get_object_or_404(Document.objects.select_related("book__owner__party"), pk=pk)


def show(request, pk):
    """One document: what it says, its files, every edition before."""
    document, viewer = _own(pk), request.viewer
    editions = queries.history(document)
    kept = files.of(editions)
    records.add(by=viewer, did="voucher.opened", about=document, on=viewer.on, number=document.pk)
    [row] = shared.rows_of([editions[0]], viewer)
    context = row | {
        "document": document,
        "direction": _(editions[0].get_direction_display()),
        "medium": _(editions[0].get_medium_display()),
        "editions": [
            {"row": one, "files": kept[one.pk], "reason": one.reason and _(one.reason)}
            for one in editions
        ],
        "unlike": queries.unlike(editions),
    }
    return render(request, "council/voucher.html", context)


def file(request, pk, number, item):
    """ファイル — as it was kept; looking at it is a record."""
    return shared.file(request, _own(pk), number, item)
