"""案件の書類（事務局） — what a case needs, checking what came in, refusing with a reason."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.cases import own
from tsunagari.faces.shared import case_documents as shared
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.talent.documents import actions, queries, rules

SIZE = 50
REASONS = [(code, gettext_lazy(words)) for code, words in rules.REASONS.items()]


class RefuseForm(forms.Form):
    """Why a paper cannot be taken; whoever sent it reads this in their own language."""

    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("理由"),
        choices=REASONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said = forms.CharField(
        label=gettext_lazy("説明"),
        help_text=gettext_lazy(
            "日本語で書きます。相手の言葉への訳は「訳す」の務めになり、できるまでは日本語で出ます。"
        ),
        required=False,
        max_length=rules.LONGEST_SAID,
        widget=forms.Textarea({"rows": 3}),
    )


def board(request, pk):
    """Every document of a case by step: what is there, what is missing, who brings it."""
    case = own(request, pk)
    found = queries.board(case, on=request.viewer.on)
    return render(
        request,
        "desk/case_documents/board.html",
        {
            "case": case,
            "title": talent.title_of(case, request.viewer),
            "percent": found.percent,
            "missing": [shared.row(one) for one in found.missing],
            "steps": shared.steps(found),
        },
    )


def document(request, pk, code):
    """One document: where it is written, what came in, taking in a paper at the office."""
    case, needed = _needed(request, pk, code)
    form = shared.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and shared.upload(request, case, code, form):
        messages.success(request, _("書類を受け取りました。中を見て、確かめてください。"))
        return redirect("desk:case_document", pk, code)
    return _page(request, case, needed, form, RefuseForm())


def _needed(request, pk, code):
    case = own(request, pk)
    needed = queries.board(case, on=request.viewer.on).named(code)
    if needed is None:
        raise Http404
    return case, needed


def _page(request, case, needed, form, refusal):
    current = needed.current
    context = {
        "case": case,
        "title": talent.title_of(case, request.viewer),
        "heading": needed.words,
        "code": needed.document.code,
        "state": shared.said(needed.state),
        "basis": shared.basis(needed),
        "past": shared.past(needed),
        "current": current,
        "waits": bool(current and current.state == rules.RECEIVED),
        "decided": bool(current and current.state in (rules.ACCEPTED, rules.REFUSED)),
        "takes": not case.closed_on and needed.state != rules.ACCEPTED,
        "form": form,
        "refusal": refusal,
    }
    status = 422 if form.errors or refusal.errors else 200
    return render(request, "desk/case_documents/document.html", context, status=status)


@require_POST
def accept(request, pk):
    """It is the right paper."""
    submission = _submission(request, pk)
    try:
        actions.accept(submission, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:undo_document", args=[pk])
        messages.success(request, _("確かめました。"), extra_tags=undo)
    return _home(submission)


def refuse(request, pk):
    """It has to be brought again: the reasons go to whoever sent it."""
    submission = _submission(request, pk)
    if request.method != "POST":
        return _home(submission)
    form = RefuseForm(request.POST)
    if form.is_valid():
        try:
            actions.refuse(
                submission,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            undo = "undo:" + reverse("desk:undo_document", args=[pk])
            words = _("出しなおすように頼みました。送った人は、自分の言葉で理由を読みます。")
            messages.success(request, words, extra_tags=undo)
            return _home(submission)
    case, needed = _needed(request, submission.case_id, submission.document)
    return _page(request, case, needed, shared.UploadForm(), form)


@require_POST
def undo(request, pk):
    """The decision is taken back."""
    submission = _submission(request, pk)
    try:
        actions.undo(submission, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("決定を取り消しました。もう一度確かめてください。"))
    return _home(submission)


@require_POST
def withdraw(request, pk):
    """What the office took in by mistake."""
    submission = _submission(request, pk)
    try:
        actions.withdraw(submission, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("受け取ったのを取り消しました。記録には残ります。"))
    return _home(submission)


def scan(request, pk):
    """The file itself."""
    submission = _submission(request, pk)
    if submission.paper is None:
        raise Http404
    return shared.scan(request, submission)


def waiting(request):
    """確かめる書類 — of every case, the oldest first."""
    rows = queries.to_check(request.viewer)
    page = keyset.page(rows, ["pk"], after=request.GET.get("after", ""), size=SIZE)
    parties = [one.case.person.party for one in page.rows]
    names = names_of(parties, request.viewer) if parties else {}
    context = {
        "page": page,
        "rows": [
            {
                "submission": one,
                "title": queries.words_of(one),
                "who": talent.called(one.case.person.party, names[one.case.person_id]),
                "from": shared.sender(one),
            }
            for one in page.rows
        ],
    }
    return render(request, "desk/case_documents/waiting.html", context)


def _submission(request, pk):
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def _home(submission):
    return redirect("desk:case_document", submission.case_id, submission.document)
