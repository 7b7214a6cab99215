"""務め — the facts of a case, a company or a body, handed to the law; what changed is on record."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction

from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.models import Duty, Evidence
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law import duties as law
from tsunagari.programmes.talent.law.rules import engine
from tsunagari.programmes.talent.law.rules import facts as law_facts
from tsunagari.programmes.talent.law.rules.book import HK, SAFETY
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.duties import MEND
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.programmes.talent.people.rules import employers

# So far ahead duties are stored; a case's own page looks further.
AHEAD = timedelta(days=400)
AT_ONCE = 500
SKILLED = ("SSW1", "SSW2", "HSP", "OTHER")


@transaction.atomic
def follow(case: Case, *, on: date, by=None) -> dict[str, int]:
    """Bring a case's duties in step with its facts; twice changes nothing."""
    duties.wait_for_turn(case)
    return _reconcile(case, wanted_of(case, on=on), on, by)


def wanted_of(case: Case, *, on: date, standings: list[Standing] | None = None) -> list[Wanted]:
    """What the law wants of a case and everybody who has a part in it."""
    known = facts.of_case(case, standings)
    parties = parties_of(case, known)
    measure = measure_of(case.system)
    found = _asked(known, on)
    wanted = [one for duty in found.duties for one in law.wanted([duty], parties(duty), measure)]
    return [*wanted, *_to_mend(case, found, measure, on)]


def measure_of(system: str) -> str:
    """2-1 for trainees, 2-2 for skilled workers, 2-4 for housekeeping."""
    return "2-2" if system in SKILLED else "2-4" if system == "HK" else "2-1"


def _asked(known, on: date) -> engine.Answer:
    switched_on, own = queries.switched()
    return engine.answer(known, on, on + AHEAD, switched_on=switched_on, own=own)


def _to_mend(about, answer: engine.Answer, measure: str, on: date) -> list[Wanted]:
    """つじつまの合わないことを直す — while facts hold deadlines back, the office has that to do.

    Without it an open duty that is held back would leave the list, and nobody would miss it. Whoever
    presses it done without mending anything is asked again the next day.
    """
    held = sum(duty.state == engine.WITHHELD for duty in answer.duties)
    office = federation()
    if not held or office is None:
        return []
    kind = about._meta.label_lower
    here = Duty.objects.filter(about_kind=kind, about_key=str(about.pk), rule=MEND[kind])
    since = here.filter(state__in=("open", "waiting")).values_list("opens_on", flat=True).first()
    day = since or on
    return [
        Wanted(
            rule=MEND[kind],
            occurrence=day.isoformat(),
            holder=office.party_id,
            doer=office.party_id,
            opens_on=day,
            due=day,
            facts={"faults": len(answer.contradictions), "held": held},
            risk=SAFETY,
            measure=measure,
        )
    ]


def _reconcile(about, wanted: list[Wanted], on: date, by) -> dict[str, int]:
    """What is no longer to be put right was put right."""
    mend = MEND[about._meta.label_lower]
    return duties.reconcile(about, wanted, on=on, by=by, fulfilled=lambda row: row.rule == mend)


def parties_of(case: Case, known: law_facts.Case) -> Callable[[engine.Duty], dict[str, int]]:
    """For a duty, who holds which role of the law's table; what nobody has falls to the office.

    The company is the employer on the day that the duty hangs on: what a former one owes stays there.
    """
    found: dict[int | None, dict[str, int]] = {}

    def of(duty: engine.Duty) -> dict[str, int]:
        company = employers.at(known, duty.inputs.day, case.company_id)
        if company not in found:
            found[company] = roles_of(case.supervisor_id, company, case.sending_id, case.person_id)
        return found[company]

    return of


def roles_of(supervisor=None, company=None, sending=None, person=None) -> dict[str, int]:
    """{role of the law's table: party} of whoever takes part; the office stands in for the rest."""
    started = federation()
    office = started.party_id if started else 0
    found = dict.fromkeys(("SO", "SSO", "RSO", "APPLICANT", "EXT"), supervisor or office)
    found |= dict.fromkeys(("HOST", "EMPLOYER", "ORGANISATION", "INSTITUTION"), company or office)
    return found | {"SEND": sending or office, "PERSON": person or office, "COUNCIL": office}


@transaction.atomic
def follow_company(company: Company, *, on: date, by=None) -> dict[str, int]:
    """A company's own duties, from its facts and everybody who works there."""
    duties.wait_for_turn(company)
    cases = list(queries.employed(company.pk))
    found = _asked(facts.of_company(company, facts.read_all(cases)), on)
    roles = roles_of(watched_by(company, cases), company.pk)
    wanted = [*law.wanted(found.duties, roles, "2-1"), *_to_mend(company, found, "2-1", on)]
    return _reconcile(company, wanted, on, by)


def watched_by(company: Company, cases: list[Case]) -> int | None:
    """The body that supervises a company: of those who are there, before those who were."""
    here = sorted(cases, key=lambda case: (case.company_id != company.pk, case.pk))
    return next((case.supervisor_id for case in here if case.supervisor_id), None)


@transaction.atomic
def follow_supervisor(supervisor: Supervisor, *, on: date, by=None) -> dict[str, int]:
    """The duties of a body that supervises or supports, from its licences and offices."""
    duties.wait_for_turn(supervisor)
    held = list(Standing.objects.filter(party=supervisor.pk).order_by("from_day", "pk"))
    found = _asked(facts.of_supervisor(supervisor, held), on)
    # A specified institution of zone housekeeping owes its duties itself.
    parties = roles_of(supervisor.pk) | {"INSTITUTION": supervisor.pk}
    wanted = [
        one
        for duty in found.duties
        for one in law.wanted([duty], parties, "2-4" if duty.rule.system == (HK,) else "2-1")
    ]
    wanted += _to_mend(supervisor, found, "2-1", on)
    return _reconcile(supervisor, wanted, on, by)


def follow_around(case: Case, *, on: date, by=None) -> None:
    """A case, the company that is concerned with it, and those where the person was before."""
    follow(case, on=on, by=by)
    for company in Company.objects.filter(organisation__employments__case=case).order_by("pk"):
        follow_company(company, on=on, by=by)


def follow_all(*, on: date) -> None:
    """Every open case, every company, every body; safe to run twice, and stopped at any time."""
    for case in queries.open_ones().order_by("pk").iterator(AT_ONCE):
        follow(case, on=on)
    for company in Company.objects.order_by("pk"):
        follow_company(company, on=on)
    for supervisor in Supervisor.objects.order_by("pk"):
        follow_supervisor(supervisor, on=on)


def show(rows: Iterable[Duty], record: Record) -> None:
    """証拠 — the record of an act beside every duty that it closed."""
    Evidence.objects.bulk_create(
        [Evidence(duty=duty, record=record) for duty in rows], ignore_conflicts=True
    )


def closed_about(about, on: date) -> list[Duty]:
    """Duties about something that are done since a day, and that nothing shows yet."""
    kind, key = about._meta.label_lower, str(about.pk)
    rows = Duty.objects.filter(about_kind=kind, about_key=key, state="done", done_on=on)
    return list(rows.filter(evidence=None))
