"""困ったことがある — goes to the teacher and the child-protection lead at once, at any time."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.mypage.views.home import own_pupil
from tsunagari.faces.shared.incidents import KINDS, kind_words
from tsunagari.programmes.exchange.class_exchange import pupils, queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import Incident


class WrongForm(forms.Form):
    """One choice and, for whoever wants to, words; nothing else is asked."""

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


def tell(request):
    """Tell it, whether a session is on or not; the groups and words of the session are kept."""
    pupil = own_pupil(request)
    form = WrongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        near = pupils.near_session(pupil, now=now)
        actions.report(
            pupil.school_class.school,
            session=near,
            by=request.viewer,
            on=request.viewer.on,
            at=now,
            frozen=queries.frozen(near) if near else {},
            **form.cleaned_data,
        )
        messages.success(request, _said(form.cleaned_data["kind"]))
        return redirect("mypage:home")
    return render(request, "mypage/wrong.html", {"form": form}, status=422 if form.errors else 200)


def _said(kind):
    if kind in Incident.ABOUT_ADULTS:
        return _(
            "子どもの安全の担当に知らせました。1時間以内に見ます。先生には見えません。ひとりでがまんしないでください。"
        )
    return _("先生に知らせました。1時間以内に先生が見ます。ひとりでがまんしないでください。")
