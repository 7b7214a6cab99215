"""つながり — headlines, one party's ties, what one act bound."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest, Least, TruncMonth

from tsunagari.base.asked import Asked
from tsunagari.base.keyset import Page, page
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record, RecordParty
from tsunagari.kernel.ties import bulk
from tsunagari.kernel.ties.kinds import IN_HEADLINE
from tsunagari.kernel.ties.models import Bound, Pair, Tie
from tsunagari.kernel.ties.rules import BRIDGES

COUNTS = ("ties", "new", *BRIDGES)


class Headline(NamedTuple):
    """Counts of a period: ties made, pairs new and met again, ties that bridge a difference."""

    ties: int
    new: int
    again: int
    country: int
    generation: int
    sector: int
    town: int
    tongue: int


def headline(from_day: date, until_day: date, measure: str | None = None) -> Headline:
    """見出しの数 — between two days, both included; `new` sums up to distinct pairs.

    A sum over one row per act: 5 ms over five million ties.
    """
    [counts] = _in_span(measure, start=from_day, end=until_day) or [[0] * len(Headline._fields)]
    return Headline(*map(int, counts))


@Asked
def _in_span(measure: str | None, *, start: date, end: date) -> QuerySet:
    bound = _bound(start, end, measure).order_by().values(one=Value(1))
    summed = {f"sum_{name}": Coalesce(Sum(name), 0) for name in Headline._fields}
    return bound.annotate(**summed).values_list(*summed)


def _bound(from_day: date, until_day: date, measure: str | None = None) -> QuerySet[Bound]:
    bound = Bound.objects.filter(kind__in=IN_HEADLINE, on__gte=from_day, on__lte=until_day)
    return bound if measure is None else bound.filter(measure=measure)


def _summed(bound: QuerySet[Bound]) -> Headline:
    return Headline(
        **bound.aggregate(**{name: Coalesce(Sum(name), 0) for name in Headline._fields})
    )


def by_measure(from_day: date, until_day: date) -> dict[str, Headline]:
    """施策ごとの見出しの数 — in one query; measures without a tie are left out."""
    rows = _bound(from_day, until_day).values("measure").order_by()
    summed = rows.annotate(**{f"all_{name}": Coalesce(Sum(name), 0) for name in Headline._fields})
    return {
        row["measure"]: Headline(*[row[f"all_{name}"] for name in Headline._fields])
        for row in summed
    }


def acts(
    from_day: date, until_day: date, *, count: str = "ties", after: str = "", size: int = 50
) -> Page:
    """見出しの数のもと — the acts that make up one count of a period, newest first."""
    rows = _bound(from_day, until_day).filter(**{f"{count}__gt": 0}).select_related("because")
    return page(rows, ["-on", "-id"], after=after, size=size, key=_day_and_key)


def _day_and_key(bound: Bound) -> list:
    return [bound.on.isoformat(), bound.pk]


def months(from_day: date, until_day: date) -> dict[date, tuple[int, int]]:
    """{first day of a month: (new pairs, ties)} of the months in which somebody met."""
    rows = _bound(from_day, until_day).annotate(month=TruncMonth("on")).values("month")
    rows = rows.annotate(fresh=Sum("new"), all=Sum("ties")).order_by("month")
    return {row["month"]: (row["fresh"], row["all"]) for row in rows}


def acts_of(party: Party, *, count: str = "ties", after: str = "", size: int = 50) -> Page:
    """ある団体の活動で生まれたつながり — acts that concern a body, newest first."""
    rows = _acts_of(party).filter(**{f"{count}__gt": 0}).select_related("because")
    return page(rows, ["-because_id", "-id"], after=after, size=size)


def headline_of(party: Party) -> Headline:
    """ある団体の見出しの数 — summed over all acts that concern it."""
    return _summed(_acts_of(party))


def _acts_of(party: Party) -> QuerySet[Bound]:
    ours = RecordParty.objects.filter(party_id__in=same(party)).values("record_id")
    return Bound.objects.filter(kind__in=IN_HEADLINE, because_id__in=ours)


def meetings_of(ties: Iterable[Tie]) -> dict[tuple[int, int], Pair]:
    """{pair: since when and how often} of these ties' pairs, duplicates taken together."""
    wanted = {ends(tie) for tie in ties}
    keys = {key for pair in wanted for key in pair}
    met = Pair.objects.filter(a_id__in=keys, b_id__in=keys)
    return {(row.a_id, row.b_id): row for row in met if (row.a_id, row.b_id) in wanted}


def met_among(parties: Iterable[int]) -> set[tuple[int, int]]:
    """会ったことのある組 — pairs among these (canonical) parties that are bound by a tie."""
    keys = bulk.Keys(parties)
    rows = Pair.objects.filter(a_id__in=keys, b_id__in=keys, times__gt=0)
    return set(rows.values_list("a_id", "b_id"))


def ends(tie: Tie) -> tuple[int, int]:
    """The pair that a tie counts for."""
    a, b = tie.a.same_as_id or tie.a_id, tie.b.same_as_id or tie.b_id
    return (min(a, b), max(a, b))


def of(party: Party, before_id: int | None = None, limit: int = 50) -> list[Tie]:
    """ある主体のつながり — standing ties, newest first; the next page begins before the last id."""
    keys = same(party)
    ties = Tie.objects.filter(annulled_by=None).select_related("a", "b", "because")
    if before_id is not None:
        ties = ties.filter(id__lt=before_id)
    pages = [ties.filter(**{f"{side}_id__in": keys}).order_by("-id")[:limit] for side in "ab"]
    found = {tie.pk: tie for page in pages for tie in page}
    return sorted(found.values(), key=lambda tie: -tie.pk)[:limit]


def count_of(parties: list[int]) -> int:
    """How many standing ties these entries have."""
    standing = Tie.objects.filter(annulled_by=None)
    return standing.filter(Q(a__in=parties) | Q(b__in=parties)).count()


def per_act(because: Record) -> list[Bound]:
    """ある活動で生まれたつながり — one counting row per kind."""
    return list(Bound.objects.filter(because=because).order_by("kind"))


def same(party: Party) -> list[int]:
    """The key of a party and of its duplicates."""
    return [party.pk, *Party.objects.filter(same_as=party).values_list("pk", flat=True)]


def standing() -> QuerySet[Tie]:
    """Ties that count in the headline."""
    return Tie.objects.filter(kind__in=IN_HEADLINE, annulled_by=None)


def with_pair() -> QuerySet[Tie]:
    """Standing ties with the pair they count for: `low` < `high`, duplicates taken together."""
    return _with_ends().filter(low__lt=F("high"))


def selves() -> QuerySet[Tie]:
    """Standing ties between two entries of the same person, found out later: they are no pair."""
    return _with_ends().filter(low=F("high"))


def _with_ends() -> QuerySet[Tie]:
    a = Coalesce("a__same_as_id", "a_id")
    b = Coalesce("b__same_as_id", "b_id")
    return standing().annotate(low=Least(a, b), high=Greatest(a, b))


def standing_between(parties: Iterable[int]) -> QuerySet[Tie]:
    """Standing ties among these parties and their duplicates."""
    keys = bulk.Keys(parties)
    ours = Party.objects.filter(Q(pk__in=keys) | Q(same_as__in=keys)).values("pk")
    return with_pair().filter(a_id__in=ours, b_id__in=ours)


def counted(**of_acts) -> Iterable[dict]:
    """COUNTS of acts, from the ties themselves; a dict per record with "because_id"."""
    bridged = {name: Sum(F("bridges").bitand(bit)) / bit for name, bit in BRIDGES.items()}
    ties = Tie.objects.filter(annulled_by=None, **of_acts).values("because_id")
    return ties.annotate(
        ties=Count("id"), new=Count("id", filter=Q(is_first=True)), **bridged
    ).order_by("because_id")
