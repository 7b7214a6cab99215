"""忘れる — the names and everything else that says who a person is; the tombstone stays."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.parties import search
from tsunagari.kernel.parties.models import AccessCard, Identifier, Login, Party, Person


@transaction.atomic
def forget(party: Party, *, on: date) -> int:
    """個人の情報を消す — names, contact, sign-in, cards and numbers; answers how many rows went.

    The party stays under its code, so that books, ties and proofs stay valid.
    """
    gone = AccessCard.objects.filter(person=party.pk).delete()[0]
    gone += Login.objects.filter(person=party.pk).delete()[0]
    gone += Identifier.objects.filter(party=party.pk).delete()[0]
    Person.objects.filter(pk=party.pk).update(
        family="",
        given="",
        family_kana="",
        given_kana="",
        family_latin="",
        given_latin="",
        called="",
        nationality="",
        languages=[],
        email="",
        phone="",
    )
    Party.objects.filter(pk=party.pk).update(
        name="", name_kana="", name_latin="", sort_as="", forgotten_on=on
    )
    search.remove([party.pk])
    return gone + 1
