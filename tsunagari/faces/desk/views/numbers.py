"""番号 — cards and passports of a person: masked, entered, read with a reason, ended."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.views.parties import found, head_of
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties.models import Identifier
from tsunagari.kernel.roles import identifiers, rules
from tsunagari.programmes.talent.people.actions import numbers


class NumberForm(forms.Form):
    """One number, as it is printed on the card."""

    kind = forms.ChoiceField(
        label=_("種類"), choices=[(kind.value, _(kind.label)) for kind in Identifier.Kind]
    )
    number = forms.CharField(
        label=_("身分証の番号"),
        max_length=40,
        help_text=_("カードに書いてあるとおりに。全角・空白・ハイフンがあってもかまいません。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    valid_from = DayField(label=_("有効期間のはじめ"), required=False)
    valid_until = DayField(label=_("有効期間の終わり"), required=False)


class ReasonForm(forms.Form):
    """Why somebody reads a number; the person will read it."""

    usual = forms.ChoiceField(
        label=_("番号を見る理由"),
        choices=[(words, _(words)) for words in rules.READ_REASONS],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("見た人の名前と理由が、本人のページに、本人の言葉で出ます。"),
    )
    reason = forms.CharField(
        label=_("くわしい理由"),
        max_length=200,
        required=False,
        help_text=_("上に理由がないときは、ここに書いてください。訳されずに、このまま出ます。"),
    )


def adult(request, code: str):
    """The grown-up person of an address: bodies and children have no numbers here."""
    party = found(request, code)
    if not party.is_person or party.person.minor or party.forgotten_on or party.same_as:
        raise Http404
    return party


def one(request, code: str, pk: int):
    """The person, and one of their numbers."""
    party = adult(request, code)
    mine = {row.pk: row for row in identifiers.masked(party)}
    if pk not in mine:
        raise Http404
    return party, mine[pk]


def show(request, code):
    """The person's numbers, masked; a new one; who read which."""
    party = adult(request, code)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            numbers.enter(party, by=request.viewer, on=request.viewer.on, **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("番号を登録しました。番号は封をしてしまいます。"))
            return redirect("desk:party_numbers", code)
    context = head_of(request, party, "numbers") | {
        "form": form,
        "rows": identifiers.masked(party),
        "readings": _readings(party, request.viewer),
    }
    return render(request, "desk/numbers.html", context, status=422 if form.errors else 200)


def _readings(party, viewer) -> list[dict]:
    rows = identifiers.readings(party)
    names = shown([row.by for row in rows], to=viewer)
    return [{"reading": row, "who": names.get(row.by, "")} for row in rows]


def reveal(request, code, pk):
    """Ask for the reason, write the reading down, and show the number this once."""
    party, identifier = one(request, code, pk)
    form, number = ReasonForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            number = identifiers.reveal(
                identifier,
                reason=rules.read_reason(form.cleaned_data["usual"], form.cleaned_data["reason"]),
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
    context = head_of(request, party, "numbers")
    context |= {"form": form, "identifier": identifier, "number": number}
    status = 422 if form.errors else 200
    response = render(request, "desk/reveal_number.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def end(request, code, pk):
    """A card that was given back, lost or replaced."""
    party, identifier = one(request, code, pk)
    try:
        identifiers.end(identifier, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:restore_number", args=[party.code, pk])
        messages.success(request, _("番号を使わなくしました。"), extra_tags=undo)
    return redirect("desk:party_numbers", party.code)


@require_POST
def restore(request, code, pk):
    """Take the end back."""
    party, identifier = one(request, code, pk)
    try:
        identifiers.restore(identifier, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("番号をもどしました。"))
    return redirect("desk:party_numbers", party.code)
