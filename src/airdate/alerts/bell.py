"""Turns of the alerts beside something that runs for good: after news, and by the clock.

Whoever brings news rings; a turn follows when it has been quiet for a moment, so that a round of
fifty documents is one turn. Without a rule and a message that waits, a turn is one question.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from airdate.errors import AirdateError

log = logging.getLogger("airdate.alerts")

EVERY_SECONDS = 300.0
"""Between turns without news: what time alone brings (overdue, soon out), digests, repeats."""

QUIET_SECONDS = 15.0
LONGEST_SECONDS = 120.0
"""After news a turn waits until it has been quiet for so long; a flood is told after the latter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a bell waits; see the constants."""

    every_seconds: float = EVERY_SECONDS
    quiet_seconds: float = QUIET_SECONDS
    longest_seconds: float = LONGEST_SECONDS


class Bell:
    """Takes turns of the alerts of one ledger in a thread of its own, until it is stopped."""

    def __init__(
        self,
        ledger: Path | str,
        *,
        clock: Callable[[], datetime],
        tell: Callable[[str], None] = log.warning,
        pace: Pace | None = None,
    ) -> None:
        """Take the address of a ledger. tell: is told what its keeper must know."""
        self._ledger, self._clock, self._tell = ledger, clock, tell
        self._pace = pace or Pace()
        self._rung, self._stopped = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._told = ""

    @property
    def running(self) -> bool:
        """Whether its thread is at work."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Run in a thread of its own; the first turn is at once."""
        self._thread = threading.Thread(target=self._run, name="airdate-alerts", daemon=True)
        self._thread.start()

    def ring(self) -> None:
        """Have a turn taken soon. Any thread may ring."""
        self._rung.set()

    def stop(self, *, wait_seconds: float = 60.0) -> bool:
        """End it after the attempt under way; return whether it has ended.

        A message of which nobody knows whether it was taken comes again, under the same number.
        """
        self._stopped.set()
        self._rung.set()
        if self._thread is not None:
            self._thread.join(wait_seconds)
        return not self.running

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._turn()
            self._rung.wait(self._pace.every_seconds)
            self._settle()

    def _settle(self) -> None:
        """Wait until nobody has rung for a while."""
        waited = 0.0
        while self._rung.is_set() and waited < self._pace.longest_seconds:
            self._rung.clear()
            if self._stopped.wait(self._pace.quiet_seconds):
                return
            waited += self._pace.quiet_seconds
        self._rung.clear()

    def _turn(self) -> None:
        try:
            turn(self._ledger, clock=self._clock)
            self._told = ""
        except AirdateError as error:
            self._tell_once(f"Alerts wait: {error.problem} {error.remedy}")
        except Exception:
            # A fault of ours costs a turn, and neither the site nor the watcher.
            log.exception("a turn of the alerts failed")

    def _tell_once(self, words: str) -> None:
        """Tell a trouble when it begins, not every five minutes."""
        if words != self._told:
            self._tell(words)
        self._told = words


def turn(ledger: Path | str, *, clock: Callable[[], datetime]) -> None:
    """Find what is new and send what is due, where there is a rule or a message that waits.

    Raises: LedgerError.
    """
    from airdate.alerts.channels import Postman
    from airdate.alerts.running import run
    from airdate.ledger import open_ledger
    from airdate.ledger.office import alerts, outbox

    with open_ledger(ledger) as opened:
        with opened.office() as connection:
            wanted = alerts.standing_rules(connection) or outbox.is_any_due(connection, now=clock())
        if wanted:
            run(opened, Postman(clock=clock, environment=os.environ))
