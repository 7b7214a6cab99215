"""指紋 — the canonical text of a record and the digests of what is personal in it."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal

SCALARS = "str, int, float, bool, None, date, datetime, time, Decimal"
_canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def new_salt() -> str:
    """128 random bits: without them a digest of something guessable tells what it hides."""
    return secrets.token_hex(16)


def fact(value: object) -> str | int | float | bool | None:
    """A fact as both databases give it back: days as ISO text, whole floats as integers.

    Raises TypeError for anything that is not one of SCALARS, ValueError for what JSON cannot hold.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _stored(str.__str__(value))
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a fact is one of {SCALARS}, not {type(value).__name__}")


def _stored(text: str) -> str:
    if "\0" in text:
        raise ValueError("a fact holds no NUL character: PostgreSQL cannot store it")
    return text


def moment(at: datetime) -> str:
    """A moment in UTC with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(
    id: int,
    on: date,
    at: datetime,
    by: int | None,
    on_behalf: int | None,
    via: str,
    did: str,
    about_kind: str,
    about_key: str,
    facts: dict,
    detail_hash: str,
    concerned: list[str],
) -> str:
    """The text of a record that the tree seals: JSON, keys sorted, no spaces."""
    return _canonical(
        {
            "id": id,
            "on": on.isoformat(),
            "at": moment(at),
            "by": by,
            "on_behalf": on_behalf,
            "via": via,
            "did": did,
            "about": [about_kind, about_key],
            "facts": facts,
            "detail": detail_hash,
            "concerned": concerned,
        }
    )


def detail_hash(salt: str, body: str) -> str:
    """SHA-256(salt ‖ body): what the tree knows of a personal detail."""
    return hashlib.sha256(bytes.fromhex(salt) + body.encode()).hexdigest()


def party_digest(salt: str, party: int) -> str:
    """The first 128 bits of SHA-256(salt ‖ party): what the tree knows of a concerned party."""
    return hashlib.sha256(bytes.fromhex(salt) + str(party).encode()).hexdigest()[:32]


def concerned(salted: Iterable[tuple[str, int]]) -> list[str]:
    """The digests of (salt, party) pairs, sorted so that their order tells nothing."""
    return sorted(party_digest(salt, party) for salt, party in salted)
