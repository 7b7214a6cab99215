"""困ったこと — how reports are listed, shown and brought forward, by a school and by the desk."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from tsunagari.base import keyset
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties.queries import by_codes
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Incident
from tsunagari.programmes.exchange.class_exchange.rules import writing
from tsunagari.programmes.exchange.schools.models import Pupil

KINDS = {
    "mean": _("いやなことを言われた・された"),
    "private": _("名前や住所などを聞かれた"),
    "adult": _("先生やおとなのことで困っている（先生には見えません）"),
    "sick": _("気分が悪い・けがをした"),
    "technical": _("つながらない・聞こえない"),
    "other": _("そのほか"),
}
TONES = {"open": "late", "contained": "warn", "reported": "warn", "closed": "quiet"}


def kind_words(kind: str) -> str:
    """What kind of trouble it is, in the reader's language."""
    return gettext(KINDS.get(kind, KINDS["other"]))


def listed(request, face: str):
    """Reports that wait for somebody; the closed ones are a tab of their own."""
    closed = request.GET.get("view") == "closed"
    rows = queries.incidents_of(request.viewer)
    rows = rows.filter(state="closed") if closed else rows.exclude(state="closed")
    page = keyset.page(rows, ["-id"], after=request.GET.get("after", ""))
    now = timezone.now()
    return render(
        request,
        "shared/incidents.html",
        {
            "frame": f"tn/{face}.html",
            "detail": f"{face}:incident",
            "closed": closed,
            "page": page,
            "rows": [
                {"incident": row, "kind": kind_words(row.kind), "tone": TONES[row.state]}
                | _due(row, now)
                for row in page.rows
            ],
        },
    )


def _due(incident: Incident, now) -> dict:
    """Until when the next step has to be done; nothing when both deadlines are met."""
    day = timezone.localdate(incident.opened_at)
    due = writing.due_at(
        incident.state,
        incident.opened_at,
        contain=queries.figure("hours_to_contain", day),
        report=queries.figure("hours_to_report", day),
    )
    return {"due": due, "late": due is not None and now > due}


class StepForm(forms.Form):
    """What was done, in words; the version that was read goes along."""

    words = forms.CharField(
        label=_l("したこと"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def one(request, pk, face: str):
    """One report, its steps, what was kept, and the next step; words are kept when refused."""
    incident = get_object_or_404(queries.incidents_of(request.viewer), pk=pk)
    form = StepForm(request.POST or None, initial={"version": incident.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.advance(
                incident,
                words=form.cleaned_data["words"],
                seen=form.cleaned_data["version"] or -1,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
            # The words stay; the next press is about what is on the screen now.
            form.data = form.data.copy()
            form.data["version"] = incident.version
        else:
            messages.success(request, gettext(_("対応を記録しました。")))
            return redirect(f"{face}:incident", pk)
    page = _page(request, incident, face) | {"form": form}
    return render(request, "shared/incident.html", page, status=422 if form.errors else 200)


def _page(request, incident: Incident, face: str) -> dict:
    steps = list(incident.steps.all())
    people = [step.by_id for step in steps if step.by_id]
    names = shown([*people, incident.reported_by_id], to=request.viewer)
    following = writing.NEXT.get(incident.state)
    return {
        "frame": f"tn/{face}.html",
        "list_url": f"{face}:incidents",
        "incident": incident,
        "kind": kind_words(incident.kind),
        "tone": TONES[incident.state],
        "reporter": names.get(incident.reported_by_id, ""),
        "steps": [{"step": step, "who": names.get(step.by_id, "")} for step in steps],
        "next": gettext(Incident.State(following).label) if following else "",
        "kept": _kept(request, incident),
        **_due(incident, timezone.now()),
    }


def _kept(request, incident: Incident) -> dict | None:
    """What was kept of the session: the reporter's group, the rooms, what had been written.

    A school reads its own pupils' words and what was already approved; the desk reads all.
    """
    frozen = incident.frozen
    if not frozen:
        return None
    codes = [code for _group, code, _absent in frozen.get("groups", [])]
    parties = by_codes(codes)
    names = shown(parties.values(), to=request.viewer)
    called = {code: names.get(party.pk, "") for code, party in parties.items()}
    own = _own_codes(request, parties)
    reporter = next((c for c, p in parties.items() if p.pk == incident.reported_by_id), "")
    group = next((g for g, code, _a in frozen["groups"] if code == reporter), None)
    return {
        "session": incident.session,
        "group": group,
        "mates": [
            called.get(code) or gettext(_("（名前は見せません）"))
            for number, code, absent in frozen["groups"]
            if number == group and code != reporter and not absent
        ],
        "rooms": sorted(set(frozen.get("rooms", {}).values())),
        "reflections": [
            {"who": called.get(code, ""), "text": text}
            for _pk, code, _version, state, text in frozen.get("reflections", [])
            if own is None or code in own or state == "approved"
        ],
    }


def _own_codes(request, parties) -> set[str] | None:
    """The codes of the own school's pupils; None at the desk, which reads everything."""
    viewer = request.viewer
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return None
    rows = Pupil.objects.filter(
        pk__in=[party.pk for party in parties.values()],
        school_class__school=viewer.own_body.pk,
    )
    mine = set(rows.values_list("pk", flat=True))
    return {code for code, party in parties.items() if party.pk in mine}
