"""殺到 — what everybody asks in the same second, each in one statement that is written once."""

import json
from typing import NamedTuple

from tsunagari.base.statements import found, led_to, listed, unlisted
from tsunagari.kernel.parties.names import Name
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.community.events.models import Booking, Event, Question, Ticket

TO_JOIN = (
    "FROM events_event LEFT JOIN events_ticket ON events_ticket.event_id = events_event.id"
    " LEFT JOIN events_ticket_quotas drawn ON drawn.ticket_id = events_ticket.id"
    " LEFT JOIN events_quota quota ON quota.id = drawn.quota_id"
    " WHERE events_event.code = %s AND events_event.state <> %s ORDER BY events_ticket.id, quota.id"
)
LEFT = "quota.id, quota.places - quota.taken"
ASKS = "EXISTS (SELECT 1 FROM events_question WHERE event_id = events_event.id)"
PLACES = "COALESCE((SELECT SUM(places) FROM events_quota WHERE event_id = events_event.id), 0)"
ASKED = "FROM events_question WHERE event_id = %s ORDER BY place, id"
TICKETS = "FROM events_ticket WHERE event_id = %s ORDER BY id"
BOOKED = (
    "FROM events_booking JOIN events_event ON events_event.id = events_booking.event_id"
    " JOIN texts_text ON texts_text.id = events_event.text_id WHERE secret_hash = %s"
)
# 参加する人: each with what it says of the kind of ticket.
COMER = (
    "events_guest.id, events_guest.name, needs, note, events_guest.yen, events_ticket.id,"
    " events_ticket.name, some_sessions"
)
COME = (
    "FROM events_guest JOIN events_ticket ON events_ticket.id = events_guest.ticket_id"
    " WHERE booking_id = events_booking.id"
)
IN_LINE = (
    "CASE WHEN events_booking.state = 'waiting' THEN (SELECT COUNT(*) FROM events_booking line"
    " WHERE line.event_id = events_booking.event_id AND line.state = 'waiting' AND"
    " (line.waits_from, line.id) <= (events_booking.waits_from, events_booking.id)) END"
)


class Come(NamedTuple):
    """来る人 — one of a booking, as its own page says it."""

    name: Name
    needs: tuple[str, ...]
    note: str
    yen: int
    kind: str
    # 参加の種類, where it opens only some of the sessions.
    ticket: Ticket | None


def to_join(code: str) -> tuple[Event, list[Ticket]] | None:
    """申し込む催し — a published event with its kinds of tickets, in one statement written once.

    The event knows how many `places` it has and whether it `asks` questions, each ticket what it
    `draws`: {quota: places left}.
    """
    both, said = (Event, Ticket), f"{LEFT}, {ASKS}, {PLACES}"
    rows = found(both, TO_JOIN, [code, Event.State.DRAFT], extra=said, often=both)
    if not rows:
        return None
    event, tickets = rows[0][0], {}
    *_both, asks, event.places = rows[0]
    event.asks = bool(asks)
    for _event, ticket, quota, left, *_said in rows:
        if ticket:
            ticket = tickets.setdefault(ticket.pk, ticket)
            ticket.draws = getattr(ticket, "draws", {}) | ({quota: left} if quota else {})
    return event, [*tickets.values()]


def questions(event: Event) -> list[Question]:
    """聞くこと — what everybody who registers is asked; not asked for where it is known to be nothing."""
    if not getattr(event, "asks", True):
        return []
    rows = found((Question,), ASKED, [event.pk])
    return [question for (question,) in rows]


def tickets(event: Event) -> list[Ticket]:
    """参加の種類 — of an event, in the order in which they were made."""
    return [ticket for (ticket,) in found((Ticket,), TICKETS, [event.pk])]


def by_secret(secret_hash: str, also: str = "NULL") -> Booking | None:
    """The booking behind a secret address, with its event, its `number_in_line` and all who `come`.

    `also` is one more expression to look at on the way; the booking then says it.
    """
    more = f"{listed(COMER, COME)}, {IN_LINE}, {also}"
    for booking, event, text, come, number, said in found(
        (Booking, Event, Text), BOOKED, [secret_hash], extra=more, often=(Event, Text)
    ):
        led_to(event, "text", text)
        led_to(booking, "event", event)
        booking.come = [_comer(event, *one) for one in unlisted(come)]
        booking.people, booking.price = len(booking.come), sum(one.yen for one in booking.come)
        booking.number_in_line, booking.also = number, said
        return booking
    return None


def _comer(event: Event, _key, name, needs, note, yen, ticket, kind, some) -> Come:
    needs = json.loads(needs) if isinstance(needs, str) else needs
    opens = Ticket(pk=ticket, event=event, name=kind, some_sessions=True) if some else None
    return Come(Name(name), tuple(needs), note, yen, kind, opens)


def number_in_line(booking: Booking) -> int | None:
    """How many stand before it, and one; None when it does not wait."""
    rows = found((), "FROM events_booking WHERE id = %s", [booking.pk], extra=IN_LINE)
    return rows[0][0]
