"""基金の公募（連携団体） — the open calls, and the body's own applications."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import applications as shared
from tsunagari.faces.shared.tell import tell
from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.actions import writing
from tsunagari.governance.fund.calls.models import Application

FORMS = {"company": "company", "school": "school", "sending": "company"}


def listed(request):
    """公募と申請 — what takes applications now, and what this body has sent."""
    now = timezone.now()
    rows = queries.of(request.viewer).order_by("-pk")
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page} | shared.listed(page.rows, queries.open_calls(now))
    return render(request, "partner/applications/list.html", context)


def call(request, code):
    """One call: what an applicant has to know, and beginning."""
    found = get_object_or_404(queries.public(), code=code)
    mine = queries.of(request.viewer).filter(call=found).exclude(state="withdrawn").last()
    context = {
        **shared.call_about(found),
        "state": shared.call_said(found),
        "mine": mine,
        "open": found in queries.open_calls(timezone.now()),
        "frame": "tn/partner.html",
    }
    return render(request, "partner/applications/call.html", context)


@require_POST
def begin(request, code):
    """A draft, with what is known of the body already."""
    found = get_object_or_404(queries.public(), code=code)
    viewer, body = request.viewer, request.viewer.own_body
    kind = next((FORMS[one] for one in body.kinds if one in FORMS), "")
    try:
        made = writing.begin(
            found,
            applicant=body.party,
            channel=Application.Channel.PARTNER,
            by=viewer,
            on=viewer.on,
            at=timezone.now(),
            name=body.title[:120],
            legal_form=kind,
            town=body.municipality,
            email=body.email,
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("partner:fund_call", code)
    messages.success(request, _("申請の下書きを作りました。書いたものは、自動でしまいます。"))
    return redirect("partner:application_step", made.code, "who")
