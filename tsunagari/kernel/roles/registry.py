"""登録 — bodies and joint projects are put on the register, and what is known of a party changes."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import changes
from tsunagari.kernel.parties import queries as known
from tsunagari.kernel.parties.kinds import COUNTRIES
from tsunagari.kernel.parties.models import Federation, Organisation, Party, Person
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import actions as roles
from tsunagari.kernel.roles import rules
from tsunagari.kernel.roles.models import Role, Viewer


@transaction.atomic
def register(
    name: str, *, kinds, by, on: date, country="JPN", partners=(), different=False, **facts
) -> Organisation:
    """団体を登録する — `partners` are the bodies that carry a joint project together.

    `different` says that a body of the same name is another one.
    """
    alike = known.named_alike(name)
    refuse_if(rules.why_not_register(named_alike=len(alike), different=different))
    place = COUNTRIES[country]
    body = parties.add_organisation(
        name, kinds=kinds, country=country, language=place.language, zone=place.zone, **facts
    )
    records.add(by=by, did="party.added", about=body, concerns=[body.party], on=on)
    for partner in partners:
        roles.give(partner.party, body, Role.Kind.PROJECT_PARTNER, by=by, on=on)
    return body


@transaction.atomic
def change_body(body: Organisation, *, seen: int, by, on: date, **facts) -> Organisation:
    """団体の登録内容を変える — `seen` is the version that was on the screen."""
    party = _locked(body.pk, seen)
    before = known.facts_of(party)
    body = changes.change_body(party.organisation, **facts)
    _record(party, before, by=by, on=on)
    return body


@transaction.atomic
def change_person(person: Person, *, seen: int, by, on: date, **facts) -> Person:
    """人の登録内容を変える — names in three writings, and how to reach them."""
    party = _locked(person.pk, seen)
    before = known.facts_of(party)
    person = changes.change_person(party.person, **facts)
    _record(party, before, by=by, on=on)
    return person


@transaction.atomic
def rename_federation(name: str, *, seen: int, by, on: date) -> Federation:
    """連合会の名前を変える — on every page, in the lists and in the search."""
    federation = Federation.objects.select_for_update().get()
    change_body(federation.party.organisation, seen=seen, by=by, on=on, name=name)
    return changes.call_federation(federation, name)


@transaction.atomic
def note_phone(*, phone: str, begins, ends, languages: list[str], by, on: date) -> Federation:
    """事務局の電話 — whom somebody calls whose card opens nothing, when, in which languages."""
    federation = changes.note_phone(phone=phone, begins=begins, ends=ends, languages=languages)
    records.add(by=by, did="party.changed", about=federation.party, on=on, fields="phone")
    return federation


def note_acting(body: Organisation, *, by: Viewer, on: date) -> None:
    """代わりに入る — the body sees on its own timeline that staff came in, and who."""
    acting = by.acting_for(body)
    records.add(by=acting, did="body.acted_for", about=body, concerns=[body.party], on=on)


def _locked(pk: int, seen: int) -> Party:
    party = Party.objects.select_for_update().get(pk=pk)
    refuse_if(why_stale(seen, party.version, below=True))
    return party


def _record(party: Party, before: dict, *, by, on: date) -> None:
    """What changed, old and new, apart from the log itself, so that it can be forgotten."""
    now = known.facts_of(party)
    changed = {name: [before[name], now[name]] for name in now if now[name] != before[name]}
    if changed:
        records.add(
            by=by,
            did="party.changed",
            about=party,
            concerns=[party],
            on=on,
            fields=", ".join(changed),
            private=changed,
        )
