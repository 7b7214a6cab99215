"""時間を変える — asks the office for two other times; nothing moves before somebody answers."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import day_words
from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage import appointments
from tsunagari.faces.shared.tell import put_on
from tsunagari.programmes.talent.advice import actions as advice

KINDS = {"type": "datetime-local"}


class MoveForm(forms.Form):
    """Two times that are better, and why, if one likes."""

    first = forms.DateTimeField(label=_("1つめの時間"), widget=forms.DateTimeInput(KINDS))
    second = forms.DateTimeField(label=_("2つめの時間"), widget=forms.DateTimeInput(KINDS))
    words = forms.CharField(
        label=_("書きたいこと"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self):
        """Both are ahead, and not the same."""
        now, said = timezone.now(), super().clean()
        for name in ("first", "second"):
            if said.get(name) and said[name] <= now:
                self.add_error(name, _("これからの時間を入れてください。"))
        if said.get("first") and said.get("first") == said.get("second"):
            self.add_error("second", _("1つめとちがう時間を入れてください。"))
        return said


def move(request, key):
    """Ask for two other times; the answer comes on the page of that consultation."""
    found = appointments.named(request.person, key, timezone.now(), request.viewer.on)
    if found is None or not found.movable:
        raise Http404
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (asked := _asked(request, found, form)):
        messages.success(request, _("送りました。"))
        return redirect("mypage:work_answer", asked.code)
    context = {"form": form, "one": found}
    status = 422 if form.errors else 200
    return render(request, "mypage/work_move.html", context, status=status)


def _asked(request, found, form):
    said, language = form.cleaned_data, request.viewer.language
    lines = [
        _now("予定の時間を変えたいです：%(what)s %(when)s")
        % {"what": found.title.own, "when": _when(found.starts_at, language)},
        _now("1つめの時間：%(when)s") % {"when": _when(said["first"], language)},
        _now("2つめの時間：%(when)s") % {"when": _when(said["second"], language)},
        said["words"],
    ]
    try:
        return advice.ask(
            topic="life",
            words="\n".join(line for line in lines if line),
            language=language,
            channel="page",
            by=request.viewer,
            person=request.person,
            on=request.viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        put_on(form, refused)
        return None


def _when(moment, language: str) -> str:
    local = moment.astimezone(appointments.TOKYO)
    return f"{day_words(local.date(), language)} {local:%H:%M}"
