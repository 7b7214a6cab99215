"""忘れる — what somebody said for the tables goes, and the tables with it; a print names nobody."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from tsunagari.programmes.community.events.models import Guest
from tsunagari.programmes.community.gatherings.models import Away, Met, Pin, Seat, Told, Veto

# So long a series knows who has met; so long who sat where is kept, to count who met.
MET_KEPT, SEATS_KEPT = timedelta(days=3 * 365), timedelta(days=365)


@transaction.atomic
def forget(party, *, on: date) -> int:
    """席のことを消す — of the guests who are this person; how many rows."""
    own = Q(party=party.pk) | Q(booking__party=party.pk)
    guests = list(Guest.objects.filter(own).values_list("pk", flat=True))
    Veto.objects.filter(by=party.pk).update(by=None)
    gone = [
        Told.objects.filter(booking__guests__in=guests).delete()[0],
        Pin.objects.filter(guest__in=guests).delete()[0],
        Veto.objects.filter(Q(a__in=guests) | Q(b__in=guests)).delete()[0],
        Seat.objects.filter(guest__in=guests).delete()[0],
        Away.objects.filter(guest__in=guests).delete()[0],
    ]
    return sum(gone)


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古い席 — of evenings long ago, and of what nobody moved a booking away from."""
    said = Told.objects.filter(booking__event__ends_at__date__lt=on - timedelta(days=2))
    gone = [
        said.delete()[0],
        Seat.objects.filter(plan__event__ends_at__date__lt=on - SEATS_KEPT).delete()[0],
        Met.objects.filter(on__lt=on - MET_KEPT).delete()[0],
    ]
    return sum(gone)
