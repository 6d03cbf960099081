"""The watcher and the alerts inside the site: one process that serves, watches and tells.

Both run in threads of their own over the same ledger, whose writers take turns; the site notices
what they record as it notices what any other process records.
"""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from airdate.library.pool import Pool
from airdate.web.settings import Settings

if TYPE_CHECKING:
    from airdate.alerts.bell import Bell
    from airdate.ledger.office.places import Visit
    from airdate.watch import Watcher

log = logging.getLogger("airdate.watch")

_LOOK_SECONDS = 10.0
"""How long the watcher waits at most before it looks what is due: a person who asked for a visit
looks at the page."""

_END_SECONDS = 40.0
"""How long a stop waits: longer than one page may take to come."""


class Watching:
    """The watcher of a site, where it has one."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings, self._pool = settings, pool
        self._watcher: Watcher | None = None
        self._bell: Bell | None = None
        self._lock = Lock()

    @property
    def running(self) -> bool:
        """Whether this site watches."""
        return self._watcher is not None and self._watcher.running

    @property
    def wanted(self) -> bool:
        """Whether this site watches, or will as soon as there is a place."""
        return self._settings.watch is not False

    def begin(self) -> None:
        """Start what is to run: alerts, and the watcher where there is something to watch."""
        from airdate.alerts.bell import Bell

        with self._lock:
            if not self.wanted or self._bell is not None:
                return
            self._bell = Bell(self._settings.ledger, clock=self._settings.now)
            self._bell.start()
        if self._settings.watch or self._has_places():
            self.wake()

    def wake(self) -> None:
        """Watch from now on, if this site is to: there is a place."""
        from airdate.watch import Settings as Habit
        from airdate.watch import start
        from airdate.watch.engine import Habits

        with self._lock:
            if self._bell is None or self.running:
                return
            told = Habit(
                ledger=str(self._settings.ledger),
                allow_private=self._settings.allow_private,
                habits=Habits(look_seconds=_LOOK_SECONDS),
                tell=log.warning,
                seen=self._seen,
            )
            self._watcher = start(told)

    def ring(self) -> None:
        """Have the alerts look what is new: something was recorded."""
        if self._bell is not None:
            self._bell.ring()

    def end(self) -> None:
        """Stop both; what is under way is still kept."""
        with self._lock:
            for one in (self._watcher, self._bell):
                if one is not None and not one.stop(wait_seconds=_END_SECONDS):
                    log.warning("stopped while a visit or a message was under way")
            self._watcher = self._bell = None

    def _has_places(self) -> bool:
        from airdate.ledger.office import places

        with self._pool.reading() as ledger:
            return bool(places.listed(ledger))

    def _seen(self, visit: Visit) -> None:
        from airdate.watch.outcomes import Outcome

        level = logging.WARNING if Outcome(visit.outcome).failed else logging.INFO
        names = ("outcome", "reason", "status", "took_ms", "documents", "let_go")
        log.log(level, "visited", extra={n: getattr(visit, n) for n in names})
        if visit.documents:
            self.ring()
