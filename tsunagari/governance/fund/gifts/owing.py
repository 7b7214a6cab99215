"""参加費の手がかり — bookings of events whose fee is missing, and transfers that were noted by hand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tsunagari.governance.fund.gifts.models import Fee
from tsunagari.governance.fund.gifts.rules.fees import Owed
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.community.events import accounts, queries
from tsunagari.programmes.community.events.models import Booking, Payment

LATEST = 2_000
A_YEAR = timedelta(days=400)


def owed(books: Iterable[int], viewer: Viewer) -> dict[int, list[Owed]]:
    """{book: what may come in for its events}; names only for the office, as everywhere."""
    bookings = _unpaid(books)
    payments = _by_hand(books)
    known = queries.readings([*bookings, *(one.booking for one in payments)], to=viewer)
    found: dict[int, list[Owed]] = defaultdict(list)
    for one in bookings:
        row = Owed(one.pk, one.number, one.owed - one.paid, known[one.pk])
        found[one.book].append(row)
    for paid in payments:
        one = paid.booking
        row = Owed(one.pk, one.number, paid.yen, known[one.pk], payment=paid.pk, on=paid.on)
        found[paid.book].append(row)
    return found


def _unpaid(books: Iterable[int]) -> list[Booking]:
    rows = Booking.objects.filter(
        event__host__organisation__book__in=books,
        event__ends_at__gt=timezone.now() - A_YEAR,
        state=Booking.State.CONFIRMED,
        guests__yen__gt=0,
    )
    rows = rows.annotate(book=F("event__host__organisation__book")).distinct()
    rows = accounts.billed(rows).filter(owed__gt=F("paid")).prefetch_related("guests")
    return list(rows.order_by("-pk")[:LATEST])


def _by_hand(books: Iterable[int]) -> list[Payment]:
    """振込でもらったと押したもの — those that stand, and whose line of the bank is not known."""
    rows = Payment.objects.filter(
        booking__event__host__organisation__book__in=books,
        how=Payment.How.TRANSFER,
        yen__gt=0,
        undone_by=None,
        on__gt=timezone.localdate() - A_YEAR,
    )
    rows = rows.exclude(pk__in=Fee.objects.values("payment"))
    rows = rows.annotate(book=F("booking__event__host__organisation__book"))
    rows = rows.select_related("booking").prefetch_related("booking__guests")
    return list(rows.order_by("-pk")[:LATEST])


def shown(keys: Iterable[int]) -> dict[int, Booking]:
    """The bookings that are proposed, with their events."""
    return Booking.objects.select_related("event__text").in_bulk(list(keys))
