"""わたしの申込み — whoever holds its address reads it, answers an offer, adds, moves, cancels.

Everything is a press: a link that somebody's mail program opens confirms and cancels nothing.
"""

from functools import cache, partial

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base import pdf
from tsunagari.base.refusals import Reason, Refused
from tsunagari.faces.portal.views import booking_tables
from tsunagari.faces.portal.views.ask import unkept
from tsunagari.faces.shared import afterwards, letters
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared.event_forms import MoveForm
from tsunagari.faces.shared.forms import KnownRowField, TidyField
from tsunagari.faces.shared.mail_hint import meant
from tsunagari.faces.shared.tell import put_on
from tsunagari.faces.shared.turns import in_turn
from tsunagari.kernel.parties import presses
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.doors.actions import walking
from tsunagari.programmes.community.events import queries, rules, rush, said, secrets
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.actions.registering import Comer
from tsunagari.programmes.community.events.models import Booking, Event
from tsunagari.programmes.community.gatherings import queries as gatherings

QUIET = 4
VERBS = ("accept", "cancel", "add", "move")


class AddForm(forms.Form):
    """One more person."""

    ticket = KnownRowField(label=_("参加の種類"))
    name = TidyField(label=_("足す人の名前"), max_length=100, required=False)

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ticket"].offer({one: shared.ticket_words(one) for one in rush.tickets(event)})


def booking_of(secret: str) -> Booking:
    """The booking behind an address."""
    booking = queries.by_secret(secrets.hashed(secret), also=gatherings.IS_PLANNED)
    if booking is None:
        raise Http404
    return booking


def address_of(secret: str) -> str:
    """The page of a booking, as `reverse` says it in the reader's language."""
    before, _mark, behind = _around(translation.get_language() or "ja", get_script_prefix())
    return f"{before}{secret}{behind}"


@cache
def _around(_language: str, _prefix: str) -> tuple[str, str, str]:
    return reverse("portal:booking", args=[(mark := "0" * 32)]).partition(mark)


@unkept
@in_turn
def show(request, secret):
    """The own booking: confirmed, waiting with its number, or asked until when."""
    return _page(request, booking_of(secret), secret)


def _page(request, found: Booking, secret: str, refused: Refused | None = None):
    """The confirmation: read by everybody at once after a rush, so most of it is drawn once."""
    # It is asked for at its own address, or answered right below it.
    address = f"{request.scheme}://{request.get_host()}{request.path.removesuffix('answer/')}"
    own = {
        "secret": secret,
        "number": found.number,
        "address": address,
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True, quick=True),
    }
    if found.people and not shared.is_gone(found, found.event):
        own["guests"] = _people(found)
    if found.number_in_line:
        own["in_line"] = found.number_in_line
    facts = facts_of(found) | {"money": shared.money_words(found)}
    if found.email and (said_otherwise := meant(found.email)):
        own["email"] = found.email
        facts["meant"] = said_otherwise
    # What few pages say stands only in those: all others are drawn once.
    more = booking_tables.seats(found) | afterwards.of_booking(found, timezone.now())
    if request.GET.get("saved") == "1" and not refused:
        more["saved"] = True
    if request.GET.get("again") == "1" and not refused:
        more["again"] = True
    if request.GET.get("own") == "1":
        more["back"] = reverse("mypage:event_booking", args=[found.pk])
    facts |= {name: value for name, value in more.items() if value}
    if refused:
        facts["faults"] = [one.words() for one in refused.reasons]
    response = letters.page(request, "portal/events/booking.html", facts, own)
    response.status_code = 422 if refused else 200
    return response


def _people(found: Booking) -> str:
    """Who comes, what each needs, and where each may go in; nobody without this address reads it.

    Drawn once for all bookings that say the same but for their names and notes.
    """
    event, language = found.event, translation.get_language() or "ja"
    read = said.typed
    if language != event.text.source:
        read = said.later(partial(texts.whole, event.text_id), language)
    rows, own = [], {}
    for at, one in enumerate(found.come, 1):
        kind = shared.kind_words(one.ticket, read) if one.ticket else read(one.kind)
        typed = {f"name{at}": one.name.reveal(), f"note{at}": one.note}
        name, note = [letters.mark(field) if words else "" for field, words in typed.items()]
        rows.append((at, name, kind, one.needs, note))
        own |= typed

    def facts() -> dict:
        return {"guests": [shared.person(*row) for row in rows]}

    return letters.part("shared/events/_people.html", tuple(rows), facts, own)


def facts_of(found: Booking) -> dict:
    """What every page of a booking says: plain values, so that others' pages can say the same."""
    event = found.event
    live = not rules.why_not_change(found.state) and event.state == Event.State.PUBLIC
    state, tone = shared.booking_state(found, event)
    return {
        "state": state,
        "tone": tone,
        "answer_by": found.answer_by if found.state == Booking.State.OFFERED else None,
        "title": shared.read_title(event),
        "why": said.why(event),
        "when": shared.when_words(event),
        "place": shared.where(event),
        "code": event.code,
        "cancelled": event.state == Event.State.CANCELLED,
        "gone": shared.is_gone(found, event),
        "lottery": event.mode == Event.Mode.LOTTERY,
        "drawn": event.drawn_at is not None,
        "has_email": bool(found.email),
        "people": found.people or 0,
        "live": live and timezone.now() < event.ends_at,
    }


@unkept
@in_turn
def change(request, secret):
    """変える — one more person, another day, or not at all; each is a press of its own."""
    found = booking_of(secret)
    return _change_page(request, found, secret, *_forms(found))


def _forms(found: Booking, typed=None, verb: str = ""):
    others = queries.others(found.event, timezone.now())
    add = AddForm(typed if verb == "add" else None, event=found.event, prefix="add")
    move = MoveForm(typed if verb == "move" else None, others=others, prefix="move")
    return add, move if others else None


def _change_page(request, found: Booking, secret: str, add, move):
    facts = facts_of(found)
    open_yet = facts["live"] and timezone.now() < found.event.closes_at
    drawn = found.state != Booking.State.DRAWN_LATER
    forms = {
        "add": add if open_yet else None,
        "move": move if facts["live"] and drawn else None,
    }
    chosen = [tuple(field.choices) for form in forms.values() if form for field in _choosing(form)]
    says = (open_yet, drawn, *sorted(facts.items()), *chosen)
    own = {"secret": secret}
    page = letters.kept(request, "portal/events/change.html", says, own, lambda: facts | forms)
    page.status_code = 422 if add.errors or (move and move.errors) else 200
    return page


def _choosing(form) -> list[KnownRowField]:
    return [field for field in form.fields.values() if isinstance(field, KnownRowField)]


@unkept
@require_POST
def answer(request, secret):
    """受ける・取り消す・足す・移す — by a press, once."""
    found, verb = booking_of(secret), request.POST.get("answer", "")
    if verb not in VERBS:
        return redirect(address_of(secret))
    add, move = _forms(found, request.POST, verb)
    form = {"add": add, "move": move}.get(verb)
    if form is not None and not form.is_valid():
        return _change_page(request, found, secret, add, move)
    try:
        with transaction.atomic():
            if first_press(request, found):
                _act(found, verb, form)
    except Refused as refused:
        if form is None:
            return _page(request, booking_of(secret), secret, refused)
        put_on(form, refused)
        return _change_page(request, found, secret, add, move)
    return saved(secret) if form is not None else redirect(address_of(secret))


def saved(secret: str):
    """The own booking, which says that it was written."""
    return redirect(f"{address_of(secret)}?saved=1")


def first_press(request, found: Booking) -> bool:
    """True for the first press of a button; without a key every press is one."""
    key = request.POST.get("press_key", "")[:64]
    mine = {"by": found.number, "form": request.path[:200]}
    return not key or presses.take(key, **mine, at=timezone.now())


def _act(found: Booking, verb: str, form) -> None:
    moment = {"by": None, "on": timezone.localdate(), "at": timezone.now()}
    if verb == "accept":
        registering.accept(found, **moment)
    elif verb == "cancel":
        walking.cancel_booking(found, **moment)
    elif verb == "add":
        told = form.cleaned_data
        registering.add(found, Comer(told["ticket"], told["name"]), **moment)
    elif form is None:
        words = _now("移れる日がありません。")
        raise Refused([Reason(words, rule="event.series")])
    else:
        registering.move(found, form.cleaned_data["to"], **moment)
