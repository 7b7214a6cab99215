"""案件の書類（連携団体） — what this body must bring for a case, and what became of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import case_documents as shared
from tsunagari.faces.shared.costs import called
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.paper import pdf
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.talent.documents import actions, queries, rules
from tsunagari.programmes.talent.documents.papers.prepared import TITLES
from tsunagari.programmes.talent.people import queries as cases


def board(request, pk):
    """The documents that this body brings, by step."""
    case = _own(request, pk)
    found = queries.board(case, on=request.viewer.on, body=request.viewer.own_body)
    return render(
        request,
        "partner/case_documents/board.html",
        {
            "case": case,
            "title": called(case, request.viewer),
            "percent": found.percent,
            "missing": shared.missing(found),
            "steps": shared.steps(found),
        },
    )


def document(request, pk, code):
    """One document: where it is written, bringing it, and why it came back."""
    case = _own(request, pk)
    body = request.viewer.own_body
    needed = queries.board(case, on=request.viewer.on, body=body).named(code)
    if needed is None:
        raise Http404
    form = shared.UploadForm(request.POST or None, request.FILES or None)
    current = needed.current
    theirs = needed.state == rules.RECEIVED and current and current.body_id != body.pk
    if request.method == "POST":
        found = shared.upload(request, case, code, form)
        if found:
            undo = "undo:" + reverse("partner:withdraw_document", args=[found.pk])
            words = _("書類を出しました。事務局が確かめます。")
            messages.success(request, words, extra_tags=undo)
            return redirect("partner:case_documents", pk)
    sent = shared.past(needed, sent_by_reader=True)
    past = [one for one in sent if one["submission"].body_id == body.pk]
    context = {
        "case": case,
        "title": called(case, request.viewer),
        "heading": needed.words,
        "state": shared.said(needed.state),
        "why": shared.row(needed, shared.told_beside([needed]))["why"],
        "basis": shared.basis(needed),
        "past": past,
        "theirs": theirs,
        "takes": not (case.closed_on or theirs) and needed.state != rules.ACCEPTED,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "partner/case_documents/document.html", context, status=status)


@require_POST
def withdraw(request, pk):
    """Sent by mistake, and not checked yet."""
    submission = shared.withdrawn(request, pk)
    return redirect("partner:case_documents", submission.case_id)


def scan(request, pk):
    """A file that this body brought."""
    return shared.own_scan(request, pk)


def handed(request, pk, number):
    """A paper that the office handed over; looking at it is on record."""
    body = request.viewer.own_body
    case = cases.of(request.viewer).filter(pk=pk).first()
    case = case or get_object_or_404(cases.formerly(body), pk=pk)
    found = next(
        (one["row"] for one in handed_over(case, request.viewer) if one["row"].pk == number), None
    )
    if found is None:
        raise Http404
    data = actions.note_seen(found, body=body, by=request.viewer, on=request.viewer.on)
    return pdf(data, found.paper.name.removesuffix(".pdf"))


def handed_over(case, viewer) -> list[dict]:
    """渡した書類 — a name stands on each: none for whoever may not read it."""
    if not shown([case.person_id], to=viewer)[case.person_id]:
        return []
    rows = queries.handed_to(viewer.own_body, case)
    return [{"row": one, "title": _(TITLES[one.kind])} for one in rows]


def _own(request, pk):
    return seen(request, get_object_or_404(cases.of(request.viewer), pk=pk))
