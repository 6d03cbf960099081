"""Makes connections to the file of a ledger: all that is SQLite's own stands here.

So do the few statements and types that the tables of PostgreSQL need beside; its connections,
its lock and its complaints are in `server` and `complaints`. The tables, the questions and the
migrations are shared. Why one locked writer and a write-ahead log: docs/why/sqlite.md.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    QueuePool,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError, NoResultFound

from airdate.errors import LedgerBusy, LedgerError, LedgerReadOnly, NotALedger

APPLICATION_ID = 0x41697244
"""`AirD`, in the header of the file: what tells a ledger from any other SQLite database."""

WRITERS_TURN = "writers_turn"
"""The execution option of a connection whose transactions write."""

_BUSY_SECONDS = 5.0
"""How long SQLite itself waits: for a reader in recovery after a crash, never for a writer,
since writers wait for each other at the lock."""

_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA recursive_triggers = ON",  # else REPLACE INTO would delete past the triggers
    "PRAGMA trusted_schema = OFF",  # a ledger may come from somebody else
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
)

_DISK_FULL = frozenset({sqlite3.SQLITE_FULL})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_READ_ONLY = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})
_DAMAGED = frozenset(
    # The statements are our own: one that SQLite cannot make sense of (no such table), or a rule
    # of the tables that its rows break, is the file's fault.
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_SCHEMA,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_CONSTRAINT,
    }
)
_NOT_UNDERSTOOD = (ValueError, TypeError, LookupError, ArithmeticError, NoResultFound)
"""What days, moments, JSON and places that are none give when rows are made into entries."""

_UNREAD = frozenset(
    {
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_ACCESS,
    }
)


def engine_for(path: Path, *, write: bool, immutable: bool = False) -> Engine:
    """Return an engine on an existing file; the caller disposes of it.

    immutable: for a file in a folder where SQLite cannot lay its index of the log, and that
    nobody writes to.
    """
    mode = "rw" if write else "ro"
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Take the write lock at once in a writer's turn: a reader that turns writer could deadlock."""
    turn = connection.get_execution_options().get(WRITERS_TURN)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if turn else "BEGIN")


def mark(engine: Engine) -> None:
    """Make an empty database one that is known as a ledger, with a write-ahead log."""
    _run(engine, f"PRAGMA application_id = {APPLICATION_ID}")
    _run(engine, "PRAGMA journal_mode = WAL")


def is_marked(engine: Engine) -> bool:
    """Return whether the database says that it is a ledger."""
    return bool(_run(engine, "PRAGMA application_id") == APPLICATION_ID)


def fold_log(engine: Engine) -> None:
    """Bring the log into the file, as far as readers let it go; the writers' lock is held.

    At rest the ledger is one file then, that may be copied.
    """
    _run(engine, "PRAGMA wal_checkpoint(PASSIVE)")


def _run(engine: Engine, pragma: str) -> Any:
    """Return the first value that a pragma answers, outside any transaction."""
    with closing(engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
        cursor.execute(pragma)
        row = cursor.fetchone()
        return row[0] if row else None


# ── the tables of either ────────────────────────────────────────────────────────────────────


def append_only(table: str, *, dialect: str) -> tuple[str, ...]:
    """Return the statements that make a table refuse every change and deletion."""
    acts = ("UPDATE", "DELETE")
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for act in acts
        )
    return (
        "CREATE OR REPLACE FUNCTION airdate_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
        *(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION airdate_append_only()"
            for act in (*acts, "TRUNCATE")
        ),
    )


def one_each(*, dialect: str) -> tuple[str, ...]:
    """Return the statements by which there is one installment of a title's key and season.

    PostgreSQL: an ordinary index takes no key beyond 2,704 bytes, one of hashes takes any.
    """
    if dialect == "sqlite":
        return (
            "CREATE UNIQUE INDEX uq_installments_key "
            "ON installments (title_key, coalesce(season, -1))",
        )
    return (
        "ALTER TABLE installments ADD CONSTRAINT uq_installments_key EXCLUDE USING hash "
        "((title_key || ' ' || coalesce(season, -1)::text) WITH =)",
        "CREATE INDEX ix_installments_title_key ON installments USING hash (title_key)",
    )


_STAND_IN = "\x1a"
"""The character SUBSTITUTE. Doubled it is itself, before `0` it stands for NUL."""

_stood_in = re.compile(_STAND_IN + "(.)", re.DOTALL).sub


class Words(TypeDecorator[str]):
    """Texts for PostgreSQL: they sort and fold by code point as in SQLite, and may have a NUL."""

    impl: type[String] = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length, collation="C")

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text as PostgreSQL can keep it."""
        if value is None or ("\0" not in value and _STAND_IN not in value):
            return value
        return value.replace(_STAND_IN, _STAND_IN * 2).replace("\0", _STAND_IN + "0")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return the text that was kept."""
        if value is None or _STAND_IN not in value:
            return value
        return _stood_in(lambda match: "\0" if match[1] == "0" else match[1], value)


class Id(Words):
    """Ids for PostgreSQL: by the order of their letters they are found by their beginning."""

    impl = String
    cache_ok = True


# ── complaints ──────────────────────────────────────────────────────────────────────────────


@contextmanager
def trouble(path: Path) -> Iterator[None]:
    """Run a block; what the store complains of in it is raised as a LedgerError with a remedy.

    So is content that cannot be understood: what a block gets from outside is checked before.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise _explained(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    except _NOT_UNDERSTOOD as error:
        raise damaged(path, f"{type(error).__name__}, {error!s:.200}") from error


def _explained(error: sqlite3.Error, path: Path) -> Exception:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    kind = code & 0xFF
    if kind in _BUSY:
        return busy(path)
    if kind == sqlite3.SQLITE_NOTADB:
        return not_a_ledger(path, "it is not a database")
    if kind in _DISK_FULL:
        return read_only(path, "the disk is full")
    if kind in _READ_ONLY:
        return read_only(path, str(error))
    if kind == sqlite3.SQLITE_CANTOPEN:
        return read_only(path, "SQLite may not keep its log beside it")
    if code in _UNREAD:
        return damaged(path, f"the disk does not give it back ({error})")
    if kind in _DAMAGED and code != sqlite3.SQLITE_CONSTRAINT_TRIGGER:
        return damaged(path, str(error))
    if kind == sqlite3.SQLITE_IOERR:
        return read_only(path, f"the disk or a quota is full, or the disk fails ({error})")
    return error


def busy(path: Path) -> LedgerBusy:
    """Return the error of a ledger that another process is writing to."""
    return LedgerBusy(
        f"Another process is writing to the ledger {path}.",
        "What was recorded before, by this call too, stays. Run it again when the other one has "
        "ended: that completes it.",
    )


def damaged(path: Path, why: str) -> LedgerError:
    """Return the error of a ledger whose content is no longer what was written."""
    return LedgerError(
        f"The ledger {path} is damaged: {why}.",
        "Keep the file. Make a new one of the newest backup: airdate restore BACKUP --db NEW; or, "
        "without a backup, of the last export: airdate import FILE --db NEW. What is amiss in it: "
        "airdate doctor",
    )


def read_only(path: Path, why: str) -> LedgerReadOnly:
    """Return the error of a ledger that cannot be written."""
    return LedgerReadOnly(
        f"The ledger {path} cannot be written, nor brought up to date: {why}.",
        "What was recorded before is kept. Make room or mend the permissions, "
        "or name another file: --db FILE",
    )


def not_a_ledger(path: Path, why: str) -> NotALedger:
    """Return the error of a file that is something else."""
    return NotALedger(
        f"{path} is not a ledger of airdate: {why}.",
        "Nothing was changed in it. Name another file: --db FILE",
    )
