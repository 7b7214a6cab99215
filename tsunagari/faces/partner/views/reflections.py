"""ふりかえり — the teacher reads first; then the partner class may."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import html_lang
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.sessions import own_session
from tsunagari.faces.shared.sessions import session_view
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Reflection


def listed(request, pk):
    """Own pupils' reflections, waiting ones first, and the partner's approved ones."""
    session = own_session(request, pk)
    return render(request, "partner/reflections.html", _page(request, session))


def _page(request, session, refused=None) -> dict:
    rows = list(queries.reflections_for(session, request.viewer))
    names = shown([row.pupil_id for row in rows], to=request.viewer)
    own = request.viewer.own_body.pk
    listed_rows = [
        {
            "reflection": row,
            "name": names[row.pupil_id],
            "own": row.pupil.school_class.school_id == own,
            "lang": html_lang(row.language),
            "faults": refused[1] if refused and refused[0] == row.pk else [],
            "said": request.POST.get("said", "") if refused and refused[0] == row.pk else "",
        }
        for row in rows
    ]
    return {
        "session": session,
        "row": session_view(session, request.viewer),
        "waiting": [r for r in listed_rows if r["own"] and r["reflection"].state == "waiting"],
        "own": [r for r in listed_rows if r["own"] and r["reflection"].state != "waiting"],
        "partners": [r for r in listed_rows if not r["own"]],
    }


def _own(request, pk) -> Reflection:
    """A reflection of an own pupil; the partner's are not found."""
    return get_object_or_404(
        Reflection.objects.select_related("session"),
        pk=pk,
        pupil__school_class__school=request.viewer.own_body.pk,
    )


def _who(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


@require_POST
def answer(request, pk):
    """Approve what was read, or give it back with a word; a word is kept when refused."""
    reflection = _own(request, pk)
    approve = "approve" in request.POST
    seen = whole(request.POST.get("version", ""))
    try:
        actions.answer_reflection(
            reflection,
            approve=approve,
            seen=-1 if seen is None else seen,
            said="" if approve else request.POST.get("said", "")[:300],
            **_who(request),
        )
    except Refused as refused:
        session = own_session(request, reflection.session_id)
        sentences = [reason.words() for reason in refused.reasons]
        page = _page(request, session, (reflection.pk, sentences))
        return render(request, "partner/reflections.html", page, status=422)
    if approve:
        undo = reverse("partner:unpublish", args=[pk])
        messages.success(request, _("公開しました。"), extra_tags=f"undo:{undo}")
    else:
        messages.success(request, _("生徒に返しました。"))
    return redirect("partner:reflections", reflection.session_id)


@require_POST
def approve_many(request, pk):
    """Publish the ticked ones that nobody rewrote meanwhile; the others stay and are named."""
    session = own_session(request, pk)
    seen = dict(_marks(request.POST.getlist("read")))
    rows = Reflection.objects.filter(
        session=session, pk__in=seen, pupil__school_class__school=request.viewer.own_body.pk
    )
    done = 0
    for reflection in rows:
        try:
            actions.answer_reflection(
                reflection, approve=True, seen=seen[reflection.pk], **_who(request)
            )
            done += 1
        except Refused as refused:
            tell(request, refused)
    if done:
        messages.success(request, _("%(n)s件を公開しました。") % {"n": done})
    elif not rows:
        messages.info(request, _("読んだものに印をつけてください。"))
    return redirect("partner:reflections", pk)


def _marks(values):
    """(reflection, version) of each well-formed "12:3"."""
    for value in values:
        number, _colon, version = value.partition(":")
        if None not in (mark := (whole(number), whole(version))):
            yield mark


@require_POST
def unpublish(request, pk):
    """Take a publication back; it waits again, and the partner class reads it no more."""
    reflection = _own(request, pk)
    actions.unpublish(reflection, **_who(request))
    messages.success(request, _("公開をやめました。相手の学級には、もう出ません。"))
    return redirect("partner:reflections", reflection.session_id)
