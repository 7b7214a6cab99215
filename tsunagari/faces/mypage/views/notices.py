"""お知らせ — what a worker was told, in the own language, and how notices come."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import told_by
from tsunagari.kernel.notices import actions, queries

SIZE = 20


def listed(request):
    """Newest first; what was shown counts as read."""
    party = request.viewer.party
    page = queries.listed(party, after=request.GET.get("after", ""), size=SIZE)
    context = {"rows": page.rows, "page": page}
    response = render(request, "mypage/notices.html", context)
    shown = [row.pk for row in page.rows if row.unread]
    if shown:
        actions.mark_read(party, at=timezone.now(), notices=shown)
    return response


def how(request):
    """届け方 — the worker's own choice."""
    return told_by.own(request, "mypage", "tn/mypage.html")


@require_POST
def undo_how(request):
    return told_by.taken_back(request, request.viewer.party, back="mypage:told_by")
