"""What is followed, as the site knows it: asked of the ledger once for many pages."""

from __future__ import annotations

from collections.abc import Collection
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from airdate.ledger.office import follows
from airdate.library.pool import Pool

if TYPE_CHECKING:
    from airdate.ledger.answers import Key, Listing

_LOOKED_SECONDS = 0.5
"""For so long it is taken to be as it was, as the ledger itself is."""


class Following:
    """The installments that are followed, by their keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._keys: frozenset[Key] = frozenset()
        self._looked = float("-inf")
        self._lock = Lock()

    def keys(self, *, fresh: bool = False) -> frozenset[Key]:
        """Return what is followed now. fresh: something was followed just now."""
        with self._lock:
            if fresh or monotonic() - self._looked >= _LOOKED_SECONDS:
                with self._pool.reading() as ledger:
                    found = follows.followed(ledger)
                keys = frozenset(each.installment.key for each in found)
                # The same object as long as it is the same: pages that are kept are found by it.
                self._keys = self._keys if keys == self._keys else keys
                self._looked = monotonic()
            return self._keys

    def at_hand(self) -> frozenset[Key] | None:
        """Return what was followed a moment ago, None where the ledger is to be asked."""
        looked = monotonic() - self._looked < _LOOKED_SECONDS
        return self._keys if looked else None


def is_followed(listing: Listing, keys: Collection[Key]) -> bool:
    """Return whether an installment is followed, by itself or with its whole work."""
    season = listing.installment.season
    return bool({(listing.title_key, season), (listing.title_key, None)} & set(keys))
