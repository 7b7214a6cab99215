"""案件の段階（事務局） — where a case stands, where it can go, what stands against it."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import talent
from tsunagari.faces.desk.views.cases import own
from tsunagari.faces.shared import progress
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.talent.law.rules.book import SYSTEM_WORDS
from tsunagari.programmes.talent.people.actions import moves, undoing
from tsunagari.programmes.talent.people.rules import ways

SYSTEMS = [(code, gettext_lazy(words)) for code, words in SYSTEM_WORDS.items()]


class MoveForm(forms.Form):
    """Where to, from which screen."""

    to = forms.CharField(max_length=40)
    version = forms.IntegerField()


def show(request, pk):
    """The steps of the case's system, and every way on from here."""
    case = own(request, pk)
    way = ways.of(case.system)
    open_ways = [
        {
            "to": move.to,
            "words": ways.words(case.system, move.to),
            "end": way.step(move.to).end,
            "reasons": [reason.words() for reason in reasons],
        }
        for move, reasons in moves.ways_on(case, on=request.viewer.on)
    ]
    context = {
        "case": case,
        "title": talent.title_of(case, request.viewer),
        "state": ways.words(case.system, case.state),
        "progress": progress.of(case, request.viewer.on),
        "free": [one for one in open_ways if not one["reasons"]],
        "barred": [one for one in open_ways if one["reasons"]],
        "last": moves.last_move(case),
        "changed": undoing.can_undo_change(case, at=timezone.now()),
        "changes": _changes(case, request.viewer.on),
    }
    return render(request, "desk/case_papers/way.html", context)


def _changes(case, on) -> list[dict]:
    """Into which systems the person can change today, and why not into the others."""
    if case.closed_on:
        return []
    known = moves.known_of(case, on=on)
    told = {(one.was, one.to) for one in ways.changes()}
    told |= {(was, one.to) for one in ways.bans() for was in one.was}
    found = []
    for code, words in SYSTEMS:
        if (case.system, code) in told:
            reasons = ways.why_not_change(case.system, code, case.state, known, closed=False)
            found.append({"to": code, "words": words, "reasons": [r.words() for r in reasons]})
    return found


@require_POST
def move(request, pk):
    """One step on."""
    case = own(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("進む先を選んでください。"))
        return redirect("desk:case_way", pk)
    asked = form.cleaned_data
    try:
        moves.move(
            case, asked["to"], by=request.viewer, on=request.viewer.on, seen=asked["version"]
        )
    except Refused as refused:
        tell(request, refused)
    else:
        words = _("「%(state)s」に進めました。") % {"state": ways.words(case.system, asked["to"])}
        undo = "undo:" + reverse("desk:undo_case_move", args=[pk])
        messages.success(request, words, extra_tags=undo)
    return redirect("desk:case_way", pk)


@require_POST
def undo(request, pk):
    """The last step is taken back."""
    case = own(request, pk)
    try:
        moves.undo_move(case, by=request.viewer, on=request.viewer.on, seen=case.version)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("前の段階にもどしました。"))
    return redirect("desk:case_way", pk)


@require_POST
def change(request, pk):
    """Over into another system: this case ends, the next one begins."""
    case = own(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid() or form.cleaned_data["to"] not in SYSTEM_WORDS:
        messages.error(request, _("進む先を選んでください。"))
        return redirect("desk:case_way", pk)
    asked = form.cleaned_data
    try:
        following = moves.change_system(
            case, asked["to"], by=request.viewer, on=request.viewer.on, seen=asked["version"]
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:case_way", pk)
    undo = "undo:" + reverse("desk:undo_case_change", args=[following.pk])
    messages.success(request, _("前の案件をおえて、次の案件をはじめました。"), extra_tags=undo)
    return redirect("desk:case", following.pk)


@require_POST
def undo_change(request, pk):
    """The change of system is taken back: the case before goes on."""
    case = own(request, pk)
    try:
        before = undoing.undo_change(
            case, by=request.viewer, on=request.viewer.on, at=timezone.now()
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:case_way", pk)
    messages.success(request, _("制度の変更を元に戻しました。前の案件が続きます。"))
    return redirect("desk:case_way", before.pk)
