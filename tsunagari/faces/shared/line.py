"""回線 — where somebody comes from, as far as guesses and questions are counted by it."""

import ipaddress

from allauth.account.adapter import get_adapter

HOME = 64  # the part of an IPv6 address that one house has for itself


def line_of(request) -> str:
    """回線 — an address; of IPv6 the network, for a house has as many addresses as it likes."""
    address = get_adapter(request).get_client_ip(request) or ""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.IPv6Network((int(found), HOME), strict=False).network_address)
