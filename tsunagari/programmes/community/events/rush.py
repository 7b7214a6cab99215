"""殺到 — what everybody asks in the same second, each in one statement that is written once."""

from tsunagari.base.statements import found
from tsunagari.kernel.texts.models import Text
from tsunagari.programmes.community.events.models import Booking, Event, Question, Ticket

TO_JOIN = (
    "FROM events_event LEFT JOIN events_ticket ON events_ticket.event_id = events_event.id"
    " WHERE events_event.code = %s AND events_event.state <> %s ORDER BY events_ticket.id"
)
ASKED = "FROM events_question WHERE event_id = %s ORDER BY place, id"
TICKETS = "FROM events_ticket WHERE event_id = %s ORDER BY id"
BOOKED = (
    "FROM events_booking JOIN events_event ON events_event.id = events_booking.event_id"
    " JOIN texts_text ON texts_text.id = events_event.text_id WHERE secret_hash = %s"
)
PEOPLE = "(SELECT COUNT(*) FROM events_guest WHERE booking_id = events_booking.id)"
PRICE = "COALESCE((SELECT SUM(yen) FROM events_guest WHERE booking_id = events_booking.id), 0)"
IN_LINE = (
    "CASE WHEN events_booking.state = 'waiting' THEN (SELECT COUNT(*) FROM events_booking line"
    " WHERE line.event_id = events_booking.event_id AND line.state = 'waiting' AND"
    " (line.waits_from, line.id) <= (events_booking.waits_from, events_booking.id)) END"
)


def to_join(code: str) -> tuple[Event, list[Ticket]] | None:
    """申し込む催し — a published event with its kinds of tickets, in one statement written once."""
    rows = found((Event, Ticket), TO_JOIN, [code, Event.State.DRAFT])
    return (rows[0][0], [ticket for _event, ticket in rows if ticket]) if rows else None


def questions(event: Event) -> list[Question]:
    """聞くこと — what everybody who registers is asked."""
    rows = found((Question,), ASKED, [event.pk])
    return [question for (question,) in rows]


def tickets(event: Event) -> list[Ticket]:
    """参加の種類 — of an event, in the order in which they were made."""
    return [ticket for (ticket,) in found((Ticket,), TICKETS, [event.pk])]


def by_secret(secret_hash: str) -> Booking | None:
    """The booking behind a secret address: with its event, how many `people`, its `number_in_line`."""
    rows = found(
        (Booking, Event, Text), BOOKED, [secret_hash], extra=f"{PEOPLE}, {IN_LINE}, {PRICE}"
    )
    for booking, event, text, people, number, price in rows:
        event.text, booking.event, booking.price = text, event, int(price)
        booking.people, booking.number_in_line = people, number
        return booking
    return None


def number_in_line(booking: Booking) -> int | None:
    """How many stand before it, and one; None when it does not wait."""
    rows = found((), "FROM events_booking WHERE id = %s", [booking.pk], extra=IN_LINE)
    return rows[0][0]
