"""忘れる — cases are of companies; of the people only the mark of who did a step is personal."""

from datetime import date


def forget(party, *, on: date) -> int:
    """Nothing to forget: a step points at the tombstone of whoever did it."""
    return 0
