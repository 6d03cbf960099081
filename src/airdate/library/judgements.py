"""By which records outlets are weighed: at hand for all open ledgers of a file, whatever it takes.

A small ledger is judged when it is first asked. Of a large one that takes minutes: another process
judges it, and keeps the verdicts beside it; what was kept before is taken up at the next start.
Meanwhile every outlet weighs as its kind, and answers say so. One more document changes next to
nothing in the records: those of before serve until the works that it speaks of are judged.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from threading import Lock, Thread
from time import monotonic

from airdate.ledger import Ledger
from airdate.ledger.answers import Version
from airdate.library.cache import Cache
from airdate.library.places import place_of
from airdate.library.pool import Pool
from airdate.library.verdicts import NOTHING, Verdicts, judged, store, stored
from airdate.sources import Standings

log = logging.getLogger("airdate.web")

_QUICK_SECONDS = 1.0
"""Judging that takes no longer is always of the present: a page may wait so long for it."""

_LARGE = 3_000
"""Readings beyond which a ledger is judged by another process: some five seconds of work."""

_FEW = 50
"""Readings of which a page may wait for the judgement, if the last one was quick."""

_READINGS = 1
"""The place of the readings in a version."""


class Judgements:
    """What time decided on the claims of one ledger, now and at moments of it.

    settled: called once records take the place of kinds.
    """

    def __init__(
        self,
        pool: Pool,
        *,
        quick_seconds: float = _QUICK_SECONDS,
        large: int = _LARGE,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        self._pool = pool
        self._quick_seconds = quick_seconds
        self._large = large
        self._settled = settled
        self._past: Cache[Verdicts] = Cache(2)
        self._kept: Verdicts | None = None
        self._took_seconds = float("inf")
        self._begun = False
        self._lock = Lock()
        self._making: Thread | None = None
        self.provisional = False
        """Whether outlets weigh as their kinds, since their records are still being drawn up."""

    def begin(self, ledger: Ledger, version: Version) -> None:
        """Take up what was kept of a large ledger, or have it judged; of a small one do nothing."""
        with self._lock:
            if self._begun:
                return
            self._begun = True
            if version[_READINGS] > self._large:
                self._kept = stored(ledger, place_of(ledger))
                self.provisional = self._kept is None
                if self._kept is None or self._kept.version != version:
                    self._renew(version)

    def of(
        self, ledger: Ledger, version: Version, *, known_at: datetime | None = None
    ) -> Standings:
        """Return what was decided by a version of a ledger, or a little while before."""
        if known_at is not None:
            key = (version, known_at)
            return self._past.made(key, lambda: judged(ledger, known_at=known_at)).standings
        self.begin(ledger, version)
        with self._lock:
            if self._kept is not None and self._kept.version == version:
                return self._kept.standings
            if self._at_once(version):
                return self._make(ledger).standings
            self._renew(version)
            return (self._kept or NOTHING).standings

    def _at_once(self, version: Version) -> bool:
        """Return whether an answer may wait for the judgement of what is new."""
        if self._kept is None:
            return not self.provisional
        few = version[_READINGS] - self._kept.version[_READINGS] <= _FEW
        return few and self._took_seconds < self._quick_seconds

    def _make(self, ledger: Ledger) -> Verdicts:
        """Judge what was recorded since, and keep the verdicts and how long they took."""
        begun = monotonic()
        made = judged(ledger, self._kept)
        _ = made.standings
        self._kept, self._took_seconds = made, monotonic() - begun
        if made.version[_READINGS] > self._large:
            try:
                store(made, ledger, place_of(ledger))
            except OSError as error:
                log.warning("what was judged is not kept for the next start: %s", error)
        return made

    # ── beside the answers ──────────────────────────────────────────────────────────────────

    def _renew(self, version: Version) -> None:
        if self._making is None or not self._making.is_alive():
            self._making = Thread(target=self._renewed, args=(version,), daemon=True)
            self._making.start()

    def _renewed(self, version: Version) -> None:
        try:
            with self._pool.reading() as ledger:
                since = self._kept.version[_READINGS] if self._kept else 0
                if version[_READINGS] - since <= self._large or not self._apart(ledger):
                    self._make(ledger)
        except Exception:
            log.exception("the outlets' records could not be drawn up anew")
            return
        if self.provisional:
            # In this order: what is told once it no longer says so has forgotten the kinds.
            self._settled()
            self.provisional = False

    def _apart(self, ledger: Ledger) -> bool:
        """Have another process judge the ledger; return whether it did."""
        asked = json.dumps({"ledger": str(self._pool.path)})
        command = [sys.executable, "-P", "-m", "airdate.library.apart"]
        done = subprocess.run(command, input=asked, text=True, stdout=subprocess.DEVNULL)  # noqa: S603
        found = stored(ledger, place_of(ledger)) if done.returncode == 0 else None
        if found is None:
            log.warning("the ledger is judged by the process that answers: that slows it")
            return False
        _ = found.standings
        self._kept = found
        return True
