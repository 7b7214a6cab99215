"""忘れる — of a member who is forgotten the free words go; kinds, scores and prints stay as proof."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.reviews.models import Entry, Interest, Review, Score

GONE = "—"


@transaction.atomic
def forget(party, *, on: date) -> int:
    """委員の言葉と、申請者の呼び名を消す — how many rows lost theirs."""
    said = Interest.objects.filter(member=party.pk).exclude(words="").update(words="")
    reviews = Review.objects.filter(rater=party.pk)
    written = reviews.exclude(words="").update(words="")
    changed = Score.objects.filter(review__in=reviews).exclude(reason="").update(reason=GONE)
    called = Entry.objects.filter(applicant=party.pk).exclude(called=GONE).update(called=GONE)
    return said + written + changed + called
