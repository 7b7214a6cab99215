"""いっしょの席 — who sat at one table of an evening; the only place that asks the seating for it.

A group is one table of one round, as keys of guests who came. Where no tables were made nobody is
bound by an event: coming to one place is not meeting.
"""

from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.gatherings import queries as gatherings


def tables_of(event: Event) -> list[list[int]]:
    """席の組 — groups of guest keys, round after round."""
    return gatherings.tables_of(event)
