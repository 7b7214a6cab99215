"""つながり — binding many pairs at once, annulling an act, recounting after a merge.

Locks are always taken in this order, so that no two acts wait for each other: the act's record,
pairs (sorted), ties, counting rows (sorted).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.ties import bulk, queries, rules
from tsunagari.kernel.ties.kinds import IN_HEADLINE
from tsunagari.kernel.ties.models import Bound, Pair, Tie

CHUNK = 5_000


@transaction.atomic
def bind(
    kind: str,
    pairs: Iterable[tuple[int, int]],
    *,
    on: date,
    measure: str,
    because: Record,
    facts: Mapping[int, Mapping] | None = None,
) -> Bound:
    """結ぶ — tie pairs of party keys by one act; the same act and kind again adds nothing twice.

    `facts` is {party key: {"country", "born_year", "sector", "town", "tongue"}}, all optional: what
    the bridges are computed from. Answers the act's counting row. Raises KeyError for an unknown
    kind, ValueError for a party tied to itself.
    """
    wanted = rules.ordered(kind, pairs)
    _queue(because)
    known = set(Tie.objects.filter(because=because, kind=kind).values_list("a_id", "b_id"))
    fresh = [pair for pair in wanted if pair not in known]
    firsts = _meet(fresh, on) if kind in IN_HEADLINE else set()
    facts = facts or {}
    rows = [
        (a, b, rules.bridges(facts.get(a, {}), facts.get(b, {})), (a, b) in firsts)
        for a, b in fresh
    ]
    for lo in range(0, len(rows), CHUNK):
        bulk.tie(rows[lo : lo + CHUNK], kind=kind, on=on, measure=measure, because=because.pk)
    [bound] = _count(kind, {because.pk: (on, measure)})
    return bound


@transaction.atomic
def annul(because: Record, *, annulled_by: Record) -> int:
    """取り消す — the ties of an act count no longer; answers how many there were.

    A pair that met again elsewhere passes its first meeting on to the earliest act that stands.
    """
    _queue(because)
    standing = Tie.objects.filter(because=because, annulled_by=None)
    met = standing.filter(kind__in=IN_HEADLINE).values_list("a_id", "b_id")
    pairs = set(_canonical(list(met)).values())
    _lock(pairs)
    gone = standing.update(annulled_by=annulled_by, is_first=False)
    _settle(pairs)
    for bound in Bound.objects.filter(because=because):
        _count(bound.kind, {because.pk: (bound.on, bound.measure)})
    return gone


@transaction.atomic
def end(kind: str, a: Party, b: Party, *, on: date) -> int:
    """終える — the standing ties of this kind between two parties last until a day."""
    [(first, second)] = rules.ordered(kind, [(a.pk, b.pk)])
    standing = Tie.objects.filter(kind=kind, a=first, b=second, until_day=None, annulled_by=None)
    return standing.update(until_day=on)


@transaction.atomic
def recount(party: Party) -> None:
    """数えなおす — after a party became the duplicate of another, or ceased to be one."""
    group = queries.same(party.same_as or party)
    met = queries.standing().filter(Q(a__in=group) | Q(b__in=group)).values_list("a_id", "b_id")
    raw = {(min(pair), max(pair)) for pair in met}
    counted = Pair.objects.filter(Q(a__in=group) | Q(b__in=group)).values_list("a_id", "b_id")
    pairs = raw | set(counted) | set(_canonical(list(raw)).values())
    _lock(pairs)
    _settle(pairs, selves=list(queries.selves().filter(a__in=group, is_first=True)))


def _queue(because: Record) -> None:
    """One at a time for one act; other acts go on."""
    Record.objects.select_for_update(no_key=True).only("pk").get(pk=because.pk)


def _meet(fresh: list[tuple[int, int]], on: date) -> set[tuple[int, int]]:
    """Count pairs that met; answers those of `fresh` that are their pair's first tie."""
    canonical = _canonical(fresh)
    times = sorted(Counter(canonical.values()).items())
    new = set()
    for lo in range(0, len(times), CHUNK):
        new |= bulk.meet(dict(times[lo : lo + CHUNK]), on)
    earliest = {}
    for raw, pair in canonical.items():
        earliest.setdefault(pair, raw)
    return {earliest[pair] for pair in new}


def _canonical(pairs: list[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """{pair as tied: pair as counted}; a person's two entries never meet each other."""
    parties = {key for pair in pairs for key in pair}
    duplicates = Party.objects.filter(pk__in=bulk.Keys(parties), same_as__isnull=False)
    same = dict(duplicates.values_list("pk", "same_as_id"))
    counted = {}
    for a, b in pairs:
        one, other = same.get(a, a), same.get(b, b)
        if one != other:
            counted[a, b] = (one, other) if one < other else (other, one)
    return counted


def _lock(pairs: set[tuple[int, int]]) -> None:
    ends = bulk.Keys({key for pair in pairs for key in pair})
    locked = Pair.objects.select_for_update().filter(a_id__in=ends, b_id__in=ends)
    list(locked.order_by("a_id", "b_id").values_list("times"))


def _settle(pairs: set[tuple[int, int]], selves: Iterable[Tie] = ()) -> None:
    """Bring Pair, first marks and counting rows of these counted pairs into line with the ties.

    `selves` are ties that a merge made meaningless: no pair begins with them.
    """
    ties = defaultdict(list)
    for tie in queries.standing_between({key for pair in pairs for key in pair}):
        ties[tie.low, tie.high].append(tie)
    Pair.objects.bulk_create(
        [_counted(pair, ties[pair]) for pair in sorted(pairs) if ties[pair]],
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=["first_on", "times"],
    )
    empty = [pair for pair in pairs if not ties[pair]]
    for lo in range(0, len(empty), 400):
        Pair.objects.filter(pk__in=empty[lo : lo + 400]).update(times=0)
    _mark([ties[pair] for pair in pairs if ties[pair]], selves)


def _counted(pair: tuple[int, int], ties: list[Tie]) -> Pair:
    first_on = min(tie.from_day for tie in ties)
    return Pair(a_id=pair[0], b_id=pair[1], first_on=first_on, times=len(ties))


def _mark(groups: list[list[Tie]], selves: Iterable[Tie]) -> None:
    """Exactly one standing tie of a pair is its first: a marked one, else the earliest act's."""
    marked, unmarked = [], list(selves)
    for ties in groups:
        first = min(ties, key=lambda tie: (not tie.is_first, tie.because_id, tie.pk))
        marked += [first] if not first.is_first else []
        unmarked += [tie for tie in ties if tie.is_first and tie is not first]
    Tie.objects.filter(pk__in=bulk.Keys(tie.pk for tie in marked)).update(is_first=True)
    Tie.objects.filter(pk__in=bulk.Keys(tie.pk for tie in unmarked)).update(is_first=False)
    acts = defaultdict(dict)
    for tie in marked + unmarked:
        acts[tie.kind][tie.because_id] = (tie.from_day, tie.measure)
    for kind in sorted(acts):
        _count(kind, acts[kind])


def _count(kind: str, acts: dict[int, tuple[date, str]]) -> list[Bound]:
    """Write the counting rows of acts {record key: (day, measure)} anew from their ties."""
    Bound.objects.bulk_create(
        [Bound(because_id=key, kind=kind, on=on, measure=m) for key, (on, m) in acts.items()],
        ignore_conflicts=True,
    )
    of_acts = {"kind": kind, "because_id__in": bulk.Keys(acts)}
    bounds = list(Bound.objects.select_for_update().filter(**of_acts).order_by("because_id"))
    counts = {row.pop("because_id"): row for row in queries.counted(**of_acts)}
    for bound in bounds:
        for name in queries.COUNTS:
            setattr(bound, name, counts.get(bound.because_id, {}).get(name, 0))
        if kind in IN_HEADLINE:
            bound.again = bound.ties - bound.new
    Bound.objects.bulk_update(bounds, [*queries.COUNTS, "again"])
    return bounds
