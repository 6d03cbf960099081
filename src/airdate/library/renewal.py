"""Makes the rows that lack, beside the answers: what is new at once, the rest as it is looked at.

A start without kept rows, or a new day, takes the rows of all titles: of a large ledger minutes of
work, done by another process. One more document takes a work or two: they do not wait behind it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from math import inf
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from airdate.ledger import Listing
from airdate.library.answers import When
from airdate.library.filling import worked_out
from airdate.library.rows import Row
from airdate.library.shelf import Shelf
from airdate.library.telling import latest_first

log = logging.getLogger("airdate.web")

_FIRST = 100
"""Rows worked out at a time while they are provisional: those of a page, and some beside."""

_MANY = 400
"""Rows that are not worked out beside answers: some ten seconds and more."""

_FEW = 30
"""Rows of what is new that are made before all others: of more, none is waited for."""

_ANY = ""
"""Stands for the title of any work: none is called so."""

Lane = tuple[When, bool]
"""What is worked on: the rows of a day, those of what is new apart from all others."""


class Renewal:
    """The making of rows for one shelf. make: yields rows as it makes and shelves them.

    provisional: whether outlets still weigh as their kinds.
    put_down: called now and then, and when all is done.
    """

    def __init__(
        self,
        ledger: Path | str,
        shelf: Shelf,
        make: Callable[[Sequence[Listing], When], Iterator[Row]],
        *,
        provisional: Callable[[], bool],
        put_down: Callable[[When, bool], None],
    ) -> None:
        self._ledger = ledger
        self._shelf = shelf
        self._make = make
        self._provisional = provisional
        self._put_down = put_down
        self._lock = Lock()
        self._work: dict[Lane, tuple[Event, float]] = {}
        self._new: set[str] = set()
        self._since: list[set[str]] = []

    def touch(self, works: set[str] | None) -> None:
        """Take note that something was recorded of works; None: it may be of any."""
        with self._lock:
            for news in self._since:
                news |= {_ANY} if works is None else works
            self._new |= works or set()

    def begin(self, missing: Sequence[Listing], when: When, *, wait: float) -> None:
        """Have rows made, and wait so long for them; not for those that others stand in for."""
        new = [item for item in missing if item.title_key in self._new]
        if len(new) > _FEW:
            new = []
        if new:
            self._wait(self._working((when, True), new), wait)
        if len(missing) > len(new):
            old = [item for item in missing if item.title_key not in self._new] if new else missing
            working = self._working((when, False), old)
            if not self._shelf.stood_in_for(old, when):
                self._wait(working, wait)

    def _wait(self, working: tuple[Event, float], wait: float) -> None:
        # Who comes later does not wait anew for what takes long.
        working[0].wait(max(0.0, working[1] + wait - monotonic()))

    def _working(self, lane: Lane, listings: Sequence[Listing]) -> tuple[Event, float]:
        """Return what is set when these rows are there, and since when one works on them."""
        with self._lock:
            if lane in self._work:
                return self._work[lane]
            working = self._work[lane] = (Event(), monotonic())
        Thread(target=self._run, args=(lane, listings, working[0]), daemon=True).start()
        return working

    def _run(self, lane: Lane, listings: Sequence[Listing], done: Event) -> None:
        when, new = lane
        try:
            if new:
                self._fill_new(listings, when)
            else:
                self._fill(listings, when)
            self._put_down(when, True)
        except Exception:
            log.exception("the rows as of %s could not be worked out", when.as_of)
        finally:
            with self._lock:
                del self._work[lane]
            done.set()

    def _fill_new(self, listings: Sequence[Listing], when: When) -> None:
        works = {item.title_key for item in listings}
        with self._lock:
            self._new -= works
        self._fill_here(listings, when)

    def _fill(self, listings: Sequence[Listing], when: When) -> None:
        missing = self._ordered(self._shelf.missing(listings, when))
        if self._provisional():
            # What will be worked out again is worked out only as far as one looks.
            missing = missing[:_FIRST]
        elif len(missing) > _MANY:
            # Where something is shown already, nothing is worth slowing the answers.
            first = 0 if self._shelf.stood_in_for(missing[:_FIRST], when) else _FIRST
            apart = Thread(target=self._fill_apart, args=(missing[first:], when), daemon=True)
            apart.start()
            self._fill_here(missing[:first], when)
            apart.join()
            missing = self._shelf.missing(missing, when)
        self._fill_here(missing, when)

    def _ordered(self, missing: Sequence[Listing]) -> list[Listing]:
        """Return works in the order in which they are seen, as far as that is known."""
        places = self._shelf.seen_first()
        return sorted(latest_first(missing), key=lambda item: places.get(item.title_key, inf))

    def _fill_here(self, listings: Sequence[Listing], when: When) -> None:
        for _ in self._make(listings, when):
            pass

    def _fill_apart(self, listings: Sequence[Listing], when: When) -> None:
        """Have another process work out rows, and keep those of which nothing new came since."""
        news: set[str] = set()
        with self._lock:
            self._since.append(news)
        try:
            for row in worked_out(self._ledger, listings, when, figures=self._shelf.figures):
                since = self._shelf.drops
                if _ANY in news:
                    return
                if row.listing.title_key not in news:
                    self._shelf.put(row, when, since=since, settled=not self._provisional())
                    self._put_down(when, False)
        finally:
            with self._lock:
                self._since = [each for each in self._since if each is not news]
