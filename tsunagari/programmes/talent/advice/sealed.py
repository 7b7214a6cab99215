"""封 — what people wrote is closed with the keys that lie outside the database, row by row.

A sealed text opens in its own row only: `code` is made with the row and never changes.
"""

from tsunagari.kernel.parties import numbers
from tsunagari.kernel.parties.numbers import ring
from tsunagari.programmes.talent.advice.models import Booking, Consultation, Message, Rendering

HOLDERS = (Consultation, Message, Rendering, Booking)


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
    return set().union(*map(numbers.ids_of, HOLDERS))


def reseal() -> int:
    """Every text that is not sealed with the newest key is sealed anew; how many."""
    return sum(numbers.reseal(model, lambda row: close(row, words_of(row))) for model in HOLDERS)
