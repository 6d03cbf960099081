"""Makes sense of where a ledger is: in a file, or on a PostgreSQL server under an address.

The addresses are those of libpq: `postgresql://user@host:port/database?parameter=value`. What is
shown of one never has a password in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from airdate.errors import LedgerError

_is_server = re.compile(r"postgres(?:ql)?(?:\+\w+)?:", re.IGNORECASE).match
"""With or without the driver that SQLAlchemy's addresses name."""

_HARMLESS = frozenset({"host", "hostaddr", "port", "dbname", "user", "service", "options"})
"""Parameters that are shown; the rest may hold a password, or lead to one."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server keeps a ledger. shown: without a password.  conninfo: what libpq is told."""

    shown: str
    conninfo: str = field(repr=False)


def is_server(where: Path | str) -> bool:
    """Return whether this is the address of a server, or meant as one."""
    return bool(_is_server(str(where)))


def shown(where: Path | str) -> str:
    """Return a place as it may be printed: without the password that an address may have."""
    if not is_server(where):
        return str(where)
    head, _, query = str(where).partition("?")
    rest = head.partition(":")[2].removeprefix("//")
    authority, slash, name = rest.partition("/")
    credentials, at, host = authority.rpartition("@")
    user = credentials.partition(":")[0]
    pairs = [pair for pair in query.split("&") if unquote(pair.partition("=")[0]) in _HARMLESS]
    return f"postgresql://{user}{at}{host}{slash}{name}{'?' if pairs else ''}{'&'.join(pairs)}"


def address_of(where: Path | str) -> Address:
    """Return the address of a server. Raises: LedgerError, which does not repeat it.

    A password with characters of an address in it (`/`, `@`, `?`) would be taken for a host or a
    database, and be told as such: it is refused before libpq sees it.
    """
    rest = str(where).partition("://")[2]
    if not rest or isinstance(where, Path):
        raise _unread("it does not begin with postgresql://")
    path, _, query = rest.partition("?")
    name = path.partition("/")[2]
    if path.count("@") > 1 or "@" in name or any("=" not in p for p in query.split("&") if p):
        raise _unread("it has an @, / or ? where none can stand")
    return Address(shown(where), f"postgresql://{rest}")


def _unread(why: str) -> LedgerError:
    return LedgerError(
        f"The address of the ledger's server cannot be read: {why}.",
        "Write postgresql://USER@HOST/DATABASE, with %40 for @ and %2F for / within a part; the "
        "password is best left to PGPASSWORD or ~/.pgpass.",
    )
