"""Addresses of the web, parsed by the client's own parser; what is odd is refused.

An address can hold a secret (a key of an API, the token of a private feed), so errors name it by
`shown`, which leaves such parts out.
"""

from __future__ import annotations

import re

import httpx2

from airdate.documents.fetch.body import SAVE
from airdate.errors import Refused

_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\]|[\u2028\u2029]")
_WEB_PORTS = frozenset({80, 443})
_LOWEST_FREE_PORT = 1024
_SECRET = re.compile(
    r"([?&;#][^=&;#]*(?:key|token|secret|auth|pass|pwd|sig|session|credential|code)[^=&;#]*=)[^&;#]+",
    re.IGNORECASE,
)
_USER = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*@")
_UP_TO_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:(?://[^/?#\\\s]{0,255}/?)?")
_UP_TO_PATH = re.compile(r"^[^:/?#]*:(?://([^/?#]*))?.*$", re.DOTALL)
_HIDDEN = "***"


def shown(url: object) -> str:
    """Return an address as errors and logs show it: without user, password, keys and tokens."""
    bare = _USER.sub(lambda found: f"{found[1] or ''}//{_HIDDEN}@", str(url))
    return _SECRET.sub(rf"\1{_HIDDEN}", bare)


def host_of(place: httpx2.URL) -> str:
    """Return scheme and host alone, for addresses whose very path is a secret (webhooks)."""
    return f"{place.scheme}://{place.host}/…"


def checked(url: str, *, secret: bool = False) -> httpx2.URL:
    """Return an address, parsed by the client's own parser.

    secret: whether the whole address is one, so that errors name its host alone.
    Raises: Refused where it is odd.
    """
    remedy = "give an address that begins with http:// or https://"
    name = repr(_cut(url) if secret else shown(url))
    if _ODD.search(url):
        raise Refused(f"{name} holds a blank, a control character or a backslash", remedy)
    try:
        place = httpx2.URL(url)
        host = place.raw_host.decode("ascii")
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"{name} is no address: {error}", remedy) from error
    if place.scheme not in ("http", "https"):
        raise Refused(f"{name} is not of the web but {place.scheme or 'nothing'}:", remedy)
    # An empty name before the host is one too: other parsers could take it for the host.
    if place.userinfo or "@" in _UP_TO_PATH.sub(r"\1", url):
        raise Refused(f"{name} came with a user's name", "leave the name out")
    if not host or "%" in host or host.startswith("."):
        raise Refused(f"{name} names no host", remedy)
    port = place.port
    if port is not None and port not in _WEB_PORTS and not _LOWEST_FREE_PORT <= port < 65_536:
        raise Refused(f"{name} asks for port {port}, which serves no pages", SAVE)
    return place


def _cut(url: str) -> str:
    """Return an address up to the end of its host."""
    found = _UP_TO_HOST.match(_USER.sub(lambda user: f"{user[1] or ''}//", url))
    return f"{found[0] if found else ''}…"


def joined(place: httpx2.URL, target: str, *, secret: bool = False) -> httpx2.URL:
    """Return where a redirect leads, checked. secret: as for `checked`. Raises: Refused."""
    told = _cut if secret else shown
    problem = f"{told(str(place))} redirects to {told(target[:200])!r}, which is no address"
    if _ODD.search(target):
        raise Refused(problem, SAVE)
    try:
        return checked(str(place.join(target)), secret=secret)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refused(problem, SAVE) from error


def same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Return whether two addresses are of one scheme, host and port."""
    return _origin(one) == _origin(other)


def keeps_secrets(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Return whether what was meant for one address may go on to another: the same host, safe.

    From http to https of the same host is a step up; any other change of origin is none.
    """
    upgraded = (one.scheme, other.scheme) == ("http", "https") and one.host == other.host
    return same_origin(one, other) or (upgraded and {_port(one), _port(other)} == {80, 443})


def _origin(place: httpx2.URL) -> tuple[str, str, int]:
    return place.scheme, place.host, _port(place)


def _port(place: httpx2.URL) -> int:
    return place.port or (443 if place.scheme == "https" else 80)
