"""主体 — adding people and bodies, opening their cards."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.names import order_key, search_keys
from tsunagari.kernel.parties import search
from tsunagari.kernel.parties.models import (
    ALPHABET,
    AccessCard,
    Federation,
    Organisation,
    Party,
    Person,
)

AT_ONCE = 500
NAMES = (
    "family",
    "given",
    "family_kana",
    "given_kana",
    "family_latin",
    "given_latin",
    "called",
)
LONGEST = 200


@transaction.atomic
def add_organisation(
    name: str,
    *,
    kana: str = "",
    latin: str = "",
    kinds=(),
    country="JPN",
    municipality="",
    language="ja",
    zone="Asia/Tokyo",
    email="",
    sectors=(),
) -> Organisation:
    """団体を登録する."""
    party = Party.objects.create(
        kind=Party.Kind.ORGANISATION,
        name=name,
        name_kana=kana,
        name_latin=latin,
        sort_as=order_key(name, kana, latin)[:LONGEST],
        language=language,
        zone=zone,
    )
    index([party])
    return Organisation.objects.create(
        party=party,
        kinds=list(kinds),
        sectors=list(sectors),
        country=country,
        municipality=municipality,
        email=email,
    )


@transaction.atomic
def add_person(
    *,
    family: str = "",
    given: str = "",
    family_kana: str = "",
    given_kana: str = "",
    family_latin: str = "",
    given_latin: str = "",
    called: str = "",
    language="ja",
    zone="Asia/Tokyo",
    minor=False,
    **facts,
) -> Person:
    """人を登録する — names in three writings; a pupil only has `called`."""
    names = {
        "family": family,
        "given": given,
        "family_kana": family_kana,
        "given_kana": given_kana,
        "family_latin": family_latin,
        "given_latin": given_latin,
        "called": called,
    }
    [person] = add_people([names | facts], language=language, zone=zone, minor=minor)
    return person


@transaction.atomic
def add_people(
    rows: Iterable[dict], *, language="ja", zone="Asia/Tokyo", minor=False
) -> list[Person]:
    """人々を登録する — many at once, in their order; a row is what `add_person` takes of a person."""
    people = [Person(minor=minor, **row) for row in rows]
    kept = {"language": language, "zone": zone, "kind": Party.Kind.PERSON}
    parties = Party.objects.bulk_create(
        [Party(**_written(person), **kept) for person in people], batch_size=AT_ONCE
    )
    for person, party in zip(people, parties, strict=True):
        person.party = party
    index(parties)
    return Person.objects.bulk_create(people, batch_size=AT_ONCE)


def _written(person: Person) -> dict[str, str]:
    """A person's whole name in three writings, and what it is sorted by."""
    parts = {name: getattr(person, name).reveal() for name in NAMES}
    name = f"{parts['family']} {parts['given']}".strip() or parts["called"]
    kana = f"{parts['family_kana']} {parts['given_kana']}".strip()
    latin = f"{parts['family_latin']} {parts['given_latin']}".strip()
    sort_as = "" if person.minor else order_key(name, kana, latin)[:LONGEST]
    return {"name": name, "name_kana": kana, "name_latin": latin, "sort_as": sort_as}


@transaction.atomic
def add_called(names: Iterable[str], *, language: str, zone: str) -> list[Person]:
    """生徒などを登録する — many minors at once, of whom only a display name is kept."""
    rows = [{"called": name} for name in names]
    return add_people(rows, language=language, zone=zone, minor=True)


@transaction.atomic
def call(names: dict[int, str]) -> None:
    """呼び名を変える — {person: display name} of minors, who have no other name here."""
    people = list(Person.objects.select_related("party").in_bulk(names).values())
    for person in people:
        person.called = person.party.name = names[person.pk]
    Person.objects.bulk_update(people, ["called"], batch_size=AT_ONCE)
    parties = [person.party for person in people]
    Party.objects.bulk_update(parties, ["name"], batch_size=AT_ONCE)
    index(parties)


@transaction.atomic
def take_out(keys: list[int]) -> None:
    """登録を取り消す — people who were added by mistake and about whom nothing else is stored.

    The caller has looked; should something point at them after all, the database refuses.
    """
    for at in range(0, len(keys), AT_ONCE):
        part = keys[at : at + AT_ONCE]
        at_once(Person.objects.filter(pk__in=part))
        at_once(Party.objects.filter(pk__in=part))
    search.remove(keys)


def at_once(rows) -> None:
    """Delete rows to which nothing points, without asking every table about it again."""
    rows._raw_delete(rows.db)


def index(parties) -> None:
    """検索に入れる — all names of a party; of a minor there is only the display name."""
    search.put([(party.pk, f"{search.MARKS[party.kind]} {_words(party)}") for party in parties])


def _words(party) -> str:
    return search_keys(party.name.reveal(), party.name_kana.reveal(), party.name_latin.reveal())


def hash_of(secret: str) -> str:
    """What is kept of a card's secret (60 bits of chance need no salt)."""
    typed = secret.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(f"card:{typed}".encode()).hexdigest()


def new_secret() -> str:
    """Twelve letters, typed in groups of four: XXXX-XXXX-XXXX."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


@transaction.atomic
def issue_cards(
    people, *, purpose: str, valid_from: date, valid_until: date, at: datetime
) -> dict[int, str]:
    """カードを発行する — new secrets by person; the cards issued before stop working."""
    keys = [person.pk for person in people]
    AccessCard.objects.filter(person__in=keys, purpose=purpose, revoked_at=None).update(
        revoked_at=at
    )
    made = {pk: new_secret() for pk in keys}
    AccessCard.objects.bulk_create(
        AccessCard(
            person_id=pk,
            purpose=purpose,
            secret_hash=hash_of(secret),
            made_at=at,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        for pk, secret in made.items()
    )
    return made


@transaction.atomic
def start_federation(name: str, *, sample: bool, on: date) -> Federation:
    """連合会を始める — once for each installation."""
    body = add_organisation(name, kinds=["federation"])
    return Federation.objects.create(
        pk=1, name=name, sample=sample, started_on=on, party=body.party
    )


@transaction.atomic
def revoke_cards(people, *, purpose: str, at: datetime) -> int:
    """カードを使えなくする — a lost card opens nothing from the next request on; how many there were."""
    keys = [person.pk for person in people]
    return AccessCard.objects.filter(person__in=keys, purpose=purpose, revoked_at=None).update(
        revoked_at=at
    )


def card_used(card: AccessCard, *, at: datetime) -> None:
    """Note when a card was last used."""
    AccessCard.objects.filter(pk=card.pk).update(used_at=at)
