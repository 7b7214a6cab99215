"""便りを送る — reminders of the day before, what a call-off means, and the queue of all mails."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from tsunagari.base.days import clock
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.kernel.notices.wordings import FOOT
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events import said
from tsunagari.programmes.community.events.actions import mailing
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import mails, queries
from tsunagari.programmes.community.shifts.actions.joining import secret_of
from tsunagari.programmes.community.shifts.models import Assignment, Note, Shift, Volunteer
from tsunagari.programmes.community.shifts.rules import fit
from tsunagari.programmes.community.shifts.words import name_of

NONE = _("いまは係がありません。")
MORNING = 8  # nobody is woken for a reminder
ZONE = mailing.ZONE
AT_ONCE = 500


def send_due(at: datetime, limit: int = 50) -> int:
    """送る — how many went out, by the way of the mails of events."""
    rows = Note.objects.select_related("volunteer__event__text")
    return mailing.send(rows, written, at, limit)


def written(note: Note) -> EmailMessage:
    """Subject, words and the link to the volunteer's own page."""
    volunteer, kind = note.volunteer, mails.BY_CODE[note.kind]
    with translation.override(volunteer.language):
        body = gettext(kind.body) % _facts(note)
        if volunteer.salt:
            path = reverse("portal:helping", args=[secret_of(volunteer)])
            body += f"\n\n{gettext(FOOT) % {'link': settings.ORIGIN + path}}"
        return EmailMessage(plain(gettext(kind.subject)), plain(body.strip()), to=[volunteer.email])


def _facts(note: Note) -> dict:
    volunteer, language = note.volunteer, note.volunteer.language
    event = volunteer.event
    rows = Shift.objects.filter(assignments__volunteer=volunteer, assignments__state="planned")
    lines = [line(row, language) for row in rows.order_by("starts_at", "pk")]
    when = note.facts.get("when") or event.starts_at.isoformat()
    return {
        "title": events.title(event, language),
        "when": mailing.moment(datetime.fromisoformat(when), language),
        "shift": _shift(note.facts.get("shift")),
        "reason": said.why(event),
        "shifts": "\n".join(lines) or gettext(NONE),
        "hours": fit.hours(queries.minutes_of([volunteer]).get(volunteer.pk, 0)),
    }


def _shift(key: int | None) -> str:
    shift = Shift.objects.filter(pk=key).first() if key else None
    return name_of(shift) if shift else ""


def line(shift: Shift, language: str) -> str:
    """When, what, where: one line of a mail."""
    span = f"{mailing.moment(shift.starts_at, language)}–{clock(shift.ends_at, ZONE)}"
    return " ".join(part for part in (span, name_of(shift), shift.place) if part)


def remind(*, on: date, at: datetime) -> int:
    """あすのお手伝い — from the morning of the day before, each shift once; how many people."""
    if timezone.localtime(at).hour < MORNING:
        return 0
    first = timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))
    due = Assignment.objects.filter(
        state=Assignment.State.PLANNED,
        reminded_on=None,
        shift__starts_at__gte=first,
        shift__starts_at__lt=first + timedelta(days=1),
        shift__event__state=Event.State.PUBLIC,
    )
    return sum(
        _remind(key, due, on, at) for key in sorted({*due.values_list("volunteer", flat=True)})
    )


@transaction.atomic
def _remind(volunteer: int, due, on: date, at: datetime) -> bool:
    keys = list(due.filter(volunteer=volunteer).values_list("pk", flat=True))
    mine = Assignment.objects.filter(pk__in=keys, reminded_on=None)
    if not mine.update(reminded_on=on):
        return False
    return bool(mails.queue(Volunteer.objects.filter(pk=volunteer), "reminder", at=at))


@transaction.atomic
def call_off(*, at: datetime) -> int:
    """中止を知らせる — to whoever helps with an event that was called off, once."""
    rows = Volunteer.objects.filter(
        event__state=Event.State.CANCELLED,
        event__ends_at__gt=at,
        withdrawn_at=None,
        told_off_at=None,
    )
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    people = Volunteer.objects.filter(pk__in=keys)
    mine = list(people.select_for_update(no_key=True).filter(told_off_at=None).order_by("pk"))
    people.filter(pk__in=[one.pk for one in mine]).update(told_off_at=at)
    return mails.queue(mine, "cancelled", at=at)
