"""ふりかえり — writing without losing a word, and reading what the teachers approved."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage.views.home import own_pupil
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import allows, shown
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Draft, Reflection
from tsunagari.programmes.exchange.class_exchange.rules.writing import LONGEST


class ReflectionForm(forms.Form):
    text = forms.CharField(
        label=_("ふりかえり"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("今日わかったこと、うれしかったことを、みじかく書いてください。"),
    )


def reflect(request, pk):
    """Write or rewrite the reflection; the teacher reads it first.

    「下書きをしまう」 keeps it for later, without JavaScript too; with it the page does so itself.
    """
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    written = Reflection.objects.filter(session=found, pupil=pupil).first()
    draft_now = Draft.objects.filter(session=found, pupil=pupil).first()
    now, on = timezone.now(), request.viewer.on
    form = ReflectionForm(request.POST or None, initial={"text": _text(draft_now, written)})
    who = {"on": on, "at": now}
    if request.method == "POST" and "draft" in request.POST:
        return _put_away(request, found, pupil, who)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reflect(
                found,
                pupil,
                form.cleaned_data["text"],
                language=request.viewer.language,
                by=request.viewer,
                **who,
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("先生に送りました。先生が見てから、相手の学級が読みます。"))
            return redirect("mypage:session", pk)
    return render(
        request,
        "mypage/reflect.html",
        {
            "form": form,
            "session": found,
            "written": written,
            "draft": draft_now,
            "draft_url": reverse("mypage:draft", args=[pk]),
            "owner": request.viewer.party.code,
            "reasons": [
                reason.words() for reason in actions.why_not_write(found, pupil, written, **who)
            ],
        },
        status=422 if form.errors else 200,
    )


def _text(draft_now, written) -> str:
    return draft_now.text if draft_now else written.text if written else ""


def _put_away(request, found, pupil, who):
    try:
        actions.save_draft(found, pupil, request.POST.get("text", ""), **who)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("下書きをしまいました。つづきは、いつでも書けます。"))
    return redirect("mypage:reflect", found.pk)


@require_POST
def draft(request, pk):
    """The page keeps what was typed, every few seconds; the answer is the time on the clock."""
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    now = timezone.now()
    try:
        actions.save_draft(found, pupil, request.POST.get("text", ""), on=request.viewer.on, at=now)
    except Refused as refused:
        words = " ".join(reason.words() for reason in refused.reasons)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(timezone.localtime(now).strftime("%H:%M"), content_type="text/plain")


def read(request, pk):
    """The reflections that were approved: of the partner class and of the own."""
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    if not allows(pupil.pk, TAKE_PART, on=request.viewer.on):
        raise Http404
    approved = list(
        queries.reflections_for(found, request.viewer).filter(state=Reflection.State.APPROVED)
    )
    names = shown([row.pupil_id for row in approved], to=request.viewer)
    rows = [{"reflection": row, "name": names[row.pupil_id]} for row in approved]
    return render(request, "mypage/read.html", {"session": found, "rows": rows})
