"""QRカード — printing the cards of a class, closing a lost one; old cards stop at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES, LANGUAGES
from tsunagari.faces.partner.views.classes import own_class
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.typed import wholes
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.queries import cards_held
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange.documents.pupil_cards import Card, pupil_cards
from tsunagari.programmes.exchange.schools import queries as schools


def show(request, pk):
    """Who holds a card, who used it when, and what printing new ones means."""
    school_class = own_class(request, pk)
    pupils = list(schools.pupils(school_class, on=request.viewer.on))
    keys = [pupil.pk for pupil in pupils]
    names = shown(keys, to=request.viewer)
    held = cards_held(keys, "pupil", on=request.viewer.on)
    return render(
        request,
        "partner/cards.html",
        {
            "school_class": school_class,
            "rows": [
                {"pupil": pupil, "name": names[pupil.pk], "card": held.get(pupil.pk)}
                for pupil in pupils
            ],
            "held": len(held),
            "languages": LANGUAGES,
            "over": school_class.school.year_ends_on < request.viewer.on,
        },
    )


def _chosen(request, school_class):
    """The ticked pupils of the class."""
    ticked = wholes(request.POST.getlist("pupil"))
    return [p for p in schools.pupils(school_class, on=request.viewer.on) if p.pk in ticked]


def _wanted(request, school_class):
    """For whom to print: those without a card, the ticked ones, or everybody."""
    if "missing" in request.POST:
        pupils = list(schools.pupils(school_class, on=request.viewer.on))
        held = cards_held([pupil.pk for pupil in pupils], "pupil", on=request.viewer.on)
        return [pupil for pupil in pupils if pupil.pk not in held]
    if "everybody" in request.POST:
        return list(schools.pupils(school_class, on=request.viewer.on))
    return _chosen(request, school_class)


@require_POST
def issue(request, pk):
    """New cards as PDF, 8 on a page; only the printed pupils' old cards stop working."""
    school_class = own_class(request, pk)
    pupils = _wanted(request, school_class)
    if not pupils:
        messages.info(request, _("印刷するカードがありません。生徒を選んでください。"))
        return redirect("partner:cards", pk)
    asked = request.POST.get("language", "")
    language = asked if asked in CODES else school_class.school.language
    secrets = parties.issue_cards(
        [pupil.person for pupil in pupils],
        purpose="pupil",
        valid_from=request.viewer.on,
        valid_until=school_class.school.year_ends_on,
        at=timezone.now(),
    )
    _record(request, school_class, "card.issued", len(pupils))
    data = pupil_cards(
        _cards(request, school_class, pupils, secrets, language),
        language=language,
        printed=printed(request, f"class-{pk}"),
        typed_at=request.get_host() + reverse("mypage:enter"),
    )
    return pdf(data, f"cards-{pk}")


@require_POST
def revoke(request, pk):
    """A lost card: it opens nothing from the next request on."""
    school_class = own_class(request, pk)
    pupils = _chosen(request, school_class)
    people = [pupil.person for pupil in pupils]
    stopped = parties.revoke_cards(people, purpose="pupil", at=timezone.now())
    if stopped:
        _record(request, school_class, "card.revoked", stopped)
        said = _("%(n)s枚のカードを使えなくしました。新しいカードは、ここで印刷できます。")
        messages.success(request, said % {"n": stopped})
    else:
        messages.info(request, _("カードを持っている生徒を選んでください。"))
    return redirect("partner:cards", pk)


def _record(request, school_class, did, count):
    records.add(
        by=request.viewer,
        did=did,
        about=school_class,
        concerns=[school_class.school.organisation.party],
        on=request.viewer.on,
        count=count,
    )


def _cards(request, school_class, pupils, secrets, language) -> list[Card]:
    names = shown([pupil.pk for pupil in pupils], to=request.viewer)
    with translation.override(language if language in CODES else "ja"):
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
