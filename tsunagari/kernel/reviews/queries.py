"""審査 — what each reader finds: every page, paper, export and count starts from `of(viewer)`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, QuerySet

from tsunagari.kernel.reviews.models import (
    Call,
    Criterion,
    Entry,
    Finding,
    Interest,
    Rater,
    Review,
    Score,
)
from tsunagari.kernel.reviews.rules import scores
from tsunagari.kernel.roles import interests
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.roles.queries import standing

OFFICE = ("staff",)
# So long after a review ended its entries may wait for their decision.
UNDECIDED = timedelta(days=200)


# — who may open what —


def of(viewer: Viewer, **about) -> QuerySet[Entry]:
    """開ける対象 — the only way to an entry's papers, scores, exports and counts.

    Our books are asked for each of them: `about` says which are looked for, as `filter` does.

    A member opens what they declared to have nothing to do with, on calls they sit on, from the
    list's day on. The office opens everything but what its own person is too near to. What our
    books show right now counts as what they showed last night.
    """
    rows = Entry.objects.filter(**about).select_related("call").order_by("pk")
    if viewer.kind in OFFICE:
        rows = rows.none() if viewer.on_behalf else rows
    else:
        rows = _seated(rows, viewer).filter(_declared(viewer.party.pk))
    rows = rows.exclude(near(viewer.party.pk))
    return rows.exclude(pk__in=_near_now(rows, viewer))


def _near_now(rows: QuerySet[Entry], viewer: Viewer) -> list[int]:
    """What of these somebody became too near to since the books were looked through."""
    still = Q(call__ended_on=None) | Q(call__ended_on__gte=viewer.on - UNDECIDED)
    found = fresh_all(
        rows.filter(still, withdrawn_on=None),
        [viewer.party.pk],
        on=viewer.on,
        gifts=viewer.kind not in OFFICE,
    )
    return [pk for pk, near in found.items() if near]


def listed(viewer: Viewer) -> QuerySet[Entry]:
    """申請者の一覧 — what a member declares on: the code and who applied, nothing else."""
    return _seated(Entry.objects.select_related("call").order_by("pk"), viewer)


def calls_of(viewer: Viewer) -> QuerySet[Call]:
    """審査 — the calls that a member sits on and whose list stands."""
    seats = _seats(viewer).values("call")
    return Call.objects.filter(pk__in=seats, listed_on__lte=viewer.on).order_by("-pk")


def _seats(viewer: Viewer) -> QuerySet[Rater]:
    """The seats of today: named for the call, and still a member of the body that judges."""
    holds = standing(viewer.on).filter(party=viewer.party, kind=viewer.kind, body=viewer.body)
    seats = Rater.objects.filter(member=viewer.party, call__body=viewer.body)
    seats = seats.filter(Q(until_day=None) | Q(until_day__gte=viewer.on))
    return seats.filter(Exists(holds))


def _seated(rows: QuerySet[Entry], viewer: Viewer) -> QuerySet[Entry]:
    if viewer.on_behalf:
        return rows.none()
    return rows.filter(
        call__in=_seats(viewer).values("call"), call__listed_on__lte=viewer.on, withdrawn_on=None
    )


def _declared(member) -> Exists:
    """Said to have nothing to do with the entry."""
    rows = Interest.objects.filter(entry=OuterRef("pk"), current=True, kind=Interest.Kind.NONE)
    return Exists(rows.filter(member=member))


def near(member) -> Q:
    """Said to be near, or found to be and not cleared; whichever role somebody comes through."""
    said = Interest.objects.filter(entry=OuterRef("pk"), member=member, current=True)
    found = Finding.objects.filter(entry=OuterRef("pk"), member=member, cleared_on=None)
    return Q(Exists(said.exclude(kind=Interest.Kind.NONE))) | Q(Exists(found))


def recused(entry: Entry) -> set[int]:
    """回避した委員 — the parties with an interest, declared or found: they count in nothing."""
    return recused_all([entry])[entry.pk]


def recused_all(entries: Iterable[Entry]) -> dict[int, set[int]]:
    """The same of many entries, in two queries."""
    found: dict[int, set[int]] = {entry.pk: set() for entry in entries}
    said = Interest.objects.filter(entry__in=found, current=True).exclude(kind=Interest.Kind.NONE)
    for rows in (said, Finding.objects.filter(entry__in=found, cleared_on=None)):
        for entry, member in rows.values_list("entry_id", "member_id"):
            found[entry].add(member)
    return found


def reasons_of(entry: Entry) -> dict[int, set[str]]:
    """回避の理由の種類 — {member: the classes of their interest}, as minutes print them."""
    found: dict[int, set[str]] = defaultdict(set)
    said = Interest.objects.filter(entry=entry, current=True).exclude(kind=Interest.Kind.NONE)
    for rows in (said, Finding.objects.filter(entry=entry, cleared_on=None)):
        for member, kind in rows.values_list("member_id", "kind"):
            found[member].add(kind)
    return dict(found)


def may_open(member, entry: Entry) -> bool:
    """True when the member declared none and nothing was found, also by what is known right now."""
    key = getattr(member, "pk", member)
    rows = Entry.objects.filter(pk=entry.pk, withdrawn_on=None).filter(_declared(key))
    return rows.exclude(near(key)).exists() and not fresh(entry, [key], on=None)


def fresh(entry: Entry, members, *, on: date | None) -> list[interests.Near]:
    """いま分かる近さ — what our books show today and nobody has looked at: not stored yet."""
    from django.utils.timezone import localdate

    return fresh_all([entry], members, on=on or localdate())[entry.pk]


def fresh_all(
    entries: Iterable[Entry], members, *, on: date, gifts: bool = True
) -> dict[int, list[interests.Near]]:
    """The same of many entries; without `gifts` who gave to the fund is not near for that."""
    entries = list(entries)
    by_fund: dict[str, dict] = defaultdict(dict)
    for entry in entries:
        fund = entry.call.fund if gifts else ""
        by_fund[fund][entry.pk] = (entry.applicant_id, entry.code)
    found: dict[int, list[interests.Near]] = {}
    for fund, asked in by_fund.items():
        found |= interests.of_all(members, asked, on=on, fund=fund)
    rows = Finding.objects.filter(entry__in=entries)
    stored = set(rows.values_list("entry_id", "member_id", "why"))
    return {
        pk: [one for one in near if (pk, one.member, one.why) not in stored]
        for pk, near in found.items()
    }


# — members —


def members(call: Call, *, on: date) -> list[int]:
    """委員 — the parties who sit on a call on a day, in the order in which they were named."""
    seats = call.raters.filter(Q(until_day=None) | Q(until_day__gte=on))
    holds = standing(on).filter(body=call.body_id).values("party")
    return list(seats.filter(member__in=holds).order_by("pk").values_list("member_id", flat=True))


def office(*, on: date) -> list[int]:
    """事務局 — who works at the office on a day."""
    held = standing(on).filter(kind__in=OFFICE)
    return sorted(set(held.values_list("party_id", flat=True)))


def expected(entry: Entry, *, on: date) -> set[int]:
    """点数をつける委員 — all members but those who are out of it."""
    return set(members(entry.call, on=on)) - recused(entry)


def declarations(entries: Iterable[Entry]) -> dict[int, dict[int, Interest]]:
    """{entry: {member: what they declared}}, in one query."""
    found: dict[int, dict[int, Interest]] = defaultdict(dict)
    for row in Interest.objects.filter(entry__in=list(entries), current=True):
        found[row.entry_id][row.member_id] = row
    return found


def findings(entries: Iterable[Entry]) -> dict[int, list[Finding]]:
    """{entry: what was found}, cleared ones too, in one query."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in Finding.objects.filter(entry__in=list(entries)).order_by("pk"):
        found[row.entry_id].append(row)
    return found


# — scores —


def scales(call: Call) -> list[scores.Scale]:
    """The criteria as the rules weigh them."""
    return [scores.Scale(one.pk, one.weight, one.least, one.most) for one in criteria(call)]


def criteria(call: Call) -> list[Criterion]:
    return list(call.criteria.all())


def review_of(viewer: Viewer, entry: Entry) -> Review | None:
    """自分の評価 — one's own, in whatever state."""
    return Review.objects.filter(rater=viewer.party, entry=entry).first()


def locked_by(member, entries: Iterable[Entry]) -> dict:
    """{entry: when this member locked it}, in one query."""
    rows = Review.objects.filter(rater=member, entry__in=list(entries)).exclude(locked_at=None)
    return dict(rows.values_list("entry_id", "locked_at"))


@dataclass(frozen=True)
class Sheet:
    """The scores of one entry that a reader may see, and how far they lie apart."""

    entry: Entry
    open: bool
    expected: frozenset[int]
    locked: frozenset[int]
    # {rater: {criterion: Score}} of those who count; empty until the scores are open.
    values: dict[int, dict[int, Score]]
    totals: dict[int, Fraction]
    total: scores.Spread | None
    each: dict[int, scores.Spread]
    words: dict[int, str]


def sheets(entries: Iterable[Entry], *, on: date) -> dict[int, Sheet]:
    """点数の表 — of entries that came from `of(viewer)`; the same queries for one as for fifty.

    Nobody, the office neither, finds a value before all are locked or the closing day is over; who
    became too near later counts no more.
    """
    entries = list(entries)
    away = recused_all(entries)
    calls = {entry.call_id: entry.call for entry in entries}
    sitting = {pk: set(members(call, on=on)) for pk, call in calls.items()}
    weighed = {pk: scales(call) for pk, call in calls.items()}
    rows = Review.objects.filter(entry__in=entries).exclude(locked_at=None)
    by_entry: dict[int, list[Review]] = defaultdict(list)
    for review in rows.prefetch_related("scores").order_by("pk"):
        by_entry[review.entry_id].append(review)
    return {
        entry.pk: _sheet(
            entry,
            [one for one in by_entry[entry.pk] if one.rater_id not in away[entry.pk]],
            sitting[entry.call_id] - away[entry.pk],
            weighed[entry.call_id],
            on,
        )
        for entry in entries
    }


def _sheet(entry: Entry, reviews: list[Review], judges: set[int], weighed, on: date) -> Sheet:
    locked = {one.rater_id for one in reviews}
    shown = scores.open_to_all(
        locked=locked, expected=judges, on=on, closes_on=entry.call.closes_on
    )
    counted = reviews if shown else []
    values = {one.rater_id: {s.criterion_id: s for s in one.scores.all()} for one in counted}
    plain = {rater: {key: s.value for key, s in given.items()} for rater, given in values.items()}
    sums = {rater: scores.total(weighed, given) for rater, given in plain.items()}
    totals = {rater: value for rater, value in sums.items() if value is not None}
    each = {
        scale.key: scores.spread(
            {rater: given[scale.key] for rater, given in plain.items() if scale.key in given}
        )
        for scale in weighed
    }
    return Sheet(
        entry=entry,
        open=shown,
        expected=frozenset(judges),
        locked=frozenset(locked),
        values=values,
        totals=totals,
        total=scores.spread(totals),
        each={key: one for key, one in each.items() if one},
        words={one.rater_id: one.words for one in counted if one.words},
    )


def ranking(entries: Iterable[Entry], *, on: date) -> list[tuple[int | None, Sheet]]:
    """順位 — the highest mean first, of entries from `of(viewer)`; without open scores no place."""
    found = sheets(entries, on=on)
    means = {pk: one.total.mean for pk, one in found.items() if one.total}
    places = scores.ranks(means)
    rows = [(places.get(pk), one) for pk, one in found.items()]
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0, row[1].entry.pk))
