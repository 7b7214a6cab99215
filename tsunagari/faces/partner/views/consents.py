"""同意 — who answered, typing in paper answers with their scan, printing the forms."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.views.classes import own_class
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents import actions, purposes, queries
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.papers import actions as paper_actions
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.class_exchange.documents.consent_form import (
    Asked,
    ConsentForm,
    consent_form,
)
from tsunagari.programmes.exchange.schools import queries as schools
from tsunagari.programmes.exchange.schools.models import Pupil


def show(request, pk):
    """The class as a table: each purpose, both sides."""
    school_class = own_class(request, pk)
    pupils = list(schools.pupils(school_class, on=request.viewer.on))
    keys = [pupil.pk for pupil in pupils]
    names = shown(keys, to=request.viewer)
    answers = queries.standing(keys, on=request.viewer.on)
    rows = [
        {
            "pupil": pupil,
            "name": names[pupil.pk],
            "cells": [_cell(answers[pupil.pk], code) for code in purposes.CODES],
            "asked": any(answers[pupil.pk]),
        }
        for pupil in pupils
    ]
    return render(
        request,
        "partner/consents.html",
        {
            "school_class": school_class,
            "rows": rows,
            "titles": [purposes.words(c, request.viewer.language)["title"] for c in purposes.CODES],
            "unanswered": sum(not row["asked"] for row in rows),
            "languages": LANGUAGES,
        },
    )


def _cell(answers, code) -> str:
    """ "yes" when both said yes, "no" when one said no, "" while an answer is missing."""
    both = [answers.get((code, side)) for side in ("child", "guardian")]
    if False in both:
        return "no"
    return "yes" if all(both) else ""


class PaperForm(forms.Form):
    """A signed paper form, typed in: what is not ticked is a no."""

    signed_on = DayField(label=_("署名の日"))
    relation = forms.CharField(label=_("署名した人（続柄）"), max_length=40, help_text=_("例：母"))
    scan = forms.FileField(label=_("同意書の写真・PDF"), required=False)

    def __init__(self, *args, language, now, **kwargs):
        super().__init__(*args, **kwargs)
        for side, words in (("guardian", _("保護者")), ("child", _("本人"))):
            self.fields[side] = forms.MultipleChoiceField(
                label=_("%(who)sが「はい」にしたもの") % {"who": words},
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(c, purposes.words(c, language)["title"]) for c in purposes.CODES],
                initial=[c for c in purposes.CODES if now.get((c, side))],
            )


def enter(request, pk):
    """Type in what a pupil and a guardian answered on paper."""
    pupil = get_object_or_404(
        Pupil.objects.select_related("person__party", "school_class__school"),
        pk=pk,
        school_class__school=request.viewer.own_body.pk,
    )
    now = queries.standing([pupil.pk], on=request.viewer.on)[pupil.pk]
    form = PaperForm(
        request.POST or None, request.FILES or None, language=request.viewer.language, now=now
    )
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, pupil, form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("紙の答えを入れました。"))
            return redirect("partner:consents", pupil.school_class_id)
    return render(
        request,
        "partner/enter_consents.html",
        {"form": form, "pupil": pupil, "name": shown([pk], to=request.viewer)[pk]},
        status=422 if form.errors else 200,
    )


def _store(request, pupil, data):
    viewer = request.viewer
    paper = data["scan"] and paper_actions.keep(
        data["scan"].read(),
        name=data["scan"].name,
        kind="consent",
        on=viewer.on,
        of=pupil.person.party,
        held_by=viewer.own_body.party,
    )
    signed = datetime.combine(data["signed_on"], time(12), ZoneInfo(viewer.zone))
    for side in ("guardian", "child"):
        actions.answer(
            pupil.person,
            {code: code in data[side] for code in purposes.CODES},
            side=side,
            channel="paper",
            relation=data["relation"] if side == "guardian" else "",
            paper=paper or None,
            until=pupil.school_class.school.year_ends_on,
            by=viewer,
            on=viewer.on,
            at=min(signed, timezone.now()),
        )


def print_forms(request, pk):
    """The consent forms of a class as PDF, one page a pupil, with a link for answering."""
    school_class = own_class(request, pk)
    language = request.POST.get("language") or school_class.school.language
    if request.method != "POST":
        return redirect("partner:consents", pk)
    pupils = list(schools.pupils(school_class, on=request.viewer.on))
    secrets = parties.issue_cards(
        [pupil.person for pupil in pupils],
        purpose="guardian",
        valid_from=request.viewer.on,
        valid_until=school_class.school.year_ends_on,
        at=timezone.now(),
    )
    with translation.override(language):
        asked = [
            Asked(
                number=str(pupil.number),
                url=request.build_absolute_uri(
                    reverse("mypage:card", args=[secrets[pupil.pk].replace("-", "")])
                ),
            )
            for pupil in pupils
        ]
    pairing = class_exchange.pairings_of_class(request.viewer, school_class).first()
    partner = pairing.exchange.partner_of(school_class.school_id) if pairing else None
    data = consent_form(
        ConsentForm(
            school=school_class.school.organisation.title,
            class_name=school_class.name,
            partner=partner.organisation.title if partner else "",
        ),
        asked,
        language=language,
        printed=printed(request, f"class-{pk}"),
    )
    return pdf(data, f"consent-{pk}-{language}")


def paper(request, pk):
    """A scan of the own school; looking at one is a record."""
    found = get_object_or_404(
        Paper.objects.select_related("blob"), pk=pk, held_by=request.viewer.own_body.party
    )
    records.add(by=request.viewer, did="paper.read", about=found, on=request.viewer.on)
    response = HttpResponse(paper_actions.read(found.blob), content_type=found.blob.type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response
