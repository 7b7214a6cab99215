"""忘れる — a person's answers; without one, the answer to everything is no."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.consents.models import Consent


@transaction.atomic
def forget(party, *, on: date) -> tuple[int, list[int]]:
    """同意の答えを消す — answers how many, and the scans that nobody else's answer stands on."""
    mine = Consent.objects.filter(person=party.pk)
    scans = set(mine.filter(paper__isnull=False).values_list("paper_id", flat=True))
    gone = mine.delete()[0]
    shared = Consent.objects.filter(paper__in=scans).values_list("paper_id", flat=True)
    return gone, sorted(scans - set(shared))
