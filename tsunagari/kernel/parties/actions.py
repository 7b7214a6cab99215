"""主体 — adding people and bodies, opening their cards."""

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.names import search_keys
from tsunagari.kernel.parties import search
from tsunagari.kernel.parties.models import (
    ALPHABET,
    AccessCard,
    Federation,
    Organisation,
    Party,
    Person,
)


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
    party = Party.objects.create(
        kind=Party.Kind.PERSON,
        name=f"{family} {given}".strip() or called,
        name_kana=f"{family_kana} {given_kana}".strip(),
        name_latin=f"{family_latin} {given_latin}".strip(),
        language=language,
        zone=zone,
    )
    person = Person.objects.create(
        party=party,
        family=family,
        given=given,
        family_kana=family_kana,
        given_kana=given_kana,
        family_latin=family_latin,
        given_latin=given_latin,
        called=called,
        minor=minor,
        **facts,
    )
    if not minor:
        index([party])
    return person


def index(parties) -> None:
    """検索に入れる — pupils are left out: nobody searches for children."""
    search.put(
        [
            (
                party.pk,
                search_keys(
                    party.name.reveal(), party.name_kana.reveal(), party.name_latin.reveal()
                ),
            )
            for party in parties
        ]
    )


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


def card_used(card: AccessCard, *, at: datetime) -> None:
    """Note when a card was last used."""
    AccessCard.objects.filter(pk=card.pk).update(used_at=at)
