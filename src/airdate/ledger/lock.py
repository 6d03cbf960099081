"""Makes the turn of one writer: a lock beside the ledger that all writers take.

It also keeps two connections from checkpointing at once, which the SQLite of many systems does
not survive: docs/why/sqlite.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from airdate.ledger.dialect import busy, read_only

_POLL_SECONDS = 0.002
"""Under the time that a writer without pause needs between two transactions, so that another one
finds the door open: measured, it waits for 5 ms, at worst for 50, not for ever."""


class WriterLock:
    """The writers' lock of one ledger; one process or thread holds it at a time."""

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self._path = path
        self._lock = FileLock(
            path.with_name(f".{path.name}.lock"),
            timeout=wait_seconds,
            mode=0o600,
            poll_interval=_POLL_SECONDS,
            fallback_to_soft=False,
        )

    @contextmanager
    def held(self, *, wait_seconds: float | None = None) -> Iterator[None]:
        """Hold the lock for a block. Raises: LedgerBusy, LedgerReadOnly."""
        try:
            self._lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise busy(self._path) from error
        except OSError as error:
            raise read_only(self._path, error.strerror or str(error)) from error
        try:
            yield
        finally:
            self._lock.release()
