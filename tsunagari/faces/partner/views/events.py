"""催し（連携団体） — numbers of what this body holds, and the bookings that it made itself for others.

Who registered is nobody's to read here, not even a host's: a body sees counts, and what it typed.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.faces.partner.views import event_reports
from tsunagari.faces.shared import event_counts, event_proxy, event_report
from tsunagari.faces.shared import events as shared
from tsunagari.governance.participation import queries as participation
from tsunagari.programmes.community.attendance import queries as attendance
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Booking, Event

SIZE = 50


def listed(request):
    """Our own, the newest first; and what everybody may come to, soonest first."""
    everybody, now = request.GET.get("view") == "all", timezone.now()
    if everybody:
        rows, order = queries.coming(now).filter(state=Event.State.PUBLIC), ["starts_at", "id"]
    else:
        rows, order = queries.of(request.viewer), ["-starts_at", "-id"]
    page = keyset.page(queries.titled(rows), order, after=request.GET.get("after", ""), size=SIZE)
    left = queries.left_of(page.rows)
    rows = [_row(one, left.get(one.pk, 0)) for one in page.rows]
    context = {
        "page": page,
        "everybody": everybody,
        "here": "all" if everybody else "own",
        "gives": participation.given_by(request.viewer.own_body.party).exists(),
        "rows": rows,
    }
    return render(request, "partner/events/list.html", context)


def _row(event: Event, left: int) -> dict:
    """Where it stands: what everybody reads about joining, while there is something to join."""
    state, tone = shared.state(event)
    if event.state == Event.State.PUBLIC and timezone.now() < event.ends_at:
        state, tone = shared.room(event, left)
    return shared.row(event) | {"state": state, "tone": tone, "programme": event.measure[0]}


def _event(request, code: str) -> tuple[Event, bool]:
    """(the event, whether this body holds it): what is no draft of somebody else's."""
    own = queries.of(request.viewer).filter(code=code.upper()).first()
    return own or get_object_or_404(queries.public(), code=code.upper()), own is not None


def show(request, code):
    """One event: for a host its numbers; for everybody the own bookings."""
    (event, own), now = _event(request, code), timezone.now()
    counted = queries.counted(event) if own else {}
    bookings = list(_made(request).filter(event=event).prefetch_related("guests").order_by("pk"))
    named = queries.named(bookings, to=request.viewer)
    context = _row(event, queries.left(event)) | {
        "own": own,
        "quotas": list(event.quotas.order_by("pk")) if own else [],
        "counts": shared.people_words(event, counted),
        "counted": event_counts.sessions(event, request.viewer) if own else [],
        "bookings": [event_proxy.row(one) | named[one.pk] for one in bookings],
        "may_register": _open(event, now),
        "closed": event.state == Event.State.PUBLIC and event.closes_at <= now,
    }
    if event_reports.may_read(request, event, own=own):
        context |= event_report.compared(event)
    return render(request, "partner/events/event.html", context)


def _open(event: Event, now) -> bool:
    return event.state == Event.State.PUBLIC and event.opens_at <= now < event.closes_at


def file(request, code):
    """The numbers of an own event as CSV; small ones are left out."""
    event, own = _event(request, code)
    if not own:
        raise Http404
    return event_counts.file(event, request.viewer)


def new(request, code):
    """代わりに申し込む — for people without a phone; the paper is printed next."""
    event, _own = _event(request, code)
    # Who wrote until after the deadline or a calling-off reads so, with all that was typed.
    now = timezone.now()
    late = event.state == Event.State.CANCELLED or event.closes_at <= now
    late = late and event.state != Event.State.DRAFT and now < event.ends_at
    if not (_open(event, now) or (late and request.method == "POST")):
        raise Http404
    form = event_proxy.form_of(request, event)
    if form.is_valid():
        whose = {"proxy": request.viewer.own_body.party, "page": "partner:event_booking"}
        if made := event_proxy.registered(request, form, **whose):
            return made
    context = {"event": event, "title": shared.title(event), "form": form}
    status = 422 if form.errors else 200
    return render(request, "partner/events/register.html", context, status=status)


def _made(request):
    return attendance.made_by(request.viewer.own_body.party)


def booking(request, pk):
    """One of the bookings that this body made."""
    found = get_object_or_404(_made(request), pk=pk)
    waits = found.state == Booking.State.WAITING
    called_off = found.event.state == Event.State.CANCELLED
    gone = called_off or found.state == Booking.State.CANCELLED
    context = event_proxy.row(found) | {
        **queries.named([found], to=request.viewer)[found.pk],
        "tickets": event_proxy.tickets(found),
        "guests": event_proxy.people(found, request.viewer),
        "money": event_proxy.money(found),
        "event": found.event,
        "title": shared.title(found.event),
        "when": shared.when_words(found.event),
        "number": queries.number_in_line(found) if waits else None,
        "live": not gone and timezone.now() < found.event.ends_at,
        "linked": bool(found.salt),
    }
    return render(request, "partner/events/booking.html", context)


@require_POST
def cancel(request, pk):
    """取り消す — one of its own; the place goes to the line at once."""
    event_proxy.cancel(request, get_object_or_404(_made(request), pk=pk))
    return redirect("partner:event_booking", pk)


def printed(request, pk):
    """紙 — for whoever has no phone."""
    found = get_object_or_404(_made(request), pk=pk)
    return event_proxy.paper(request, found, back=reverse("partner:event_booking", args=[pk]))
