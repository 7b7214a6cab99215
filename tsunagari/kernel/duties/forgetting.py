"""忘れる — what a person was to do goes back to the office."""

from datetime import date

from tsunagari.kernel.duties.models import Duty


def forget(party, *, on: date) -> int:
    """担当を外す — open duties have no assignee any more; answers how many."""
    return Duty.objects.filter(assignee=party, done_on=None).update(assignee=None)
