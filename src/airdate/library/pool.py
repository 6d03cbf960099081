"""Open ledgers, lent to one thread at a time: opening one costs more than most questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock

from airdate.ledger import Ledger, open_ledger

_KEPT = 8
"""Ledgers kept open: beyond that many at once, two slow cores have other troubles."""


class Pool:
    """Ledgers of one place, opened for reading when wanted and kept for the next one."""

    def __init__(self, path: Path | str) -> None:
        self.path = path
        self._idle: LifoQueue[Ledger] = LifoQueue(_KEPT)
        self._writer = Lock()
        self._closed = False

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """Lend a ledger to read from. Raises: LedgerError."""
        try:
            ledger = self._idle.get_nowait()
        except Empty:
            ledger = open_ledger(self.path, write=False)
        try:
            yield ledger
        except BaseException:
            # It may be what failed: the next one gets another.
            ledger.close()
            raise
        if self._closed or self._idle.full():
            ledger.close()
        else:
            self._idle.put(ledger)

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Lend the ledger to write to; writers take turns. Raises: LedgerError."""
        with self._writer, open_ledger(self.path, write=True) as ledger:
            yield ledger

    def close(self) -> None:
        """Let go of the file."""
        self._closed = True
        while not self._idle.empty():
            self._idle.get_nowait().close()
