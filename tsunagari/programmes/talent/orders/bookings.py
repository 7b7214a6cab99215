"""重なり — who has something else at the time of an interview."""

from datetime import datetime, timedelta

from django.db.models import Q

from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.models import Interview, Pair

LONGEST = timedelta(hours=4)  # of an interview


def taken_at(
    pair: Pair, starts_at: datetime, minutes: int, leaving: Interview | None
) -> tuple[bool, bool]:
    """Whether the company, and whether the candidate, has something else at a time.

    Candidates for one order may be met together, at the same minute and for as long.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    company, together = pair.order.company_id, (pair.order_id, starts_at, minutes)
    entries = set(_entries(pair.candidate_id))
    stands = Interview.objects.filter(
        state__in=(Interview.State.PROPOSED, Interview.State.ACCEPTED),
        pair__state=Pair.State.ASSIGNED,
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - LONGEST,
    ).exclude(pk=leaving.pk if leaving else None)
    near = stands.filter(Q(pair__order__company=company) | Q(pair__candidate__in=entries))
    rows = [
        one
        for one in near.select_related("pair__order")
        if one.starts_at + timedelta(minutes=one.minutes) > starts_at
    ]
    busy = any(
        one.pair.order.company_id == company
        and (one.pair.order_id, one.starts_at, one.minutes) != together
        for one in rows
    )
    lessons = queries.taught().filter(
        party__in=entries,
        meeting__starts_at__lt=ends_at,
        meeting__ends_at__gt=starts_at,
    )
    met = any(one.pair.candidate_id in entries for one in rows)
    return busy, met or lessons.exists()


def _entries(candidate: int) -> list[int]:
    """All entries that are one person."""
    kept = Party.objects.values_list("same_as", flat=True).get(pk=candidate) or candidate
    same = Party.objects.filter(Q(pk=kept) | Q(same_as=kept))
    return list(same.values_list("pk", flat=True))
