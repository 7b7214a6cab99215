"""忘れる — a year after the event only who came stays: what phones sent, and the doors, go."""

from datetime import date

from django.db import transaction

from tsunagari.programmes.community.doors.models import Door, Mark, WalkIn
from tsunagari.programmes.community.events.forgetting import KEPT


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古い受付 — names go with the bookings; here go devices, times of presses and addresses."""
    over = {"event__ends_at__date__lt": on - KEPT}
    doors = Door.objects.filter(**over)
    gone = Mark.objects.filter(**{f"session__{key}": day for key, day in over.items()}).delete()[0]
    WalkIn.objects.filter(door__in=doors).update(door=None)
    doors.delete()
    return gone
