"""催し — the calendar, an event, joining without an account, and the page of one's own booking.

A GET never changes anything: a mail scanner that follows links confirms and cancels nothing.
"""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from tsunagari.base import keyset, pdf
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal.event_forms import JoinForm
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.parties import presses
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.actions.registering import hashed
from tsunagari.programmes.community.events.models import Booking, Event

SIZE = 30
QUIET = 4


def listed(request):
    """What is coming, soonest first; by town and language."""
    rows = queries.coming(timezone.now())
    page = keyset.page(rows, ["closes_at", "id"], after=request.GET.get("after", ""), size=SIZE)
    context = {"page": page, "rows": [_row(event) for event in page.rows]}
    return render(request, "portal/events/list.html", context)


def _row(event: Event) -> dict:
    return {"event": event, "title": _title(event), "starts_at": event.starts_at}


def _title(event: Event) -> str:
    [first, *_rest] = texts.seen(event.text, translation.get_language() or "ja")
    return first.words


def _event(code: str) -> Event:
    event = queries.public().filter(code=code.upper()).first()
    if event is None:
        raise Http404
    return event


@unkept
def show(request, code):
    """One event: when, where, for whom, what is left; joining stands on the same page."""
    event = _event(code)
    tickets = list(event.tickets.prefetch_related("quotas").order_by("pk"))
    form = JoinForm(request.POST or None, event=event, tickets=tickets)
    if request.method == "POST" and form.is_valid() and (secret := _joined(request, form)):
        return redirect("portal:booking", secret)
    context = {
        "event": event,
        "title": _title(event),
        "starts_at": event.starts_at,
        "left": queries.left(event),
        "open": event.opens_at <= timezone.now() < event.closes_at,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "portal/events/event.html", context, status=status)


def _joined(request, form: JoinForm) -> str:
    """The secret of the booking; the same press makes no second one. "" when the form says why."""
    key = _key(request, form)
    secret = hmac.digest(settings.SECRET_KEY.encode(), key.encode(), "sha256").hex()[:32]
    now = timezone.now()
    try:
        with transaction.atomic():
            if not presses.take(key[:64], by="", form=request.path[:200], at=now):
                return secret
            registering.register(
                form.event,
                form.comers(),
                form.contact(translation.get_language() or "ja"),
                secret=secret,
                by=None,
                on=timezone.localdate(),
                at=now,
            )
    except Refused as refused:
        put_on(form, refused)
        return ""
    return secret


def _key(request, form: JoinForm) -> str:
    """A print of the press and of all that was sent: another's key alone opens nothing."""
    sent = [request.POST.get("press_key", ""), form.event.code]
    sent += [f"{name}={request.POST.getlist(name)}" for name in sorted(form.fields)]
    return hashlib.sha256("\0".join(sent).encode()).hexdigest()


def _booking(secret: str) -> Booking:
    booking = queries.by_secret(hashed(secret))
    if booking is None:
        raise Http404
    return booking


@unkept
def booking(request, secret):
    """The own booking: confirmed, waiting with its number, or asked until when."""
    found = _booking(secret)
    address = request.build_absolute_uri(reverse("portal:booking", args=[secret]))
    waits = found.state == Booking.State.WAITING
    context = {
        "booking": found,
        "event": found.event,
        "title": _title(found.event),
        "starts_at": queries.starts_at(found.event),
        "people": found.guests.count(),
        "number": queries.number_in_line(found) if waits else None,
        "secret": secret,
        "address": address,
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
    }
    return render(request, "portal/events/booking.html", context)


@unkept
@require_POST
def answer(request, secret):
    """受ける・取り消す — by a press; a link that somebody's mail program opens does nothing."""
    found, said = _booking(secret), request.POST.get("answer", "")
    moment = {"by": None, "on": timezone.localdate(), "at": timezone.now()}
    try:
        if said == "accept":
            registering.accept(found, **moment)
        elif said == "cancel":
            registering.cancel(found, **moment)
    except Refused as refused:
        tell(request, refused)
    return redirect("portal:booking", secret)
