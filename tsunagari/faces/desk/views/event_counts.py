"""催しを終える（事務局） — who came is counted once, and everywhere where it counts; opened again to mend it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.people import PERSON, lines, names_of
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import event_counts
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.tell import tell
from tsunagari.kernel.parties import queries as parties
from tsunagari.programmes.community.attendance import queries, rules
from tsunagari.programmes.community.attendance.actions import closing, linking
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Guest

MOST = 20


def show(request, code):
    """来た人の数 — before closing what would be counted; after it what was."""
    event, now = own(request, code), timezone.now()
    standing = queries.closing_of(event)
    context = {
        "event": event,
        "title": shared.title(event),
        "when": shared.when_words(event),
        "closing": standing,
        "may_close": not standing
        and not rules.why_not_close(event.state, ends_at=event.ends_at, now=now),
        "arrived": queries.arrived(event),
        "stale": standing and queries.came_later(standing),
        "counted": event_counts.sessions(event, request.viewer),
        "ties": queries.bound_by([one.record_id for one in standing.held.all()]) if standing else 0,
        "history": queries.history(event)[:MOST],
    }
    return render(request, "desk/events/counted.html", context)


@require_POST
def close(request, code):
    """終える — presences, ties and numbers in one act."""
    words = _("催しを終えて、来た人を数えました。")
    return _press(request, code, closing.close, words)


@require_POST
def reopen(request, code):
    """数え直す — until it is closed again nothing of it counts."""
    words = _("もう一度直せます。直したら、また「終えて数える」を押してください。")
    return _press(request, code, closing.reopen, words)


def _press(request, code, act, words: str):
    event = own(request, code)
    try:
        act(event, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("desk:event_counted", event.code)


def file(request, code):
    """The numbers as CSV."""
    return event_counts.file(own(request, code), request.viewer)


def _guest(request, pk) -> Guest:
    rows = Guest.objects.filter(booking__event__in=events.of(request.viewer))
    return get_object_or_404(
        rows.select_related("party", "booking__event__text", "ticket", "booking__event__host"),
        pk=pk,
    )


def link(request, pk):
    """だれか分かる人につなぐ — found as everywhere at the desk; one press says who it is."""
    guest, viewer = _guest(request, pk), request.viewer
    if request.method == "POST":
        return _linked(request, guest)
    typed = request.GET.get("q", "").strip()
    found = parties.found(typed, kind=PERSON, size=MOST).rows if typed else []
    named = events.named([guest.booking], to=viewer)[guest.booking_id]
    context = {
        "guest": guest,
        "name": events.name_of(guest, to=viewer) or named["name"],
        "title": shared.title(guest.booking.event),
        "typed": typed,
        "rows": lines(found, viewer),
        "linked": names_of([guest.party], viewer).get(guest.party_id, ""),
        "closed": queries.closing_of(guest.booking.event) is not None,
    }
    return render(request, "desk/events/link.html", context)


def _linked(request, guest: Guest):
    viewer = request.viewer
    party = parties.by_code(request.POST.get("person", "").strip().upper())
    try:
        if party is None:
            linking.unlink(guest, by=viewer, on=viewer.on)
        else:
            linking.link(guest, party, by=viewer, on=viewer.on)
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:link_guest", guest.pk)
    messages.success(request, _("つなぎました。") if party else _("離しました。"))
    return redirect("desk:event_booking", guest.booking_id)
