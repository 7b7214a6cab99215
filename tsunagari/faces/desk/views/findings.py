"""指摘 — what a visit found is mended with what shows it, or judged a breach of law."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.visit_forms import MendForm
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.papers.actions import read
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import findings
from tsunagari.programmes.talent.visits.models import Finding


def finding(request, pk):
    """One finding, and what shows that it was mended."""
    found = get_object_or_404(
        Finding.objects.select_related("visit__company__party", "paper", "interview"), pk=pk
    )
    form = MendForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid() and _mended(request, found, form):
        return redirect("desk:finding", pk)
    item = queries.sheet_of(found.visit).item(found.item)
    context = {"finding": found, "item": item, "text": _(item.text), "form": form}
    return render(request, "desk/visits/finding.html", context, status=422 if form.errors else 200)


def _mended(request, found: Finding, form) -> bool:
    known, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        findings.mend(
            found,
            words=known["words"],
            seen=known["version"] or 0,
            scan=uploads.content(file) if file else b"",
            name=file.name if file else "",
            by=request.viewer,
            on=request.viewer.on,
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    undo = "undo:" + reverse("desk:reopen_finding", args=[found.pk])
    messages.success(request, _("指摘が直ったことを記録しました。"), extra_tags=undo)
    return True


@require_POST
def reopen(request, pk):
    """元に戻す — the finding is not mended after all."""
    found = get_object_or_404(Finding, pk=pk)
    try:
        findings.reopen(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("指摘を、まだ直っていないことにもどしました。"))
    return redirect("desk:finding", pk)


@require_POST
def judge(request, pk):
    """法令違反と判断する — the duties to tell the authority follow."""
    found = get_object_or_404(Finding, pk=pk)
    try:
        seen = whole(request.POST.get("version", "")) or 0
        findings.judge(found, seen=seen, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:judge_finding_back", args=[pk])
        words = _("法令違反として記録しました。役所に知らせる務めができました。")
        messages.success(request, words, extra_tags=undo)
    return redirect("desk:finding", pk)


@require_POST
def judge_back(request, pk):
    """判断を取り消す — the duties that followed are void."""
    found = get_object_or_404(Finding, pk=pk)
    try:
        findings.judge_back(found, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        words = _("法令違反という判断を取り消しました。役所に知らせる務めは、なくなりました。")
        messages.success(request, words)
    return redirect("desk:finding", pk)


def evidence(request, pk):
    """The paper or photograph that shows a finding mended."""
    found = get_object_or_404(
        Finding.objects.select_related("paper__blob"), pk=pk, paper__isnull=False
    )
    kind = found.paper.blob.type
    response = HttpResponse(read(found.paper.blob), content_type=kind)
    ending = "pdf" if kind == "application/pdf" else "jpg"
    name = f"evidence-{found.pk}.{ending}"
    response["Content-Disposition"] = content_disposition_header(False, name)
    return response
