"""The clock that the watcher goes by: that of the machine, or one that a test plays."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """A clock, and the one way to wait."""

    def now(self) -> datetime:
        """Return the moment, aware."""

    def sleep(self, seconds: float) -> None:
        """Wait, or until somebody ends the waiting."""


class SystemClock:
    """The clock of the machine; waiting ends when the watcher is stopped."""

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped

    def now(self) -> datetime:
        """Return the moment."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait, or until the watcher is stopped."""
        self._stopped.wait(max(seconds, 0.0))
