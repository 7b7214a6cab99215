"""催しの申込み（事務局） — who comes, who waits, and registering people who have no phone."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import event_proxy
from tsunagari.faces.shared import events as shared
from tsunagari.programmes.community.events import accounts, queries
from tsunagari.programmes.community.events.models import Booking, Event

SIZE = 100
STATES = Booking.State
VIEWS = {
    "": (STATES.CONFIRMED, STATES.OFFERED),
    "line": (STATES.WAITING,),
    "draw": (STATES.DRAWN_LATER,),
    "gone": (STATES.CANCELLED,),
}


def listed(request, code):
    """申し込んだ人 — those who come; the line in its order; those who cancelled."""
    event = own(request, code)
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ""
    rows = queries.bookings(event, VIEWS[view])
    order = ["waits_from", "id"] if view == "line" else ["id"]
    page = keyset.page(rows, order, after=request.GET.get("after", ""), size=SIZE)
    named = queries.named(page.rows, to=request.viewer)
    context = {
        "event": event,
        "title": shared.title(event),
        "page": page,
        "view": view,
        "lottery": event.mode == Event.Mode.LOTTERY,
        "rows": [event_proxy.row(one) | named[one.pk] for one in page.rows],
    }
    return render(request, "desk/events/bookings.html", context)


def new(request, code):
    """代わりに申し込む — for somebody without a phone; the paper is printed next."""
    event = own(request, code)
    # Who wrote until after a calling-off reads so, with all that was typed.
    off = event.state == Event.State.CANCELLED and request.method == "POST"
    if event.state != Event.State.PUBLIC and not off:
        raise Http404
    form = event_proxy.form_of(request, event)
    if form.is_valid():
        whose = {"proxy": request.viewer.party, "page": "desk:event_booking"}
        if made := event_proxy.registered(request, form, **whose):
            return made
    context = {"event": event, "title": shared.title(event), "form": form}
    status = 422 if form.errors else 200
    return render(request, "desk/events/register.html", context, status=status)


def _booking(request, pk) -> Booking:
    found = get_object_or_404(
        Booking.objects.filter(event__in=queries.of(request.viewer)).select_related(
            "event__text", "event__host__organisation__party"
        ),
        pk=pk,
    )
    return found


def show(request, pk):
    """One booking: who, what they need, what they answered."""
    found = _booking(request, pk)
    waits = found.state == STATES.WAITING
    context = (
        event_proxy.row(found)
        | queries.named([found], to=request.viewer)[found.pk]
        | {
            "event": found.event,
            "title": shared.title(found.event),
            "number": queries.number_in_line(found) if waits else None,
            "tickets": event_proxy.tickets(found),
            **_guests(found, request.viewer),
            "answers": list(found.answers.select_related("question")),
            "live": found.state != STATES.CANCELLED
            and found.event.state == Event.State.PUBLIC
            and timezone.now() < found.event.ends_at,
            "linked": bool(found.salt),
        }
    )
    return render(request, "desk/events/booking.html", context)


def _guests(found: Booking, viewer) -> dict:
    """What each guest wrote, and what the booking costs."""
    guests = list(found.guests.all())
    office = viewer.on_behalf is None
    return {
        "guests_said": [
            {"name": one.name.reveal() if one.name and office else "", "words": one.note}
            for one in guests
            if one.note
        ],
        "price": sum(one.yen for one in guests),
        "paid": accounts.paid(found),
    }


@require_POST
def cancel(request, pk):
    """取り消す — for somebody who called; the place goes to the line at once."""
    event_proxy.cancel(request, _booking(request, pk))
    return redirect("desk:event_booking", pk)


def printed(request, pk):
    """紙 — in the language of whoever comes, with the code that opens the booking; it is a record."""
    found = _booking(request, pk)
    return event_proxy.paper(request, found, back=reverse("desk:event_booking", args=[pk]))
