"""Under which address a caller is counted."""

import re
from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

# What one household or office has of IPv6: whoever has one address of it has them all.
_ONE_LINE = 64
_WITH_PORT = re.compile(r"\[(?P<six>[^][]+)\](:[0-9]+)?|(?P<four>[0-9.]+):[0-9]+")


def caller_address() -> str:
    """The address that limits count: of IPv6 the line, so that no caller has as many tries as addresses."""
    return counted_address(request.remote_addr or "")


def counted_address(given: str) -> str:
    """The same for an address as the web server or a proxy names it; what is no address stays as it is.

    Some proxies write the port beside it: with it every connection would be a caller of its own.
    """
    named = _WITH_PORT.fullmatch(given)
    bare = (named["six"] or named["four"]) if named else given
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return given
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _ONE_LINE), strict=False))
