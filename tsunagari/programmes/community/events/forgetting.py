"""忘れる — of a person's bookings the names, the address and the answers go; the numbers stay."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.models import Answer, Booking, Event, Guest

# So long after an event somebody may still ask about a booking.
KEPT = timedelta(days=365)
EMPTIED = {"name": "", "email": "", "salt": ""}
NOBODY = {
    "name": "",
    "name_kana": "",
    "party": None,
    "languages": [],
    "needs": [],
    "note": "",
    "generation": "",
}


@transaction.atomic
def forget(party, *, on: date) -> int:
    """申込みの名前を消す — of the bookings that are this person's; how many."""
    _give_up_what_is_to_come(party, on)
    Booking.objects.filter(proxy=party.pk).update(proxy=None)
    Guest.objects.filter(party=party.pk).update(**NOBODY)
    return _empty(list(Booking.objects.filter(party=party.pk).values_list("pk", flat=True)))


def _give_up_what_is_to_come(party, on: date) -> None:
    """Nobody could cancel it afterwards: the places go to the line."""
    now = timezone.now()
    rows = Booking.objects.filter(party=party.pk, event__starts_at__gt=now)
    for booking in rows.exclude(state=Booking.State.CANCELLED):
        registering.cancel(booking, by=None, on=on, at=now)


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古い申込み — a year after the event nobody is named any more, whoever it was."""
    over = Event.objects.filter(ends_at__date__lt=on - KEPT)
    rows = Booking.objects.filter(event__in=over).exclude(**EMPTIED)
    return _empty(list(rows.values_list("pk", flat=True)[:500]))


def _empty(keys: list[int]) -> int:
    Answer.objects.filter(booking__in=keys).delete()
    Guest.objects.filter(booking__in=keys).update(**NOBODY)
    return Booking.objects.filter(pk__in=keys).update(**EMPTIED, party=None)
