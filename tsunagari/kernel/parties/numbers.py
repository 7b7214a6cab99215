"""番号の封 — how the number of a card or a passport is written, sealed, found and opened."""

import re
import unicodedata

from django.conf import settings

from tsunagari.base.sealing import Keyring, keyring
from tsunagari.kernel.parties.models import Identifier

# Subjects that seal texts of their own with the same keys: modules with `key_ids` and `reseal`.
ALSO_SEALED: list = []
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


def also_sealed(subject) -> None:
    """Add a subject's sealed texts, so that changing keys reaches them too."""
    if subject not in ALSO_SEALED:
        ALSO_SEALED.append(subject)


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    rows = Identifier.objects.values_list("sealed", flat=True)
    own = {sealed.partition(":")[0] for sealed in rows.iterator(2000)}
    return own.union(*(subject.key_ids() for subject in ALSO_SEALED))
