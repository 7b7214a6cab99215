"""同意 — who answered what, printing the forms and letters, reading a scan."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES, LANGUAGES, gettext
from tsunagari.faces.partner.views.classes import own_class
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.paper import kept, pdf, printed
from tsunagari.faces.shared.typed import wholes
from tsunagari.kernel.consents import purposes, queries
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.queries import cards_held
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange import queries as class_exchange
from tsunagari.programmes.exchange.class_exchange.documents.consent_form import (
    Asked,
    ConsentForm,
    consent_form,
)
from tsunagari.programmes.exchange.schools import queries as schools


def show(request, pk):
    """The class as a table: each purpose, what both sides said, what is still missing."""
    school_class = own_class(request, pk)
    return render(request, "partner/consents.html", _page(request, school_class, FormsForm()))


def _page(request, school_class, form) -> dict:
    on = request.viewer.on
    pupils = list(schools.pupils(school_class, on=on))
    keys = [pupil.pk for pupil in pupils]
    names = shown(keys, to=request.viewer)
    said = queries.states(keys, on=on)
    may = queries.permitted_each(keys, purposes.CODES, on=on)
    letters = cards_held(keys, "guardian", on=on)
    rows = [
        {
            "pupil": pupil,
            "name": names[pupil.pk],
            "cells": [_cell(said[pupil.pk], code) for code in purposes.CODES],
            "letter": letters.get(pupil.pk),
            "missing": _missing(said[pupil.pk]),
        }
        for pupil in pupils
    ]
    return {
        "school_class": school_class,
        "rows": rows,
        "columns": [
            (purposes.words(code, request.viewer.language)["title"], len(may[code]))
            for code in purposes.CODES
        ],
        "unanswered": sum(bool(row["missing"]) for row in rows),
        "languages": LANGUAGES,
        "form": form,
        "over": school_class.school.year_ends_on < on,
    }


def _missing(said) -> list[str]:
    """Which sides have not said whether the pupil takes part, or have to say so again."""
    still = ("granted", "refused", "withdrawn")
    return [
        side for side in ("guardian", "child") if said.get((purposes.TAKE_PART, side)) not in still
    ]


def _cell(said, code) -> dict:
    """Both answers to a purpose in one word; any no wins."""
    guardian, child = (said.get((code, side), "") for side in ("guardian", "child"))
    both = {guardian, child}
    if "withdrawn" in both:
        return {"tone": "quiet", "icon": "x", "words": gettext("取り消し")}
    if "refused" in both:
        return {"tone": "quiet", "icon": "x", "words": gettext("いいえ")}
    if "expired" in both:
        return {"tone": "warn", "icon": "clock", "words": gettext("期限切れ")}
    if both == {"granted"}:
        return {"tone": "ok", "icon": "check", "words": gettext("はい")}
    if not guardian and not child:
        return {"words": gettext("まだ")}
    return {"words": gettext("保護者がまだ") if child else gettext("本人がまだ")}


# — forms and letters —


class FormsForm(forms.Form):
    """For whom the forms are printed; each carries a link for answering."""

    WHOM = [
        ("missing", _("答えがまだの生徒")),
        ("all", _("全員")),
    ]
    whom = forms.ChoiceField(label=_("だれの分"), choices=WHOM, initial="missing")
    language = forms.ChoiceField(label=_("言語"), choices=LANGUAGES)
    answer_by = DayField(label=_("返事の期限"), required=False)


@require_POST
def print_forms(request, pk):
    """The consent forms of a class as PDF, one page a pupil, with a link for answering.

    New links are made for the printed pupils only; the letters of all others go on working.
    """
    school_class = own_class(request, pk)
    form = FormsForm(request.POST)
    if not form.is_valid():
        page = _page(request, school_class, form)
        return render(request, "partner/consents.html", page, status=422)
    pupils = _wanted(request, school_class, form.cleaned_data["whom"])
    if not pupils:
        messages.info(request, _("答えがまだの生徒はいません。"))
        return redirect("partner:consents", pk)
    language = form.cleaned_data["language"]
    secrets = parties.issue_cards(
        [pupil.person for pupil in pupils],
        purpose="guardian",
        valid_from=request.viewer.on,
        valid_until=school_class.school.year_ends_on,
        at=timezone.now(),
    )
    records.add(
        by=request.viewer,
        did="card.issued",
        about=school_class,
        concerns=[school_class.school.organisation.party],
        on=request.viewer.on,
        count=len(pupils),
        purpose="guardian",
    )
    pairing = class_exchange.pairings_of_class(request.viewer, school_class).first()
    partner = pairing.exchange.partner_of(school_class.school_id) if pairing else None
    data = consent_form(
        ConsentForm(
            school=school_class.school.organisation.title,
            class_name=school_class.name,
            partner=partner.organisation.title if partner else "",
            answer_by=form.cleaned_data["answer_by"],
        ),
        _asked(request, pupils, secrets, language),
        language=language,
        printed=printed(request, f"class-{pk}"),
    )
    return pdf(data, f"consent-{pk}-{language}")


def _wanted(request, school_class, whom):
    """The ticked pupils, else all or those who have not answered."""
    pupils = list(schools.pupils(school_class, on=request.viewer.on))
    chosen = wholes(request.POST.getlist("pupil"))
    if chosen:
        return [pupil for pupil in pupils if pupil.pk in chosen]
    if whom == "all":
        return pupils
    said = queries.states([pupil.pk for pupil in pupils], on=request.viewer.on)
    return [pupil for pupil in pupils if _missing(said[pupil.pk])]


def _asked(request, pupils, secrets, language) -> list[Asked]:
    with translation.override(language if language in CODES else "ja"):
        return [
            Asked(
                number=str(pupil.number),
                url=request.build_absolute_uri(
                    reverse("mypage:card", args=[secrets[pupil.pk].replace("-", "")])
                ),
            )
            for pupil in pupils
        ]


def paper(request, pk):
    """A scan of the own school; looking at one is a record."""
    found = get_object_or_404(
        Paper.objects.select_related("blob"), pk=pk, held_by=request.viewer.own_body.party
    )
    records.add(by=request.viewer, did="paper.read", about=found, on=request.viewer.on)
    return kept(found.blob)
