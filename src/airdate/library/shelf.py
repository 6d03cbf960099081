"""The rows at hand: those that hold, and those of before, which stand in until they are renewed.

Rows of the present day are kept beside a large ledger as well (`kept`), so that neither a start nor
a new day leaves the lists empty: a row of an earlier day shows that day until it is made anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from threading import Lock
from time import monotonic

from airdate.forecast import Parameters
from airdate.ledger import Ledger, Listing
from airdate.ledger.answers import Key, Version
from airdate.library.answers import When
from airdate.library.cache import Cache
from airdate.library.kept import MOST_ROWS, Told, store, stored
from airdate.library.places import place_of
from airdate.library.rows import Row, shown

log = logging.getLogger("airdate.web")

_WORTH_KEEPING = 50
"""Rows that take longer to make than to read: seconds."""

_STORE_SECONDS = 60.0
_STORE_SHARE = 100
"""Rows are put down no oftener than so, and take no larger part of the time than one of so many."""

RowKey = tuple[str, int | None, When]


def row_key(listing: Listing, when: When) -> RowKey:
    """Return by what a row is kept."""
    return (listing.title_key, listing.installment.season, when)


class Shelf:
    """The rows of one ledger. today: the day of the present, None where no row is to last."""

    def __init__(
        self, *, figures: Parameters | None = None, today: Callable[[], date] | None = None
    ) -> None:
        self.figures = figures
        self._today = today
        self._rows: Cache[Row] = Cache(MOST_ROWS)
        self._latest: dict[Key, Row] = {}
        self._lock = Lock()
        self._storing = Lock()
        self._begun = False
        self._changed = False
        self._store_from = monotonic() + _STORE_SECONDS
        self._stored = False

    # ── what is at hand ─────────────────────────────────────────────────────────────────────

    @property
    def drops(self) -> int:
        """How often rows were dropped."""
        return self._rows.drops

    def get(self, key: RowKey) -> Row | None:
        """Return the row that holds, None where there is none."""
        return self._rows.get(key)

    def missing(self, listings: Iterable[Listing], when: When) -> list[Listing]:
        """Return the installments without a row that holds."""
        return [item for item in listings if self._rows.get(row_key(item, when)) is None]

    def at_hand(self, listings: Iterable[Listing], when: When) -> tuple[list[Row], int]:
        """Return rows, and how many of them hold; of today, others stand in for those that lack."""
        present, held, found = self.is_present(when), 0, []
        for item in listings:
            row = self._rows.get(row_key(item, when))
            held += row is not None
            if row is None and present:
                row = self._latest.get(item.installment.key)
            if row is not None:
                found.append(row)
        return found, held

    def stood_in_for(self, listings: Iterable[Listing], when: When) -> bool:
        """Return whether there is something to show of each installment, if of another day."""
        if not self.is_present(when):
            return False
        return all(item.installment.key in self._latest for item in listings)

    def seen_first(self) -> dict[str, int]:
        """Return the place of each work in a list of all titles, as far as rows are at hand."""
        with self._lock:
            rows = list(self._latest.values())
        places: dict[str, int] = {}
        for place, row in enumerate(shown(rows)):
            places.setdefault(row.listing.title_key, place)
        return places

    def put(self, row: Row, when: When, *, since: int, settled: bool) -> None:
        """Keep a row, unless some were dropped since it was begun. settled: it is to last."""
        kept = self._rows.put(row_key(row.listing, when), row, since=since)
        if kept and settled and self.is_present(when):
            with self._lock:
                self._latest[row.listing.installment.key] = row
                self._changed = True

    def drop(self, works: Collection[str] | None = None) -> None:
        """Let go of the rows of works, or of all: they stand in until there are others."""
        self._rows.drop(lambda key: works is None or (isinstance(key, tuple) and key[0] in works))

    def is_present(self, when: When) -> bool:
        """Return whether rows of a day and a moment are those that last."""
        return self._today is not None and when.known_at is None and when.as_of == self._today()

    # ── between starts ──────────────────────────────────────────────────────────────────────

    def begin(self, ledger: Ledger) -> None:
        """Take up the rows that were kept, once; those of works that more is known of stand in."""
        with self._lock:
            if self._begun or self._today is None:
                return
            self._begun = True
        found = stored(ledger, place_of(ledger, "rows"), figures=self.figures)
        touched = ledger.touched(found.version) if found else None
        if found is None:
            return
        works = None if touched is None else {title for title, _ in touched}
        with self._lock:
            for row, holds in found.rows:
                self._latest[row.listing.installment.key] = row
                if holds and works is not None and row.listing.title_key not in works:
                    self._rows.put(row_key(row.listing, When(row.as_of)), row)

    def is_due(self, *, done: bool) -> bool:
        """Return whether rows are to be put down: some are new, and the last time is long ago.

        done: there are no more for now; what was never put down is not put off.
        """
        late = monotonic() >= self._store_from or (done and not self._stored)
        return self._changed and late

    def store(self, ledger: Ledger, version: Version, listings: Sequence[Listing]) -> None:
        """Keep the rows for the next start, if they are worth it. version: as far as they go."""
        if not self._storing.acquire(blocking=False):
            return
        try:
            begun, self._stored = monotonic(), True
            rows = self._lasting(listings)
            if len(rows) >= _WORTH_KEEPING:
                place = place_of(ledger, "rows")
                store(rows, version, ledger, figures=self.figures, place=place)
            self._store_from = monotonic() + max(
                _STORE_SECONDS, _STORE_SHARE * (monotonic() - begun)
            )
        except OSError as error:
            self._store_from = float("inf")
            log.warning("rows are not kept for the next start: %s", error)
        finally:
            self._storing.release()

    def _lasting(self, listings: Sequence[Listing]) -> list[Told]:
        """Return the rows of what the ledger lists, and which of them hold; forget all others."""
        keys = {item.installment.key for item in listings}
        with self._lock:
            self._changed = False
            self._latest = {key: row for key, row in self._latest.items() if key in keys}
            rows = sorted(self._latest.values(), key=lambda row: row.order)
        return [(row, self._rows.get(row_key(row.listing, When(row.as_of))) is row) for row in rows]
