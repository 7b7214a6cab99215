"""案件 — a case is opened, what is known of it changes, it moves on, and it is closed."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.models import Organisation, Person
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people import facts, queries, stops
from tsunagari.programmes.talent.people.actions.duties import (
    follow_around,
    follow_company,
    follow_supervisor,
)
from tsunagari.programmes.talent.people.actions.names import follow as follow_names
from tsunagari.programmes.talent.people.models import Case, Company, Employment, Supervisor
from tsunagari.programmes.talent.people.rules import cases as rules
from tsunagari.programmes.talent.people.rules import employers

BODIES = queries.PARTS


@transaction.atomic
def register(*, by, on: date, different: bool = False, nationality: str = "", **names) -> Person:
    """人を登録する — somebody new; `different` says that a person of the same name is another one."""
    written = [
        " ".join(filter(None, (names.get(f"{part}{end}") for part in ("family", "given"))))
        for end in ("", "_latin", "_kana")
    ]
    alike = {party.pk for name in written for party in queries.alike(name)}
    refuse_if(rules.why_not_register(named=any(written), alike=len(alike), different=different))
    if not (names.get("family") or names.get("given")):
        names |= {part: names.get(f"{part}_latin", "") for part in ("family", "given")}
    person = parties.add_person(nationality=nationality, **names)
    records.add(by=by, did="party.added", about=person, concerns=[person.party], on=on)
    return person


@transaction.atomic
def open_case(
    person: Person, system: str, *, state: str, by, on: date, known=None, **parts
) -> Case:
    """案件をはじめる — `known` are the law's facts as JSON, `parts` the bodies that take part."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    refuse_if(
        rules.why_not_open(
            has_open=person.cases.filter(closed_on=None).exists(), minor=person.minor
        )
        + _why_not_send(parts, by)
    )
    read = facts.read(law.Case, known or {}, id="case", system=system)
    case = Case.objects.create(
        person=person, system=system, state=state, facts=facts.plain(read), opened_on=on, **parts
    )
    _know_bodies(case, read)
    follow_names(case, on=on)
    records.add(
        by=by, did="case.opened", about=case, concerns=concerned(case), on=on, system=system
    )
    follow_around(case, on=on, by=by)
    return case


def _why_not_send(parts: dict, by) -> list[Reason]:
    """Who is here already and only changes the system is sent nowhere but to a new company."""
    after, bodies = parts.get("after"), [parts.get(part) for part in BODIES]
    if after:
        company = parts.get("company")
        bodies = [] if company == after.company else [company]
    return stops.told(stops.against_bodies([body.pk for body in bodies if body]), by)


@transaction.atomic
def begin(
    person: Person | None, system: str, *, names: dict, different: bool, by, on: date, **more
) -> Case:
    """案件をはじめる — for somebody who is registered, or for a new person in the same act."""
    person = person or register(by=by, on=on, different=different, **names)
    return open_case(person, system, by=by, on=on, **more)


def _know_bodies(case: Case, read: law.Case) -> set[int]:
    """Whoever takes part has duties of its own from then on; answers companies that no longer do."""
    now = employers.companies(read, case.company_id)
    known = set(Organisation.objects.filter(pk__in=now).values_list("pk", flat=True))
    for pk in sorted(known):
        Company.objects.get_or_create(organisation_id=pk)
    if case.supervisor_id:
        Supervisor.objects.get_or_create(organisation_id=case.supervisor_id)
    before = set(case.employments.values_list("company", flat=True))
    case.employments.exclude(company__in=known).delete()
    Employment.objects.bulk_create(
        [Employment(case=case, company_id=pk) for pk in sorted(known - before)],
        ignore_conflicts=True,
    )
    return before - known


def concerned(case: Case) -> list[int]:
    """The person and every body on whose timeline a case appears."""
    bodies = [getattr(case, f"{part}_id") for part in BODIES]
    return [case.person_id, *dict.fromkeys(pk for pk in bodies if pk)]


@transaction.atomic
def change(case: Case, *, seen: int, by, on: date, **changes) -> Case:
    """案件の内容を変える — facts of the law and bodies by name; `seen` is the version on the screen."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    known = {name: value for name, value in changes.items() if name not in BODIES}
    _check(law.Case, known, seen, case.version)
    new = [changes[part] for part in BODIES if changes.get(part) not in (None, getattr(case, part))]
    refuse_if(stops.told(stops.against_bodies([body.pk for body in new]), by))
    if changes.get("company", case.company) != case.company:
        known |= _stays_behind(case, known, on)
    read = facts.read(law.Case, case.facts | known, id="case", system=case.system)
    before = case.facts | {part: getattr(case, f"{part}_id") for part in BODIES}
    case.facts, case.version = facts.plain(read), case.version + 1
    for part in BODIES:
        if part in changes:
            setattr(case, part, changes[part])
    case.save(update_fields=["facts", "version", *BODIES])
    gone = _know_bodies(case, read)
    follow_names(case, before=[before[part] for part in BODIES if before[part]], on=on)
    after = case.facts | {part: getattr(case, f"{part}_id") for part in BODIES}
    _record("case.changed", case, concerned(case), before, after, by=by, on=on)
    follow_around(case, on=on, by=by)
    for company in Company.objects.filter(pk__in=gone):
        follow_company(company, on=on, by=by)
    return case


def _stays_behind(case: Case, known: dict, on: date) -> dict:
    """With another company, employments that had begun keep the one at which they were."""
    # Employments that are told in the same act, as when one is taken back, are told as they are.
    if not case.company_id or "placements" in known:
        return {}
    rows = case.facts.get("placements", ())
    if not any(_begun(one, on) and not one.get("host") for one in rows):
        return {}
    host = {"host": str(case.company_id)}
    return {
        "placements": [
            one | host if _begun(one, on) and not one.get("host") else one for one in rows
        ]
    }


def _begun(placement: dict, on: date) -> bool:
    return str(placement.get("starts", "")) <= on.isoformat()


def _check(kind: type, changes: dict, seen: int, version: int) -> None:
    unknown = sorted(set(changes) - facts.names_of(kind))
    refuse_if(rules.why_not_change(seen=seen, version=version, unknown=unknown))


def _record(did: str, about, concerns, before: dict, after: dict, *, by, on: date) -> None:
    """Which fields changed, openly; the values apart, so that they can be forgotten."""
    names = sorted(before.keys() | after.keys())
    changed = {
        name: [before.get(name), after.get(name)]
        for name in names
        if before.get(name) != after.get(name)
    }
    if changed:
        fields = ", ".join(changed)
        records.add(
            by=by, did=did, about=about, concerns=concerns, on=on, fields=fields, private=changed
        )


@transaction.atomic
def close(case: Case, *, by, on: date, last: date | None = None) -> Case:
    """案件をおえる — with its `last` day (today); what the law still asks stays on the list."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    last = last or on
    refuse_if(
        rules.why_not_close(closed_on=case.closed_on, opened_on=case.opened_on, last=last, today=on)
    )
    case.closed_on = last
    case.save(update_fields=["closed_on"])
    records.add(by=by, did="case.closed", about=case, concerns=concerned(case), on=on)
    follow_around(case, on=on, by=by)
    return case


@transaction.atomic
def change_company(body: Organisation, *, seen: int, by, on: date, **changes) -> Company:
    """受入れ企業の内容を変える — staff, fields, address, what happened there."""
    Company.objects.get_or_create(organisation=body)
    company = Company.objects.select_for_update().get(pk=body.pk)
    _check(law.Host, changes, seen, company.version)
    before = company.facts
    company.facts = facts.plain(facts.read(law.Host, before | changes))
    company.version += 1
    company.save(update_fields=["facts", "version"])
    _record("company.changed", company, [body.pk], before, company.facts, by=by, on=on)
    follow_company(company, on=on, by=by)
    return company


@transaction.atomic
def change_supervisor(body: Organisation, *, seen: int, by, on: date, **changes) -> Supervisor:
    """監理・支援をする団体の内容を変える — offices, people in roles, what happened."""
    Supervisor.objects.get_or_create(organisation=body)
    supervisor = Supervisor.objects.select_for_update().get(pk=body.pk)
    _check(law.Body, changes, seen, supervisor.version)
    before = supervisor.facts
    supervisor.facts = facts.plain(facts.read(law.Body, before | changes))
    supervisor.version += 1
    supervisor.save(update_fields=["facts", "version"])
    _record("supervisor.changed", supervisor, [body.pk], before, supervisor.facts, by=by, on=on)
    follow_supervisor(supervisor, on=on, by=by)
    return supervisor


@transaction.atomic
def note_standing(
    party,
    kind: str,
    *,
    from_day: date,
    until_day: date | None,
    by,
    on: date,
    seen: int | None = None,
    **more,
) -> Standing:
    """資格・許可を登録する — a status of residence, a card, a licence; `seen` corrects that version.

    Kind and first day are its name: two of the same are one, and never written over unseen.
    """
    rows = Standing.objects.select_for_update()
    held = rows.filter(party=party, kind=kind, from_day=from_day).first()
    version = held.version if held else None
    refuse_if(
        rules.why_not_note(from_day=from_day, until_day=until_day, seen=seen, version=version)
    )
    standing = held or Standing(party=party, kind=kind, from_day=from_day, version=0)
    for name, value in (more | {"until_day": until_day}).items():
        setattr(standing, name, value)
    standing.version += 1
    standing.save()
    records.add(
        by=by,
        did="standing.noted",
        about=standing,
        concerns=[party],
        on=on,
        kind=kind,
        until_day=until_day,
    )
    if kind.startswith(facts.LICENCE):
        Supervisor.objects.get_or_create(organisation_id=party.pk)
    _follow_party(party, by=by, on=on)
    return standing


@transaction.atomic
def take_back_standing(standing: Standing, *, seen: int, by, on: date) -> None:
    """まちがった資格・許可を消す — what was noted by mistake; the record keeps what it said."""
    held = Standing.objects.select_for_update().filter(pk=standing.pk).first()
    refuse_if(rules.why_not_change(seen=seen, version=held.version if held else -1, unknown=[]))
    party, kind, from_day = standing.party, standing.kind, standing.from_day
    records.add(
        by=by,
        did="standing.taken_back",
        about=standing,
        concerns=[party],
        on=on,
        kind=kind,
        from_day=from_day,
        until_day=standing.until_day,
    )
    standing.delete()
    _follow_party(party, by=by, on=on)


def _follow_party(party, *, by, on: date) -> None:
    """Everything that reads the standings of a party."""
    for case in Case.objects.filter(person=party.pk, closed_on=None):
        follow_around(case, on=on, by=by)
    for supervisor in Supervisor.objects.filter(pk=party.pk):
        follow_supervisor(supervisor, on=on, by=by)
