"""忘れる — of a person's bookings the names, the address and the answers go; the numbers stay."""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.programmes.community.events.models import Answer, Booking, Event, Guest

# So long after an event somebody may still ask about a booking.
KEPT = timedelta(days=365)
EMPTIED = {"name": "", "email": "", "salt": ""}


@transaction.atomic
def forget(party, *, on: date) -> int:
    """申込みの名前を消す — of the bookings that are this person's; how many."""
    Booking.objects.filter(proxy=party.pk).update(proxy=None)
    Guest.objects.filter(party=party.pk).update(
        party=None, name="", name_kana="", needs=[], note=""
    )
    return _empty(list(Booking.objects.filter(party=party.pk).values_list("pk", flat=True)))


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古い申込み — a year after the event nobody is named any more, whoever it was."""
    over = Event.objects.filter(ends_at__date__lt=on - KEPT)
    rows = Booking.objects.filter(event__in=over).exclude(**EMPTIED)
    return _empty(list(rows.values_list("pk", flat=True)[:500]))


def _empty(keys: list[int]) -> int:
    Answer.objects.filter(booking__in=keys).delete()
    guests = Guest.objects.filter(booking__in=keys)
    said = {"languages": [], "needs": [], "note": "", "generation": ""}
    guests.update(name="", name_kana="", party=None, **said)
    return Booking.objects.filter(pk__in=keys).update(**EMPTIED, party=None)
