"""訪問 — what is asked of visits: what is coming, who could be asked, what is still to be mended."""

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Count, F, QuerySet

from tsunagari.base import figures
from tsunagari.base.days import add_months
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.law.rules import numbers
from tsunagari.programmes.talent.people import facts
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import employers
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.visits.models import Answer, Finding, Interview, Picture, Visit
from tsunagari.programmes.talent.visits.rules import drawn
from tsunagari.programmes.talent.visits.rules import visits as rules
from tsunagari.programmes.talent.visits.rules.sheets import SHEETS, Sheet
from tsunagari.programmes.talent.visits.rules.visits import Typed

TRAINED = ("TITP", "ESD")
SKILLED = ("SSW1",)
AWAY = "away"
NEWEST = 5
LIVE = (Visit.State.PLANNED, Visit.State.OPEN)


def all_visits() -> QuerySet[Visit]:
    """Visits with company, supervising body and visitor, in one query."""
    return Visit.objects.select_related("company__party", "supervisor__party", "visitor", "meeting")


def coming() -> QuerySet[Visit]:
    """Visits that are not closed yet, the earliest first."""
    return all_visits().filter(state__in=LIVE)


def over() -> QuerySet[Visit]:
    """Visits that are closed or were cancelled."""
    return all_visits().exclude(state__in=LIVE)


def standing(company: Organisation, kind: str, day: date) -> Visit | None:
    """The visit of a kind at a company on a day, coming or over; not one that was taken off."""
    rows = Visit.objects.filter(company=company, kind=kind, day=day)
    return rows.exclude(state=Visit.State.CANCELLED).order_by("pk").first()


def over_in_quarter(company: Organisation, kind: str, day: date) -> int:
    """How many visits of a kind are over in the quarter of the year in which a day lies."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    rows = Visit.objects.filter(company=company, kind=kind, state=Visit.State.CLOSED)
    return rows.filter(day__gte=first, day__lt=add_months(first, 3)).count()


def open_findings() -> QuerySet[Finding]:
    """Findings that are not mended yet, by their day."""
    return Finding.objects.filter(mended_on=None).select_related("visit__company__party")


def told_to(company: Organisation) -> QuerySet[Finding]:
    """What a company is told to mend, the next first: what was seen there, not what a worker said,
    nor a prohibited act, of which the office alone knows who reported it.
    """
    rows = Finding.objects.filter(visit__company=company, interview=None, incident=None)
    return rows.select_related("visit").order_by(F("mended_on").desc(nulls_first=True), "due_on")


def acts_found(visit: Visit) -> list[Incident]:
    """The reports of prohibited acts that came from a visit."""
    return list(Incident.objects.filter(finding__visit=visit).order_by("pk"))


def about(case: Case) -> list[Visit]:
    """The newest visits in which a person was asked."""
    asked = Interview.objects.filter(case=case).exclude(state=Interview.State.SPARE)
    rows = Visit.objects.filter(pk__in=asked.values("visit"))
    return list(rows.order_by("-day", "-pk")[:NEWEST])


def there(company: Organisation, kind: str, on: date) -> list[Case]:
    """The cases of the people whom a visit is about: those who work there on the day."""
    systems = SKILLED if kind == Visit.Kind.INTERVIEW else TRAINED
    cases = list(people.open_ones().filter(company=company, system__in=systems).order_by("pk"))
    return [case for case, known in facts.read_all(cases) if _works(known, company.pk, case, on)]


def _works(known, company: int, case: Case, on: date) -> bool:
    return any(
        span.starts <= on and (span.ends is None or span.ends >= on)
        for span in employers.people_at(known, company, case.company_id)
    )


def times_asked(company: Organisation, cases: list[Case], on: date) -> dict[str, int]:
    """{person's code: how often interviewed in an audit of the last twelve months}."""
    rows = Interview.objects.filter(
        case__in=cases,
        state=Interview.State.HELD,
        visit__company=company,
        visit__kind__in=drawn.AUDITS,
        visit__state=Visit.State.CLOSED,
        visit__held_on__gt=add_months(on, -drawn.WITHIN_MONTHS),
        visit__held_on__lte=on,
    )
    counts = Counter(rows.values_list("case_id", flat=True))
    return {case.person.party.code: counts[case.pk] for case in cases}


def unmet(company: Organisation, cases: list[Case], on: date) -> list[Case]:
    """Who was not met in person within the year: online is allowed, but meeting is wanted."""
    months = figure("online_interview_in_person_months", on)
    met = Interview.objects.filter(
        case__in=cases,
        state=Interview.State.HELD,
        visit__kind=Visit.Kind.INTERVIEW,
        visit__online=False,
        visit__state=Visit.State.CLOSED,
        visit__held_on__gt=add_months(on, -months),
    ).values_list("case", flat=True)
    seen = set(met)
    return [case for case in cases if case.pk not in seen]


def keep_until(visit: Visit, on: date) -> date:
    """保存 — until when pictures of a visit are kept: as long as the books about who works there."""
    books = "ssw_records_months" if visit.kind == Visit.Kind.INTERVIEW else "book_retention_months"
    cases = facts.read_all(there(visit.company, visit.kind, visit.day))
    ends = [
        day
        for _case, known in cases
        for day in (
            *(plan.ends for plan in known.plans),
            *(one.ends for one in known.placements),
            *(stay.until for stay in known.stays),
        )
        if day and day < date.max
    ]
    return rules.keep_until(on, ends, numbers.on(books, on))


def sheet_of(visit: Visit) -> Sheet:
    """The list of questions as it was when the visit was planned."""
    return SHEETS[visit.sheet]


def interviews_of(visit: Visit) -> list[Interview]:
    """Who is asked: workers in the order in which they came in, then the boss."""
    rows = visit.interviews.select_related("case__person__party").order_by("pk")
    return sorted(rows, key=lambda one: one.case_id is None)


def asked(visit: Visit, interviews: list[Interview]) -> list[str]:
    """The keys of everything that has to be answered: items, and questions of who was met."""
    sheet = sheet_of(visit)
    keys = [item.code for item in sheet.items]
    for one in interviews:
        if one.state in (Interview.State.WANTED, Interview.State.HELD):
            who = "worker" if one.case_id else "boss"
            keys += [f"{one.pk}-{item.code}" for item in sheet.of(who)]
    return keys


def typed(visit: Visit) -> dict[str, Typed]:
    """What is stored, by the key that the page uses; "…-away" says who could not be met."""
    found = {key_of(row): Typed(row.said, row.words) for row in visit.answers.all()}
    for one in visit.interviews.all():
        gone = one.state == Interview.State.AWAY
        found[f"{one.pk}-{AWAY}"] = Typed(AWAY if gone else "", one.away_words)
    return found


def key_of(answer: Answer | Finding | Picture) -> str:
    """ "item" at the company, "interview-item" of a person; "" of a picture without a question."""
    return f"{answer.interview_id}-{answer.item}" if answer.interview_id else answer.item


def pictures_of(visit: Visit) -> dict[str, list[Picture]]:
    """{key of a question, "" for the whole visit: its pictures in the order in which they came}."""
    found: dict[str, list[Picture]] = {}
    for row in visit.pictures.select_related("paper__blob").order_by("pk"):
        found.setdefault(key_of(row), []).append(row)
    return found


def counted(visits) -> dict[int, dict[str, int]]:
    """{visit: how many answers, people, findings}, one query each for any number of visits."""
    keys = [visit.pk for visit in visits]
    found = {key: {"answers": 0, "people": 0, "findings": 0} for key in keys}
    for name, rows in (
        ("answers", Answer.objects.exclude(said="")),
        ("people", Interview.objects.all()),
        ("findings", Finding.objects.filter(mended_on=None)),
    ):
        for key, number in (
            rows.filter(visit__in=keys).values_list("visit").annotate(number=Count("pk")).order_by()
        ):
            found[key][name] = number
    return found


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value
