"""求人と候補者 — what is asked of orders, candidates, pairs and interviews, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from tsunagari.base.names import tidy
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.parties.queries import LONGEST, MANY, found
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.orders.models import (
    Apart,
    Candidate,
    Choice,
    Interview,
    Lesson,
    Order,
    Pair,
    Result,
    Round,
)
from tsunagari.programmes.talent.orders.rules.candidates import alike as look_alike
from tsunagari.programmes.talent.orders.rules.candidates import best_japanese, parts
from tsunagari.programmes.talent.orders.rules.interviews import STANDS
from tsunagari.programmes.talent.orders.rules.pairs import Person, Seats
from tsunagari.programmes.talent.people.models import Case

LIVE = (Pair.State.ASSIGNED, Pair.State.CHOSEN)
SEEN = (*LIVE, Pair.State.NOT_CHOSEN)


def is_office(viewer: Viewer) -> bool:
    """The federation's staff, as long as they act for nobody."""
    return viewer.kind == "staff" and viewer.on_behalf is None


# 求人 ---------------------------------------------------------------------------------------


def orders() -> QuerySet[Order]:
    """Orders with the company, and how many were chosen and are looked at."""
    return Order.objects.select_related("company__party").annotate(
        chosen=Count("pairs", filter=Q(pairs__state=Pair.State.CHOSEN)),
        waiting=Count("pairs", filter=Q(pairs__state=Pair.State.ASSIGNED)),
    )


def orders_of(viewer: Viewer) -> QuerySet[Order]:
    """The orders that somebody sees: staff all of them, a company its own."""
    return orders() if is_office(viewer) else orders().filter(company=viewer.own_body)


def free_places(order: Order) -> int:
    """How many more candidates an order may be given (asked of a row of `orders`)."""
    if order.state != Order.State.OPEN or order.chosen >= order.number:
        return 0
    return max(0, order.invite - order.chosen - order.waiting)


def seats_of(order: Order) -> Seats:
    """An order as the rules of pairs read it."""
    return Seats(
        key=order.pk,
        field=order.field,
        place=order.place,
        starts_on=order.starts_on,
        monthly_yen=order.monthly_yen,
        dormitory=order.dormitory,
        japanese=order.japanese,
        skill_test=order.skill_test,
        age_from=order.age_from,
        age_until=order.age_until,
        wish_japanese=order.wish_japanese,
        wish_years=order.wish_years,
        free=free_places(order) if hasattr(order, "chosen") else order.invite,
    )


# 候補者 -------------------------------------------------------------------------------------


def candidates() -> QuerySet[Candidate]:
    """Candidates with the person, both bodies, and the standing results of all their entries."""
    standing = Result.objects.filter(annulled_on=None).order_by("-taken_on", "-pk")
    merged = "person__party__duplicates__person__candidate__results"
    return Candidate.objects.select_related(
        "person__party", "sending__party", "school__party"
    ).prefetch_related(Prefetch("results", standing), Prefetch(merged, standing))


def results_of(candidate: Candidate) -> list[Result]:
    """試験の結果 — also of the entries that were found to be the same person, the newest first."""
    found = list(candidate.results.all())
    for party in candidate.person.party.duplicates.all():
        merged = getattr(party.person, "candidate", None)
        found += merged.results.all() if merged else []
    return sorted(found, key=lambda one: (one.taken_on, one.pk), reverse=True)


def candidates_of(viewer: Viewer) -> QuerySet[Candidate]:
    """Whom somebody sees: staff all, a sending organisation and a school their own, a company those
    who were assigned to it."""
    if is_office(viewer):
        return candidates()
    body = viewer.own_body
    met = Pair.objects.filter(order__company=body, candidate=OuterRef("pk"), state__in=SEEN)
    return candidates().filter(Q(sending=body) | Q(school=body) | Exists(met))


def listed(rows: QuerySet[Candidate], view: str) -> QuerySet[Candidate]:
    """Those who look for work, or the others, without entries that were merged."""
    if view == "past":
        return rows.filter(state__in=(Candidate.State.CHOSEN, Candidate.State.LEFT))
    return rows.filter(state=Candidate.State.LOOKING)


def named(rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
    """Those who are found by a name in any writing, a code, or the sending organisation's number."""
    text = tidy(text)[:LONGEST]
    if not text:
        return rows
    people = [party.pk for party in found(text, kind=Party.Kind.PERSON, size=MANY).rows]
    told = Q(person__in=people) | Q(number__icontains=text)
    spelt = parts(text, "")
    return rows.filter(told | Q(*(Q(spelt__contains=one) for one in spelt)) if spelt else told)


def person_of(candidate: Candidate) -> Person:
    """A candidate as the rules of pairs read them."""
    passed = [(one.kind, one.level) for one in results_of(candidate) if one.passed]
    skills = {level for kind, level in passed if kind == "SSW1"} | set(candidate.skills)
    return Person(
        key=candidate.pk,
        code=candidate.person.party.code,
        born_on=candidate.born_on,
        fields=tuple(candidate.fields),
        ready_on=candidate.ready_on,
        wish_yen=candidate.wish_yen,
        wish_dormitory=candidate.wish_dormitory,
        in_japan=candidate.in_japan,
        japanese=best_japanese(candidate.japanese, passed),
        skills=frozenset(skills),
        skills2=frozenset(level for kind, level in passed if kind == "SSW2"),
        care_japanese=bool(candidate.facts.get("care_japanese"))
        or any(kind == "CARE_JA" for kind, _level in passed),
        years=candidate.years,
        facts=candidate.facts,
    )


def is_busy(candidate: Candidate) -> bool:
    """Assigned, chosen, or with a case that goes on."""
    return (
        Pair.objects.filter(candidate=candidate, state__in=LIVE).exists()
        or Case.objects.filter(person=candidate.person_id, closed_on=None).exists()
    )


def alike(body: Organisation | None = None, limit: int = 50) -> list[tuple[Candidate, Candidate]]:
    """同じ人かもしれない — pairs with one birthday whose names sound alike, not told apart yet.

    Over all organisations only whole and short sounds are held against each other: an index has them.
    """
    rows = Candidate.objects.exclude(state=Candidate.State.MERGED).exclude(sound="")
    rows = rows.filter(born_on__isnull=False)
    rows = rows.filter(sending=body) if body else rows
    near = Q(sound=OuterRef("sound")) | Q(short=OuterRef("short"))
    twin = Candidate.objects.filter(born_on=OuterRef("born_on")).exclude(pk=OuterRef("pk"))
    twin = twin if body else twin.filter(near)
    twin = twin.exclude(state=Candidate.State.MERGED)
    twin = twin.filter(sending=body) if body else twin
    days = defaultdict(list)
    asked = rows.filter(Exists(twin)).order_by("born_on", "pk")
    signs = asked.values("pk", "born_on", "spelt", "sound")
    for row in signs if body else signs[: limit * 2]:
        days[row["born_on"]].append(row)
    known = set(Apart.objects.values_list("a", "b"))
    pairs = [
        (a["pk"], b["pk"])
        for day in days.values()
        for at, a in enumerate(day)
        for b in day[at + 1 :]
        if (a["pk"], b["pk"]) not in known and look_alike(a, b)
    ][:limit]
    found = candidates().in_bulk({key for pair in pairs for key in pair})
    return [(found[a], found[b]) for a, b in pairs]


# 割り当て -----------------------------------------------------------------------------------


def pool() -> tuple[list[Order], list[Candidate]]:
    """Orders with places and candidates who wait, as the matching takes them."""
    open_orders = [
        order
        for order in orders().filter(state=Order.State.OPEN).order_by("pk")
        if free_places(order)
    ]
    live = Pair.objects.filter(candidate=OuterRef("pk"), state__in=LIVE)
    waiting = candidates().filter(state=Candidate.State.LOOKING, born_on__isnull=False)
    return open_orders, list(waiting.exclude(Exists(live)).order_by("pk"))


def choices() -> tuple[dict[int, int], frozenset, frozenset]:
    """(pins {candidate: order}, vetoes {(candidate, order)}, pairs that were tried)."""
    pins, vetoes = {}, set()
    for kind, candidate, order in Choice.objects.values_list("kind", "candidate", "order"):
        if kind == Choice.Kind.PIN:
            pins[candidate] = order
        else:
            vetoes.add((candidate, order))
    tried = Pair.objects.filter(state=Pair.State.NOT_CHOSEN).values_list("candidate", "order")
    return pins, frozenset(vetoes), frozenset(tried)


def all_choices():
    """固定・除外 — with both sides, the newest first."""
    return Choice.objects.select_related(
        "order__company__party", "candidate__person__party"
    ).order_by("-pk")


def rounds() -> QuerySet[Round]:
    """割り当ての回 — the newest first: how many pairs still stand, may go back, and went back."""
    meets = Interview.objects.filter(pair=OuterRef("pairs"), state__in=STANDS)
    stands = Q(pairs__state=Pair.State.ASSIGNED)
    return Round.objects.annotate(
        made=Count("pairs"),
        live=Count("pairs", filter=stands),
        free=Count("pairs", filter=stands & ~Exists(meets)),
        gone=Count("pairs", filter=Q(pairs__state=Pair.State.TAKEN_BACK)),
    ).order_by("-pk")


# 組と面接 -----------------------------------------------------------------------------------


def pairs() -> QuerySet[Pair]:
    """Pairs with both sides and their interviews, the newest interview first."""
    return Pair.objects.select_related(
        "order__company__party",
        "candidate__person__party",
        "candidate__sending__party",
        "candidate__school__party",
        "case",
    ).prefetch_related(
        Prefetch(
            "interviews",
            Interview.objects.select_related("proposed_by__party", "meeting").order_by("-pk"),
        )
    )


def pairs_of(viewer: Viewer) -> QuerySet[Pair]:
    """The pairs that somebody sees: staff all, the company and the sending organisation their own."""
    rows = pairs().exclude(state=Pair.State.TAKEN_BACK)
    if is_office(viewer):
        return rows
    body = viewer.own_body
    return rows.filter(Q(order__company=body) | Q(candidate__sending=body))


def interview_of(pair: Pair) -> Interview | None:
    """The newest interview of a pair."""
    return next(iter(pair.interviews.all()), None)


def interviews_of(viewer: Viewer) -> QuerySet[Interview]:
    """面接の予定 — what stands, of the pairs that somebody sees."""
    return Interview.objects.filter(
        state__in=(Interview.State.PROPOSED, Interview.State.ACCEPTED),
        pair__in=pairs_of(viewer).filter(state=Pair.State.ASSIGNED).values("pk"),
    ).select_related(
        "pair__order__company__party",
        "pair__candidate__person__party",
        "pair__candidate__sending__party",
        "proposed_by__party",
    )


def waiting_for(viewer: Viewer) -> list[Pair]:
    """返事を待っている面接 — proposals of the other side."""
    asked = Interview.objects.filter(pair=OuterRef("pk"), state=Interview.State.PROPOSED).exclude(
        proposed_by=viewer.own_body
    )
    rows = pairs_of(viewer).filter(state=Pair.State.ASSIGNED)
    return list(rows.filter(Exists(asked)).order_by("pk")[:20])


def unanswered(viewer: Viewer, *, now) -> list[Pair]:
    """結果を待っている面接 — the company's own, whose time has begun."""
    held = Interview.objects.filter(
        pair=OuterRef("pk"), state=Interview.State.ACCEPTED, starts_at__lte=now
    )
    rows = pairs_of(viewer).filter(state=Pair.State.ASSIGNED, order__company=viewer.own_body)
    return list(rows.filter(Exists(held)).order_by("pk")[:20])


def coming(viewer: Viewer, *, now) -> list[Pair]:
    """決まった面接 — whose time is still to come, the soonest first."""
    fixed = {"interviews__state": Interview.State.ACCEPTED, "interviews__starts_at__gt": now}
    rows = pairs_of(viewer).filter(state=Pair.State.ASSIGNED, **fixed)
    return list(rows.order_by("interviews__starts_at", "pk")[:20])


def without_interview(viewer: Viewer) -> list[Pair]:
    """面接の日時がまだない組 — assigned, and nobody has proposed a time."""
    stands = Interview.objects.filter(
        pair=OuterRef("pk"), state__in=(Interview.State.PROPOSED, Interview.State.ACCEPTED)
    )
    rows = pairs_of(viewer).filter(state=Pair.State.ASSIGNED)
    return list(rows.exclude(Exists(stands)).order_by("pk")[:20])


TERMS = (
    "field",
    "work",
    "place",
    "municipality",
    "starts_on",
    "months",
    "monthly_yen",
    "week_hours",
    "dormitory",
    "dormitory_yen",
    "dormitory_m2",
    "compare_yen",
    "compare_why",
)


def terms_of(order: Order) -> dict:
    """求人の条件 — as JSON can hold them, so that a later change of the order promises nothing else."""
    return {name: _plain(getattr(order, name)) for name in TERMS}


def _plain(value):
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def promised(case: Case) -> tuple[Pair, dict] | None:
    """約束した条件 — the pair that a case came from, and the conditions on the day of the choice."""
    pair = Pair.objects.select_related("order__company__party").filter(case=case).first()
    return (pair, pair.terms or terms_of(pair.order)) if pair else None


# 授業と成績 ---------------------------------------------------------------------------------


def learners_of(body: Organisation) -> QuerySet[Candidate]:
    """The candidates who learn at a school; who left is taught no more."""
    gone = (Candidate.State.MERGED, Candidate.State.LEFT)
    return candidates().filter(school=body).exclude(state__in=gone)


def noted_in(people: list[Candidate], *, kind: str, level: str, taken_on: date) -> set[int]:
    """Who of these people has a result of this test, of that day, that stands."""
    rows = Result.objects.filter(kind=kind, level=level, taken_on=taken_on, annulled_on=None)
    return set(rows.filter(candidate__in=people).values_list("candidate", flat=True))


def lessons_of(body: Organisation) -> QuerySet[Lesson]:
    """A school's lessons without those that were taken back, with their day."""
    rows = Lesson.objects.filter(school=body, meeting__state=Meeting.State.CLOSED)
    return rows.select_related("meeting")


def there_in(lessons: list[Lesson]) -> dict[int, dict[str, int]]:
    """{lesson: {asked, present}} of those on one page, in one query."""
    here = Count("pk", filter=Q(state=Presence.State.PRESENT))
    rows = Presence.objects.filter(meeting__in=[one.meeting_id for one in lessons])
    rows = rows.values("meeting").annotate(asked=Count("pk"), present=here)
    found = {row["meeting"]: row for row in rows}
    none = {"asked": 0, "present": 0}
    return {one.pk: found.get(one.meeting_id, none) for one in lessons}


def taught():
    """授業の出席 — every presence in a lesson that stands."""
    return Presence.objects.filter(
        meeting__lesson__isnull=False, meeting__state=Meeting.State.CLOSED
    )


def taught_elsewhere(
    people: Iterable[int], starts_at: datetime, ends_at: datetime, but: int | None = None
) -> QuerySet[Presence]:
    """Who of them was in another lesson at that time."""
    there = taught().filter(party__in=people, state=Presence.State.PRESENT)
    return there.filter(meeting__starts_at__lt=ends_at, meeting__ends_at__gt=starts_at).exclude(
        meeting=but
    )


def attendance_of(people: list[int]) -> dict[int, dict[str, int]]:
    """{candidate: {lessons, present, minutes}} of many, with their merged entries; two queries."""
    kept = dict(Party.objects.filter(same_as__in=people).values_list("pk", "same_as"))
    rows = (
        taught()
        .filter(party__in=[*people, *kept])
        .values("party")
        .annotate(
            lessons=Count("pk"),
            here=Count("pk", filter=Q(state=Presence.State.PRESENT)),
            spent=Sum("minutes", filter=Q(state=Presence.State.PRESENT)),
        )
    )
    found = {key: {"lessons": 0, "present": 0, "minutes": 0} for key in people}
    for row in rows:
        one = found[kept.get(row["party"], row["party"])]
        one["lessons"] += row["lessons"]
        one["present"] += row["here"]
        one["minutes"] += row["spent"] or 0
    return found


def may_see_progress(viewer: Viewer, candidate: Candidate) -> bool:
    """The office, the sending organisation, the school; a company once it has chosen."""
    body = viewer.own_body
    if is_office(viewer) or body.pk in (candidate.sending_id, candidate.school_id):
        return True
    return candidate.pairs.filter(order__company=body, state=Pair.State.CHOSEN).exists()


def schools() -> list[Organisation]:
    """職業訓練校 — to whom a candidate may be sent to learn."""
    rows = Organisation.objects.select_related("party").order_by("party__sort_as", "pk")
    return [row for row in rows if "training" in row.kinds]
