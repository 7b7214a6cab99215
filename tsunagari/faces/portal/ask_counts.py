"""何回まで — how often one line, and everybody together, may do something within an hour."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.core.files import locks

SECONDS = 60 * 60
EVERYBODY = "everybody"


def too_many(what: str, who: str, most: int) -> bool:
    """Count one more; True when there were `most` within the hour already.

    The file cache reads and writes in two steps, so those who come at once wait for each other.
    """
    key = f"wall-{what}:{who}"
    with _turn():
        count, since = cache.get(key) or (0, 0)
        if time.time() - since >= SECONDS:
            count, since = 0, time.time()
        if count >= most:
            return True
        cache.set(key, (count + 1, since), SECONDS)
    return False


@contextmanager
def _turn():
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "asks.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield
