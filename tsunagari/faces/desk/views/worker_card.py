"""本人のカード — printing the card of whoever a case is about; a new one stops the old one."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES, LANGUAGES
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.paper import pdf
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.queries import cards_held
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.worker_card import VALID_DAYS, Card, Edge, worker_card

PURPOSE = "worker"


def _own(request, pk):
    return seen(request, get_object_or_404(queries.of(request.viewer), pk=pk))


def show(request, pk):
    """Whether the person has a card, when it was last used, and what a new one means."""
    case = _own(request, pk)
    held = cards_held([case.person_id], PURPOSE, on=request.viewer.on)
    card = held.get(case.person_id)
    context = {
        "case": case,
        "name": _name(request, case),
        "card": card,
        "first": bool(card and not card.pin_hash and _asks_first(case)),
        "asks_first": _asks_first(case),
        "languages": LANGUAGES,
        "language": case.person.party.language,
    }
    return render(request, "desk/worker_card.html", context)


def _name(request, case) -> str:
    return shown([case.person_id], to=request.viewer)[case.person_id] or case.person.party.code


@require_POST
def first(request, pk):
    """The first number of a fresh card, to be said or given apart from it; that it was shown is on record."""
    case = _own(request, pk)
    card = cards_held([case.person_id], PURPOSE, on=request.viewer.on).get(case.person_id)
    code = pins.first_code(card) if card and _asks_first(case) else ""
    if not code:
        messages.info(
            request,
            _("最初の番号は、いりません。本人がもう暗証番号を決めたか、生まれた日で確かめます。"),
        )
        return redirect("desk:worker_card", pk)
    _record(request, case, "card.first_shown")
    context = {"case": case, "name": _name(request, case), "code": code}
    response = render(request, "desk/worker_card_first.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _asks_first(case) -> bool:
    """Whether a fresh card of this person asks for the office's number: no day of birth is known."""
    return facts.of_case(case).born_on is None


@require_POST
def issue(request, pk):
    """A new card as PDF; the old one opens nothing from now on."""
    case, viewer = _own(request, pk), request.viewer
    asked = request.POST.get("language", "")
    language = asked if asked in CODES else case.person.party.language
    until = viewer.on + timedelta(days=VALID_DAYS)
    made = parties.issue_cards(
        [case.person],
        purpose=PURPOSE,
        valid_from=viewer.on,
        valid_until=until,
        at=timezone.now(),
    )
    _record(request, case, "card.issued")
    secret = made[case.person_id]
    with translation.override(language if language in CODES else "ja"):
        path = reverse("mypage:card", args=[secret.replace("-", "")])
        typed_at = request.get_host() + reverse("mypage:enter")
    card = Card(_name(request, case), request.build_absolute_uri(path), secret, typed_at, until)
    federation = request.federation or {}
    edge = Edge(
        at=timezone.now().astimezone(ZoneInfo(viewer.zone)),
        body=federation.get("name", ""),
        sample=bool(federation.get("sample")),
    )
    response = pdf(worker_card(card, language=language, edge=edge), f"card-{case.pk}")
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request, pk):
    """A lost card: it opens nothing from the next request on."""
    case = _own(request, pk)
    if parties.revoke_cards([case.person], purpose=PURPOSE, at=timezone.now()):
        _record(request, case, "card.revoked")
        messages.success(
            request, _("カードを使えなくしました。新しいカードは、ここで印刷できます。")
        )
    else:
        messages.info(request, _("この人は、カードを持っていません。"))
    return redirect("desk:worker_card", pk)


def _record(request, case, did: str) -> None:
    records.add(
        by=request.viewer,
        did=did,
        about=case,
        concerns=[case.person_id],
        on=request.viewer.on,
        count=1,
    )
