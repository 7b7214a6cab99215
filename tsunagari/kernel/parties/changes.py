"""登録内容の変更 — names and facts of a party, the federation's name, one's own preferences."""

from django.db import transaction

from tsunagari.base.names import order_key
from tsunagari.kernel.parties.actions import LONGEST, index
from tsunagari.kernel.parties.models import Federation, Login, Organisation, Party, Person


@transaction.atomic
def change_body(body: Organisation, **facts) -> Organisation:
    """団体の登録内容を書きかえる — names (name, kana, latin) and facts; those left out stay."""
    party = body.party
    party.name = facts.pop("name", party.name)
    party.name_kana = facts.pop("kana", party.name_kana)
    party.name_latin = facts.pop("latin", party.name_latin)
    _save(body, facts)
    _rename(party)
    return body


@transaction.atomic
def change_person(person: Person, **facts) -> Person:
    """人の登録内容を書きかえる — names in three writings and facts; those left out stay."""
    _save(person, facts)
    party = person.party
    party.name = _joined(person.family, person.given) or person.called.reveal()
    party.name_kana = _joined(person.family_kana, person.given_kana)
    party.name_latin = _joined(person.family_latin, person.given_latin)
    _rename(party, listed=not person.minor)
    return person


def _save(row, facts: dict) -> None:
    for field, value in facts.items():
        setattr(row, field, value)
    row.save(update_fields=list(facts))


def _joined(family, given) -> str:
    return f"{family.reveal()} {given.reveal()}".strip()


def _rename(party: Party, *, listed: bool = True) -> None:
    """Store the party's names, in the lists and in the search too, under a new version."""
    names = (party.name.reveal(), party.name_kana.reveal(), party.name_latin.reveal())
    party.sort_as = order_key(*names)[:LONGEST] if listed else ""
    party.version += 1
    party.save(update_fields=["name", "name_kana", "name_latin", "sort_as", "version"])
    index([party])


@transaction.atomic
def note_phone(*, phone: str, begins, ends, languages: list[str]) -> Federation:
    """事務局の電話 — the number that a closed card names, on which hours, in which languages."""
    federation = Federation.objects.select_for_update().get()
    federation.phone, federation.phone_from = phone, begins
    federation.phone_until, federation.phone_languages = ends, languages
    federation.save(update_fields=["phone", "phone_from", "phone_until", "phone_languages"])
    return federation


def call_federation(federation: Federation, name: str) -> Federation:
    """連合会の名前 — as it stands on every page."""
    federation.name = name
    federation.save(update_fields=["name"])
    return federation


@transaction.atomic
def prefer(login: Login, *, language: str, keys_on: bool) -> None:
    """自分の設定を変える — the language one reads, and the keyboard shortcuts."""
    party = login.person.party
    party.language, login.keys_on = language, keys_on
    party.save(update_fields=["language"])
    login.save(update_fields=["keys_on"])
