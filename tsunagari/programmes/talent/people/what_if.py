"""もしも — everybody's facts under the law of two days: what is new, gone or changed, what breaks.

A fixed number of queries, however many cases there are; nothing is written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tsunagari.programmes.talent.law.rules import engine, gates, what_if
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.law.rules.what_if import Change
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.people.rules import caps

# More cases than these are not compared on one page.
MOST = 1_000


@dataclass(frozen=True)
class Asked:
    """Under which two laws, seen from which day, for duties until when."""

    as_of: date
    until: date
    before: date
    after: date


@dataclass(frozen=True)
class Found:
    """What the other law changes for one case."""

    case: Case
    changes: list[Change]
    refused: list[gates.Gate]

    @property
    def counts(self) -> Counter:
        return Counter(change.what for change in self.changes)


@dataclass(frozen=True)
class Broken:
    """What a company would have too many of under the other law."""

    company: Company
    lines: list[caps.Line]
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """Cases, companies over a cap, and who has to act by when, the earliest first."""

    cases: list[Found]
    companies: list[Broken]
    must_act: list[tuple[date, Case, gates.Gate]]
    more: bool = False


def of(cases: Iterable[Case], asked: Asked, *, companies: bool = True) -> Answer:
    """What changes for these cases and, when all of theirs are here, for their `companies`."""
    rows = list(cases[: MOST + 1]) if hasattr(cases, "query") else list(cases)
    more, rows = len(rows) > MOST, rows[:MOST]
    held = facts.standings_of(rows)
    known = {case.pk: facts.of_case(case, held[case.person_id]) for case in rows}
    compare = _comparing(asked)
    found = [Found(case, compare(known[case.pk]), _refused(known[case.pk], asked)) for case in rows]
    by_key = {str(case.pk): case for case in rows}
    must = gates.must_act(known.values(), asked.as_of)
    return Answer(
        cases=found,
        companies=_companies(rows, known, compare, asked) if companies else [],
        must_act=[(day, by_key[key], gate) for day, key, gate in must],
        more=more,
    )


def _comparing(asked: Asked):
    switched_on, own = queries.switched()

    def compare(known) -> list[Change]:
        found = what_if.compare(
            known,
            asked.as_of,
            asked.until,
            asked.before,
            asked.after,
            switched_on=switched_on,
            own=own,
        )
        return [change for change in found if not _over(change)]

    return compare


def _over(change: Change) -> bool:
    """What is done under either law is not done anew."""
    sides = [duty for duty in (change.before, change.after) if duty]
    return all(duty.state == engine.DONE for duty in sides)


def _refused(known: law.Case, asked: Asked) -> list[gates.Gate]:
    """The gates that a case can no longer pass."""
    return [gate for gate in gates.of(known, asked.as_of) if gate.state == gates.REFUSED]


def _companies(rows, known, compare, asked) -> list[Broken]:
    """Every company of the cases: its own duties, and its caps on both days."""
    people = defaultdict(list)
    watched = {}
    for case in rows:
        people[case.company_id].append(known[case.pk])
        watched.setdefault(case.company_id, case.supervisor_id)
    general = queries.generals(asked.as_of)
    found = []
    for company in Company.objects.filter(pk__in=people).select_related("organisation__party"):
        host = facts.of_company(company, people[company.pk])
        better = watched[company.pk] in general
        lines = [
            line
            for line in caps.of_host(host, general=better, on=asked.after)
            if line.broken or line.cap.most is None
        ]
        found.append(Broken(company, lines, compare(host)))
    return [one for one in found if one.lines or one.changes]
