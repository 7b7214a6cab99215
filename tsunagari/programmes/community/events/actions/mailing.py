"""便りを送る — what is queued goes out, each once, in the language of the booking.

Claimed by one conditional UPDATE, as notices are: two workers never send the same. What surely did
not go out is tried again; what may have gone out is not.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import gettext
from tsunagari.base.readings import plain
from tsunagari.kernel.notices import rules
from tsunagari.kernel.notices.wordings import FOOT
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.community.events import mails, queries, said, secrets
from tsunagari.programmes.community.events.models import Booking, Mail, Ticket

LEASE = timedelta(minutes=5)
STATES = Mail.State
ZONE = "Asia/Tokyo"


def send_due(at: datetime, limit: int = 50) -> int:
    """送る — how many went out."""
    return send(Mail.objects.select_related("booking__event__text"), written, at, limit)


def send(rows: QuerySet, write: Callable, at: datetime, limit: int) -> int:
    """One queue: rows with a state, tries and the next moment; `write` makes the mail of one."""
    every = rows.model.objects
    every.filter(state=STATES.SENDING, next_at__lte=at).update(state=STATES.UNSURE)
    due = every.filter(state=STATES.QUEUED, next_at__lte=at).order_by("next_at", "pk")
    sent = 0
    for pk in list(due.values_list("pk", flat=True)[:limit]):
        mine = every.filter(pk=pk, state=STATES.QUEUED)
        if mine.update(state=STATES.SENDING, next_at=timezone.now() + LEASE):
            sent += _send(rows.get(pk=pk), write, at)
    return sent


def _send(mail, write: Callable, at: datetime) -> bool:
    try:
        message = write(mail)
        connection = get_connection()
        connection.open()
    except OSError:
        return _failed(mail, at)
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused):
        return _failed(mail, at)
    except OSError:
        # The line broke after the mail was handed over: nobody knows whether it arrived.
        _settle(mail, STATES.UNSURE)
        return False
    finally:
        connection.close()
    _settle(mail, STATES.SENT)
    return True


def _failed(mail, at: datetime) -> bool:
    mail.tries += 1
    again = rules.next_try(at, mail.tries)
    mail.next_at = again or mail.next_at
    _settle(mail, STATES.QUEUED if again else STATES.GIVEN_UP)
    return False


def _settle(mail, state: str) -> None:
    mail.state = state
    mail.save(update_fields=["state", "tries", "next_at"])


def written(mail: Mail) -> EmailMessage:
    """Subject, words and the link; nothing personal but what the reader typed."""
    booking, kind = mail.booking, mails.BY_CODE[mail.kind]
    with translation.override(booking.language):
        body = gettext(kind.body) % _facts(mail)
        if mail.kind in mails.WHEN:
            body += "".join(f"\n{line}" for line in _sessions(booking))
        if booking.salt:
            path = reverse("portal:booking", args=[secrets.of(booking)])
            body += f"\n\n{gettext(FOOT) % {'link': settings.ORIGIN + path}}"
        return EmailMessage(plain(gettext(kind.subject)), plain(body.strip()), to=[booking.email])


def _facts(mail: Mail) -> dict:
    booking, language = mail.booking, mail.booking.language
    event = booking.event
    waits = booking.state == Booking.State.WAITING
    return {
        "title": queries.title(event, language),
        "when": moment(event.starts_at, language),
        "place": event.place,
        "people": booking.guests.count(),
        "number": queries.number_in_line(booking) if waits else "…",
        "until": "…",
        "reason": said.why(event),
        **{name: _fact(value, language) for name, value in mail.facts.items()},
    }


def _sessions(booking: Booking) -> list[str]:
    """入れる回 — of each kind that opens only some of the sessions."""
    rows = Ticket.objects.filter(guests__booking=booking, some_sessions=True)
    read = said.later(partial(texts.whole, booking.event.text_id), booking.language)
    kinds = rows.select_related("event").distinct().order_by("pk")
    return [f"{read(one.name)} {said.let_into(one)}" for one in kinds]


def _fact(value, language: str):
    """A moment in the reader's words; anything else as it is."""
    try:
        return moment(datetime.fromisoformat(value), language)
    except (TypeError, ValueError):
        return value


def moment(then: datetime, language: str) -> str:
    """A moment in a reader's words."""
    day = timezone.localtime(then).date()
    return f"{day_words(day, language)} {clock(then, ZONE)}"
