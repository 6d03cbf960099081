"""Drafts that were checked: kept in memory alone, for a while, for who has their number."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Lock

from airdate.checking import Checkup
from airdate.errors import Occupied
from airdate.library.cache import Cache

Again = Callable[[], Checkup]

_KEPT = 50
"""Checks kept: one takes up to some 300 KB."""

_LASTING = timedelta(hours=1)

_WAITING = 4
"""Drafts that are checked or wait for it: one takes seconds of a processor."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A check that is kept. again: what checks it anew, for a check that is provisional."""

    kept_at: datetime
    checkup: Checkup
    again: Again | None = None


class Drafts:
    """The checks of one site, one at a time; threads may ask at once."""

    def __init__(self) -> None:
        self._kept: Cache[Draft] = Cache(_KEPT)
        self._places = BoundedSemaphore(_WAITING)
        self._turn = Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other draft is checked. Raises: Occupied where too many wait already."""
        if not self._places.acquire(blocking=False):
            raise Occupied("Other drafts are being checked.", "Send it again in a moment.")
        try:
            with self._turn:
                yield
        finally:
            self._places.release()

    def keep(
        self,
        checkup: Checkup,
        *,
        now: datetime,
        number: str | None = None,
        again: Again | None = None,
    ) -> str:
        """Return the number by which a check is found again: nobody can guess it."""
        number = number or secrets.token_urlsafe(16)
        self._kept.put(number, Draft(now, checkup, again))
        return number

    def numbered(self, number: str, *, now: datetime) -> Draft | None:
        """Return a check, None where it is kept no more."""
        kept = self._kept.get(number)
        return kept if kept and now - kept.kept_at < _LASTING else None
