"""同じ押下 — the same words pressed twice are one consultation, without keeping its secret readable.

The secret lies in the cache for a minute, sealed with a key that only the pressed form holds. Both
the place and the key come from the form's key and from a print of all that was sent: other words
under the same key are another consultation.
"""

import hashlib
import hmac

from django.core.cache import cache

from tsunagari.base.sealing import Keyring

SECONDS = 60
NAMES = "wall-presses"


class Press:
    """One press of the form: its place in the cache, and the key to what lies there."""

    def __init__(self, key: str, *sent: str, photos=()):
        """`key` is empty for a form without one: nothing is remembered then."""
        parts = [*sent, *(_print(photo) for photo in photos)]
        said = hashlib.sha256("\0".join(parts).encode()).digest()
        both = hmac.digest(key.encode(), said, "sha256")
        self.name = f"wall-press:{hmac.digest(both, b'name', 'sha256').hex()}" if key else ""
        self._ring = Keyring((("press", hmac.digest(both, b"key", "sha256")),))

    def secret(self) -> str:
        """What the first press was given; "" when there was none."""
        sealed = cache.get(self.name) if self.name else None
        return self._ring.open(sealed, self.name) if sealed else ""

    def keep(self, secret: str) -> None:
        """Remember it for a minute; those whose minute is over are deleted, not only forgotten."""
        if not self.name:
            return
        cache.set(self.name, self._ring.seal(secret, self.name), SECONDS)
        # The file of a value that is over goes when it is asked for.
        alive = [name for name in cache.get(NAMES, []) if cache.get(name)]
        cache.set(NAMES, [*alive, self.name], None)


def _print(photo) -> str:
    found = hashlib.sha256()
    for chunk in photo.chunks():
        found.update(chunk)
    photo.seek(0)
    return found.hexdigest()
