"""まとめる — two entries of the same person or body: looked at side by side, joined, parted again."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.forms import MergeForm
from tsunagari.faces.desk.people import lines
from tsunagari.faces.desk.views.parties import found, head_of
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.consents.queries import written
from tsunagari.kernel.parties import queries
from tsunagari.kernel.ties import merging

ALIKE = 8


def merge(request, code):
    """Which entry stays, what would count for it; a press joins them."""
    gone = found(request, code)
    asked = request.POST or (request.GET if "into" in request.GET else None)
    form = MergeForm(asked)
    kept = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
    if kept and (reasons := merging.why_not_merge(kept, gone)):
        put_on(form, Refused(reasons))
        kept = None
    if kept and request.method == "POST":
        return _merge(request, kept, gone)
    context = head_of(request, gone, "merge") | {
        "form": form,
        "alike": [] if kept else _alike(gone, request.viewer),
        "kept": lines([kept], request.viewer)[0] if kept else None,
        "moving": merging.preview(gone),
    }
    return render(request, "desk/merge_party.html", context, status=422 if form.errors else 200)


def _merge(request, kept, gone):
    try:
        merging.merge(kept, gone, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:part_party", args=[gone.code])
        messages.success(request, _("2つの登録をまとめました。"), extra_tags=undo)
    return redirect("desk:party", kept.code)


def _alike(gone, viewer) -> list:
    """Entries whose name is written alike, as a first suggestion."""
    name = written([gone], to=viewer)[gone.pk].name
    rows = queries.found(name, kind=gone.kind, size=ALIKE).rows
    return lines([party for party in rows if party.pk != gone.pk], viewer)


@require_POST
def part(request, code):
    """Two entries again."""
    gone = found(request, code)
    try:
        merging.part(gone, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("2つの登録を、別々にもどしました。"))
    return redirect("desk:party", code)
