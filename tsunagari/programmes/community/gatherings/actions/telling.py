"""席のために言う — what guests tell for the tables: optional, sealed, and taken back with one press."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Booking
from tsunagari.programmes.community.gatherings import queries, sealed
from tsunagari.programmes.community.gatherings.models import SeatPlan, Told
from tsunagari.programmes.community.gatherings.rules import telling as rules

PARTS = ("generation", "nationality", "languages", "town")


def said_by(booking: Booking) -> dict:
    """What the booking said, for its own page alone."""
    row = Told.objects.filter(booking=booking).first()
    return sealed.reveal(row) if row else {}


@transaction.atomic
def tell(
    booking: Booking,
    guests: Mapping[int, Mapping],
    *,
    together: Iterable[tuple[int, int]],
    apart: Iterable[tuple[int, int]],
    on: date,
    at: datetime,
) -> Told:
    """席のために言う — all of it anew; each part may be left out."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    pairs = {"together": [*map(list, together)], "apart": [*map(list, apart)]}
    refuse_if(_why_not(booking) or rules.why_not_tell(pairs["together"], pairs["apart"]))
    own = set(booking.guests.values_list("pk", flat=True))
    said = {
        str(key): kept
        for key, facts in guests.items()
        if key in own and (kept := {part: facts[part] for part in PARTS if facts.get(part)})
    }
    row = Told.objects.filter(booking=booking).first() or Told(booking=booking)
    row.at = at
    sealed.close(row, {"guests": said, **pairs})
    row.save()
    records.add(by=None, did="tables.told", about=booking, on=on, at=at)
    return row


@transaction.atomic
def take_back(booking: Booking, *, on: date, at: datetime) -> bool:
    """やっぱり消す — at any time, without a reason."""
    gone, _each = Told.objects.filter(booking=booking).delete()
    if gone:
        records.add(by=None, did="tables.taken_back", about=booking, on=on, at=at)
    return bool(gone)


def _why_not(booking: Booking) -> list[Reason]:
    plan = queries.plan_of(booking.event)
    if plan and plan.state == SeatPlan.State.DRAFT and booking.state != Booking.State.CANCELLED:
        return []
    return [Reason(_("席を決めるための質問は、いまは受け付けていません。"), rule="tables.closed")]
