"""届け方 — by which ways, at which hours and in which language a party is told; kept and taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.notices import routes, rules
from tsunagari.kernel.notices.models import Choice, Delivery
from tsunagari.kernel.notices.numbers import figure
from tsunagari.kernel.parties.models import Login, Organisation, Party, Person
from tsunagari.kernel.records import actions as records

KEPT = ("email", "letter", "postcode", "address", "quiet_from", "quiet_until")


@dataclass(frozen=True)
class Ways:
    """What a party has chosen, as a form shows it; `mail` is the address that was typed for it."""

    email: bool
    letter: bool
    mail: str
    postcode: str
    address: str
    quiet_from: int | None
    quiet_until: int | None
    language: str
    version: int


def of(party: Party) -> Choice:
    """What a party has chosen; an unsaved row with what everybody has when nothing was chosen."""
    return Choice.objects.filter(party=party).first() or Choice(party=party, version=0)


def ways_of(party: Party) -> Ways:
    """届け方 — as it stands now; where nothing was chosen, by mail if there is an address."""
    choice = of(party)
    if not choice.version:
        choice.email = bool(address_of(party))
    kept = {name: getattr(choice, name) for name in KEPT}
    return Ways(**kept, mail=typed_mail(party), language=party.language, version=choice.version)


def quiet_hours(choice: Choice, on: date) -> tuple[int, int]:
    """Between which whole hours this party is left in peace: the own ones, or everybody's."""
    if choice.quiet_from is None or choice.quiet_until is None:
        return figure("quiet_from", on), figure("quiet_until", on)
    return choice.quiet_from, choice.quiet_until


def typed_mail(party: Party) -> str:
    """The address kept with the person or the body itself."""
    return party.person.email if party.is_person else party.organisation.email


def address_of(party: Party) -> str:
    """The person's own address, the sign-in's, or the organisation's."""
    if typed := typed_mail(party):
        return typed
    login = Login.objects.filter(person=party.pk, is_active=True).first()
    return login.email if login else ""


def reached_at(address: str) -> list[int]:
    """Who is reached at an address: people, bodies, and those who sign in with it."""
    same = {"email__iexact": address.strip()}
    people = Person.objects.filter(**same).values_list("pk", flat=True)
    bodies = Organisation.objects.filter(**same).values_list("pk", flat=True)
    logins = Login.objects.filter(**same).values_list("person", flat=True)
    return [*{*people, *bodies, *logins}]


@transaction.atomic
def choose(party: Party, ways: Ways, *, by, on: date, at) -> Choice:
    """届け方を決める — what waits to be sent follows from now on."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    choice = of(party)
    signed_in = Login.objects.filter(person=party.pk, is_active=True).exists()
    refuse_if(
        rules.why_not_choose(
            email=ways.email,
            reached=bool(ways.mail or signed_in),
            letter=ways.letter,
            address=ways.address,
            hours=(ways.quiet_from, ways.quiet_until),
            seen=ways.version,
            version=choice.version,
        )
    )
    before = {name: getattr(choice, name) for name in KEPT}
    before |= {"mail": typed_mail(party), "language": party.language}
    after = {name: getattr(ways, name) for name in (*KEPT, "mail", "language")}
    _write(party, choice, after, before=before, at=at)
    records.add(
        by=by,
        did="notices.chosen",
        about=party,
        concerns=[party],
        on=on,
        private={
            name: [before[name], after[name]] for name in after if before[name] != after[name]
        },
        email=ways.email,
        letter=ways.letter,
    )
    return choice


@transaction.atomic
def undo(party: Party, *, by, on: date, at) -> Choice:
    """届け方を元に戻す — to what stood before the last change."""
    party = Party.objects.select_for_update().get(pk=party.pk)
    choice = of(party)
    refuse_if(
        []
        if choice.before
        else [Reason(_("元に戻すことはありません。いまの内容を見てください。"), rule="state")]
    )
    _write(party, choice, choice.before, before=None, at=at)
    records.add(by=by, did="notices.choice_undone", about=party, concerns=[party], on=on)
    return choice


def _write(party: Party, choice: Choice, kept: dict, *, before: dict | None, at) -> None:
    for name in KEPT:
        setattr(choice, name, kept[name])
    choice.before, choice.version = before, choice.version + 1
    choice.save()
    row = party.person if party.is_person else party.organisation
    row.email = kept["mail"]
    row.save(update_fields=["email"])
    party.language = kept["language"]
    party.save(update_fields=["language"])
    # The worker looks at the hours again before it sends: here it is only woken.
    waiting = Delivery.objects.filter(notice__to=party, channel=rules.EMAIL, tries=0)
    waiting.filter(state=Delivery.State.QUEUED).update(next_at=at)
    if not choice.letter:
        routes.without_letters(party, at=at)
