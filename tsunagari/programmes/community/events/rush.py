"""殺到 — what everybody asks in the same second, each in one statement that is written once."""

from tsunagari.base.statements import found
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Question, Ticket

TO_JOIN = (
    "FROM events_event LEFT JOIN events_ticket ON events_ticket.event_id = events_event.id"
    " LEFT JOIN events_ticket_quotas drawn ON drawn.ticket_id = events_ticket.id"
    " LEFT JOIN events_quota quota ON quota.id = drawn.quota_id"
    " WHERE events_event.code = %s AND events_event.state <> %s ORDER BY events_ticket.id, quota.id"
)
LEFT = "quota.id, quota.places - quota.taken"
ASKS = "EXISTS (SELECT 1 FROM events_question WHERE event_id = events_event.id)"
ASKED = "FROM events_question WHERE event_id = %s ORDER BY place, id"
TICKETS = "FROM events_ticket WHERE event_id = %s ORDER BY id"
BOOKED = (
    "FROM events_booking JOIN events_event ON events_event.id = events_booking.event_id"
    " JOIN texts_text ON texts_text.id = events_event.text_id WHERE secret_hash = %s"
)
COME = (
    "FROM events_guest JOIN events_ticket ON events_ticket.id = events_guest.ticket_id"
    " WHERE booking_id = %s ORDER BY events_guest.id"
)
PEOPLE = "(SELECT COUNT(*) FROM events_guest WHERE booking_id = events_booking.id)"
PRICE = "COALESCE((SELECT SUM(yen) FROM events_guest WHERE booking_id = events_booking.id), 0)"
IN_LINE = (
    "CASE WHEN events_booking.state = 'waiting' THEN (SELECT COUNT(*) FROM events_booking line"
    " WHERE line.event_id = events_booking.event_id AND line.state = 'waiting' AND"
    " (line.waits_from, line.id) <= (events_booking.waits_from, events_booking.id)) END"
)


def to_join(code: str) -> tuple[Event, list[Ticket]] | None:
    """申し込む催し — a published event with its kinds of tickets, in one statement written once.

    The event knows whether it `asks` questions, each ticket what it `draws`: {quota: places left}.
    """
    rows = found((Event, Ticket), TO_JOIN, [code, Event.State.DRAFT], extra=f"{LEFT}, {ASKS}")
    if not rows:
        return None
    event, tickets = rows[0][0], {}
    event.asks = bool(rows[0][-1])
    for _event, ticket, quota, left, _asks in rows:
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


def guests(booking: Booking) -> list[Guest]:
    """参加する人 — of one booking, each with the kind of ticket, in the order in which they were written."""
    rows = found((Guest, Ticket), COME, [booking.pk])
    for guest, ticket in rows:
        ticket.event, guest.ticket, guest.booking = booking.event, ticket, booking
    return [guest for guest, _ticket in rows]


def by_secret(secret_hash: str, also: str = "NULL") -> Booking | None:
    """The booking behind a secret address: with its event, how many `people`, its `number_in_line`.

    `also` is one more expression to look at on the way; the booking then says it.
    """
    more = f"{PEOPLE}, {IN_LINE}, {PRICE}, {also}"
    for booking, event, text, *said in found(
        (Booking, Event, Text), BOOKED, [secret_hash], extra=more
    ):
        event.text, booking.event = text, event
        booking.people, booking.number_in_line, booking.price, booking.also = said
        booking.price = int(booking.price)
        return booking
    return None


def number_in_line(booking: Booking) -> int | None:
    """How many stand before it, and one; None when it does not wait."""
    rows = found((), "FROM events_booking WHERE id = %s", [booking.pk], extra=IN_LINE)
    return rows[0][0]
