"""帳簿の材料 — the rows of each register from what the platform knows, a page or all of them.

Every book asks one list of rows that goes by its key, and turns rows into lines: a page of a book
and the whole workbook are made by the same functions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from tsunagari.base import keyset
from tsunagari.faces.desk.registers import acts, people
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.documents.papers import books
from tsunagari.programmes.talent.visits.models import Visit

CHUNK = 500


@dataclass(frozen=True)
class Source:
    """Which rows a book asks, and what each of them says in it."""

    rows: Callable[[Viewer], QuerySet]
    lines: Callable[[list, Viewer], list[dict]]


def page_of(code: str, viewer: Viewer, *, after: str) -> tuple[keyset.Page, list[dict]]:
    """One page of a book, the newest first."""
    source = SOURCES[code]
    page = keyset.page(source.rows(viewer), ["-pk"], after=after)
    return page, source.lines(page.rows, viewer)


def whole(code: str, viewer: Viewer) -> list[dict]:
    """Every line of a book, the oldest first."""
    source = SOURCES[code]
    return [line for rows in _chunks(source.rows(viewer)) for line in source.lines(rows, viewer)]


def counts(viewer: Viewer) -> dict[str, int]:
    """{book: how many rows it asks}."""
    return {code: source.rows(viewer).count() for code, source in SOURCES.items()}


def _chunks(rows: QuerySet) -> Iterator[list]:
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield found
        last = found[-1].pk


SOURCES = {
    books.HOSTS: Source(people.companies, people.company_lines),
    books.PEOPLE: Source(people.everybody, people.everybody_lines),
    books.FEES: Source(people.fees, people.fee_lines),
    books.PLACEMENTS: Source(people.placements, people.placement_lines),
    books.AUDITS: Source(acts.visits_of(Visit.Kind.AUDIT, Visit.Kind.EXTRA), acts.visit_lines),
    books.TRAINING: Source(acts.trainees, acts.training_lines),
    books.GUIDANCE: Source(acts.visits_of(Visit.Kind.GUIDANCE), acts.visit_lines),
    books.CONSULTATIONS: Source(acts.consulted, acts.consultation_lines),
    books.OUTSIDE: Source(acts.supervisors, acts.outside_lines),
    books.INTERVIEWS: Source(acts.visits_of(Visit.Kind.INTERVIEW), acts.visit_lines),
}
