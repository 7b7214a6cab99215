"""見本の地域 — what the town does together, each subject from a file of its own."""

from datetime import date

from tsunagari.sample import community_events, community_shifts


def load(*, by, on: date) -> None:
    """Fill every subject of the programme, in the order in which one needs the other."""
    for subject in (community_events, community_shifts):
        subject.load(by=by, on=on)
