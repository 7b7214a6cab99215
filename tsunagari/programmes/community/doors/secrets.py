"""受付の口の住所 — a secret that only this machine can make again, so that the office can show it."""

import hashlib
import hmac

from django.conf import settings

from tsunagari.programmes.community.events.secrets import hashed


def made(salt: str) -> str:
    """The secret that belongs to a salt."""
    said = f"door\n{salt}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256").hex()[:32]


def of(door) -> str:
    """The secret of a stored door."""
    return made(door.salt)


def list_salt(door) -> str:
    """What the list of this door is salted with; it tells nothing about the door's address."""
    return hashlib.sha256(f"list\n{door.salt}".encode()).hexdigest()[:16]


def on_list(salt: str, secret_hash: str) -> str:
    """How a phone at the door knows a booking: neither its secret nor what the table holds."""
    return hashed(salt + secret_hash)[:16]
