"""催し — what is coming, in my language; I join with one press, and move or cancel here."""

import hashlib
from datetime import datetime
from secrets import token_hex

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.languages import active
from tsunagari.base.readings import plain
from tsunagari.base.refusals import Refused
from tsunagari.faces.mypage.event_forms import OwnForm
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import helping
from tsunagari.faces.shared.event_forms import MoveForm
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.consents.queries import own_name
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.attendance import queries as known
from tsunagari.programmes.community.attendance.actions import joining
from tsunagari.programmes.community.doors.actions import walking
from tsunagari.programmes.community.events import queries, rules, said, secrets
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.events.shown import Line
from tsunagari.programmes.community.events.shown import lines as lines_of
from tsunagari.programmes.community.shifts import hours

SIZE = 20
VERBS = ("accept", "cancel", "move")


def listed(request):
    """My bookings first, then what is coming, soonest first."""
    now = timezone.now()
    after = request.GET.get("after", "")
    page = keyset.page(queries.coming(now), ["starts_at", "id"], after=after, size=SIZE)
    mine = known.coming_of(request.viewer.party, now)
    lines = _lines({event.pk for event in page.rows} | {one.event_id for one in mine}, now)
    context = {
        "page": page,
        "rows": [_row(lines[event.pk]) for event in page.rows],
        "years": helping.rows(hours.years_of(request.viewer.party)),
        "mine": [_mine(lines[one.event_id], one) for one in mine],
    }
    return render(request, "mypage/events.html", context)


def helped(request, year):
    """1年の証明書 — my hours over all events of a fiscal year, in my language."""
    viewer = request.viewer
    return helping.paper_of(
        request, viewer.party, year, name=own_name(viewer), language=viewer.language
    )


def _lines(keys: set[int], now: datetime) -> dict[int, Line]:
    """{event: its line} of what is listed, titles and places in one statement."""
    language = active()
    lines = [Line(row, language) for row in lines_of(language, now, sorted(keys))]
    return {line.event.pk: line for line in lines}


def _row(line: Line) -> dict:
    return shared.row(line.event, line.title) | {"room": shared.room(line.event, line.left)}


def _mine(line: Line, booking: Booking) -> dict:
    return shared.row(line.event, line.title) | _state(booking, line.event)


def _state(booking: Booking, event: Event) -> dict:
    state, tone = shared.booking_state(booking, event)
    return {"booking": booking, "state": state, "tone": tone}


def _event(code: str) -> Event:
    found = queries.public().filter(code=code.upper()).first()
    if found is None:
        raise Http404
    return found


def show(request, code):
    """One event; whoever has joined is led to the booking."""
    event, viewer = _event(code), request.viewer
    mine = known.live_of(viewer.party).filter(event=event).first()
    if mine:
        return redirect("mypage:event_booking", mine.pk)
    tickets = list(event.tickets.prefetch_related("quotas").order_by("pk"))
    text = texts.whole(event.text_id)
    read = said.reader(text, viewer.language)
    form = OwnForm(request.POST or None, event=event, tickets=tickets, viewer=viewer, read=read)
    if request.method == "POST" and form.is_valid() and (made := _joined(request, form)):
        return redirect("mypage:event_booking", made.pk)
    now, left = timezone.now(), queries.left(event)
    [title, *words] = seen = [one for one in texts.seen(text, viewer.language) if not one.part]
    context = {
        "event": event,
        "title": plain(title.words),
        "heading": shared.heading(title),
        "told": shared.untranslated(seen),
        "words": shared.paragraphs(words),
        **shared.facts(event, read),
        "closed": shared.why_closed(event),
        "early": now < event.opens_at,
        "tickets": [shared.ticket_words(one, read) for one in tickets],
        "why": said.why(event),
        "room": shared.room(event, left),
        "open": event.state == Event.State.PUBLIC and event.opens_at <= now < event.closes_at,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "mypage/event.html", context, status=status)


def _joined(request, form: OwnForm) -> Booking | None:
    viewer = request.viewer
    key = f"{viewer.party.pk}\n{form.event.code}\n{token_hex(16)}"
    try:
        made = joining.join(
            form.event,
            viewer.party,
            form.comers(),
            form.contact(viewer.language),
            salt=hashlib.sha256(key.encode()).hexdigest(),
            by=viewer,
            on=viewer.on,
            at=timezone.now(),
        )
    except Refused as refused:
        put_on(form, refused)
        return None
    messages.success(request, _("申込みを受け付けました"))
    return made


def _booking(request, pk) -> Booking:
    return get_object_or_404(known.of_person(request.viewer.party), pk=pk)


def booking(request, pk):
    """わたしの申込み — where it stands, the code for the door, and what may be changed."""
    return _page(request, _booking(request, pk))


def _page(request, found: Booking, move: MoveForm | None = None):
    event, now = found.event, timezone.now()
    read = said.reader(texts.whole(event.text_id), request.viewer.language)
    own = known.is_own(found, request.viewer.party)
    live = (
        own
        and not rules.why_not_change(found.state)
        and event.state == Event.State.PUBLIC
        and now < event.ends_at
    )
    others = queries.others(event, now) if live and found.state != "entered" else []
    waits = found.state == Booking.State.WAITING
    seats = known.seats_in(found)
    found.price = sum(one.yen for one in seats)
    gone = shared.is_gone(found, event)
    context = _state(found, event) | {
        "event": event,
        "title": shared.title(event),
        "when": shared.when_words(event),
        "people": [_kind(one.ticket, read, gone=gone) for one in seats],
        "money": shared.money_words(found) if own else "",
        "where": shared.where(event),
        "why": said.why(event),
        "number": queries.number_in_line(found) if waits else None,
        "code": reverse("portal:booking", args=[secrets.of(found)]) if own and found.salt else "",
        "gone": gone,
        "live": live,
        "move": move or (MoveForm(others=others) if others else None),
        "key": f"event-{found.pk}",
        "to_calendar": request.viewer.kind == "worker" and live,
    }
    status = 422 if move and move.errors else 200
    return render(request, "mypage/event_booking.html", context, status=status)


def _kind(ticket, read: said.Reader, *, gone: bool) -> str:
    return read(ticket.name) if gone else shared.ticket_words(ticket, read)


@require_POST
def answer(request, pk):
    """行きます・移します・取り消します — by a press."""
    found, verb = _booking(request, pk), request.POST.get("answer", "")
    if verb not in VERBS or not known.is_own(found, request.viewer.party):
        raise Http404
    form = MoveForm(request.POST, others=queries.others(found.event, timezone.now()))
    if verb == "move" and not form.is_valid():
        return _page(request, found, form)
    try:
        words = _act(request, found, verb, form)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, words)
    return redirect("mypage:event_booking", pk)


def _act(request, found: Booking, verb: str, form: MoveForm) -> str:
    moment = {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}
    if verb == "accept":
        registering.accept(found, **moment)
        return _("参加できます")
    if verb == "cancel":
        walking.cancel_booking(found, **moment)
        return _("申込みを取り消しました。")
    registering.move(found, form.cleaned_data["to"], **moment)
    return _("申込みを移しました")
