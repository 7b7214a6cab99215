"""一度に — on PostgreSQL a registration is one statement: one journey to the server instead of eight.

The quotas are locked first, in one order, and every condition is asked under that lock; booking,
guests, answers, record and mail follow from it. Either all of it is there afterwards or nothing.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from tsunagari.base.statements import added_together
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events.models import Booking, Mail

# Whoever pressed twice finds the first booking there; of two in the same moment one is refused by
# the unique print, and all that it did is undone.
STILL = "still AS (SELECT events_event.id {still} AND NOT EXISTS (SELECT 1 FROM events_booking WHERE secret_hash = %s) FOR KEY SHARE)"
ROOM = (
    "wants AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS want(id, many)),"
    " held AS (SELECT quota.id FROM events_quota quota JOIN wants ON wants.id = quota.id"
    " WHERE quota.taken <= quota.places - wants.many AND EXISTS (SELECT 1 FROM still)"
    " ORDER BY quota.id FOR NO KEY UPDATE OF quota),"
    " room AS (SELECT (SELECT COUNT(*) FROM held) = (SELECT COUNT(*) FROM wants) AS enough,"
    " %s::timestamptz AS at),"
    " taken AS (UPDATE events_quota quota SET taken = quota.taken + wants.many FROM wants, room"
    " WHERE quota.id = wants.id AND room.enough)"
)
STANDS = {
    "state": "CASE WHEN room.enough THEN 'confirmed' ELSE 'waiting' END",
    "waits_from": "CASE WHEN NOT room.enough THEN room.at END",
}
TOLD = "CASE head.state WHEN 'waiting' THEN 'waiting' ELSE 'confirmed' END"


def written(
    booking: Booking,
    rows: Sequence[Model],
    *,
    wants: Mapping[int, int],
    still: str,
    given: Sequence,
    at: datetime,
) -> bool:
    """Store a booking with what hangs on it; with `wants` it takes those places or joins the line.

    `still` (FROM … WHERE …, with the values `given`) says when the event takes it. False when it
    does not, or when the same booking is there already.
    """
    before, values = STILL.format(still=still), [*given, booking.secret_hash]
    if wants:
        before, values = f"{before}, {ROOM}", [*values, [*wants], [*wants.values()], at]
    own = transaction.atomic if connection.in_atomic_block else nullcontext
    try:
        with own():
            stored = added_together(
                booking,
                [(row, _hangs(row, told=bool(wants))) for row in rows],
                before=before,
                source="FROM still, room" if wants else "FROM still",
                given=values,
                said=STANDS if wants else {},
            )
    except IntegrityError:
        if Booking.objects.filter(secret_hash=booking.secret_hash).exists():
            return False
        raise
    if stored is None:
        return False
    booking.state = stored.get("state", booking.state)
    booking.waits_from = stored.get("waits_from", booking.waits_from)
    return True


def _hangs(row: Model, *, told: bool) -> dict[str, str]:
    """Which columns of a row the database itself says."""
    if isinstance(row, Record):
        return {"about_key": "head.id::text"}
    return {"booking_id": "head.id"} | ({"kind": TOLD} if told and isinstance(row, Mail) else {})
