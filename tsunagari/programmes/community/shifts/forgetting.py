"""忘れる — of a volunteer the name, the address and what was said go; the hours stay as numbers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tsunagari.programmes.community.events.forgetting import KEPT
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts.actions import joining
from tsunagari.programmes.community.shifts.models import Note, Volunteer, Wish

EMPTIED = {"name": "", "email": "", "salt": ""}


@transaction.atomic
def forget(party, *, on: date) -> int:
    """お手伝いの名前を消す — of the offers that are this person's; shifts to come are others' to take."""
    mine = list(Volunteer.objects.filter(party=party.pk))
    for one in mine:
        joining.withdraw(one, by=None, on=on, at=timezone.now())
    return _empty([one.pk for one in mine])


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古いお手伝い — a year after the event nobody is named any more, whoever it was."""
    over = Event.objects.filter(ends_at__date__lt=on - KEPT)
    rows = Volunteer.objects.filter(event__in=over).exclude(**EMPTIED)
    return _empty(list(rows.values_list("pk", flat=True)[:500]))


def _empty(keys: list[int]) -> int:
    Wish.objects.filter(volunteer__in=keys).delete()
    Note.objects.filter(volunteer__in=keys).delete()
    bare = {"languages": [], "skills": [], "most_minutes": None, "age": None, "party": None}
    return Volunteer.objects.filter(pk__in=keys).update(**EMPTIED, **bare)
