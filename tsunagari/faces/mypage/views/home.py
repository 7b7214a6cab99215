"""生徒のページ — today's session, my group, my task, my reflection."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import text_in
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.incidents import KINDS, kind_words
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.purposes import TAKE_PART
from tsunagari.kernel.consents.queries import allows, shown
from tsunagari.programmes.exchange.class_exchange import queries, surveys
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Reflection
from tsunagari.programmes.exchange.schools.models import Pupil


def own_pupil(request) -> Pupil:
    """The pupil whose card this is."""
    return get_object_or_404(
        Pupil.objects.select_related("school_class__school"), pk=request.person
    )


def show(request):
    """The one thing that matters now: the next session, and what is still to do."""
    pupil = own_pupil(request)
    now = timezone.now()
    sessions = list(queries.sessions_of_pupil(pupil))
    ahead = [s for s in sessions if s.state != "closed" and s.ends_at >= now]
    done = [s for s in sessions if s.state == "closed"]
    return render(
        request,
        "mypage/home.html",
        {
            "name": _own_name(request),
            "takes_part": allows(pupil.pk, TAKE_PART, on=request.viewer.on),
            "next": _view_of(ahead[0], request) if ahead else None,
            "later": [_view_of(s, request) for s in ahead[1:4]],
            "done": done[-3:],
            "survey": surveys.open_for(pupil, on=request.viewer.on),
            "unwritten": queries.unwritten(pupil, done),
        },
    )


def _own_name(request) -> str:
    return shown([request.viewer.party], to=request.viewer)[request.viewer.party.pk]


def _view_of(session, request) -> dict:
    """What the templates need of a session, in the pupil's own clock first."""
    exchange = session.pairing.exchange
    other = exchange.partner_of(request.viewer.own_body.pk)
    return {
        "session": session,
        "partner": other.organisation.title,
        "own_zone": request.viewer.zone,
        "when": both_clocks(
            session.starts_at,
            session.ends_at,
            request.viewer.zone,
            other.zone,
            request.viewer.language,
        ),
    }


def session(request, pk):
    """My group, my task, the link of my room from ten minutes before until the end."""
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    groups = queries.groups(found, on=request.viewer.on)
    number = next(
        (n for n, seats in groups.items() if pupil.pk in {s.pupil_id for s in seats}), None
    )
    seats = groups.get(number, [])
    names = shown([seat.pupil_id for seat in seats], to=request.viewer)
    early = timedelta(minutes=queries.figure("card_opens_before_minutes", request.viewer.on))
    now = timezone.now()
    open_now = found.starts_at - early <= now <= found.ends_at and found.state != "closed"
    return render(
        request,
        "mypage/session.html",
        {
            **_view_of(found, request),
            "number": number,
            "mates": [
                {"name": names[s.pupil_id], "own": s.pupil.school_class_id == pupil.school_class_id}
                for s in seats
                if s.pupil_id != pupil.pk
            ],
            "task": text_in(found.task, request.viewer.language),
            "room": queries.room_of(found, number) if open_now and number else "",
            "opens_at": found.starts_at - early,
            "open_now": open_now,
            "reflection": Reflection.objects.filter(session=found, pupil=pupil).first(),
        },
    )


class ReflectionForm(forms.Form):
    text = forms.CharField(
        label=_("ふりかえり"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("今日わかったこと、うれしかったことを、みじかく書いてください。"),
    )


def reflect(request, pk):
    """Write or rewrite the reflection; the teacher reads it first."""
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    written = Reflection.objects.filter(session=found, pupil=pupil).first()
    form = ReflectionForm(request.POST or None, initial={"text": written.text if written else ""})
    if request.method == "POST" and form.is_valid():
        try:
            actions.reflect(
                found,
                pupil,
                form.cleaned_data["text"],
                language=request.viewer.language,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("先生に送りました。先生が見てから、相手の学級が読みます。"))
            return redirect("mypage:session", pk)
    return render(
        request,
        "mypage/reflect.html",
        {"form": form, "session": found, "written": written},
        status=422 if form.errors else 200,
    )


def read(request, pk):
    """The reflections that were approved: of the partner class and of the own."""
    pupil = own_pupil(request)
    found = get_object_or_404(queries.sessions_of_pupil(pupil), pk=pk)
    approved = list(
        queries.reflections_for(found, request.viewer).filter(state=Reflection.State.APPROVED)
    )
    names = shown([r.pupil_id for r in approved], to=request.viewer)
    rows = [{"reflection": r, "name": names[r.pupil_id]} for r in approved]
    return render(request, "mypage/read.html", {"session": found, "rows": rows})


class WrongForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("どんなことですか"),
        choices=lambda: [(kind, kind_words(kind)) for kind in KINDS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("書けたら、教えてください"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def wrong(request):
    """困ったことがある — goes to the teacher and the child-protection lead at once."""
    pupil = own_pupil(request)
    form = WrongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        running = queries.running_session(pupil, now=timezone.now())
        actions.report(
            pupil.school_class.school,
            session=running,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
            frozen=queries.frozen(running) if running else {},
            **form.cleaned_data,
        )
        messages.success(
            request,
            _("先生に知らせました。1時間以内に先生が見ます。ひとりでがまんしないでください。"),
        )
        return redirect("mypage:home")
    return render(request, "mypage/wrong.html", {"form": form}, status=422 if form.errors else 200)
