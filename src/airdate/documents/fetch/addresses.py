"""Which network addresses a page may be fetched from: those of the public internet, and no other.

The lists are our own, since what Python calls global differs by version and lets through NAT64,
6to4, multicast and site-local addresses. Source: the special-purpose registries of IANA
(RFC 6890 and its updates).
"""

from __future__ import annotations

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# What answers here gives out the keys of a machine: no server of one's own, and never spoken to.
_METADATA: tuple[tuple[str, str], ...] = tuple(
    (network, "a cloud's metadata service")
    for network in (
        "169.254.169.254/32",
        "169.254.170.2/32",
        "169.254.170.23/32",
        "168.63.129.16/32",
        "100.100.100.200/32",
        "192.0.0.192/32",
        "fd00:ec2::254/128",
        "fd00:ec2::23/128",
        "fd20:ce::254/128",
    )
)
_REFUSED_V4: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's own network"),
    ("127.0.0.0/8", "this machine"),
    ("169.254.0.0/16", "the local link"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "reserved for protocols"),
    ("192.0.2.0/24", "reserved for documentation"),
    ("192.88.99.0/24", "a relay of 6to4"),
    ("192.168.0.0/16", "a private network"),
    ("198.18.0.0/15", "reserved for benchmarks"),
    ("198.51.100.0/24", "reserved for documentation"),
    ("203.0.113.0/24", "reserved for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
)
# Outside 2000::/3 no address of the public internet has been given out; these lie inside.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
_REFUSED_V6: tuple[tuple[str, str], ...] = (
    ("2001::/23", "reserved for protocols, Teredo among them"),
    ("2001:db8::/32", "reserved for documentation"),
    ("2002::/16", "6to4, which wraps another address"),
    ("3fff::/20", "reserved for documentation"),
)
_OTHER_V6: tuple[tuple[str, str], ...] = (
    ("::1/128", "this machine"),
    ("::ffff:0:0/96", "an IPv4 address in disguise"),
    ("64:ff9b::/96", "NAT64, which wraps another address"),
    ("64:ff9b:1::/48", "NAT64, which wraps another address"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "the local link"),
    ("fec0::/10", "a private network of old"),
    ("ff00::/8", "multicast"),
)


def _table(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[_Network, str], ...]:
    return tuple((ipaddress.ip_network(net), what) for net, what in rows)


_NEVER = _table(_METADATA)
# The last four bytes of these are an address of IPv4: compatible ones, and NAT64.
_WRAPPING = tuple(map(ipaddress.ip_network, ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")))
_V4 = _table(_REFUSED_V4)
_V6 = _table(_REFUSED_V6 + _OTHER_V6)


def _wrapped(address: _Address) -> _Address:
    """Return the IPv4 address that one of IPv6 wraps, itself where it wraps none."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inside = address.ipv4_mapped or address.sixtofour
    if not inside and any(address in network for network in _WRAPPING):
        inside = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return inside or address


def why_refused(address: str, *, allow_private: bool = False) -> str | None:
    """Return what an address is where it may not be spoken to, None where it may.

    address: as the resolver gives it; a zone (`fe80::1%eth0`) or what is no address is refused.
    allow_private: whether this machine and its network may be spoken to; a cloud's metadata
    service may not be all the same.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "no address"
    forms = (parsed, _wrapped(parsed))
    never = next((what for network, what in _NEVER for form in forms if form in network), None)
    if never or allow_private:
        return never
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.scope_id:
        return "the local link"
    rows = _V4 if parsed.version == 4 else _V6
    for network, what in rows:
        if parsed in network:
            return what
    if parsed.version == 6 and parsed not in _GIVEN_OUT:
        return "not given out for public use"
    return None
