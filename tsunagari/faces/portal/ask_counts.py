"""何回まで — how often one line, and everybody together, may do something within an hour."""

import ipaddress
import time
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.files import locks

SECONDS = 60 * 60
HOME = 64  # the part of an IPv6 address that one house has for itself
EVERYBODY = "everybody"


def line_of(request) -> str:
    """回線 — an address; of IPv6 the network, for a house has as many addresses as it likes."""
    if getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0):
        return _line(get_adapter(request).get_client_ip(request) or "")
    # Nobody stands between: what a request says of itself is not asked.
    return _line(request.META.get("REMOTE_ADDR", ""))


def _line(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.IPv6Network((int(found), HOME), strict=False).network_address)


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
