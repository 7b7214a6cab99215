"""番号の封 — how the number of a card or a passport is written, sealed, found and opened."""

import re
import unicodedata

from django.conf import settings

from tsunagari.base.sealing import Keyring, keyring
from tsunagari.kernel.parties.models import Identifier

BETWEEN = re.compile(r"[\s\-‐−–—ー・.]")


def ring() -> Keyring:
    """The keys, which lie outside the database."""
    return keyring(settings.SEALING_KEYS, settings.SEALING_FILE)


def normal(typed: str) -> str:
    """Half-width capitals without spaces and hyphens."""
    return BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()


def _about(party: int, kind: str) -> str:
    return f"{party}|{kind}"


def close(identifier: Identifier, number: str) -> None:
    """Put a number into a row, sealed; the caller saves it."""
    keys = ring()
    identifier.sealed = keys.seal(number, _about(identifier.party_id, identifier.kind))
    identifier.mark, identifier.last_two = keys.mark(number), number[-2:]


def reveal(identifier: Identifier) -> str:
    """The number itself: only for `roles.identifiers`, which writes down who read it and why."""
    return ring().open(identifier.sealed, _about(identifier.party_id, identifier.kind))


def same(kind: str, number: str):
    """The rows that hold this very number, ended ones too."""
    return Identifier.objects.filter(kind=kind, mark__in=ring().marks(number))


def older():
    """The rows that are not sealed with the newest key."""
    return Identifier.objects.exclude(sealed__startswith=f"{ring().newest}:")


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    rows = Identifier.objects.values_list("sealed", flat=True)
    return {sealed.partition(":")[0] for sealed in rows.iterator(2000)}
