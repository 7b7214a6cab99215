"""代わりの申込み — people without a phone are registered by a body, and get their paper."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tsunagari.base import pdf
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import sent_before
from tsunagari.faces.shared.event_forms import ProxyForm
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors.actions import walking
from tsunagari.programmes.community.events import queries, secrets
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.actions.comers import told
from tsunagari.programmes.community.events.models import Booking, Event, Guest
from tsunagari.programmes.community.events.words import NEEDS

QUIET = 4
REGISTERED = "registered"


def row(booking: Booking) -> dict:
    """One booking in words: where it stands, how many, what they need."""
    guests = list(booking.guests.all())
    needs = {code for guest in guests for code in guest.needs}
    return {
        "booking": booking,
        "people": len(guests),
        **_state(booking),
        "needs": [_(words) for code, words in NEEDS.items() if code in needs],
        "language": shared.NAMES.get(booking.language, ""),
    }


def _state(booking: Booking) -> dict:
    """Where it stands; nobody comes to an event that is called off."""
    off = booking.event.state == Event.State.CANCELLED
    if off and booking.state != Booking.State.CANCELLED:
        return {"state": _("中止になりました"), "tone": "late"}
    tone = shared.BOOKING_TONES.get(booking.state, "note")
    return {"state": _(booking.get_state_display()), "tone": tone}


def tickets(booking: Booking) -> list[str]:
    """Who comes, by kind of ticket."""
    return [shared.ticket_words(one.ticket) for one in booking.guests.select_related("ticket")]


def money(booking: Booking) -> str:
    """What it costs, and whether that was paid."""
    booking.price = sum(one.yen for one in booking.guests.all())
    return shared.money_words(booking)


def form_of(request, event: Event) -> ProxyForm:
    """What was typed. ひとりずつ書く: the same again with boxes for each, and nothing taken yet."""
    tickets = list(event.tickets.prefetch_related("quotas").order_by("pk"))
    asks = "show" in request.POST.getlist("each")
    typed = {"typed": request.POST} if asks else {"data": request.POST or None}
    return ProxyForm(event=event, tickets=tickets, **typed)


def registered(request, form: ProxyForm, *, proxy, page: str):
    """The way to the booking's page, made once for what was sent; None when the form says why not."""
    viewer, event, comers = request.viewer, form.event, form.comers()
    contact = form.contact(form.cleaned_data["language"], proxy=proxy)
    sent = told(event, comers, contact)
    standing = partial(queries.standing, event, len(comers))
    salt, before = sent_before.salt_of(request, REGISTERED, sent, standing)
    if before:
        words = _(
            "同じ内容の申込みは、もう受け付けています。1件のままです。別の人なら、名前を変えて申し込んでください。"
        )
        messages.info(request, words)
        return redirect(page, before.pk)
    moment = {"by": viewer, "on": viewer.on, "at": timezone.now()}
    try:
        made = registering.register(event, comers, contact, salt=salt, **moment)
    except Refused as refused:
        put_on(form, refused)
        return None
    messages.success(request, _("申し込みました。紙を印刷してわたしてください。"))
    return sent_before.kept(request, redirect(page, made.pk), REGISTERED, salt, sent)


def _money(found: Booking, price: int) -> str:
    """What is still to pay at the door; nothing is asked for an event that is called off."""
    if found.event.state == Event.State.CANCELLED:
        return ""
    found.price = price
    return shared.money_words(found)


def cancel(request, found: Booking) -> None:
    """取り消す — for whom the body registered; the place goes to the line at once."""
    viewer = request.viewer
    try:
        walking.cancel_booking(found, by=viewer, on=viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("取り消しました。空いた席は、待っている人に知らせます。"))


def paper(request, found: Booking, *, back: str):
    """紙 — in the language of whoever comes, with the code that opens the booking; it is a record."""
    viewer = request.viewer
    if not found.salt:
        raise Http404
    with transaction.atomic():
        records.add(by=viewer, did="event.paper_printed", about=found, on=viewer.on)
    guests = list(found.guests.select_related("ticket__event", "booking").order_by("pk"))
    # What the office presses is said in its own language.
    pressed = {"print_words": _("印刷する"), "back_words": _("もどる"), "back": back}
    with translation.override(found.language):
        path = reverse("portal:booking", args=[secrets.of(found)])
        address = request.build_absolute_uri(path)
        context = row(found) | {
            **queries.named([found], to=viewer)[found.pk],
            "event": found.event,
            "title": shared.title(found.event),
            "when": shared.when_words(found.event),
            "in_line": _in_line(found),
            "lang": found.language,
            "address": address,
            "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
            "guests": [_guest(one, at, viewer) for at, one in enumerate(guests, 1)],
            "money": _money(found, sum(one.yen for one in guests)),
            **pressed,
        }
        response = render(request, "shared/events/print.html", context)
    request.leaves_nothing = True
    return response


def _in_line(found: Booking) -> int | None:
    """Whoever has no phone reads the place in the line on the paper."""
    waits = found.state == Booking.State.WAITING and found.event.state == Event.State.PUBLIC
    return queries.number_in_line(found) if waits else None


def people(found: Booking, viewer) -> list[dict]:
    """参加する人 — each by name, with what was said of them."""
    guests = found.guests.select_related("ticket__event", "booking").order_by("pk")
    return [_guest(one, at, viewer) for at, one in enumerate(guests, 1)]


def _guest(one: Guest, at: int, viewer) -> dict:
    name = queries.name_of(one, to=viewer)
    return shared.person(at, name, shared.kind_words(one.ticket), one.needs, one.note)
