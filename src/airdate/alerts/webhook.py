"""Webhooks: our own JSON to an address of one's own, signed where a secret is agreed upon.

    jsons://USER:PASSWORD@HOST:PORT/PATH?+Header-Name=VALUE&-parameter=VALUE&secret=SECRET

`json` is for http.  `+` makes a header, `-` a parameter of the query; with a secret, the body is
signed. An http(s) address is taken as it is.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from airdate.alerts.failures import SECONDS, STEP_SECONDS, DeliveryFailed
from airdate.alerts.letters import Letter, json_of
from airdate.errors import UsageError

_TLS = {"jsons": "https", "json": "http"}
SIGNATURE = "X-Airdate-Signature"
KEY = "Idempotency-Key"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a webhook goes. secret: what its body is signed with."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    secret: str | None = field(repr=False)


def target_of(address: str) -> Target:
    """Return where a webhook goes. Raises: UsageError where the address is none."""
    try:
        parts = urlsplit(address.strip())
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise _amiss() from error
    if not host:
        raise _amiss()
    headers: dict[str, str] = {}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
    place = parts.netloc.rpartition("@")[2]
    scheme = parts.scheme.casefold()
    if scheme not in _TLS:
        plain = urlunsplit((scheme, place, parts.path, parts.query, ""))
        return Target(plain, headers, None)
    secret, query = None, []
    # A plus sign begins a header here, and is no blank.
    for name, value in parse_qsl(parts.query.replace("+", "%2B"), keep_blank_values=True):
        if name.startswith("+"):
            headers[name[1:]] = value
        elif name.startswith("-"):
            query.append((name[1:], value))
        elif name == "secret":
            secret = value
        else:
            raise UsageError(
                f"The webhook's address has an option {name[:40]!r} that means nothing.",
                "Options: +Header=VALUE, -parameter=VALUE, secret=SECRET.",
            )
    url = urlunsplit((_TLS[scheme], place, parts.path or "/", urlencode(query), ""))
    return Target(url, headers, secret)


def _amiss() -> UsageError:
    return UsageError("The webhook's address has no host.", "Write jsons://HOST/PATH")


def post(address: str, letter: Letter, *, allow_private: bool, now: Callable[[], datetime]) -> None:
    """Send a letter as JSON. Raises: DeliveryFailed, SourceError.

    Only an answer of 2xx means that it was taken. The key is the same at every attempt.
    """
    from airdate.documents.fetch import Fetcher, Limits

    target, body = target_of(address), json_of(letter)
    headers = {**target.headers, KEY: letter.id}
    if target.secret:
        headers[SIGNATURE] = signature(body, target.secret)
    limits = Limits(seconds=SECONDS, silence_seconds=STEP_SECONDS, redirects=2)
    with Fetcher(now=now, allow_private=allow_private, limits=limits) as fetcher:
        visit = fetcher.post(target.url, body, content_type="application/json", headers=headers)
    if not 200 <= visit.status < 300:
        raise DeliveryFailed(
            f"the webhook answered {visit.status}{_MEANT.get(visit.status, '')}",
            retry_after_seconds=visit.retry_after_seconds,
        )


_MEANT = {
    301: ": it moved; give the new address",
    302: ": it redirects; give the address where that ends",
    303: ": it redirects; give the address where that ends",
    401: ": the password or token is not accepted",
    403: ": the password or token is not accepted",
    404: ": nothing is there",
    410: ": it is gone",
    413: ": the message is too large for it",
    429: ": too many messages",
}


def signature(body: bytes, secret: str) -> str:
    """Return how a body is signed: `sha256=` and HMAC-SHA-256 in hexadecimal digits."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
