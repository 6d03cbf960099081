"""The watcher itself: for good, in a thread of its own if need be; or once."""

from __future__ import annotations

import os
import random
import socket
import threading
import uuid
from collections.abc import Callable, Collection
from concurrent.futures import wait
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from airdate.errors import AirdateError
from airdate.ledger import open_ledger
from airdate.ledger.office.places import Visit
from airdate.watch.clock import Clock, SystemClock
from airdate.watch.engine import Engine, Habits, Tally

if TYPE_CHECKING:
    from airdate.ledger import Ledger
    from airdate.watch.means import Asks
    from airdate.watch.schedule import Plan

_END_SECONDS = 0.2
"""How long it waits for visits under way before it keeps those that ended: several at once."""

_OPEN_AGAIN_SECONDS = 30.0
_SOON = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a watcher is started with.

    ledger: its address.  allow_private: whether addresses of this network may be asked.
    seed: of the chance by which waits are spread; None: another one each time.
    tell, seen: as `Engine` takes them.
    """

    ledger: str
    allow_private: bool = False
    habits: Habits = field(default_factory=Habits)
    seed: int | None = None
    tell: Callable[[str], None] | None = None
    seen: Callable[[Visit], None] | None = None


class Watcher:
    """A watcher of one ledger that runs until it is stopped."""

    def __init__(
        self, settings: Settings, *, clock: Clock | None = None, asks: Asks | None = None
    ) -> None:
        """Take the settings; clock and asks are those of the machine and the web if None."""
        self._settings = settings
        self._stopped = threading.Event()
        self._clock = clock or SystemClock(self._stopped)
        self._asks = asks or _fetcher(settings, self._clock)
        self._thread: threading.Thread | None = None
        self.tally = Tally()

    @property
    def running(self) -> bool:
        """Whether its own thread is at work."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Run in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="airdate-watch", daemon=True)
        self._thread.start()

    def stop(self, *, wait_seconds: float = 60.0) -> bool:
        """End it; return whether it has ended. What is under way is still kept."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(wait_seconds)
        return not self.running

    def ask_to_stop(self) -> None:
        """Have it end soon, without waiting for that: safe in a signal's handler."""
        self._stopped.set()

    def run(self) -> None:
        """Watch until stopped. A ledger that cannot be opened is tried again and again."""
        while not self._stopped.is_set():
            try:
                with open_ledger(self._settings.ledger) as ledger:
                    self._run(ledger)
            except AirdateError as error:
                self._tell(f"{error.problem} {error.remedy}")
                self._clock.sleep(_OPEN_AGAIN_SECONDS)

    def _tell(self, words: str) -> None:
        if self._settings.tell:
            self._settings.tell(words)

    def _engine(self, ledger: Ledger) -> Engine:
        engine = Engine(
            ledger,
            self._asks,
            now=self._clock.now,
            by=f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
            chance=random.Random(self._settings.seed),  # noqa: S311 -- it spreads waits
            habits=self._settings.habits,
            tell=self._tell,
            seen=self._settings.seen or (lambda visit: None),
        )
        engine.tally = self.tally
        return engine

    def _run(self, ledger: Ledger) -> None:
        engine = self._engine(ledger)
        try:
            while not self._stopped.is_set():
                made = engine.step()
                self._pause(engine, made)
        finally:
            engine.close()

    def _pause(self, engine: Engine, made: Plan | None) -> None:
        """Wait for a visit to end, or for the next to fall due."""
        if engine.running:
            wait(engine.running, timeout=_END_SECONDS)
            return
        if made is not None and (made.places or made.errands):
            return  # all was known already: the next ones may be due
        seconds = longest = engine.habits.look_seconds
        until = engine.put_off if made is None else made.later
        if until is not None:
            left = (until - self._clock.now()).total_seconds()
            seconds = min(max(left, 0.01), longest)
        self._clock.sleep(seconds)

    # ── once ────────────────────────────────────────────────────────────────────────────────

    def once(
        self,
        ledger: Ledger,
        *,
        named: Collection[int] | None = None,
        budget_seconds: float = 600.0,
    ) -> Tally:
        """Return what came of visiting what is due, or the named places whatever their time.

        The articles that they name are read as well, as long as the budget lasts; those that are
        left are read by the next run.
        """
        engine = self._engine(ledger)
        ends = self._clock.now() + timedelta(seconds=budget_seconds)
        left = set(named) if named is not None else None
        try:
            while not self._stopped.is_set() and self._clock.now() < ends:
                made = engine.step(named=left, errands_of=named)
                if not self._goes_on(engine, made, left):
                    break
                self._pause(engine, made)
        finally:
            engine.close()
        return engine.tally

    def _goes_on(self, engine: Engine, made: Plan | None, left: set[int] | None) -> bool:
        """Return whether there is more to do at once; visited places are struck off the list."""
        if made is None:
            return True
        if left is not None:
            left -= {place.number for place in made.places}
        if engine.running or made.places or made.errands:
            return True
        waiting = made.later is not None and made.later - self._clock.now() < _SOON
        return waiting and made.waiting


def _fetcher(settings: Settings, clock: Clock) -> Asks:
    from airdate.documents.fetch import Fetcher, Limits
    from airdate.documents.places.limits import LARGEST_FEED

    # A thread of a forum, and a feed that keeps all it ever said, are larger than any article.
    limits = Limits(raw_bytes=LARGEST_FEED, decoded_bytes=LARGEST_FEED)
    return Fetcher(now=clock.now, allow_private=settings.allow_private, limits=limits)
