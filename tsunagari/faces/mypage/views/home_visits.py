"""家庭への訪問 — my visits, and the page on which I say that I came, that I am fine, that I left."""

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage import home_visits
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.actions import watch as actions
from tsunagari.programmes.talent.housekeeping.rules import watch


class LongerForm(forms.Form):
    """Until when; the clock of the place."""

    until = forms.TimeField(
        label=_("何時までいますか"),
        help_text=_("例：16:30"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


def listed(request):
    """What runs or comes."""
    rows = queries.of_person(request.person, timezone.now())
    context = {"rows": [home_visits.of(row) for row in rows]}
    return render(request, "mypage/home_visits.html", context)


def show(request, pk):
    """One big button, longer, danger, the address, whom to call."""
    return _page(request, _own(request, pk), LongerForm())


def _own(request, pk):
    return get_object_or_404(queries.services(request.viewer), pk=pk)


def _page(request, service, form, status=200):
    own = home_visits.of(service)
    context = {
        "own": own,
        "service": service,
        "form": form,
        "where": home_visits.where(service, timezone.now()),
        "phone": home_visits.phone_of(service),
        "late": own.by is not None and own.by <= timezone.now(),
    }
    return render(request, "mypage/home_visit.html", context, status=status)


@require_POST
def press(request, pk, act):
    """A press, once by its key; one that was made without network says when it was made."""
    if act not in watch.ACTS:
        raise Http404
    service, now = _own(request, pk), timezone.now()
    made = home_visits.made_at(request.POST.get("made_at", "")[:40])
    form, until = LongerForm(request.POST), None
    if act == watch.LONGER:
        if not form.is_valid():
            return _page(request, service, form, 422)
        at = queries.counts_at(made, now)
        until = watch.end_of(form.cleaned_data["until"], at, service.zone)
    try:
        actions.press(
            service,
            act,
            key=request.POST.get("press_key", "")[:64] or uuid.uuid4().hex,
            by=request.viewer,
            received=now,
            made=made,
            until=until,
        )
    except Refused as refused:
        if act != watch.LONGER:
            tell(request, refused)
            return _page(request, service, LongerForm(), 422)
        put_on(form, refused)
        return _page(request, service, form, 422)
    if act != watch.DANGER:
        messages.success(request, _now(home_visits.words_of(act)))
        return redirect("mypage:home_visit", pk)
    return redirect("mypage:home_visit_danger", pk)


def danger(request, pk):
    """危ないとき — the numbers, and where one is; pressing the button again changes nothing."""
    service = _own(request, pk)
    context = {
        "service": service,
        "where": home_visits.where(service, timezone.now()),
        "phone": home_visits.phone_of(service),
        "sent": service.alarms.filter(kind=watch.DANGER, closed_at=None).first(),
    }
    return render(request, "mypage/home_danger.html", context)
