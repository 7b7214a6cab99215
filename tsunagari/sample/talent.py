"""見本の人材 — invented companies, a sending organisation, a training school, and cases."""

from datetime import date

from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import actions as roles
from tsunagari.programmes.talent.law.rules import engine
from tsunagari.programmes.talent.law.rules.counting import span
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.sample import people, talent_cases
from tsunagari.sample.talent_cases import Sample


def load(federation: Organisation, *, by, on: date) -> None:
    """Bodies and who signs in for them; then the cases, whose past duties were all done."""
    made = {key: parties.add_organisation(**facts) for key, facts in people.BODIES.items()}
    for row in people.BODY_PEOPLE:
        _member(made, row, by, on)
    _supervisor(federation, by, on)
    companies = talent_cases.companies(on)
    for key, known in companies.items():
        cases.change_company(made[key], seen=1, by=by, on=on, **known)
    for sample in talent_cases.every(on):
        open_sample(sample, made, federation, by, on)
    for key in companies:
        _settle(made[key], by, on)


def _member(made: dict[str, Organisation], row, by, on: date) -> None:
    key, body, kind, family, given, family_kana, given_kana, family_latin, given_latin = row
    roles.admit(
        made[body],
        kind,
        email=people.email(key),
        by=by,
        on=on,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
    )


def _supervisor(federation: Organisation, by, on: date) -> None:
    """The federation as a supervising organisation with its licence."""
    known = talent_cases.federation(on)
    since = known["offices"][0]["starts"]
    cases.note_standing(
        federation.party,
        "licence.SO",
        from_day=since,
        until_day=span(since, 36),
        authority="見本 主務大臣",
        by=by,
        on=on,
    )
    held = list(federation.party.standings.order_by("from_day", "pk"))
    body = facts.of_supervisor(Supervisor(organisation=federation, facts=known), held)
    known["done"] = _done(body, on)
    cases.change_supervisor(federation, seen=1, by=by, on=on, **known)


def open_sample(sample: Sample, made, federation, by, on: date) -> Case:
    """One invented person's case; `federation` watches over it, if anybody does."""
    person = cases.register(
        family_latin=sample.family,
        given_latin=sample.given,
        family_kana=sample.kana[0],
        given_kana=sample.kana[1],
        nationality=sample.nationality,
        by=by,
        on=on,
    )
    for held in sample.held:
        cases.note_standing(person.party, by=by, on=on, **held._asdict())
    known = facts.of_case(Case(person=person, system=sample.system, facts=sample.known))
    return cases.open_case(
        person,
        sample.system,
        state=sample.state,
        by=by,
        on=on,
        known=sample.known | {"done": _done(known, on)},
        company=made[sample.company],
        sending=made["hanoi"] if sample.sent else None,
        school=made["kunren"] if sample.sent else None,
        supervisor=federation,
    )


def _settle(body: Organisation, by, on: date) -> None:
    """A company's own past duties, once everybody who works there is known."""
    company = Company.objects.get(pk=body.pk)
    cases_there = facts.read_all(list(queries.employed(body.pk)))
    done = _done(facts.of_company(company, cases_there), on)
    cases.change_company(body, seen=company.version, by=by, on=on, done=done)


def _done(known, on: date) -> list[dict]:
    """Everything that was due before today was done in time."""
    return [
        {"rule": duty.rule.id, "of": duty.occurrence, "on": min(duty.safe, on)}
        for duty in engine.duties(known, on, on)
        if duty.state == engine.OPEN and duty.safe and duty.safe < on
    ]
