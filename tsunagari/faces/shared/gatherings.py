"""教室・講座 — the list, a new one, and who was there: the office's and a host's pages of it.

Names are opened as everywhere; whoever has none here is called by the person's number.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.days import NotATime, parse_time
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import wholes
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import bodies
from tsunagari.programmes.community.classes import actions, queries
from tsunagari.programmes.community.classes.models import ClassDay
from tsunagari.programmes.community.classes.rules import CANCELLED, CLOSED, KINDS

SIZE = 50
HOSTS = 300
TONES = {"planned": "note", "open": "note", "closed": "ok", "cancelled": "quiet"}
VERBS = ("save", "decide", "add", "reopen", "cancel")


class ClassForm(forms.Form):
    """One time of a class: what, by whom, when, how long, where."""

    host = forms.ChoiceField(label=_("開く団体"))
    kind = forms.ChoiceField(label=_("種類"))
    title = forms.CharField(label=_("名前"), max_length=100, help_text=_("例：土曜の日本語教室"))
    day = DayField(label=_("日"))
    time = forms.CharField(label=_("はじまる時刻"), max_length=12, help_text=_("例：10:00"))
    minutes = forms.IntegerField(label=_("時間（分）"), min_value=1, max_value=1_000)
    place = forms.CharField(label=_("場所"), max_length=100, required=False)

    def __init__(self, *args, viewer, face: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, _now(words)) for code, words in KINDS.items()]
        self.hosts = _hosts(viewer) if face == "desk" else {viewer.own_body.pk: viewer.own_body}
        if face == "desk":
            choices = [(pk, body.title) for pk, body in self.hosts.items()]
            self.fields["host"].choices = choices
        else:
            del self.fields["host"]

    def clean_time(self):
        try:
            return parse_time(self.cleaned_data["time"])
        except NotATime as refused:
            raise forms.ValidationError([one.words() for one in refused.reasons]) from refused

    def host_body(self):
        """The body that holds it: the chosen one, or the only one."""
        chosen = self.cleaned_data.get("host")
        return self.hosts[int(chosen)] if chosen else next(iter(self.hosts.values()))


def _hosts(viewer) -> dict:
    """The federation itself first, then the bodies by their reading."""
    rows = bodies().exclude(pk=viewer.body.pk).order_by("sort_as", "pk")[:HOSTS]
    return {viewer.body.pk: viewer.body} | {party.pk: party.organisation for party in rows}


def listed(request, *, face: str):
    """教室・講座 — the newest first, with how many were there."""
    rows = queries.counted(queries.of(request.viewer))
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=SIZE)
    return render(
        request,
        "shared/gatherings/list.html",
        {**_frame(face), "page": page, "rows": [_line(day, face) for day in page.rows]},
    )


def _frame(face: str) -> dict:
    return {"frame": f"tn/{face}.html", "face": face}


def _line(day: ClassDay, face: str) -> dict:
    meeting = day.meeting
    return {
        "day": day,
        "kind": _now(KINDS.get(meeting.kind, "")),
        "host": meeting.host.organisation.title if face == "desk" else "",
        "state": _now(meeting.get_state_display()),
        "tone": TONES[meeting.state],
        "programme": meeting.measure[0],
    }


def new(request, *, face: str):
    """教室・講座を入れる — what is coming, or what was held."""
    viewer = request.viewer
    first = {"day": viewer.on, "time": "10:00", "minutes": 90}
    form = ClassForm(request.POST or None, initial=first, viewer=viewer, face=face)
    if request.method == "POST" and form.is_valid():
        try:
            made = _plan(form, viewer)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _now("教室・講座を入れました。"))
            return redirect(f"{face}:gathering", made.pk)
    status = 422 if form.errors else 200
    context = {**_frame(face), "form": form}
    return render(request, "shared/gatherings/new.html", context, status=status)


def _plan(form: ClassForm, viewer) -> ClassDay:
    typed, host = form.cleaned_data, form.host_body()
    zone = ZoneInfo(host.party.zone)
    return actions.plan(
        host,
        kind=typed["kind"],
        title=typed["title"],
        place=typed["place"],
        starts_at=datetime.combine(typed["day"], typed["time"], zone),
        minutes=typed["minutes"],
        by=viewer,
        on=viewer.on,
        at=timezone.now(),
    )


def show(request, pk, *, face: str):
    """One time: the word of the day, who was there, and what may be done with it."""
    day = get_object_or_404(queries.of(request.viewer), pk=pk)
    fault = ""
    if request.method == "POST":
        fault = _act(request, day)
        if not fault:
            return redirect(f"{face}:gathering", pk)
    people = queries.expected(day, request.viewer.on)
    ticked = wholes(request.POST.getlist("here")) if fault else None
    context = {
        **_frame(face),
        **_line(day, "desk"),
        "people": _people(people, ticked, request.viewer),
        "present": len([1 for _party, here in people if here]),
        "closed": day.meeting.state == CLOSED,
        "cancelled": day.meeting.state == CANCELLED,
        "begun": timezone.now() >= day.meeting.starts_at,
        "fault": fault,
        "number": request.POST.get("number", "") if fault else "",
    }
    return render(request, "shared/gatherings/day.html", context, status=422 if fault else 200)


def _people(people: list[tuple[Party, bool]], ticked, viewer) -> list[dict]:
    names = shown([party for party, _here in people], to=viewer)
    return [
        {
            "pk": party.pk,
            "name": names.get(party.pk) or party.code,
            "here": here if ticked is None else party.pk in ticked,
        }
        for party, here in people
    ]


def _act(request, day: ClassDay) -> str:
    """Do what was pressed; the words of a fault that belongs beside a field."""
    verb = next((name for name in VERBS if name in request.POST), "")
    who = {"by": request.viewer, "on": request.viewer.on}
    try:
        if verb == "reopen":
            actions.reopen(day, **who)
            messages.success(
                request, _now("出席を直せるようにしました。直したら、もう一度決めてください。")
            )
        elif verb == "cancel":
            actions.cancel(day, **who)
            messages.success(request, _now("中止にしました。"))
        elif verb:
            return _note(request, day, verb, who)
    except Refused as refused:
        tell(request, refused)
    return ""


def _note(request, day: ClassDay, verb: str, who: dict) -> str:
    typed = request.POST.get("number", "").strip()
    added = queries.by_number(typed) if typed else None
    if typed and added is None:
        return _now("この番号の人はいません。本人のページにある10文字の番号を入れてください。")
    among = wholes(request.POST.getlist("among"))
    present = wholes(request.POST.getlist("here")) & among
    # Only whom this page itself lists, or who was named by number, can be noted.
    among &= {party.pk for party, _here in queries.expected(day, request.viewer.on)}
    extra = {added.pk} if added else set()
    actions.note(
        day,
        present=(present & among) | extra,
        among=among,
        at=timezone.now(),
        decide=verb == "decide",
        **who,
    )
    said = _now("出席を決めました。") if verb == "decide" else _now("出席をつけました。")
    messages.success(request, said)
    return ""
