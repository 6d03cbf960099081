"""What the ledger testifies of its outlets, at hand for all open ledgers of a file.

Judging all claims of a large ledger takes long, and one more document changes next to nothing in
it: then the judgement of before is used until the new one is made, beside the answers.
"""

from __future__ import annotations

import logging
from datetime import date, datetime
from threading import Lock, Thread
from time import monotonic

from airdate import sources
from airdate.ledger import Ledger
from airdate.ledger.answers import Key, Version
from airdate.library.cache import Cache
from airdate.library.pool import Pool
from airdate.model import Entry

log = logging.getLogger("airdate.web")

Testimony = dict[Key, list[Entry]]

_QUICK_SECONDS = 1.0
"""A judgement that takes no longer is always of the present: a page may wait so long for it."""


class Testimonies:
    """The testimony of one ledger, and of moments of it."""

    def __init__(self, pool: Pool, *, quick_seconds: float = _QUICK_SECONDS) -> None:
        self._pool = pool
        self._quick_seconds = quick_seconds
        self._past: Cache[Testimony] = Cache(2)
        self._kept: Testimony | None = None
        self._version: Version = ()
        self._took_seconds = 0.0
        self._lock = Lock()
        self._making: Thread | None = None

    def of(
        self, ledger: Ledger, version: Version, *, as_of: date, known_at: datetime | None
    ) -> Testimony:
        """Return what a ledger of a version testifies, or did a little while ago."""
        if known_at is not None:
            key = (version, known_at)
            return self._past.made(key, lambda: ledger.testimony(known_at=known_at))
        with self._lock:
            if self._kept is not None and self._version == version:
                return self._kept
            if self._kept is None or self._took_seconds < self._quick_seconds:
                return self._make(ledger, version, as_of)
            if self._making is None or not self._making.is_alive():
                self._making = Thread(target=self._renew, args=(version, as_of), daemon=True)
                self._making.start()
            return self._kept

    def _make(self, ledger: Ledger, version: Version, as_of: date) -> Testimony:
        """Judge all claims by now, and keep the judgement and how long it took."""
        begun = monotonic()
        before = None if self._kept is None else (self._version, self._kept)
        made = ledger.testimony(before=before)
        sources.hindsight(made).warm()
        self._kept, self._version, self._took_seconds = made, version, monotonic() - begun
        return made

    def _renew(self, version: Version, as_of: date) -> None:
        try:
            with self._pool.reading() as ledger:
                self._make(ledger, version, as_of)
        except Exception:
            log.exception("the outlets' records could not be drawn up anew")
