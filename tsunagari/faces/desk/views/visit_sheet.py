"""確認票の画面 — filled in on a phone, with or without a network, and closed by one press."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import visits as pages
from tsunagari.faces.desk.help_calls import told
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.visit_reports import issued
from tsunagari.faces.desk.visit_forms import CloseForm
from tsunagari.faces.shared import workers
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.papers.actions import read
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import close as closing
from tsunagari.programmes.talent.visits.actions.fill import Clash, fill
from tsunagari.programmes.talent.visits.models import Picture, Visit


def show(request, pk):
    """The list of questions while the visit is on; afterwards what was found."""
    visit = get_object_or_404(queries.all_visits(), pk=pk)
    if visit.state not in queries.LIVE:
        return render(request, "desk/visits/visit.html", _over(request, visit))
    if request.method == "POST":
        return _send(request, visit)
    return _sheet(request, visit, pages.page_of(visit, request.viewer))


def _sheet(request, visit: Visit, page, *, typed=None, reasons=(), status=200):
    context = {
        "visit": visit,
        "page": page,
        "sheet": queries.sheet_of(visit),
        "acts": pages.acts_in(visit, page) if not typed else [],
        "unmet": _unmet(visit) if visit.online else 0,
        "doubt": pages.doubt_of(queries.sheet_of(visit).confidence),
        "reasons": reasons,
        "typed": typed,
        "words": typed.words if typed and typed.words is not None else visit.words,
        "signed_name": typed.signed_name if typed else visit.signed_name,
        "needed": visit.draw.get("needed", 0),
        "ready": page.answered == page.asked,
    }
    return render(request, "desk/visits/sheet.html", context, status=status)


def _unmet(visit: Visit) -> int:
    """How many of those who are asked online were not met in person within the year."""
    cases = [one.case for one in queries.interviews_of(visit) if one.case_id]
    return len(queries.unmet(visit.company, cases, visit.day))


def _send(request, visit: Visit):
    """Keep what was typed; a quarrel shows both, and everything typed stays on the page."""
    typed, clash, reasons = None, {}, []
    try:
        files = pages.photos(request)
    except Refused as refused:
        files, reasons = (), list(refused.reasons)
    typed = pages.read(request, files=files)
    if not reasons:
        try:
            fill(
                visit,
                typed,
                by=request.viewer,
                on=request.viewer.on,
                received=timezone.now(),
                pressed=pages.pressed(request.POST.get("pressed_at", "")),
            )
        except Clash as refused:
            clash, reasons = refused.clash, list(refused.reasons)
        else:
            messages.success(request, _("送りました。"))
            return redirect("desk:visit", visit.pk)
    page = pages.page_of(visit, request.viewer, mine=typed, clash=clash)
    return _sheet(request, visit, page, typed=typed, reasons=reasons, status=422)


def _over(request, visit: Visit) -> dict:
    page = pages.page_of(visit, request.viewer)
    visitor = names_of([visit.visitor], request.viewer) if visit.visitor_id else {}
    return {
        "visit": visit,
        "page": page,
        "sheet": queries.sheet_of(visit),
        "who": visitor.get(visit.visitor_id, ""),
        "findings": _findings(visit),
        "incidents": told(queries.acts_found(visit)),
        "needed": visit.draw.get("needed", 0),
        "issued": issued(visit, request.viewer),
    }


def _findings(visit: Visit) -> list[dict]:
    sheet = queries.sheet_of(visit)
    rows = visit.findings.order_by("due_on", "pk")
    return [{"finding": row, "text": _(sheet.item(row.item).text)} for row in rows]


@require_POST
def report_act(request, pk, code):
    """いま知らせる — before the visit is over, with the words that stand on the sheet."""
    visit = get_object_or_404(queries.coming(), pk=pk)
    viewer, at = request.viewer, timezone.now()
    try:
        made = closing.report_now(visit, code, by=viewer, on=viewer.on, at=at)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:visit", pk)
    words = _("知らせを受けました。終わるまで、次の手続と送り出しが止まります。")
    messages.success(request, words)
    return redirect("desk:help_call", made.pk)


def close(request, pk):
    """終える — the day, a day for every finding, and what is still missing."""
    visit = get_object_or_404(queries.coming(), pk=pk)
    found = closing.state_of(visit)
    sheet = queries.sheet_of(visit)
    findings = [
        (queries.key_of(row), _(sheet.item(row.item).text) + " " + row.words) for row in found.bad
    ]
    held_on = _day_on_device(found, request.viewer.on)
    first = {
        f"due-{number}": held_on + timedelta(days=closing.suggested_due(visit, row, held_on))
        for number, row in enumerate(found.bad, 1)
    }
    form = CloseForm(request.POST or None, findings=findings, initial={"held_on": held_on} | first)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        try:
            closing.close(
                visit,
                held_on=form.cleaned_data["held_on"],
                due=form.due(),
                by=viewer,
                on=viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("訪問を終えました。次の期限と、指摘の務めができました。"))
            return redirect("desk:visit", visit.pk)
    context = {"form": form, "visit": visit, "found": found, "sheet": sheet}
    context["needed"] = visit.draw.get("needed", 0)
    return render(request, "desk/visits/close.html", context, status=422 if form.errors else 200)


def _day_on_device(found, on):
    """The day on which most was typed on the device: the day of the visit, most likely."""
    days = [timezone.localdate(row.pressed_at) for row in found.answers.values()]
    return max(set(days), key=days.count) if days else on


def picture(request, pk):
    """One photograph or signature; never under an address of its own without the gate."""
    found = get_object_or_404(Picture.objects.select_related("paper__blob"), pk=pk)
    try:
        data = read(found.paper.blob)
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(data, content_type="image/jpeg")


def worker(request):
    """The small script that shows a visit's page again when there is no network."""
    return workers.script("keeper.js", "visit-worker.js")
