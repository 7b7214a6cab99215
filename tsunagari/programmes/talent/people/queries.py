"""案件 — what is asked of cases: whose they are, and who is concerned with them."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from tsunagari.kernel.parties.models import Organisation, Person
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.people.models import Case, Switch

# By which part in a case a body of some kind sees it.
PARTS = ("company", "sending", "school", "supervisor")


def with_bodies() -> QuerySet[Case]:
    """Cases with the person and every body, in one query."""
    return Case.objects.select_related(
        "person__party", *(f"{part}__party" for part in PARTS), "after"
    )


def of(viewer: Viewer) -> QuerySet[Case]:
    """The cases that somebody sees: staff all of them, a body those in which it has a part."""
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return with_bodies()
    return of_body(viewer.own_body)


def of_body(body: Organisation) -> QuerySet[Case]:
    """The cases in which a body has a part."""
    return with_bodies().filter(reduce(or_, (Q(**{part: body}) for part in PARTS)))


def of_person(person: Person) -> QuerySet[Case]:
    """A person's own cases, the newest first."""
    return with_bodies().filter(person=person).order_by("-opened_on", "-pk")


def open_ones() -> QuerySet[Case]:
    """Cases that are not closed."""
    return with_bodies().filter(closed_on=None)


def switched() -> tuple[frozenset[str], dict[str, int]]:
    """(unsure rules that count, own numbers by figure)."""
    rows = list(Switch.objects.all())
    on = frozenset(row.code for row in rows if row.value is None)
    return on, {row.code: row.value for row in rows if row.value is not None}
