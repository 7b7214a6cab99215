"""回線 — where somebody comes from, as far as guesses and questions are counted by it."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.conf import settings

HOME = 64  # the part of an IPv6 address that one house has for itself


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
