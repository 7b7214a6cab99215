"""費用 — whose lines somebody sees, what they add up to, and whether the plan may go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tsunagari.base.asked import Asked, AskedRows, hang
from tsunagari.base.refusals import Reason
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.costs.models import Answer, BasePay, Cost, Opinion
from tsunagari.programmes.talent.costs.rules import cap as rules
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import switched

DISPUTED = Q(said=Cost.Said.DISPUTED) | Q(asker_said=Cost.Said.DISPUTED)


def with_bodies() -> QuerySet[Cost]:
    """Lines with who asked, who entered and what they give back, in one query."""
    return Cost.objects.select_related(
        *("case__person", "asked_by__party", "entered_for__party", "gives_back", "receipt"),
        "replaces",
    )


def of(viewer: Viewer) -> QuerySet[Cost]:
    """費用の行 — staff and a candidate see all, a body its own, the council what was ever disputed."""
    rows = with_bodies()
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    if viewer.kind == "worker":
        return rows.filter(case__person=viewer.party.pk)
    if viewer.kind == "council_member":
        return once_disputed()
    body = viewer.own_body.pk
    return rows.filter(Q(asked_by=body) | Q(entered_for=body))


def of_case(case: Case, viewer: Viewer) -> list[Cost]:
    """One case's lines for one reader, in the order in which they were asked, with all answers."""
    if viewer.kind == "worker":
        lines = _own(case=case.pk, person=viewer.party.pk)
    else:
        lines = list(of(viewer).filter(case=case).order_by("asked_on", "pk"))
    if keys := [line.pk for line in lines]:
        hang(lines, "answers", _answers(lines=keys), "cost")
        hang(lines, "opinions", _opinions(lines=keys), "cost")
        hang(lines, "refunds", _refunds(lines=keys), "gives_back")
    return lines


@AskedRows
def _own(*, case: int, person: int):
    return with_bodies().filter(case__person=person, case=case).order_by("asked_on", "pk")


@AskedRows
def _answers(*, lines):
    return Answer.objects.filter(cost__in=lines)


@AskedRows
def _opinions(*, lines):
    return Opinion.objects.filter(cost__in=lines)


@AskedRows
def _refunds(*, lines):
    return Cost.objects.filter(gives_back__in=lines)


def came_back(lines: list[Cost]) -> set[int]:
    """Of which lines money came back, in lines that count."""
    rows = _refunds(lines=[line.pk for line in lines]) if lines else []
    return {row.gives_back_id for row in rows if row.annulled_at is None}


def instead_of(lines: list[Cost]) -> dict[int, Cost]:
    """{line that was taken back: the one with the amount on which both sides agreed}."""
    gone = [line.pk for line in lines if line.annulled_at]
    return {row.replaces_id: row for row in Cost.objects.filter(replaces__in=gone)} if gone else {}


@Asked
def waiting_for(*, person: int):
    """Lines that a candidate has not answered yet."""
    rows = Cost.objects.filter(case__person=person, annulled_at=None, said=Cost.Said.WAITING)
    return rows.values_list("pk")


def disputed() -> QuerySet[Cost]:
    """食い違い — lines on which the sides disagree: for the office and the third-party council."""
    return with_bodies().filter(DISPUTED, annulled_at=None)


def once_disputed() -> QuerySet[Cost]:
    """一度でも食い違った行 — also those that were settled or annulled since, and what came instead."""
    no = Answer.objects.filter(cost=OuterRef("pk"), said=Cost.Said.DISPUTED)
    return with_bodies().filter(Exists(no) | Q(replaces__isnull=False))


def settled() -> QuerySet[Cost]:
    """おわった食い違い — what was disputed once and is not any more."""
    return once_disputed().exclude(pk__in=Cost.objects.filter(DISPUTED, annulled_at=None))


def open_since(line: Cost) -> date | None:
    """From which day on a side says that the line is wrong, by the answers that were fetched."""
    since: dict[str, date] = {}
    for one in line.answers.all():
        if one.said == Cost.Said.DISPUTED:
            since.setdefault(one.side, roles.day_of(one.at))
        else:
            since.pop(one.side, None)
    return min(since.values(), default=None) if line.disputed else None


@dataclass
class Total:
    """What one asker's lines add up to, in yen."""

    name: str
    asked: int = 0
    paid: int = 0
    back: int = 0
    confirmed: int = 0
    disputed: int = 0
    waiting: int = 0


def totals(lines: list[Cost], called: Callable[[Cost], str] | None = None) -> list[Total]:
    """費用の合計 — by who asked, and by what the candidate says; annulled lines left out."""
    found: dict[tuple, Total] = {}
    for line in lines:
        if line.annulled_at is None:
            key = (line.whom, line.asked_by_id, line.whom_words if not line.asked_by_id else "")
            _add(found.setdefault(key, Total((called or name_of)(line))), line)
    return list(found.values())


def _add(total: Total, line: Cost) -> None:
    if line.gives_back_id:
        total.back += line.yen
        return
    total.asked += line.yen
    total.paid += line.yen if line.paid_on else 0
    state = "disputed" if line.disputed else line.said
    setattr(total, state, getattr(total, state) + line.yen)


def name_of(line: Cost) -> str:
    """Who asked: the body's public name, or what is known of somebody who is not registered."""
    return line.asked_by.title if line.asked_by else line.whom_words


# 上限 ---------------------------------------------------------------------------------------


def cap_of(case: Case, on: date) -> rules.Cap | None:
    """The two-month cap of a case and how much is over; None where the law has none."""
    [base] = _base_pay.first(case=case.pk) or [None]
    narrow = rules.NARROW in switched()[0]
    return rules.of(_facts(case), system=case.system, base_pay=base, on=on, narrow=narrow)


@Asked
def _base_pay(*, case: int):
    return BasePay.objects.filter(case=case).values_list("monthly_yen")


def why_not_proceed(case: Case, on: date) -> list[Reason]:
    """Every reason of the cost ledger why a case's plan does not go on."""
    return rules.why_not_proceed(_facts(case), cap_of(case, on))


def stops(case: Case) -> list[Reason]:
    """The same, today: what `people.stops` asks before any step of a case."""
    return why_not_proceed(case, roles.day_of(timezone.now()))


def _facts(case: Case) -> list[rules.Line]:
    return [
        rules.Line(
            whom=row.whom,
            category=row.category,
            yen=row.yen,
            paid=row.paid_on is not None,
            back=row.gives_back_id is not None,
            claimed=row.claimed_yen,
            disputed=row.disputed,
        )
        for row in _standing(case=case.pk)
    ]


@AskedRows
def _standing(*, case: int):
    return Cost.objects.filter(case=case, annulled_at=None).order_by("pk")


def left_of(cost: Cost) -> int:
    """What of a paid line has not come back yet, in yen."""
    gone = cost.refunds.filter(annulled_at=None).values_list("yen", flat=True)
    return cost.yen - sum(gone)
