"""検査 — counts every tie again from scratch and compares with what is kept."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Min, Q

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.ties import queries
from tsunagari.kernel.ties.kinds import IN_HEADLINE, KINDS
from tsunagari.kernel.ties.models import Bound, Pair, Tie

COUNT = _(
    "記録%(record)sのつながりの数が、数えなおした結果と違います。控えのデータベースと見くらべてください。"
)
PAIR = _(
    "主体%(a)sと主体%(b)sの会った回数が、数えなおした結果と違います。控えのデータベースと見くらべてください。"
)
TOLD = _(
    "記録%(record)sのつながりが、もとの活動と合いません（活動%(told)s組、つながり%(kept)s組）。活動の記録を見なおしてください。"
)


def findings() -> Iterator[Reason]:
    """Counting rows and pairs that differ from the ties; empty when all fit."""
    for kind in sorted(KINDS):
        yield from _bounds(kind)
    yield from _pairs()


def not_as_told(
    told: Iterable[tuple[int, int, int]],
    *,
    kind: str,
    measure: str,
    from_day: date,
    until_day: date,
) -> Iterator[Reason]:
    """Acts whose ties differ from what a subject's own tables tell as (record key, a, b)."""
    ours = {}
    for record, a, b in told:
        pair = (min(a, b), max(a, b)) if KINDS[kind].symmetric else (a, b)
        ours.setdefault(record, set()).add(pair)
    ties = Tie.objects.filter(
        kind=kind, measure=measure, from_day__range=(from_day, until_day), annulled_by=None
    )
    kept = {}
    for record, a, b in ties.values_list("because_id", "a_id", "b_id").iterator():
        kept.setdefault(record, set()).add((a, b))
    for record in sorted(ours.keys() | kept.keys()):
        one, other = ours.get(record, set()), kept.get(record, set())
        if one != other:
            yield Reason(
                TOLD, {"record": record, "told": len(one), "kept": len(other)}, "ties.told"
            )


def _bounds(kind: str) -> Iterator[Reason]:
    recounted = {row.pop("because_id"): row for row in queries.counted(kind=kind)}
    kept = {
        row.pop("because_id"): row
        for row in Bound.objects.filter(kind=kind).values("because_id", "again", *queries.COUNTS)
    }
    for record in sorted(recounted.keys() | kept.keys()):
        right = recounted.get(record) or dict.fromkeys(queries.COUNTS, 0)
        again = right["ties"] - right["new"] if kind in IN_HEADLINE else 0
        if kept.get(record) != right | {"again": again}:
            yield Reason(COUNT, {"record": record}, "ties.count")


def _pairs() -> Iterator[Reason]:
    """Both sides sorted by pair and read side by side: memory does not grow with the ties."""
    right = (
        queries.with_pair()
        .values("low", "high")
        .annotate(
            times=Count("id"), since=Min("from_day"), firsts=Count("id", filter=Q(is_first=True))
        )
        .order_by("low", "high")
        .values_list("low", "high", "since", "times", "firsts")
    )
    kept = Pair.objects.filter(times__gt=0).order_by("a_id", "b_id")
    kept = kept.values_list("a_id", "b_id", "first_on", "times")
    for (a, b), recounted, stored in _side_by_side(right.iterator(), kept.iterator()):
        if recounted is None or stored is None or recounted != (*stored, 1):
            yield Reason(PAIR, {"a": a, "b": b}, "ties.pair")
    for tie in queries.selves().filter(is_first=True):
        yield Reason(PAIR, {"a": tie.a_id, "b": tie.b_id}, "ties.pair")


def _side_by_side(right: Iterator[tuple], kept: Iterator[tuple]) -> Iterator[tuple]:
    """(pair, rest of the right row or None, rest of the kept row or None) of two sorted streams."""
    one, other = next(right, None), next(kept, None)
    while one or other:
        pair = min(row[:2] for row in (one, other) if row)
        mine = one if one and one[:2] == pair else None
        yours = other if other and other[:2] == pair else None
        yield pair, mine and mine[2:], yours and yours[2:]
        one = next(right, None) if mine else one
        other = next(kept, None) if yours else other
