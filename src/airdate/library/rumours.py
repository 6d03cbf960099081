"""The rumours of all titles, gathered from the rows that are worked out beside the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from airdate.ledger import Listing
from airdate.library.answers import Rows, When
from airdate.library.cache import Cache
from airdate.library.desk import Library
from airdate.library.hearsay import Hearsay
from airdate.rumours import Teller, records

_PATIENCE_SECONDS = 2.0
"""So long a page waits for rows that are being worked out, before it shows what there is."""


@dataclass(frozen=True, slots=True)
class Gossip:
    """The rumours of all titles, the latest told first, each with its installment's listing.

    tellers: the record of each outlet that told some on its own, by domain, those of most first.
    pending, provisional: as of the rows that they were gathered from.
    """

    items: tuple[tuple[Listing, Hearsay], ...]
    tellers: Mapping[str, Teller]
    pending: int
    provisional: bool


class Rumours:
    """The rumours of one ledger; threads may ask at once.

    A rumour is told by the row of its title: what was recorded since drops that row alone, and the
    rows of a large ledger are worked out by another process.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: Cache[tuple[Rows, Gossip]] = Cache(4)

    def all(self, when: When, *, wait: float = _PATIENCE_SECONDS) -> Gossip:
        """Return the rumours as of a day, as many as are there after a while."""
        rows = self._library.rows(when, wait=wait)
        kept = self._kept.get(when)
        if kept is not None and kept[0] is rows:
            return kept[1]
        made = _gathered(rows)
        self._kept.put(when, (rows, made))
        return made


def _gathered(rows: Rows) -> Gossip:
    found = [(row.listing, each) for row in rows.rows for each in row.rumours]
    found.sort(key=lambda item: item[1].order)
    told = records(telling for _, each in found for telling in each.tellings)
    by_domain = {each.source.domain: each for each in told}
    return Gossip(tuple(found), by_domain, rows.pending, rows.provisional)
