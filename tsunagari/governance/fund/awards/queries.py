"""助成 — what can be awarded, whose awards there are, what was paid, which vouchers were used."""

from datetime import date
from pathlib import Path

from django.db.models import QuerySet, Sum

from tsunagari.base import figures
from tsunagari.governance.fund.awards.models import Award, Cost, Instalment, Report
from tsunagari.governance.fund.awards.rules import settlement
from tsunagari.governance.fund.council import queries as council
from tsunagari.governance.fund.council.models import Decision
from tsunagari.governance.fund.vouchers import uses
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.reviews.models import Entry
from tsunagari.kernel.roles.models import Viewer

FOLDER = Path(__file__).parent
State = Award.State
ENDED = (State.CLOSED, State.LAPSED)
DAYS = ("days_to_send", "days_to_settle", "days_to_answer")
ALIVE = (Due.State.RESERVED, Due.State.OWED, Due.State.APPROVED, Due.State.SENT)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return figures.number(FOLDER, name, on)


def days_on(on: date) -> dict[str, int]:
    return {name: figure(name, on) for name in DAYS}


def of(viewer: Viewer) -> QuerySet[Award]:
    """The awards that a viewer may see: the office all, a body or a person their own."""
    rows = Award.objects.select_related(
        "grantee__organisation", "grantee__person", "fund__book", "decision", "entry"
    )
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.filter(grantee=owner(viewer))


def owner(viewer: Viewer) -> int:
    """Whose awards a viewer has: on their own page a person's, elsewhere those of their body."""
    own = viewer.kind in ("worker", "donor")
    return viewer.party.pk if own else viewer.own_body.party.pk


def is_grantee(viewer: Viewer, award: Award) -> bool:
    """True for the grantee; staff who act for it are not."""
    return viewer.kind != "staff" and award.grantee_id == owner(viewer)


def ready() -> list[tuple[Entry, council.Standing]]:
    """Entries that were decided to be awarded and are not yet, the oldest first."""
    rows = Decision.objects.filter(entry__isnull=False, entry__award=None)
    rows = rows.select_related(
        "board", "meeting__articles", "entry__call", "entry__applicant__organisation"
    )
    newest: dict[int, Decision] = {one.entry_id: one for one in rows.order_by("pk")}
    found = [(one.entry, council.standing(one)) for one in newest.values()]
    return [(entry, said) for entry, said in found if said.awarded]


def unreported(party: int, on: date) -> list[str]:
    """Titles of earlier awards whose report is over its day."""
    rows = Award.objects.filter(grantee=party, state=State.AGREED, report_by__lt=on)
    return list(rows.order_by("pk").values_list("title", flat=True))


def instalments(award: Award) -> list[Instalment]:
    """支払の回 — with what the ledger says of each."""
    return list(award.instalments.select_related("due__owed_by", "due__settled_by"))


def advance(award: Award) -> int:
    """概算払 — what was paid and did not come back."""
    rows = Due.objects.filter(instalment__award=award, settled_on__isnull=False)
    sums = rows.aggregate(paid=Sum("yen"), back=Sum("given_back_yen"))
    return (sums["paid"] or 0) - (sums["back"] or 0)


def unpaid(award: Award) -> int:
    """How many advances are still promised or owed."""
    rows = Due.objects.filter(instalment__award=award, state__in=ALIVE)
    return rows.exclude(instalment__trigger=Instalment.Trigger.SETTLEMENT).count()


def report_of(award: Award) -> Report | None:
    return Report.objects.filter(award=award).first()


def costs_of(award: Award) -> list[Cost]:
    rows = Cost.objects.filter(report__award=award)
    return list(rows.select_related("voucher__blob").order_by("on", "pk"))


def used_elsewhere(award: Award, costs: list[Cost]) -> dict[tuple[str, int, date], str]:
    """{mark of a voucher: where else it was used}: in another award, or in a municipality's subsidy."""
    return uses.used([one.voucher.blob.sha256 for one in costs], besides=award.pk)


def counted(award: Award) -> settlement.Settlement:
    """精算の見込み — as it would be fixed now."""
    costs, report = costs_of(award), report_of(award)
    return settlement.settle(
        settlement.Asked(
            decided=award.yen,
            rate=award.rate,
            from_day=award.from_day,
            until_day=award.until_day,
            costs=_costs(costs),
            lines=tuple(
                settlement.Line(one.name, one.yen, one.unit_limit) for one in award.lines.all()
            ),
            other_income=report.other_income if report else 0,
            advance=advance(award),
            shift_percent=award.shift_percent,
            tax_deductible=award.tax_deductible,
            used=used_elsewhere(award, costs),
        )
    )


def twins_of(award: Award) -> dict[int, Cost]:
    """{a cost that was entered twice: the one that counts its voucher}."""
    costs = costs_of(award)
    twins = counted(award).twins if costs else {}
    return {costs[number - 1].pk: costs[other - 1] for number, other in twins.items()}


def _costs(costs: list[Cost]) -> tuple[settlement.Cost, ...]:
    numbers = {one.pk: number for number, one in enumerate(costs, 1)}
    return tuple(_cost(one, numbers.get(one.joined_to_id, 0)) for one in costs)


def _cost(one: Cost, joined: int) -> settlement.Cost:
    return settlement.Cost(
        on=one.on,
        payee=one.payee,
        yen=one.yen,
        line=one.line,
        voucher=one.voucher.blob.sha256,
        paid=one.paid,
        related=one.is_related,
        disclosed=one.disclosed,
        units=one.units,
        tax=one.tax,
        joined=joined,
    )


def deciders(instalment: str) -> set[int]:
    """決めた委員 — of the award behind an instalment: none of them approves its payment."""
    row = Instalment.objects.select_related("award__entry").filter(pk=instalment).first()
    return council.deciders(row.award.entry) if row else set()
