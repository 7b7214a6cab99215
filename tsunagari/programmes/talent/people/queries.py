"""案件 — what is asked of cases: whose they are, and who is concerned with them."""

from collections.abc import Collection
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from tsunagari.base.asked import AskedRows
from tsunagari.kernel.parties.models import Organisation, Party, Person
from tsunagari.kernel.parties.queries import bodies, federation, found
from tsunagari.kernel.roles.models import Standing, Viewer
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.people.models import Case, Company, Employment, Supervisor, Switch

FEW, MANY = 5, 500
# By which part in a case a body of some kind sees it.
PARTS = ("company", "sending", "school", "supervisor")


def with_bodies() -> QuerySet[Case]:
    """Cases with the person and every body, in one query."""
    return Case.objects.select_related(
        "person__party", *(f"{part}__party" for part in PARTS), "after"
    )


def of(viewer: Viewer) -> QuerySet[Case]:
    """The cases that somebody sees: staff all, a worker the own one, a body those with a part of it."""
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return with_bodies()
    if viewer.kind == "worker":
        return with_bodies().filter(person=viewer.party.pk)
    return of_body(viewer.own_body)


def of_body(body: Organisation) -> QuerySet[Case]:
    """The cases in which a body has a part."""
    return with_bodies().filter(reduce(or_, (Q(**{part: body}) for part in PARTS)))


def employed(company: int) -> QuerySet[Case]:
    """The cases of everybody who is, or was, employed by a company."""
    known = Employment.objects.filter(company=company).values("case")
    return with_bodies().filter(Q(company=company) | Q(pk__in=known)).order_by("pk")


def formerly(body: Organisation) -> QuerySet[Case]:
    """The cases of those who have left a company: it still owes notices, reports and records."""
    return employed(body.pk).exclude(company=body)


def of_person(person: Person) -> QuerySet[Case]:
    """A person's own cases, the newest first."""
    return with_bodies().filter(person=person).order_by("-opened_on", "-pk")


def newest_of(person: int) -> Case | None:
    """わたしの案件 — a person's open case, or the last; None for whoever has none."""
    return _newest.first(person=person)


@AskedRows
def _newest(*, person):
    return of_person(person)[:1]


def alike(name: str) -> list[Party]:
    """人 — adults who are called like this in any of their writings, a few of them."""
    rows = found(name, kind=Party.Kind.PERSON, size=FEW).rows if name.strip() else []
    return [party for party in rows if not party.person.minor]


def named(cases: QuerySet[Case], text: str) -> QuerySet[Case]:
    """Those whose person is found by a name, a reading or a code, as on the page of people."""
    return cases.filter(
        person__in=[p.pk for p in found(text, kind=Party.Kind.PERSON, size=MANY).rows]
    )


def open_ones() -> QuerySet[Case]:
    """Cases that are not closed."""
    return with_bodies().filter(closed_on=None)


def company(pk: int) -> Company | None:
    """受入れ企業 — one that is known, or a body of that kind of which nothing is known yet."""
    known = Company.objects.filter(pk=pk).select_related("organisation__party").first()
    if known:
        return known
    body = Organisation.objects.select_related("party").filter(pk=pk).first()
    return Company(organisation=body) if body and "company" in body.kinds else None


def supervisor(pk: int) -> Supervisor | None:
    """監理・支援をする団体 — one that is known, or the federation before anything is known."""
    known = Supervisor.objects.filter(pk=pk).select_related("organisation__party").first()
    started = federation()
    if known or not (started and started.party_id == pk):
        return known
    return Supervisor(organisation=started.party.organisation)


def companies() -> QuerySet[Organisation]:
    """Every body that may employ, by reading."""
    return of_kind("company")


def of_kind(kind: str) -> QuerySet[Organisation]:
    """Bodies of a kind, by reading."""
    rows = Organisation.objects.filter(pk__in=bodies(kind).values("pk"))
    return rows.select_related("party").order_by("party__sort_as", "pk")


def supervising() -> QuerySet[Organisation]:
    """The federation, and every body that is known to supervise or support."""
    known = Q(pk__in=Supervisor.objects.values("pk")) | Q(pk__in=bodies("federation").values("pk"))
    return Organisation.objects.filter(known).select_related("party").order_by("pk")


def generals(on: date) -> set[int]:
    """一般監理 — the bodies that hold the general licence on a day."""
    held = Standing.objects.filter(kind="licence.SO.general", from_day__lte=on)
    still = held.filter(Q(until_day=None) | Q(until_day__gte=on))
    return set(still.values_list("party_id", flat=True))


def heads_of(supervisors: Collection[int]) -> dict[int, dict[str, dict[str, int]]]:
    """{body: {system: {"hosts", "workers"}}} of the open cases that each watches; one query."""
    rows = Case.objects.filter(supervisor__in=supervisors, closed_on=None)
    counted = rows.values_list("supervisor", "system")
    none = {"hosts": 0, "workers": 0}
    found = {pk: dict.fromkeys(book.SYSTEMS, none) for pk in supervisors}
    for pk, system, workers, hosts in counted.annotate(
        workers=Count("pk"), hosts=Count("company", distinct=True)
    ):
        found[pk][system] = {"hosts": hosts, "workers": workers}
    return found


def switched() -> tuple[frozenset[str], dict[str, int]]:
    """(unsure rules that count, own numbers by figure)."""
    rows = _switches()
    on = frozenset(row.code for row in rows if row.value is None)
    return on, {row.code: row.value for row in rows if row.value is not None}


@AskedRows
def _switches():
    return Switch.objects.all()
