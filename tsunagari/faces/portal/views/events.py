"""催し — the calendar, an event with joining on the same page, and a draw that anybody can repeat.

A GET never changes anything: a mail scanner that follows links confirms and cancels nothing.
"""

import hashlib

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation

from tsunagari.base import keyset
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.faces.portal import event_data, event_filters
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.event_forms import JoinForm
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.turns import in_turn
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.events import queries, rush, secrets
from tsunagari.programmes.community.events.actions import drawing, registering
from tsunagari.programmes.community.events.models import Booking, Event

SIZE = 30


@in_turn
def listed(request):
    """What is coming, soonest first; by town, language, age and price."""
    filters = event_filters.of(request)
    rows = queries.titled(filters.rows())
    page = keyset.page(rows, ["starts_at", "id"], after=request.GET.get("after", ""), size=SIZE)
    left = queries.left_of(page.rows)
    context = {
        "page": page,
        "rows": [
            shared.row(event) | {"room": shared.room(event, left.get(event.pk, 0))}
            for event in page.rows
        ],
        "query": filters.query,
        **event_filters.boxes(filters),
    }
    return render(request, "portal/events/list.html", context)


def event_of(code: str) -> Event:
    """A published event, or nothing to find."""
    event = queries.public().filter(code=code.upper()).first()
    if event is None:
        raise Http404
    return event


@unkept
@in_turn
def show(request, code):
    """One event: when, where, for whom, what is left; joining stands on the same page."""
    there = rush.to_join(code.upper())
    if there is None:
        raise Http404
    event, tickets = there
    form = JoinForm(request.POST or None, event=event, tickets=tickets)
    if request.method == "POST" and form.is_valid() and (secret := _joined(request, form)):
        return redirect("portal:booking", secret)
    now, left = timezone.now(), queries.left(event)
    address = request.build_absolute_uri(reverse("portal:event", args=[event.code]))
    language = translation.get_language() or "ja"
    sessions = [_session(one) for one in queries.sessions(event)]
    [title, *words] = texts.seen(texts.whole(event.text_id), language)
    context = {
        "event": event,
        "title": plain(title.words),
        "words": shared.paragraphs(words),
        "when": shared.when_words(event),
        "sessions": sessions,
        "several": len(sessions) > 1,
        "tickets": [shared.ticket_words(one) for one in tickets],
        "spoken": shared.languages_words(event.languages),
        "interpreted": shared.languages_words(event.interpretation),
        "cohosts": [one.organisation.title for one in event.cohosts.select_related("organisation")],
        "left": left,
        "open": event.state == Event.State.PUBLIC and event.opens_at <= now < event.closes_at,
        "early": now < event.opens_at,
        "form": form,
        "address": address,
        "data": event_data.of(event, title=plain(title.words), address=address, left=left),
    }
    status = 422 if form.errors else 200
    return render(request, "portal/events/event.html", context, status=status)


def _session(row) -> dict:
    return {"starts_at": row.meeting.starts_at, "ends_at": row.meeting.ends_at, "room": row.room}


def _joined(request, form: JoinForm) -> str:
    """The secret of the booking; the same press makes no second one. "" when the form says why."""
    salt, now = _print_of(request, form), timezone.now()
    try:
        registering.register(
            form.event,
            form.comers(),
            form.contact(translation.get_language() or "ja"),
            salt=salt,
            by=None,
            on=timezone.localdate(),
            at=now,
        )
    except Refused as refused:
        put_on(form, refused)
        return ""
    return secrets.made(salt)


def _print_of(request, form: JoinForm) -> str:
    """A print of the press and of all that was sent: another's key alone opens nothing."""
    sent = [request.POST.get("press_key", ""), form.event.code]
    sent += [f"{name}={request.POST.getlist(name)}" for name in sorted(form.fields)]
    return hashlib.sha256("\0".join(sent).encode()).hexdigest()


def draw(request, code):
    """抽選の結果 — the seed, the numbers as they were drawn, and how to draw them again."""
    event = event_of(code)
    if event.mode != Event.Mode.LOTTERY:
        raise Http404
    drawn = []
    if event.drawn_at:
        rows = event.bookings.filter(made_at__lt=event.drawn_at).only("secret_hash", "state")
        drawn = [
            {"number": one.number, "in": one.state == Booking.State.CONFIRMED}
            for one in drawing.order(event, rows)
        ]
    context = {"event": event, "title": shared.title(event), "drawn": drawn}
    return render(request, "portal/events/draw.html", context)
