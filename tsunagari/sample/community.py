"""見本の地域 — what the town does together, each subject from a file of its own."""

from datetime import date

from tsunagari.sample import (
    community_afterwards,
    community_attendance,
    community_doors,
    community_events,
    community_public,
    community_shifts,
    community_tables,
    community_translated,
)

SUBJECTS = (
    community_events,
    community_public,
    community_shifts,
    community_doors,
    community_tables,
    community_afterwards,
    community_attendance,
)


def load(*, by, second, on: date) -> None:
    """Fill every subject of the programme, in the order in which one needs the other."""
    for subject in SUBJECTS:
        subject.load(by=by, on=on)
    community_translated.load(by=by, second=second, on=on)
