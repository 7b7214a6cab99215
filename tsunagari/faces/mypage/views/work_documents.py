"""わたしが出す書類 — what I bring from my phone, what became of it, and why it came back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.faces.mypage.work import by_them, own_case
from tsunagari.faces.shared import case_documents as shared
from tsunagari.programmes.talent.documents import queries, rules


def document(request, code):
    """One paper of mine: sending it, sending a better one while nobody has decided, and why not."""
    case = own_case(request)
    board = queries.board(case, on=request.viewer.on, person=True)
    needed = board.named(code)
    if needed is None:
        raise Http404
    form = shared.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (found := shared.upload(request, case, code, form)):
        undo = "undo:" + reverse("mypage:work_withdraw", args=[found.pk])
        words = _("書類を出しました。事務局が確かめます。")
        messages.success(request, words, extra_tags=undo)
        return redirect("mypage:work_document", code)
    current, past = needed.current, shared.past(needed, sent_by_reader=True)
    mine = bool(current and current.by_person)
    context = {
        "heading": needed.words,
        "state": shared.said(needed.state),
        "why": [] if needed.again_by else shared.row(needed, shared.told_beside([needed]))["why"],
        "by": needed.again_by and by_them(needed.again_by),
        "waits": needed.state == rules.RECEIVED,
        "current": current if mine else None,
        "past": [one for one in past if one["submission"].by_person],
        "takes": _takes(case, needed, mine),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "mypage/work_document.html", context, status=status)


def _takes(case, needed, mine: bool) -> bool:
    """Whether there is something to send: not what is accepted, nor what another side sent."""
    if case.closed_on or needed.state == rules.ACCEPTED:
        return False
    return mine or needed.state != rules.RECEIVED


@require_POST
def withdraw(request, pk):
    """Sent by mistake, and nobody has decided."""
    submission = shared.withdrawn(request, pk)
    return redirect("mypage:work_document", submission.document)


def scan(request, pk):
    """A file that I sent."""
    return shared.own_scan(request, pk)
