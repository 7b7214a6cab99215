"""催しのあと（公開） — answering without an account, and photographs that anybody shown can stop.

A GET never changes anything. Stopping a photograph is a press of its own: no name, no reason.
"""

import hashlib

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.portal.ask_counts import too_many
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.portal.views.events import event_of
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.after_forms import SayForm
from tsunagari.faces.shared.line import line_of
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import presses
from tsunagari.programmes.community.afterwards import queries
from tsunagari.programmes.community.afterwards.actions import asking
from tsunagari.programmes.community.afterwards.actions import photos as acts
from tsunagari.programmes.community.afterwards.models import Photo, Shown, Survey
from tsunagari.programmes.community.afterwards.rules.asking import MOST_DAYS
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events import secrets
from tsunagari.programmes.community.events.models import Booking, Event

# Of one line within an hour: a hall may share it.
SAYS = 200
# The cookie of the link for everybody; as long as a questionnaire can be open.
SAID, KEPT = "said-{}", 60 * 60 * 24 * MOST_DAYS
OWN = Photo.Stopped.OWN


def _booking(secret: str) -> Booking:
    found = events.by_secret(secrets.hashed(secret))
    if found is None or found.event.state == Event.State.DRAFT:
        raise Http404
    return found


def _survey(event: Event) -> Survey:
    survey = queries.survey_of(event)
    if survey is None:
        raise Http404
    survey.event = event
    return survey


# — アンケート —


@unkept
def say(request, code):
    """答える — from the link or the code on the wall; nothing says who."""
    event = event_of(code)
    return _say(request, _survey(event), reverse("portal:event", args=[event.code]))


@unkept
def say_own(request, secret):
    """答える — from the own booking, once; the answer does not know the booking."""
    booking = _booking(secret)
    back = reverse("portal:booking", args=[secret])
    return _say(request, _survey(booking.event), back, booking)


@unkept
def say_here(request, code, key):
    """会場の端末で答える — on the office's own device, one person after the other; it keeps no mark."""
    survey = _survey(event_of(code))
    if not survey.device_key or not constant_time_compare(survey.device_key, key):
        raise Http404
    asked = queries.asked(queries.items(survey), translation.get_language() or "ja")
    form = SayForm(request.POST or None, asked=asked)
    if request.method == "POST" and form.is_valid() and _said(request, form, survey, None, key):
        return redirect(f"{request.path}?said=1")
    context = {
        "form": form,
        "title": shared.title(survey.event),
        "open": queries.is_open_here(survey, key, timezone.now()),
        "done": "said" in request.GET and not form.errors,
        "next": request.path,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/events/say_here.html", context, status=status)


def _say(request, survey: Survey, back: str, booking: Booking | None = None):
    asked = queries.asked(queries.items(survey), translation.get_language() or "ja")
    form = SayForm(request.POST or None, asked=asked)
    before = _before(request, survey, booking)
    if request.method == "POST" and before:
        return redirect(request.path)
    if request.method == "POST" and form.is_valid() and _said(request, form, survey, booking):
        return _marked(redirect(f"{request.path}?said=1"), survey, booking)
    done = "said" in request.GET or before
    shut = booking is None and survey.link_closed_on is not None
    context = {
        "form": form,
        "title": shared.title(survey.event),
        "open": queries.is_open(survey, timezone.now()),
        "done": bool(done) and not form.errors,
        "shut": shut,
        "once": booking is not None,
        "back": back,
    }
    return render(request, "portal/events/say.html", context, status=422 if form.errors else 200)


def _before(request, survey: Survey, booking: Booking | None) -> bool:
    """Whether this booking has answered, or somebody with this browser by the link for everybody."""
    if booking is not None:
        return asking.has_answered(survey, booking)
    said = request.get_signed_cookie(SAID.format(survey.pk), "", salt=SAID, max_age=KEPT)
    return bool(said)


def _marked(response, survey: Survey, booking: Booking | None):
    """しるし — in the browser alone, and it says nothing but that this questionnaire was answered."""
    if booking is None:
        told = {"salt": SAID, "max_age": KEPT, "httponly": True, "samesite": "Lax"}
        secure = settings.SESSION_COOKIE_SECURE
        response.set_signed_cookie(SAID.format(survey.pk), "1", secure=secure, **told)
    return response


def _said(
    request, form: SayForm, survey: Survey, booking: Booking | None, device_key: str = ""
) -> bool:
    """True when it is in, or was with the first press; False when the form says why not."""
    now = timezone.now()
    try:
        if too_many("say", line_of(request), SAYS):
            words = _("いま、とても多くの答えが来ています。1時間あとに、もう一度送ってください。")
            raise Refused([Reason(words, rule="say.many")])
        with transaction.atomic():
            if _first(request, form.answers(), now):
                on = timezone.localdate()
                how = {"booking": booking, "device_key": device_key}
                asking.say(survey, form.answers(), on=on, at=now, **how)
    except Refused as refused:
        put_on(form, refused)
        return False
    return True


def _first(request, sent: dict[str, str], now) -> bool:
    """True for the first press; without a key every press is one."""
    key = request.POST.get("press_key", "")
    told = "\0".join([key, request.path, *(f"{name}={sent[name]}" for name in sorted(sent))])
    mine = {"by": "", "form": request.path[:200]}
    return not key or presses.take(hashlib.sha256(told.encode()).hexdigest(), **mine, at=now)


# — 写真 —


@unkept
def photos(request, code):
    """催しの写真 — those to which everybody on them said yes."""
    event = event_of(code)
    context = {
        "event": event,
        "title": shared.title(event),
        "photos": list(queries.published(event)),
        "stopped": "stopped" in request.GET,
    }
    return render(request, "portal/events/photos.html", context)


def photo(request, code, photo):
    """One file; the moment it is stopped, there is none at its address."""
    found = queries.public_photo(photo.upper(), event_of(code))
    if found is None:
        raise Http404
    return _file(request, found)


def _file(request, found: Photo) -> HttpResponse:
    return kept(found.small if request.GET.get("size") == "small" else found.blob)


@unkept
@require_POST
def stop(request, code, photo):
    """この写真をやめる — at once, whoever presses; the office is told."""
    event = event_of(code)
    found = queries.public_photo(photo.upper(), event)
    if found is not None:
        _stop(found, Photo.Stopped.PAGE)
    return redirect(f"{reverse('portal:event_photos', args=[event.code])}?stopped=1")


def _stop(found: Photo, how: str) -> None:
    acts.stop(found, how=how, by=None, on=timezone.localdate(), at=timezone.now())


@unkept
def own_photos(request, secret):
    """わたしが写っている写真 — a yes or a no for each, by a press."""
    booking = _booking(secret)
    rows = queries.of_booking(booking)
    if request.method == "POST":
        key = request.POST.get("person", "")
        found = next((one for one in rows if str(one.pk) == key), None)
        if found is not None:
            _answered(found, request.POST.get("answer", ""))
        return redirect("portal:own_photos", secret)
    order = list(booking.guests.order_by("pk").values_list("pk", flat=True))
    shown = [{"shown": one, "photo": one.photo, "n": order.index(one.guest_id) + 1} for one in rows]
    context = {"secret": secret, "title": shared.title(booking.event), "rows": shown}
    context["several"] = len(order) > 1
    return render(request, "portal/events/own_photos.html", context)


def _answered(found: Shown, verb: str) -> None:
    if verb == "yes":
        acts.agree(found, by=None, on=timezone.localdate())
    elif verb == "stop":
        _stop(found.photo, OWN)


@unkept
def own_photo(request, secret, photo):
    """One of them, for whoever holds the booking's address."""
    rows = queries.of_booking(_booking(secret))
    found = next((one.photo for one in rows if one.photo.code == photo.upper()), None)
    if found is None:
        raise Http404
    return _file(request, found)
