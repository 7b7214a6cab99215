"""カレンダー — my appointments and the days by which I have to act; one file each, or a secret feed."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES
from tsunagari.faces.mypage import appointments
from tsunagari.faces.mypage.calendar_file import calendar_of
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records import actions as records

PURPOSE = AccessCard.Purpose.CALENDAR
FEED_DAYS = 730
ICS = "text/calendar; charset=utf-8"


def show(request):
    """What comes, with a clock; then by when something has to be done."""
    person, on = request.person, request.viewer.on
    made = request.session.pop("feed", "")
    request.leaves_nothing = request.leaves_nothing or bool(made)
    context = {
        "coming": appointments.coming(person, timezone.now()),
        "days": appointments.days(person, on),
        "feed": queries.cards_held([person.pk], PURPOSE, on=on).get(person.pk),
        "made": made,
    }
    return render(request, "mypage/work_calendar.html", context)


def one(request, key):
    """カレンダーに入れる — one appointment as a file."""
    found = _named(request, key)
    url = request.build_absolute_uri(reverse("mypage:work_calendar"))
    return _file(calendar_of([found], at=timezone.now(), url=url), key)


def _named(request, key):
    found = appointments.named(request.person, key, timezone.now(), request.viewer.on)
    if found is None:
        raise Http404
    return found


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=ICS)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def make_feed(request):
    """秘密の住所を作る — shown once; the one before stops."""
    person, on, now = request.person, request.viewer.on, timezone.now()
    until = on + timedelta(days=FEED_DAYS)
    made = parties.issue_cards([person], purpose=PURPOSE, valid_from=on, valid_until=until, at=now)
    path = reverse("mypage:feed", args=[made[person.pk].replace("-", "")])
    request.session["feed"] = request.build_absolute_uri(path)
    records.add(by=request.viewer, did="calendar.opened", about=person, concerns=[person], on=on)
    messages.success(request, _("カレンダーの住所を作りました。前の住所は使えなくなりました。"))
    return redirect("mypage:work_calendar")


@require_POST
def stop_feed(request):
    """住所を使えなくする — nobody reads anything there from now on."""
    person, on = request.person, request.viewer.on
    if parties.revoke_cards([person], purpose=PURPOSE, at=timezone.now()):
        who = [person]
        records.add(by=request.viewer, did="calendar.closed", about=person, concerns=who, on=on)
    messages.success(request, _("カレンダーの住所を使えなくしました。"))
    return redirect("mypage:work_calendar")


def feed(request, secret):
    """秘密の住所 — without a card: whoever holds the address reads when, and nothing else."""
    card = queries.card_for(secret, on=timezone.localdate())
    if card is None or card.purpose != PURPOSE:
        raise Http404
    language = card.person.party.language
    with translation.override(language if language in CODES else "ja"):
        rows = appointments.coming(card.person, timezone.now())
        url = request.build_absolute_uri(reverse("mypage:work_calendar"))
        data = calendar_of(rows, at=timezone.now(), url=url, feed_of=card.pk)
    parties.card_used(card, at=timezone.now())
    return _file(data, "calendar")
