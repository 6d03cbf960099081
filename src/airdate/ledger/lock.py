"""Makes the turn of one writer: a lock beside the ledger that all writers take, fairly.

Two lock files: a writer waits in the doorway (`.door`) until the one before has gone in, so that
a process that writes without pause cannot keep another one out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from airdate.ledger.dialect import busy, read_only

_POLL_SECONDS = 0.002
"""A transaction of one document takes about 5 ms: less than half of that is lost in waiting."""


class WriterLock:
    """The writers' lock of one ledger; one process or thread holds it at a time."""

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self._path = path
        self._wait_seconds = wait_seconds
        self._room = self._lock(".lock")
        self._door = self._lock(".door")

    def _lock(self, ending: str) -> FileLock:
        return FileLock(
            self._path.with_name(f".{self._path.name}{ending}"),
            mode=0o600,
            poll_interval=_POLL_SECONDS,
            fallback_to_soft=False,
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for a block. Raises: LedgerBusy, LedgerReadOnly."""
        deadline = time.monotonic() + self._wait_seconds
        try:
            with self._door.acquire(timeout=self._wait_seconds):
                self._room.acquire(timeout=max(0.0, deadline - time.monotonic()))
        except Timeout as error:
            raise busy(self._path) from error
        except OSError as error:
            raise read_only(self._path, error.strerror or str(error)) from error
        try:
            yield
        finally:
            self._room.release()
