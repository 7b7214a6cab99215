"""受付の参加費 — cash that was pressed at a door comes into the books as the office's own press does.

What was pressed is a fact and stays as a mark. Whether it makes a journal is asked under the lock of
the booking: what the office, or another phone, has taken already makes none.
"""

from datetime import date

from django.db.models import Max, Sum

from tsunagari.base.refusals import Refused
from tsunagari.programmes.community.doors.models import Door, Mark
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Booking, Payment

VIA = "door"


def take(booking: Booking, yen: int, *, door: Door, on: date) -> Payment | None:
    """受け取る — None when nothing was missing any more, or the books could not take it.

    More than a booking of this event can ever cost is a phone gone wrong: the office reads of it.
    """
    if yen > _most(booking):
        return None
    told = {"via": VIA, "door": door.name}
    try:
        return money.take(booking, Payment.How.CASH, by=None, on=on, yen=yen, **told)
    except Refused:
        return None


def _most(booking: Booking) -> int:
    """What a whole booking can cost: today's dearest kind for everybody, or what it cost when made."""
    dearest = booking.event.tickets.aggregate(yen=Max("yen"))["yen"] or 0
    own = booking.guests.aggregate(yen=Sum("yen"))["yen"] or 0
    return max(dearest * booking.event.most_people, own)


def take_back(mark: Mark, *, door: Door, on: date) -> bool:
    """取り消す — the money went back over the counter, or was never there; False when it cannot be."""
    if mark.payment is None:
        return True
    try:
        money.undo(mark.payment, by=None, on=on, via=VIA, door=door.name)
    except Refused:
        return False
    return True
