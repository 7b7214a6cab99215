"""ふりかえり — the teacher reads first; then the partner class may."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.sessions import own_session
from tsunagari.faces.shared.sessions import session_view
from tsunagari.faces.shared.tell import tell
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Reflection


def listed(request, pk):
    """Own pupils' reflections, waiting ones first, and the partner's approved ones."""
    session = own_session(request, pk)
    rows = list(queries.reflections_for(session, request.viewer))
    names = shown([row.pupil_id for row in rows], to=request.viewer)
    own = request.viewer.own_body.pk
    shown_rows = [
        {
            "reflection": row,
            "name": names[row.pupil_id],
            "own": row.pupil.school_class.school_id == own,
        }
        for row in rows
    ]
    return render(
        request,
        "partner/reflections.html",
        {
            "session": session,
            "row": session_view(session, request.viewer),
            "waiting": [r for r in shown_rows if r["own"] and r["reflection"].state == "waiting"],
            "others": [
                r for r in shown_rows if not (r["own"] and r["reflection"].state == "waiting")
            ],
        },
    )


@require_POST
def answer(request, pk):
    """Approve what was read, or give it back with a word."""
    reflection = get_object_or_404(
        Reflection, pk=pk, pupil__school_class__school=request.viewer.own_body.pk
    )
    approve = "approve" in request.POST
    seen = request.POST.get("version", "")
    try:
        actions.answer_reflection(
            reflection,
            approve=approve,
            seen=int(seen) if seen.isdigit() else -1,
            said=request.POST.get("said", "")[:300],
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("公開しました。") if approve else _("生徒に返しました。"))
    return redirect("partner:reflections", reflection.session_id)
