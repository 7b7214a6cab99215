"""忘れる — photographs on which a person is shown go, with their files; free words after a year."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tsunagari.programmes.community.afterwards.actions import photos
from tsunagari.programmes.community.afterwards.models import Item, Photo, Sheet, Shown
from tsunagari.programmes.community.afterwards.rules.asking import FREE
from tsunagari.programmes.community.events.models import Event

# Words that point at somebody stay as long as the photograph is shown, or a year.
KEPT = timedelta(days=365)
MOST = 500  # sheets of one night


@transaction.atomic
def forget(party, *, on: date) -> int:
    """写真を消す — those on which guests of this person's are; how many."""
    mine = Q(people__guest__party=party.pk) | Q(people__guest__booking__party=party.pk)
    rows = list(Photo.objects.filter(mine).distinct())
    for photo in rows:
        photos.discard(photo, by=None, on=on, at=timezone.now())
    Shown.objects.filter(photo__in=rows).update(words="")
    return len(rows)


@transaction.atomic
def forget_old(*, on: date) -> int:
    """古い言葉 — a year after the event: who was meant on a photograph that is not shown, and free words."""
    old = Event.objects.filter(ends_at__date__lt=on - KEPT).values("pk")
    people = Shown.objects.filter(photo__event__in=old, photo__published_on__isnull=True)
    return people.exclude(words="").update(words="") + _free_words(old)


def _free_words(events) -> int:
    """What people wrote can name somebody; steps and choices stay for comparing."""
    free = Item.objects.filter(survey__event__in=events, kind=FREE).values_list("pk", flat=True)
    keys = {str(key) for key in free}
    rows = Sheet.objects.filter(survey__event__in=events, answers__has_any_keys=sorted(keys))
    found = list(rows[:MOST]) if keys else []
    for row in found:
        row.answers = {key: said for key, said in row.answers.items() if key not in keys}
    Sheet.objects.bulk_update(found, ["answers"])
    return len(found)
