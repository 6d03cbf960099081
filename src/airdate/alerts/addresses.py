"""Addresses of channels: where they are kept, what they are, and what of them may be shown.

An address is a secret: whoever has it can write in one's name, or read. It is given as such, or by
where it stands: `env:NAME` and `file:PATH` keep it out of the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from airdate.errors import UsageError

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,30})://", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

WEBHOOKS = ("http", "https", "json", "jsons")
MAIL = ("mailto", "mailtos")
_HOST_SHOWN = (*WEBHOOKS, *MAIL)
"""Schemes whose host is a host: in others it may be a token."""

_LEAST_SECRET = 4
"""Letters: shorter pieces are ports and flags, and would black out half of every sentence."""

_LONG_SECRET = 8
"""Letters from which a piece is blacked out inside a word as well: services write `bot<token>`."""

_FILE_LETTERS = 8192


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case. Raises: UsageError."""
    match = _SCHEME.match(address.strip())
    if match is None:
        raise UsageError(
            "That is no address to send to.",
            "Write an Apprise URL such as ntfy://ntfy.sh/TOPIC, mailtos://USER:PASSWORD@HOST or "
            "jsons://HOST/PATH, or where it stands: env:NAME, file:PATH",
        )
    return match[1].casefold()


def resolved(address: str, *, environment: Mapping[str, str]) -> str:
    """Return the address itself, from where it stands. Raises: UsageError naming where."""
    kind, colon, name = address.strip().partition(":")
    if kind == "env" and colon and not name.startswith("//"):
        found = environment.get(name, "").strip()
        if not _VARIABLE.fullmatch(name) or not found:
            raise UsageError(
                f"The variable {name[:60]!r} with the channel's address is not set.",
                f"Set it where airdate runs: export {name[:60]}=...",
            )
        return found
    if kind == "file" and colon:
        return _of_file(Path(name.removeprefix("//")))
    return address.strip()


def _of_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as opened:
            lines = opened.read(_FILE_LETTERS).splitlines()
    except (OSError, UnicodeError, ValueError) as error:
        raise UsageError(
            f"The file {path} with the channel's address cannot be read: {error}.",
            "Write the address on its first line, and let airdate read it.",
        ) from error
    found = next((line.strip() for line in lines if line.strip()), "")
    if not found:
        raise UsageError(f"The file {path} is empty.", "Write the address on its first line.")
    return found


def hosts_of(address: str) -> list[str]:
    """Return the hosts that an address names by its form alone; a token is none.

    Of services whose host may as well be a token, a number or `localhost` is taken for one.
    """
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return []
    if parts.scheme.casefold() in WEBHOOKS:
        return [host]
    if parts.scheme.casefold() in MAIL:
        named = dict(parse_qsl(parts.query)).get("smtp")
        return [named or host]
    inside = host == "localhost" or host.endswith((".localhost", ".local", ".lan", ".internal"))
    return [host] if inside or _is_number(host) else []


def is_reference(address: str) -> bool:
    """Return whether an address only tells where it stands."""
    kind, colon, rest = address.strip().partition(":")
    return bool(colon) and (kind == "file" or (kind == "env" and not rest.startswith("//")))


def shown(address: str) -> str:
    """Return what of an address may be shown: where it stands, else its scheme, and a host."""
    if is_reference(address):
        return address.strip()
    match = _SCHEME.match(address.strip())
    if match is None:
        return "****"
    scheme = match[1].casefold()
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        host = ""
    known = scheme in _HOST_SHOWN and host and host.isprintable()
    return f"{scheme}://{host}/****" if known else f"{scheme}://****"


def redacted(text: str, address: str) -> str:
    """Return a text without any part of an address that could be a secret."""
    for piece in sorted(_pieces(address), key=len, reverse=True):
        found = re.escape(piece)
        if len(piece) < _LONG_SECRET:
            found = rf"(?<![^\W_]){found}(?![^\W_])"
        text = re.sub(found, "****", text)
    return text


def _pieces(address: str) -> set[str]:
    """Return the parts of an address, as written and decoded, that must not be seen."""
    raw = {address}
    try:
        parts = urlsplit(address)
        raw |= {parts.username or "", parts.password or "", parts.query, parts.path}
        raw |= {*parts.path.split("/"), *(value for _, value in parse_qsl(parts.query))}
        if parts.scheme.casefold() not in _HOST_SHOWN:
            raw |= {*re.split(r"[@:]", parts.netloc)}
    except ValueError:
        raw |= set(re.split(r"[/@:?&=]", address))
    raw |= {unquote(piece) for piece in raw}
    return {p for p in raw if len(p.strip("/")) >= _LEAST_SECRET and not _is_number(p)}


def _is_number(piece: str) -> bool:
    """Return whether a piece is an address of a network, which is no secret and explains much."""
    try:
        ip_address(piece.strip("[]"))
    except ValueError:
        return False
    return True
