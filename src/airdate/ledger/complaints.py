"""Makes errors with a remedy of what a PostgreSQL server, or the way to it, complains of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import DBAPIError, NoResultFound

from airdate.errors import LedgerBusy, LedgerError, LedgerReadOnly

_NOT_UNDERSTOOD = (ValueError, TypeError, LookupError, ArithmeticError, NoResultFound)
"""What days, JSON and places that are none give when rows are made into entries."""

_SHOWN = 400
"""Characters of a server's own words that are shown."""

_DAMAGED = (
    *("23502", "23503", "23505", "23514", "23P01"),  # rows that break a rule of the tables
    *("42P01", "42703", "42883", "XX001", "XX002"),  # tables, columns, pages that are gone
)

_WAYS = (
    # A connection that fails has no code, only words, which are English unless the server's
    # messages are in another language: then the last remedy of all holds.
    (
        r"password authentication failed|no password supplied|empty password",
        "Give the password of the user in PGPASSWORD or in ~/.pgpass (see man psql).",
    ),
    (
        r"database .* does not exist",
        "Make it: createdb -h HOST -U USER DATABASE; then run the command again.",
    ),
    (
        r"role .* does not exist|Peer authentication failed|Ident authentication failed",
        "Name a user that the server knows: postgresql://USER@HOST/DATABASE",
    ),
    (
        r"no pg_hba.conf entry|permission denied for database",
        "Ask whoever runs the server to let this user in from this machine.",
    ),
    (
        r"too many clients|remaining connection slots|too many connections",
        "Run it again when others have ended, or raise the server's max_connections.",
    ),
    (
        r"starting up|shutting down|recovery mode|not yet accepting|cannot connect now",
        "Wait a moment, and run it again.",
    ),
    (
        r"translate host name|resolve host|Name or service not known",
        "Check the name of the host in the address.",
    ),
    (
        r"refused|No such file|timeout|timed out|unreachable|No route",
        "Start the server, or check host and port in the address.",
    ),
    (r"SSL|certificate", "Check sslmode and sslrootcert in the address."),
)
_LAST_WAY = "Check the address (user, host, port, database), and that the server runs."


@contextmanager
def told(where: str) -> Iterator[None]:
    """Run a block; what the server complains of in it is raised as a LedgerError with a remedy."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error, where) from error
    except _NOT_UNDERSTOOD as error:
        raise damaged(where, f"{type(error).__name__}, {error!s:.200}") from error


def _explained(error: DBAPIError, where: str) -> Exception:
    code: str | None = getattr(error.orig, "sqlstate", None)
    words = _words(error.orig)
    if code is None:
        return _unreached(error, where, words)
    if code in ("55P03", "40001", "40P01"):
        return busy(where)
    if code == "57014":
        return _slow(where, words)
    if code in ("25006", "42501"):
        return read_only(where, words)
    if code.startswith("53"):
        return _no_room(where, words, code=code)
    if code in _DAMAGED:
        return damaged(where, words)
    if code.startswith(("08", "57P", "25P0")):
        return _hung_up(where, words)
    return error


def _words(error: Any) -> str:
    """Return a server's words on one line, without what follows the message itself."""
    diagnosis = getattr(getattr(error, "diag", None), "message_primary", None)
    words = diagnosis or re.sub(r"\s+", " ", str(error)).strip()
    return f"{words:.{_SHOWN}}".rstrip(".")


def _unreached(error: DBAPIError, where: str, words: str) -> Exception:
    """Return the error of a connection that cannot be made, or broke."""
    if error.connection_invalidated:
        return _hung_up(where, words)
    if type(error.orig).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return error  # a value of our own that it cannot take
    found = [remedy for pattern, remedy in _WAYS if re.search(pattern, words, re.IGNORECASE)]
    return LedgerError(f"The ledger {where} cannot be reached: {words}.", (found or [_LAST_WAY])[0])


def _hung_up(where: str, words: str) -> LedgerError:
    return LedgerError(
        f"The server of the ledger {where} ended the connection: {words}.",
        "What was told as recorded is kept. Run it again: what is there is not recorded twice.",
    )


def _slow(where: str, words: str) -> LedgerError:
    return LedgerError(
        f"The ledger {where} took too long to answer: {words}.",
        "Run it again when the server has less to do, or give it more time in the address: "
        "?options=-cstatement_timeout%3D30min",
    )


def _no_room(where: str, words: str, *, code: str) -> LedgerError:
    if code == "53100":
        return read_only(where, f"the server's disk is full ({words})")
    return LedgerBusy(
        f"The server of the ledger {where} has no room for this now: {words}.",
        "What was recorded before stays. Run it again when the server has less to do.",
    )


def busy(where: str) -> LedgerBusy:
    """Return the error of a ledger that another process is writing to."""
    return LedgerBusy(
        f"Another process is writing to the ledger {where}.",
        "What was recorded before, by this call too, stays. Run it again when the other one has "
        "ended: that completes it.",
    )


def damaged(where: str, why: str) -> LedgerError:
    """Return the error of a ledger whose content is no longer what was written."""
    return LedgerError(
        f"The ledger {where} is damaged: {why}.",
        "Keep the database. Make a new one of the newest backup: airdate restore BACKUP --db NEW; "
        "or, without a backup, of the last export: airdate import FILE --db NEW",
    )


def read_only(where: str, why: str) -> LedgerReadOnly:
    """Return the error of a ledger that may not be read or written."""
    return LedgerReadOnly(
        f"The ledger {where} does not let us: {why}.",
        "What was recorded before is kept. Ask whoever runs the server for the right, or for room.",
    )


def absent(where: str) -> LedgerError:
    """Return the error of a database without a ledger, opened for reading."""
    return LedgerError(
        f"There is no ledger in the database of {where} yet.",
        "Make one of the sample dossier: airdate demo; or of your own articles: airdate add SOURCE",
    )


def unread(where: str) -> LedgerError:
    """Return the error of an address with parameters that libpq cannot make out."""
    return LedgerError(
        f"The address of the ledger's server cannot be read: {where}.",
        "Write postgresql://USER@HOST:PORT/DATABASE?NAME=VALUE, with %40 for @ and %2F for / "
        "within a part, and parameters of libpq alone.",
    )


def of_encoding(where: str, encoding: str) -> LedgerError:
    """Return the error of a database that cannot hold every letter."""
    return LedgerError(
        f"The database of {where} keeps its texts as {encoding}, which lacks letters.",
        "Make another one: createdb --encoding=UTF8 --template=template0 DATABASE",
    )
