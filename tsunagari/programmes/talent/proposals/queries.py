"""施策提言 — the counted months, the published tables, and the proposals that rest on them."""

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Min, QuerySet

from tsunagari.base import figures
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.advice import queries as advice
from tsunagari.programmes.talent.advice.models import Consultation
from tsunagari.programmes.talent.proposals.models import Month, Proposal, Table
from tsunagari.programmes.talent.proposals.rules import asking, counts
from tsunagari.programmes.talent.proposals.rules.counts import Asked, Cell, Number, Place

# — counts —


def closed_months(on: date) -> list[str]:
    """Months of which the number stands, or can be made to stand today; the oldest first."""
    first = Consultation.objects.aggregate(first=Min("asked_on"))["first"]
    counted = Month.objects.aggregate(first=Min("pk"))["first"]
    days = [day for day in (first, _day(counted)) if day]
    return asking.closed_months(min(days, default=None), on, figure("days_to_count", on))


def _day(month: str | None) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None


def cube(months: list[str]) -> dict[Place, int]:
    """The counts of these months: as they were stopped, or for a month not yet stopped as of now."""
    stored = Month.objects.in_bulk(months)
    found: dict[Place, int] = {}
    for month in months:
        row = stored.get(month)
        found |= places_of(row) if row else counted(month)
    return found


def places_of(row: Month) -> dict[Place, int]:
    """A counted month as places of the cube."""
    return {Place(topic, language, town, row.pk): n for topic, language, town, n in row.places}


def counted(month: str) -> dict[Place, int]:
    """What the desk's consultations of a month come to now."""
    first = date.fromisoformat(f"{month}-01")
    rows = advice.counted(first, _last(first))
    return asking.cube_of(rows, month=lambda row: f"{row.month:%Y-%m}")


def _last(first: date) -> date:
    """The last day of the month that begins on a day."""
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return date.fromordinal(following.toordinal() - 1)


def published_cells() -> list[Cell]:
    """Every sum that was ever made known, in all tables."""
    return [cell for row in Table.objects.order_by("pk") for cell in counts.cells_of(read(row))]


def read(row: Table) -> counts.Table:
    """A published table as it was."""
    asked = Asked(
        rows=row.rows,
        first=row.first,
        last=row.last,
        columns=row.columns,
        topic=row.topic,
        language=row.language,
        town=row.town,
    )
    numbers = tuple(Number(*one) for one in row.numbers)
    return counts.Table(asked, tuple(row.row_values), tuple(row.column_values), numbers)


def preview(asked: Asked, *, on: date) -> counts.Table:
    """The table as it would be published today."""
    return counts.table(
        asked,
        cube(_with_counted(counts.months(asked.first, asked.last))),
        published_cells(),
        values=asking.values(asked.first, asked.last),
        k=figure("smallest", on),
    )


def content_of(made: counts.Table) -> dict:
    """A table as it is stored."""
    asked = made.asked
    return {
        **{name: getattr(asked, name) for name in ("rows", "columns", "first", "last")},
        **{name: getattr(asked, name) for name in ("topic", "language", "town")},
        "row_values": list(made.rows),
        "column_values": list(made.columns),
        "numbers": [[one.row, one.column, one.n] for one in made.numbers],
    }


def digest_of(made: counts.Table) -> str:
    """The print of a table: the same for a look and for what is published."""
    return hashlib.sha256(json.dumps(content_of(made), sort_keys=True).encode()).hexdigest()


def _with_counted(months: list[str]) -> list[str]:
    """The months of a table and all that were counted: published sums reach into those."""
    return sorted({*months, *Month.objects.values_list("pk", flat=True)})


def tables() -> QuerySet[Table]:
    """公表した表 — the newest first."""
    return Table.objects.order_by("-published_on", "-pk")


# — proposals —


def of(viewer: Viewer) -> QuerySet[Proposal]:
    """提案 — the federation's office reads all of them, nobody else any before it is published."""
    rows = Proposal.objects.order_by("-pk")
    return rows if viewer.kind == "staff" and viewer.on_behalf is None else rows.none()


def writers(proposal: Proposal) -> set[int | None]:
    """書いた人 — everybody who wrote anything in the draft: none of them checks it."""
    rows = proposal.steps.filter(did__in=("drafted", "changed"))
    return {proposal.written_by_id, *rows.values_list("by", flat=True)}


def answerers(proposal: Proposal) -> set[int | None]:
    """返事を書いた人 — who typed the answer in: another one reads it and publishes it."""
    return set(proposal.steps.filter(did="answered").values_list("by", flat=True))


def published() -> QuerySet[Proposal]:
    """公表した提案 — the newest first."""
    rows = Proposal.objects.filter(state=Proposal.State.PUBLISHED)
    return rows.order_by("-published_on", "-pk")


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return _figures()[name].on(on).value


def figure_with_source(name: str, on: date) -> tuple[str, str, figures.Value]:
    """(title, unit, value with source) of a number, for those who ask how it is counted."""
    found = _figures()[name]
    return found.title, found.unit, found.on(on)
