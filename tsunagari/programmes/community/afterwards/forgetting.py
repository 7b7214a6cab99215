"""忘れる — photographs on which a person is shown go, with their files; answers name nobody."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tsunagari.programmes.community.afterwards.actions import photos
from tsunagari.programmes.community.afterwards.models import Photo, Shown

# Words that point at somebody stay as long as the photograph is shown, or a year.
KEPT = timedelta(days=365)


@transaction.atomic
def forget(party, *, on: date) -> int:
    """写真を消す — those on which guests of this person's are; how many."""
    mine = Q(people__guest__party=party.pk) | Q(people__guest__booking__party=party.pk)
    rows = list(Photo.objects.filter(mine).distinct())
    for photo in rows:
        photos.discard(photo, by=None, on=on, at=timezone.now())
    Shown.objects.filter(photo__in=rows).update(words="")
    return len(rows)


def forget_old(*, on: date) -> int:
    """古い言葉 — a year after the event, of photographs that are not shown any more."""
    rows = Shown.objects.filter(
        photo__event__ends_at__date__lt=on - KEPT, photo__published_on__isnull=True
    )
    return rows.exclude(words="").update(words="")
