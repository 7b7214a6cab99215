"""封 — what people wrote is closed with the keys that lie outside the database, row by row.

A sealed text opens in its own row only: `code` is made with the row and never changes.
"""

from django.db import transaction

from tsunagari.kernel.parties.numbers import ring
from tsunagari.programmes.talent.advice.models import Booking, Consultation, Message, Rendering

HOLDERS = (Consultation, Message, Rendering, Booking)
AT_ONCE = 200


def close(row, words: str):
    """Put words into a row, sealed; the caller saves it."""
    row.sealed = ring().seal(words, _about(row)) if words else ""
    return row


def words_of(row) -> str:
    """What a row says; "" when nothing was written, or it was forgotten."""
    return ring().open(row.sealed, _about(row)) if row.sealed else ""


def close_booking(booking: Booking, *, who: str, place: str) -> Booking:
    """Put who comes and where into a booking, sealed; the caller saves it."""
    return close(booking, f"{' '.join(who.split())}\n{' '.join(place.split())[:200]}")


def who_and_where(booking: Booking) -> tuple[str, str]:
    """(who, where) of a booking; "" where nothing was written."""
    who, _line, place = words_of(booking).partition("\n")
    return who, place


def _about(row) -> str:
    return f"{row._meta.label_lower}|{row.code}"


# 鍵を替える ---------------------------------------------------------------------------------


def key_ids() -> set[str]:
    """The ids of all keys with which something here is sealed."""
    return {
        sealed.partition(":")[0]
        for model in HOLDERS
        for sealed in model.objects.exclude(sealed="").values_list("sealed", flat=True).iterator()
    }


def reseal() -> int:
    """Every text that is not sealed with the newest key is sealed anew, some at a time; how many."""
    done = 0
    for model in HOLDERS:
        while rows := _reseal_some(model):
            done += rows
    return done


@transaction.atomic
def _reseal_some(model) -> int:
    older = model.objects.exclude(sealed="").exclude(sealed__startswith=f"{ring().newest}:")
    rows = list(older.select_for_update().order_by("pk")[:AT_ONCE])
    for row in rows:
        close(row, words_of(row)).save(update_fields=["sealed"])
    return len(rows)
