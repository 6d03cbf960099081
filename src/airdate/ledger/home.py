"""Makes one face of two stores: where a ledger is kept, how it is asked there, and written.

A file of SQLite's is here; `server` has a database of PostgreSQL's. All else of the room is the
same for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine

from airdate.errors import LedgerError, LedgerReadOnly
from airdate.ledger import dialect
from airdate.ledger.lock import WriterLock


class Home(Protocol):
    """Where a ledger is kept. where: as it may be printed."""

    where: str
    engine: Engine

    def reading(self) -> AbstractContextManager[Connection]:
        """Run a block on the ledger as it is at one instant, which writers do not move."""

    def turn(self) -> AbstractContextManager[Connection]:
        """Run a block as the one writer; it is kept whole when it ends well, else not at all.

        Raises: LedgerBusy where other writers leave no turn; LedgerReadOnly.
        """

    def told(self) -> AbstractContextManager[None]:
        """Run a block; what the store complains of in it is raised as a LedgerError."""

    def settle(self) -> None:
        """Make ready for questions after many new rows."""

    def close(self) -> None:
        """Let go of it."""


def opened_for_reading(where: str) -> LedgerReadOnly:
    """Return the error of a recording in a ledger that was opened for reading."""
    return LedgerReadOnly(f"The ledger {where} was opened for reading.", "Open it with write=True.")


class FileHome:
    """A ledger in a file. lock: None where it is opened for reading."""

    def __init__(self, path: Path, engine: Engine, *, lock: WriterLock | None) -> None:
        self.where = str(path)
        self.engine = engine
        self._path = path
        self._lock = lock
        self._writing = engine.execution_options(**{dialect.WRITERS_TURN: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Run a block on the ledger as it is at one instant."""
        with self.told(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def turn(self) -> Iterator[Connection]:
        """Run a block as the one writer, under the lock beside the file."""
        if self._lock is None:
            raise opened_for_reading(self.where)
        with self._lock.held(), self.told(), self._writing.begin() as connection:
            yield connection

    def told(self) -> AbstractContextManager[None]:
        """Run a block; what SQLite complains of in it is raised as a LedgerError."""
        return dialect.trouble(self._path)

    def settle(self) -> None:
        """Do nothing: SQLite plans well enough without counting rows."""

    def close(self) -> None:
        """Let go of the file; its log is brought in, unless another writer will do it."""
        if self._lock is None:
            self.engine.dispose()
            return
        try:
            with self._lock.held(wait_seconds=0), self.told():
                dialect.fold_log(self.engine)
        except LedgerError:
            pass  # all is committed: only the tidying is left to the next one
        finally:
            self.engine.dispose()
