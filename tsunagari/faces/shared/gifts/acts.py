"""継続の寄附を変える — the giver changes a promise, stops it with one press, takes that back."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import told_texts
from tsunagari.faces.shared.forms import YenField
from tsunagari.faces.shared.gifts import Place, promised
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import pledging
from tsunagari.governance.fund.gifts.models import Pledge


class ChangeForm(forms.Form):
    """Another amount or interval."""

    yen = YenField(label=_("1回の金額（円）"), max_value=10**12)
    every = forms.ChoiceField(label=_("間かく"), choices=())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["every"].choices = [(value, _(text)) for value, text in Pledge.Every.choices]


def _own(request, place: Place, pk) -> Pledge:
    return get_object_or_404(queries.pledges_of(place.giver(request.viewer)), pk=pk)


def pledge(request, place: Place, pk):
    """Change what was promised, or stop it."""
    row, viewer = _own(request, place, pk), request.viewer
    initial = {"yen": row.yen, "every": row.every, "version": row.version}
    form = ChangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            pledging.change(
                row,
                yen=told["yen"],
                every=told["every"],
                seen=told["version"],
                by=viewer,
                on=viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["version"] = row.version
        else:
            return _said(request, place, pk, _now("継続の寄附を変えました。ありがとうございます。"))
    context = promised(row, set(), viewer.on) | {"form": form}
    context["bank"] = row.method in ("standing", "debit")
    context["fund"] = told_texts.page(row.fund, ["name"], only=True)["name"]
    return place.draw(request, "pledge", context, status=422 if form.errors else 200)


def _said(request, place: Place, pk, words: str):
    undo = f"undo:{place.url('press_gift_pledge', pk, 'undo')}"
    messages.success(request, words, extra_tags=undo)
    return redirect(place.url("gift_pledge", pk))


def press(request, place: Place, pk, act):
    """Stopped with one press, nothing asked; and taken back as easily."""
    verbs = {"stop": pledging.stop, "undo": pledging.take_back}
    if act not in verbs:
        raise Http404
    row, viewer = _own(request, place, pk), request.viewer
    try:
        verbs[act](row, seen=row.version, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        if act == "stop":
            words = _now("継続の寄附をやめました。これまでのご支援を、ありがとうございました。")
            return _said(request, place, pk, words)
        messages.success(request, _now("前の内容にもどしました。"))
    return redirect(place.url("gift_pledge", pk))
