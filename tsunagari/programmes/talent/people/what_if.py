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
from tsunagari.programmes.talent.people.models import Case, Company, Employment, Supervisor
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
    """What a company has too many of under either law, and what changes for it."""

    company: Company
    lines: list[tuple[date, caps.Line]]
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Short:
    """Ratios that a body's staff would break under either law; `unknown`: no numbers on these days."""

    supervisor: Supervisor
    ratios: list[tuple[date, caps.Ratio]]
    unknown: list[date]


@dataclass(frozen=True)
class Answer:
    """Cases, companies over a cap, bodies short of staff, and who acts by when, the earliest first."""

    cases: list[Found]
    companies: list[Broken]
    supervisors: list[Short]
    must_act: list[tuple[date, Case, gates.Gate]]
    more: bool = False


def of(cases: Iterable[Case], asked: Asked, *, companies: bool = True) -> Answer:
    """What changes for these cases, their companies' caps and their bodies' ratios.

    `companies`: what the companies themselves owe is compared too.
    """
    rows = list(cases[: MOST + 1]) if hasattr(cases, "query") else list(cases)
    more, rows = len(rows) > MOST, rows[:MOST]
    others, employed = _beside(rows)
    everybody = rows + others
    held = facts.standings_of(everybody)
    known = {case.pk: facts.of_case(case, held[case.person_id]) for case in everybody}
    compare = _comparing(asked)
    found = [Found(case, compare(known[case.pk]), _refused(known[case.pk], asked)) for case in rows]
    by_key = {str(case.pk): case for case in rows}
    must = gates.must_act([known[case.pk] for case in rows], asked.as_of)
    return Answer(
        cases=found,
        companies=_companies(everybody, known, employed, compare if companies else None, asked),
        supervisors=_supervisors(rows, asked),
        must_act=[(day, by_key[key], gate) for day, key, gate in must],
        more=more,
    )


def _beside(rows: list[Case]) -> tuple[list[Case], dict[int, list[int]]]:
    """Everybody else at the same companies, now or before; {company: keys of all their cases}."""
    companies = {case.company_id for case in rows if case.company_id}
    known = Employment.objects.filter(company__in=companies).values_list("company", "case")
    there = Case.objects.filter(company__in=companies).values_list("company", "pk")
    employed = defaultdict(set)
    for company, key in (*known, *there):
        employed[company].add(key)
    others = {key for keys in employed.values() for key in keys} - {case.pk for case in rows}
    beside = list(Case.objects.filter(pk__in=others).order_by("pk"))
    return beside, {company: sorted(keys) for company, keys in employed.items()}


def _days(asked: Asked) -> list[date]:
    return sorted({asked.before, asked.after})


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


def _companies(everybody, known, employed, compare, asked: Asked) -> list[Broken]:
    """Every company of the cases: its own duties, and its caps on both days."""
    cases = {case.pk: case for case in everybody}
    general = {day: queries.generals(day) for day in _days(asked)}
    found = []
    for company in Company.objects.filter(pk__in=employed).select_related("organisation__party"):
        here = [cases[key] for key in employed[company.pk]]
        host = facts.of_company(company, [(case, known[case.pk]) for case in here])
        watched = {case.supervisor_id for case in here}
        lines = [
            (day, line)
            for day, better in general.items()
            for line in caps.of_host(host, general=bool(watched & better), on=day)
            if line.broken or line.cap.most is None
        ]
        found.append(Broken(company, lines, compare(host) if compare else []))
    return [one for one in found if one.lines or one.changes]


def _supervisors(rows: list[Case], asked: Asked) -> list[Short]:
    """Every body of the cases whose staff is too few, or not known, on either day."""
    bodies = {case.supervisor_id for case in rows if case.supervisor_id}
    heads = queries.heads_of(bodies)
    found = []
    for one in Supervisor.objects.filter(pk__in=bodies).select_related("organisation__party"):
        body = facts.of_supervisor(one, [])
        ratios = [
            (day, ratio)
            for day in _days(asked)
            for ratio in caps.ratios(body, heads[one.pk], day)
            if ratio.reasons
        ]
        unknown = [day for day in _days(asked) if caps.asks_for_staff(body, heads[one.pk], day)]
        found.append(Short(one, ratios, unknown))
    return [one for one in found if one.ratios or one.unknown]
