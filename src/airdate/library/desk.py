"""What the pages show, asked of the ledger through the pipeline and kept until it may differ.

An answer depends on the ledger's version, the day asked for and the moment of knowledge. What was
recorded since drops the answers of the works that it speaks of; the rest stands.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from airdate import pipeline
from airdate.checking import Known
from airdate.forecast import Parameters
from airdate.hearing import Beside, Heard
from airdate.ledger import Ledger, Listing
from airdate.ledger.answers import Dispatch, Named, Version
from airdate.library.answers import Dossier, Rows, When
from airdate.library.cache import Cache
from airdate.library.changes import days_of_news, moved
from airdate.library.judgements import Judgements
from airdate.library.outlets import records_of
from airdate.library.pool import Pool
from airdate.library.remembered import Key, remembered
from airdate.library.renewal import Renewal
from airdate.library.rows import Row
from airdate.library.shelf import Shelf, row_key
from airdate.library.telling import (
    batches,
    changes_since,
    in_order,
    newest_first,
    news,
    provisionally,
    row_as_of,
)
from airdate.library.verdicts import NOTHING
from airdate.model import Change, Installment
from airdate.sources import Record

__all__ = ["Dossier", "Library", "Rows", "When"]

log = logging.getLogger("airdate.web")

_LOOKED_SECONDS = 0.5
"""For so long the ledger is taken to be as it was: other processes' news wait no longer."""

_PATIENCE_SECONDS = 2.0
"""So long a page waits for rows that are being worked out, before it shows what there is."""

_MANY = 400
_LONG_SECONDS = 3.0
"""While more rows than so many are pending, they are gone through no oftener than so."""

_WARM_SECONDS = 600.0
_WARM_TITLES = 12
"""Titles whose pages are worked out beforehand: about a screen and a half of cards."""

_BATCH = 60
"""Documents of installments gathered at once: beyond that one question more hardly shows."""


class Library:
    """The answers of one ledger; threads may ask at once.

    figures: those that forecasts go by, where they are not the ones that ship with airdate.
    today: the day of the present, whose rows are kept between starts; without it none are.
    """

    def __init__(
        self,
        pool: Pool,
        *,
        figures: Parameters | None = None,
        today: Callable[[], date] | None = None,
    ) -> None:
        self.pool = pool
        self._figures = figures
        self._shelf = Shelf(figures=figures, today=today)
        self._dossiers: Cache[Dossier] = Cache(64)
        self._known: Cache[Known] = Cache(256)
        self._told: Cache[tuple[Change, ...]] = Cache(2_000)
        self._listings: Cache[tuple[Version, tuple[Listing, ...]]] = Cache(32)
        self._asked: Cache[tuple[Listing, ...]] = Cache(4)
        self._complete: Cache[tuple[object, Rows, float]] = Cache(8)
        self._people: Cache[list[Named]] = Cache(4)
        self._records: Cache[Mapping[str, Record]] = Cache(2)
        self._dispatches: Cache[list[Dispatch]] = Cache(4)
        self._judgements = Judgements(pool, settled=self._settle)
        self._renewal = Renewal(
            pool.path,
            self._shelf,
            self.filled,
            provisional=lambda: self._judgements.provisional,
            put_down=self._put_down,
        )
        self._version: Version = ()
        self._looked = 0.0
        self._lock = Lock()

    # ── the ledger's version ────────────────────────────────────────────────────────────────

    def version(self, *, fresh: bool = False) -> Version:
        """Return how far the ledger goes, and forget what no longer holds.

        The last number is -1 as long as answers are provisional, for they change without news.
        fresh: look even where it was looked a moment ago: something was recorded just now.
        """
        found = self._version_of_ledger(fresh=fresh)
        return (*found, -1 if self._judgements.provisional else 0)

    @property
    def provisional(self) -> bool:
        """Whether outlets weigh as their kinds, for their records are still being drawn up."""
        return self._judgements.provisional

    def version_at_hand(self) -> Version | None:
        """Return the version of a moment ago, None where the ledger is to be asked: no waiting."""
        looked = self._version and monotonic() - self._looked < _LOOKED_SECONDS
        return (*self._version, -1 if self._judgements.provisional else 0) if looked else None

    def _version_of_ledger(self, *, fresh: bool = False) -> Version:
        with self._lock:
            if not fresh and self._version and monotonic() - self._looked < _LOOKED_SECONDS:
                return self._version
            with self.pool.reading() as ledger:
                found = ledger.version()
                if self._version and found != self._version:
                    self._forget(ledger.touched(self._version))
                self._judgements.begin(ledger, found)
                self._shelf.begin(ledger)
            self._version, self._looked = found, monotonic()
            return found

    def _settle(self) -> None:
        """Forget what was told while outlets weighed as their kinds."""
        self._shelf.drop()
        for cache in (self._dossiers, self._known, self._told):
            cache.drop(lambda _: True)

    def _forget(self, touched: set[Key] | None) -> None:
        works = None if touched is None else {title for title, _ in touched}
        self._renewal.touch(works)
        self._shelf.drop(works)

        def spoken_of(key: object) -> bool:
            work = key[0] if isinstance(key, tuple) else None
            return works is None or work in works

        for cache in (self._dossiers, self._known, self._told):
            cache.drop(spoken_of)

    # ── lists ───────────────────────────────────────────────────────────────────────────────

    def listings(self, when: When) -> tuple[Listing, ...]:
        """Return the installments that documents speak of."""
        version = self._version_of_ledger()
        known = self._listings.get(when)
        if known is not None and known[0] == version:
            return known[1]
        found: tuple[Listing, ...] = self._asked.made(
            (version, when), lambda: self._listed(version, when, known)
        )
        return found

    def _listed(
        self, version: Version, when: When, known: tuple[Version, tuple[Listing, ...]] | None
    ) -> tuple[Listing, ...]:
        """Return the installments, asked for anew only where more was recorded of a work."""
        asked: Any = {"as_of": when.as_of, "known_at": when.known_at}
        with self.pool.reading() as ledger:
            touched = ledger.touched(known[0]) if known else None
            if known is None or touched is None:
                found = tuple(ledger.installments(**asked))
            else:
                works = {title for title, _ in touched}
                kept = [item for item in known[1] if item.title_key not in works]
                found = tuple(in_order([*kept, *ledger.installments(**asked, works=works)]))
        self._listings.put(when, (version, found))
        return found

    def listing(self, ref: str, when: When) -> Listing | None:
        """Return the installment of a reference, None where nothing had been said of it."""
        wanted = ref.casefold()
        return next((item for item in self.listings(when) if item.ref == wanted), None)

    def rows(self, when: When, *, wait: float = _PATIENCE_SECONDS) -> Rows:
        """Return the rows of all installments, as many as are there after a while.

        Of the present day, rows of before stand in for those that are being worked out.
        """
        listings = self.listings(when)
        state = (id(listings), self._shelf.drops)
        complete = self._complete.get(when)
        # What grows by the second need not be gone through for each who asks in haste.
        patient = monotonic() + _LOOKED_SECONDS if wait > _PATIENCE_SECONDS else 0.0
        if complete and complete[0] == state and monotonic() < complete[2] > patient:
            return complete[1]
        if missing := self._shelf.missing(listings, when):
            self._renewal.begin(missing, when, wait=wait)
        rows, held = self._shelf.at_hand(listings, when)
        provisional = self._judgements.provisional
        pending = len(listings) if provisional else len(listings) - held
        made = Rows(tuple(rows), pending, provisional)
        holds = _LOOKED_SECONDS if pending <= _MANY else _LONG_SECONDS
        until = monotonic() + holds if pending else inf
        if rows:
            self._complete.put(when, (state, made, until))
        return made

    def row(self, listing: Listing, when: When) -> Row | None:
        """Return the row of an installment if it is worked out."""
        return self._shelf.get(row_key(listing, when))

    def row_of(self, listing: Listing, when: When) -> Row:
        """Return the row of an installment, worked out now if it is not there."""
        if (row := self.row(listing, when)) is None:
            deque(self.filled([listing], when), maxlen=0)
            row = self.row(listing, when)
        if row is None:  # what was recorded meanwhile dropped it: once more, it is newer
            return self.row_of(listing, when)
        return row

    def people(self, when: When) -> list[Named]:
        """Return who is named for what."""
        version = self.version()

        def ask() -> list[Named]:
            with self.pool.reading() as ledger:
                return ledger.people(known_at=when.known_at)

        return self._people.made((version, when.known_at), ask)

    def dispatches(self, when: When) -> list[Dispatch]:
        """Return all documents without their texts, the latest said first."""
        version = self.version()

        def ask() -> list[Dispatch]:
            with self.pool.reading() as ledger:
                return ledger.dispatches(as_of=when.as_of, known_at=when.known_at)

        return self._dispatches.made((version, when), ask)

    def _beside(self, ledger: Ledger, when: When) -> Beside:
        """Return what time decided on all claims, beside which installments are heard of."""
        version = self._version_of_ledger()
        known = self._judgements.of(ledger, version, known_at=when.known_at)
        return Beside(known, {})

    def heard(self, installment: Installment, when: When) -> Heard:
        """Return what was heard of an installment by a day."""
        asked: Any = {"as_of": when.as_of, "known_at": when.known_at}
        with self.pool.reading() as ledger:
            entries = ledger.gathered([installment], **asked)
            at_hand = remembered(ledger, entries, known_at=when.known_at)
            return self._heard(at_hand, installment, when, self._beside(ledger, when))

    def _heard(self, ledger: Ledger, installment: Installment, when: When, beside: Beside) -> Heard:
        asked: Any = {"as_of": when.as_of, "known_at": when.known_at, "beside": beside}
        return pipeline.heard(ledger, installment, **asked)

    def records(self, when: When) -> Mapping[str, Record]:
        """Return what each outlet has shown by a day, by its domain."""
        version = self._version_of_ledger()

        def ask() -> Mapping[str, Record]:
            with self.pool.reading() as ledger:
                return records_of(ledger, when.as_of, known_at=when.known_at)

        return self._records.made((version, when), ask)

    def _put_down(self, when: When, done: bool) -> None:
        """Keep the rows for the next start, now and then."""
        if self._shelf.is_due(done=done) and self._shelf.is_present(when):
            version = self._version_of_ledger()
            with self.pool.reading() as ledger:
                self._shelf.store(ledger, version, self.listings(when))

    def filled(self, listings: Sequence[Listing], when: When) -> Iterator[Row]:
        """Yield the rows of installments, worked out now and kept."""
        for batch in batches(listings, most=_BATCH):
            yield from self._fill_batch(batch, when)

    def _fill_batch(self, listings: Sequence[Listing], when: When) -> Iterator[Row]:
        wanted = [item.installment for item in listings]
        since, settled = self._shelf.drops, not self._judgements.provisional
        with self.pool.reading() as ledger:
            entries = ledger.gathered(wanted, as_of=when.as_of, known_at=when.known_at)
            at_hand = remembered(ledger, entries, known_at=when.known_at)
            edition, beside = sum(ledger.version()), self._beside(ledger, when)
            for item in listings:
                own = entries.get(item.installment.key, [])
                heard = self._heard(at_hand, item.installment, when, beside)
                told = (item, days_of_news(own)[-1:], edition)
                row = row_as_of(heard, told, when.as_of, figures=self._figures)
                self._shelf.put(row, when, since=since, settled=settled)
                yield row

    # ── one title ───────────────────────────────────────────────────────────────────────────

    def dossier(self, listing: Listing, when: When) -> Dossier:
        """Return all that is known of an installment as of a day."""
        self._version_of_ledger()
        key = (listing.title_key, listing.installment.season, when)
        return self._dossiers.made(key, lambda: self._dossier(listing, when))

    def _dossier(self, listing: Listing, when: When) -> Dossier:
        installment, figures = listing.installment, self._figures
        others = [i for i in self.listings(when) if i.title_key == listing.title_key]
        with self.pool.reading() as ledger:
            entries = ledger.gathered([installment], as_of=when.as_of, known_at=when.known_at)
            at_hand = remembered(ledger, entries, known_at=when.known_at)
            beside = self._beside(ledger, when)
            heard = self._heard(at_hand, installment, when, beside)
        provisional = beside.known is NOTHING.standings
        brief = heard.brief(when.as_of, ref=listing.ref, parameters=figures)
        moves = heard.moves(when.as_of, parameters=figures)
        told = changes_since(heard, since=date.min)
        return Dossier(
            listing=listing,
            when=when,
            brief=provisionally(brief) if provisional else brief,
            moves=moves,
            changes=newest_first([*told, *moved(brief.timeline, moves)]),
            others=tuple(others),
            profile=heard.profile(when.as_of),
            provisional=provisional,
        )

    def known(self, listing: Listing, when: When) -> Known:
        """Return what is believed of an installment and when it comes: less than a dossier."""
        self._version_of_ledger()
        key = (listing.title_key, listing.installment.season, when)
        if (told := self._dossiers.get(key)) is not None:
            return Known(told.timeline, told.forecast)

        def make() -> Known:
            heard, day = self.heard(listing.installment, when), when.as_of
            believed = heard.believed(day)
            return Known(believed, heard.forecast(believed, day, heard.profile(day), self._figures))

        return self._known.made(key, make)

    def warm(self, today: date) -> None:
        """Work out the rows of the home page, and the titles at its top."""
        when = When(today)
        try:
            for row in self.rows(when, wait=_WARM_SECONDS).shown[:_WARM_TITLES]:
                self.dossier(row.listing, when)
        except Exception:
            log.exception("what the first visitors will ask for could not be worked out")

    # ── changes ─────────────────────────────────────────────────────────────────────────────

    def changes(self, since: date, when: When) -> tuple[Change, ...]:
        """Return what was new from a day on, of all titles, the newest first."""
        self.version()
        found: list[Change] = []
        for item in self.listings(when):
            if item.last_said_on >= since:
                found += self._changes_of(item, since, when)
        return newest_first(found)

    def _changes_of(self, listing: Listing, since: date, when: When) -> tuple[Change, ...]:
        def make() -> tuple[Change, ...]:
            heard = self.heard(listing.installment, when)
            return tuple(news(heard, when.as_of, since=since, figures=self._figures))

        key = (listing.title_key, listing.installment.season, since, when)
        return self._told.made(key, make)
