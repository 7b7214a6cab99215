"""助けの知らせ — what workers reported, and what the office does about it; no company reads it."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.talent.law.rules.bans import BY_CODE
from tsunagari.programmes.talent.safety import actions, queries
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules.kinds import KINDS, NEXT, PARTS

TONES = {"open": "late", "contained": "warn", "closed": "quiet"}


class StepForm(forms.Form):
    """What was done, for the office; and what the person is told, in words that they read."""

    words = forms.CharField(
        label=_("したこと"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    told = forms.CharField(
        label=_("本人に伝えること"),
        max_length=2000,
        required=False,
        help_text=_("本人のページに出ます。本人の読める言葉で書いてください。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def _words(incident: Incident) -> dict:
    """A report in the reader's words."""
    kind, part = KINDS.get(incident.kind, KINDS["other"]), PARTS.get(incident.part, PARTS["else"])
    return {
        "incident": incident,
        "kind": _now(kind.words),
        "part": _now(part),
        "tone": TONES[incident.state],
        "ban": BY_CODE.get(incident.ban),
    }


def listed(request):
    """What waits; the closed ones are a tab of their own."""
    closed = request.GET.get("view") == "closed"
    rows = queries.of(request.viewer)
    ended = Incident.State.CLOSED
    rows = rows.filter(state=ended) if closed else rows.exclude(state=ended)
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""))
    names = shown([row.case.person_id for row in page.rows], to=request.viewer)
    found = [_words(row) | {"name": names[row.case.person_id]} for row in page.rows]
    context = {"page": page, "rows": found, "closed": closed}
    return render(request, "desk/help_calls.html", context)


def show(request, pk):
    """One report, the law on it, its steps and the next one; words are kept when refused."""
    incident = get_object_or_404(queries.of(request.viewer), pk=pk)
    form = StepForm(request.POST or None, initial={"seen": incident.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.advance(
                incident,
                words=data["words"],
                told=data["told"],
                seen=data["seen"] or -1,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["seen"] = get_object_or_404(queries.of(request.viewer), pk=pk).version
        else:
            messages.success(request, _("対応を記録しました。"))
            return redirect("desk:help_call", pk)
    return render(
        request, "desk/help_call.html", _page(request, incident, form), status=_status(form)
    )


def _status(form) -> int:
    return 422 if form.errors else 200


def _page(request, incident: Incident, form) -> dict:
    steps = [step for step in incident.steps.all() if step.words or step.told]
    people = [incident.case.person_id, *(step.by_id for step in steps if step.by_id)]
    names = shown(people, to=request.viewer)
    following = NEXT.get(incident.state)
    reasons = queries.why_not_proceed(incident.case)
    return _words(incident) | {
        "form": form,
        "name": names[incident.case.person_id] or incident.case.person.party.code,
        "phone": incident.case.person.phone,
        "steps": [{"step": step, "who": names.get(step.by_id, "")} for step in steps],
        "next": _now(Incident.State(following).label) if following else "",
        "reasons": [reason.words() for reason in reasons],
    }
