"""席のために聞いたことの封 — sealed with keys that lie outside the database; nobody reads it here."""

import json

from tsunagari.kernel.parties import numbers
from tsunagari.programmes.community.gatherings.models import Told


def _about(told: Told) -> str:
    return f"tables|{told.booking_id}"


def close(told: Told, said: dict) -> None:
    """Put what was said into a row; the caller saves it."""
    told.sealed = numbers.ring().seal(json.dumps(said, ensure_ascii=False), _about(told))


def reveal(told: Told) -> dict:
    """What was said: for the booking's own page, and for the solver, which keeps nothing of it."""
    return json.loads(numbers.ring().open(told.sealed, _about(told)))


def reseal() -> int:
    """Seal anew with the newest key what is not; how many."""
    return numbers.reseal(Told, lambda row: close(row, reveal(row)))


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    return numbers.ids_of(Told)
