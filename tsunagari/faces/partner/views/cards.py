"""QRカード — printing the cards of a class; the ones printed before stop working."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from tsunagari.base.languages import LANGUAGES
from tsunagari.faces.partner.views.classes import own_class
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange.documents.pupil_cards import Card, pupil_cards
from tsunagari.programmes.exchange.schools import queries as schools


def show(request, pk):
    """How many pupils hold a card, and what printing new ones means."""
    school_class = own_class(request, pk)
    pupils = list(schools.pupils(school_class, on=request.viewer.on))
    names = shown([pupil.pk for pupil in pupils], to=request.viewer)
    held = set(
        AccessCard.objects.filter(
            person__in=[pupil.pk for pupil in pupils], purpose="pupil", revoked_at=None
        ).values_list("person", flat=True)
    )
    return render(
        request,
        "partner/cards.html",
        {
            "school_class": school_class,
            "rows": [
                {"pupil": pupil, "name": names[pupil.pk], "held": pupil.pk in held}
                for pupil in pupils
            ],
            "held": len(held),
            "languages": LANGUAGES,
        },
    )


@require_POST
def issue(request, pk):
    """New cards for all or for the ticked pupils, as PDF: 8 on a page."""
    school_class = own_class(request, pk)
    chosen = {int(key) for key in request.POST.getlist("pupil") if key.isdigit()}
    pupils = [
        pupil
        for pupil in schools.pupils(school_class, on=request.viewer.on)
        if not chosen or pupil.pk in chosen
    ]
    if not pupils:
        return redirect("partner:cards", pk)
    language = request.POST.get("language") or school_class.school.language
    secrets = parties.issue_cards(
        [pupil.person for pupil in pupils],
        purpose="pupil",
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
    )
    data = pupil_cards(
        _cards(request, school_class, pupils, secrets, language),
        language=language,
        printed=printed(request, f"class-{pk}"),
        typed_at=request.get_host() + reverse("mypage:enter"),
    )
    return pdf(data, f"cards-{pk}")


def _cards(request, school_class, pupils, secrets, language) -> list[Card]:
    names = shown([pupil.pk for pupil in pupils], to=request.viewer)
    with translation.override(language):
        return [
            Card(
                name=names[pupil.pk],
                class_name=school_class.name,
                number=str(pupil.number),
                code=secrets[pupil.pk],
                url=request.build_absolute_uri(
                    reverse("mypage:card", args=[secrets[pupil.pk].replace("-", "")])
                ),
            )
            for pupil in pupils
        ]
