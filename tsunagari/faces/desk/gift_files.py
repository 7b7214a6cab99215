"""あずかったファイル — a bank's file whose columns a person has to name first.

It lies in the cache for a quarter of an hour, sealed with a key that lies outside it.
"""

import base64
import json
import secrets

from django.core.cache import cache

from tsunagari.kernel.parties import numbers

SECONDS = 15 * 60
ABOUT = "gift-file|"


def keep(data: bytes, *, name: str, account: int) -> str:
    """Put a file aside; answers the secret under which it is found."""
    secret = secrets.token_urlsafe(18)
    said = {"data": base64.b64encode(data).decode(), "name": name, "account": account}
    cache.set(_place(secret), numbers.ring().seal(json.dumps(said), ABOUT + secret), SECONDS)
    return secret


def kept(secret: str) -> dict | None:
    """The file with its name and its account; None when its time is over."""
    sealed = cache.get(_place(secret))
    if sealed is None:
        return None
    said = json.loads(numbers.ring().open(sealed, ABOUT + secret))
    return said | {"data": base64.b64decode(said["data"])}


def drop(secret: str) -> None:
    cache.delete(_place(secret))


def _place(secret: str) -> str:
    return f"gift-file:{secret[:40]}"
