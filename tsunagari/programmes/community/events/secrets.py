"""申込みの住所 — a secret that only this machine can make again, so that mails can carry the link.

The table holds its print and a salt; without the key of the machine neither opens a booking.
"""

import hashlib
import hmac

from django.conf import settings


def made(salt: str, what: str = "booking") -> str:
    """The secret that belongs to a salt; `what` it opens is part of it."""
    said = f"{what}\n{salt}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), said, "sha256").hex()[:32]


def hashed(secret: str) -> str:
    """How a secret address is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def of(booking) -> str:
    """The secret of a stored booking."""
    return made(booking.salt)
