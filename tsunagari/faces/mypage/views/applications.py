"""基金の公募（本人） — a person with a card of their own applies as they are."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import applications as shared
from tsunagari.faces.shared.tell import tell
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import writing
from tsunagari.governance.fund.calls.models import Application

MOST = 20


def listed(request):
    """What takes applications now, and my own."""
    rows = queries.of(request.viewer).order_by("-pk")[:MOST]
    context = shared.listed(rows, queries.open_calls(timezone.now()))
    return render(request, "mypage/calls.html", context)


def call(request, code):
    """One call, and beginning."""
    found = get_object_or_404(queries.public(), code=code)
    context = {
        **shared.call_about(found),
        "mine": queries.of(request.viewer).filter(call=found).exclude(state="withdrawn").last(),
        "open": found in queries.open_calls(timezone.now()),
    }
    return render(request, "mypage/call.html", context)


@require_POST
def begin(request, code):
    """A draft of this person."""
    found = get_object_or_404(queries.public(), code=code)
    viewer = request.viewer
    try:
        made = writing.begin(
            found,
            applicant=viewer.party,
            channel=Application.Channel.OWN,
            by=viewer,
            on=viewer.on,
            at=timezone.now(),
            legal_form=Application.Form.PERSON,
            email=request.person.email,
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("mypage:fund_call", code)
    messages.success(request, _("申請の下書きを作りました。書いたものは、自動でしまいます。"))
    return redirect("mypage:application_step", made.code, "who")
