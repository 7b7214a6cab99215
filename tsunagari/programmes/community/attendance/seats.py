"""いっしょの席 — who sat at one table of an evening; the only place that asks the seating for it.

A group of `gatherings.queries.tables_of(event)` is one table of one round, as keys of guests. Until
tables are seated here nobody is bound by an event: coming to one place is not meeting.
"""

from tsunagari.programmes.community.events.models import Event


def tables_of(event: Event) -> list[list[int]]:
    """席の組 — groups of guest keys, round after round."""
    return []
