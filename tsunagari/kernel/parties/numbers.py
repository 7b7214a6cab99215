"""番号の封 — how the number of a card or a passport is written, sealed, found and opened."""

import re
import unicodedata

from django.conf import settings
from django.db import transaction

from tsunagari.base.sealing import Keyring, keyring
from tsunagari.kernel.parties.models import Identifier

# Subjects that seal texts of their own with the same keys: modules with `key_ids` and `reseal`.
ALSO_SEALED: list = []
AT_ONCE = 200
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


def reseal(model, anew, *, fields=("sealed",)) -> int:
    """鍵を替える — every row that is not sealed with the newest key is sealed anew; how many.

    `anew(row)` closes it again. In small transactions under lock: a stop in the middle leaves both
    kinds, and both open; what somebody changes meanwhile is not written over.
    """
    done = 0
    while rows := _reseal_some(model, anew, fields):
        done += rows
    return done


@transaction.atomic
def _reseal_some(model, anew, fields) -> int:
    older = model.objects.exclude(sealed="").exclude(sealed__startswith=f"{ring().newest}:")
    rows = list(older.select_for_update().order_by("pk")[:AT_ONCE])
    for row in rows:
        anew(row)
        row.save(update_fields=[*fields])
    return len(rows)


def ids_of(model) -> set[str]:
    """The ids of all keys with which rows of a model are sealed."""
    rows = model.objects.exclude(sealed="").values_list("sealed", flat=True)
    return {sealed.partition(":")[0] for sealed in rows.iterator(2000)}


def also_sealed(subject) -> None:
    """Add a subject's sealed texts, so that changing keys reaches them too."""
    if subject not in ALSO_SEALED:
        ALSO_SEALED.append(subject)


def key_ids() -> set[str]:
    """The ids of all keys with which something is sealed."""
    return ids_of(Identifier).union(*(subject.key_ids() for subject in ALSO_SEALED))
