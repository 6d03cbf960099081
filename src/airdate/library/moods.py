"""How fans feel about a title, measured once and kept while its posts and the day are the same."""

from __future__ import annotations

from airdate import pipeline
from airdate.errors import UsageError
from airdate.ledger import Listing
from airdate.ledger.office import talk
from airdate.library.answers import When
from airdate.library.cache import Cache
from airdate.library.desk import Library
from airdate.pulse import Pulse


class Moods:
    """The pulses of one ledger; threads may ask at once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: Cache[Pulse] = Cache(64)

    def of(self, listing: Listing, when: When) -> Pulse | None:
        """Return how fans feel about a title as of a day.

        None where no post on it is known, or the sentiment library is not installed.
        """
        installment = listing.installment
        with self._library.pool.reading() as ledger:
            mark = talk.mark_of(ledger, installment)
            if mark is None:
                return None

            def measure() -> Pulse:
                return pipeline.pulse(ledger, installment, as_of=when.as_of, known_at=when.known_at)

            key = (listing.title_key, installment.season, when, mark)
            try:
                found = self._kept.made(key, measure)
            except UsageError:
                return None
        return found if found.posts else None
