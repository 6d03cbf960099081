"""What the pages show, asked of the ledger through the pipeline and kept until it may differ.

An answer depends on the ledger's version, the day asked for and the moment of knowledge. What was
recorded since drops the answers of the works that it speaks of; the rest stands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from airdate import pipeline
from airdate.forecast import Move, Parameters, forecast
from airdate.forecast import days_of_news as milestone_days
from airdate.ledger import Ledger, Listing
from airdate.ledger.answers import Dispatch, Named, Version
from airdate.library.cache import Cache
from airdate.library.changes import changes, compared, days_of_news, moved
from airdate.library.pool import Pool
from airdate.library.remembered import Key, remembered
from airdate.library.rows import Row, row_of, shown
from airdate.library.testimonies import Testimonies
from airdate.model import Brief, Change, Entry, Forecast, Installment, Profile, Timeline
from airdate.sources import Record

log = logging.getLogger("airdate.web")

_LOOKED_SECONDS = 0.5
"""For so long the ledger is taken to be as it was: other processes' news wait no longer."""

_PATIENCE_SECONDS = 2.0
"""So long a page waits for rows that are being worked out, before it shows what there is."""

_WARM_SECONDS = 600.0
_WARM_TITLES = 12
"""Titles whose pages are worked out beforehand: about a screen and a half of cards."""

_BATCH = 25
"""Installments gathered at once: beyond that one question more no longer shows."""


_MOVES = 30
"""Days of news of one title by which a list of all titles tells moves: its own page tells all."""

_BEFORE = 3
"""Days before them that are looked at: a move is told against the last one, unless it repeats."""


@dataclass(frozen=True, slots=True)
class When:
    """The day that a page tells of, and the moment up to which the ledger's knowledge counts."""

    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The installments of the ledger; `pending` of them are still being worked out."""

    rows: tuple[Row, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a title's page shows. others: the installments of the same work, itself included."""

    listing: Listing
    when: When
    brief: Brief
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    others: tuple[Listing, ...]
    profile: Profile

    @property
    def timeline(self) -> Timeline:
        """What is believed."""
        return self.brief.timeline

    @property
    def forecast(self) -> Forecast:
        """When it comes."""
        return self.brief.forecast


class Library:
    """The answers of one ledger; threads may ask at once.

    figures: those that forecasts go by, where they are not the ones that ship with airdate.
    """

    def __init__(self, pool: Pool, *, figures: Parameters | None = None) -> None:
        self.pool = pool
        self._figures = figures
        self._rows: Cache[Row] = Cache(20_000)
        self._dossiers: Cache[Dossier] = Cache(64)
        self._told: Cache[tuple[Change, ...]] = Cache(2_000)
        self._listings: Cache[tuple[Listing, ...]] = Cache(32)
        self._people: Cache[list[Named]] = Cache(4)
        self._dispatches: Cache[list[Dispatch]] = Cache(4)
        self._testimonies = Testimonies(pool)
        self._version: Version = ()
        self._looked = 0.0
        self._lock = Lock()
        self._work: dict[When, tuple[Event, float]] = {}

    # ── the ledger's version ────────────────────────────────────────────────────────────────

    def version(self, *, fresh: bool = False) -> Version:
        """Return how far the ledger goes, and forget what no longer holds.

        fresh: look even where it was looked a moment ago: something was recorded just now.
        """
        with self._lock:
            if not fresh and self._version and monotonic() - self._looked < _LOOKED_SECONDS:
                return self._version
            with self.pool.reading() as ledger:
                found = ledger.version()
                if self._version and found != self._version:
                    self._forget(ledger.touched(self._version))
            self._version, self._looked = found, monotonic()
            return found

    def _forget(self, touched: set[Key] | None) -> None:
        works = None if touched is None else {title for title, _ in touched}

        def spoken_of(key: object) -> bool:
            work = key[0] if isinstance(key, tuple) else None
            return works is None or work in works

        for cache in (self._rows, self._dossiers, self._told):
            cache.drop(spoken_of)

    # ── lists ───────────────────────────────────────────────────────────────────────────────

    def listings(self, when: When) -> tuple[Listing, ...]:
        """Return the installments that documents speak of."""
        version = self.version()

        def ask() -> tuple[Listing, ...]:
            with self.pool.reading() as ledger:
                return tuple(ledger.installments(as_of=when.as_of, known_at=when.known_at))

        return self._listings.made((version, when), ask)

    def listing(self, ref: str, when: When) -> Listing | None:
        """Return the installment of a reference, None where nothing had been said of it."""
        wanted = ref.casefold()
        return next((item for item in self.listings(when) if item.ref == wanted), None)

    def rows(self, when: When, *, wait: float = _PATIENCE_SECONDS) -> Rows:
        """Return the rows of all installments, as many as are there after a while."""
        listings = self.listings(when)
        if any(self._rows.get(_row_key(item, when)) is None for item in listings):
            done, begun = self._working(listings, when)
            # Who comes later does not wait anew for what takes long.
            done.wait(max(0.0, begun + wait - monotonic()))
        found = [self._rows.get(_row_key(item, when)) for item in listings]
        rows = tuple(row for row in found if row is not None)
        return Rows(rows, pending=len(listings) - len(rows))

    def row(self, listing: Listing, when: When) -> Row | None:
        """Return the row of an installment if it is worked out."""
        return self._rows.get(_row_key(listing, when))

    def row_of(self, listing: Listing, when: When) -> Row:
        """Return the row of an installment, worked out now if it is not there."""
        if (row := self.row(listing, when)) is None:
            self._fill_batch([listing], when)
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

    def _at_hand(
        self, ledger: Ledger, entries: Mapping[Key, Sequence[Entry]], when: When
    ) -> Ledger:
        """Return the ledger with entries at hand, and what time decided on all others."""
        testimony = self._testimonies.of(
            ledger, self.version(), as_of=when.as_of, known_at=when.known_at
        )
        return remembered(ledger, entries, known_at=when.known_at, testimony=testimony)

    def records(self, when: When) -> Mapping[str, Record]:
        """Return what each outlet has shown by a day, by its domain."""
        with self.pool.reading() as ledger:
            at_hand = self._at_hand(ledger, {}, when)
            return pipeline.hindsight(at_hand, known_at=when.known_at).records(when.as_of)

    def _working(self, listings: Sequence[Listing], when: When) -> tuple[Event, float]:
        """Return what is set when the missing rows are there, and since when one works on them."""
        with self._lock:
            if when in self._work:
                return self._work[when]
            done, begun = self._work[when] = (Event(), monotonic())
        Thread(target=self._fill, args=(listings, when, done), daemon=True).start()
        return done, begun

    def _fill(self, listings: Sequence[Listing], when: When, done: Event) -> None:
        try:
            # The latest news first: a page that comes before all is done shows what matters.
            ordered = sorted(listings, key=lambda item: item.last_said_on, reverse=True)
            missing = [i for i in ordered if self._rows.get(_row_key(i, when)) is None]
            for start in range(0, len(missing), _BATCH):
                self._fill_batch(missing[start : start + _BATCH], when)
        except Exception:
            log.exception("the rows as of %s could not be worked out", when.as_of)
        finally:
            with self._lock:
                del self._work[when]
            done.set()

    def _fill_batch(self, listings: Sequence[Listing], when: When) -> None:
        wanted = [item.installment for item in listings]
        since = self._rows.drops
        with self.pool.reading() as ledger:
            entries = ledger.gathered(wanted, as_of=when.as_of, known_at=when.known_at)
            at_hand = self._at_hand(ledger, entries, when)
            for item in listings:
                own = entries.get(item.installment.key, [])
                row = _row(at_hand, item, when, entries=own, figures=self._figures)
                self._rows.put(_row_key(item, when), row, since=since)

    # ── one title ───────────────────────────────────────────────────────────────────────────

    def dossier(self, listing: Listing, when: When) -> Dossier:
        """Return all that is known of an installment as of a day."""
        self.version()
        key = (listing.title_key, listing.installment.season, when)
        return self._dossiers.made(key, lambda: self._dossier(listing, when))

    def _dossier(self, listing: Listing, when: When) -> Dossier:
        installment, as_of, known_at = listing.installment, when.as_of, when.known_at
        others = [i for i in self.listings(when) if i.title_key == listing.title_key]
        with self.pool.reading() as ledger:
            entries = ledger.gathered([installment], as_of=as_of, known_at=known_at)
            at_hand = self._at_hand(ledger, entries, when)
            asked: Any = {"as_of": as_of, "known_at": known_at, "parameters": self._figures}
            brief = pipeline.tell(at_hand, installment, ref=listing.ref, **asked)
            moves = pipeline.history(at_hand, installment, **asked)
            profile = pipeline.profile(at_hand, installment, as_of=as_of, known_at=known_at)
            told = _changes(at_hand, installment, when, since=date.min)
        return Dossier(
            listing=listing,
            when=when,
            brief=brief,
            moves=moves,
            changes=_newest_first([*told, *moved(brief.timeline, moves)]),
            others=tuple(others),
            profile=profile,
        )

    def warm(self, today: date) -> None:
        """Work out the rows of the home page, and the titles at its top."""
        when = When(today)
        try:
            rows = self.rows(when, wait=_WARM_SECONDS).rows
            for row in shown(rows)[:_WARM_TITLES]:
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
        return _newest_first(found)

    def _changes_of(self, listing: Listing, since: date, when: When) -> tuple[Change, ...]:
        def make() -> tuple[Change, ...]:
            installment = listing.installment
            asked: Any = {"as_of": when.as_of, "known_at": when.known_at}
            with self.pool.reading() as ledger:
                entries = ledger.gathered([installment], **asked)
                at_hand = self._at_hand(ledger, entries, when)
                heard = pipeline.heard(at_hand, installment, **asked)
                return tuple(_news(heard, when.as_of, since=since, figures=self._figures))

        key = (listing.title_key, listing.installment.season, since, when)
        return self._told.made(key, make)


def _row_key(listing: Listing, when: When) -> tuple[str, int | None, When]:
    return (listing.title_key, listing.installment.season, when)


def _row(
    ledger: Ledger,
    listing: Listing,
    when: When,
    *,
    entries: Sequence[Entry],
    figures: Parameters | None,
) -> Row:
    installment = listing.installment
    known = pipeline.hindsight(ledger, known_at=when.known_at)
    said = ledger.entries(installment, as_of=when.as_of, known_at=when.known_at, general=True)
    timeline = pipeline.believe(installment, said, as_of=when.as_of, hindsight=known)
    profile = pipeline.profile(ledger, installment, as_of=when.as_of, known_at=when.known_at)
    found = forecast(timeline, as_of=when.as_of, profile=profile, parameters=figures)
    changed = None
    if days := days_of_news(entries):
        # What the latest day of news changed, all else equal: weighed by what is known today.
        before = [entry for entry in said if entry.said_on < days[-1]]
        without = pipeline.believe(installment, before, as_of=when.as_of, hindsight=known)
        first = next(compared(without, timeline), None)
        changed = replace(first, day=days[-1]) if first else None
    edition = sum(ledger.version())
    return row_of((listing, timeline, found), profile, changed=changed, edition=edition)


def _believing(ledger: Ledger, installment: Installment, when: When) -> Callable[[date], Timeline]:
    entries = ledger.entries(installment, as_of=when.as_of, known_at=when.known_at, general=True)

    known = pipeline.hindsight(ledger, known_at=when.known_at)

    def believed(day: date) -> Timeline:
        said = [entry for entry in entries if entry.said_on <= day]
        return pipeline.believe(installment, said, as_of=day, hindsight=known)

    return believed


def _changes(ledger: Ledger, installment: Installment, when: When, *, since: date) -> list[Change]:
    """Return what each day of news from a day on changed."""
    entries = ledger.entries(installment, as_of=when.as_of, known_at=when.known_at, general=True)
    days = [day for day in days_of_news(entries) if day >= since]
    believed = _believing(ledger, installment, when)
    if not days:
        return []
    before = believed(days[0] - timedelta(1))
    return list(changes(days, believed=believed, before=before))


def _news(
    heard: pipeline.Heard, as_of: date, *, since: date, figures: Parameters | None
) -> Iterator[Change]:
    """Yield what each day of news from a day on changed, and by how far it moved the forecast.

    As a dossier tells it, but moves are those of the latest days of news alone.
    """
    days = [day for day in days_of_news(heard.entries) if day >= since]
    if not days:
        return
    before = heard.believed(days[0] - timedelta(1))
    yield from changes(days, believed=heard.believed, before=before)
    told = milestone_days(heard.entries, heard.installment, as_of=as_of)
    if fresh := sum(day >= since for day in told):
        moves = heard.moves(as_of, parameters=figures, last=min(fresh, _MOVES) + _BEFORE)
        found = moved(heard.believed(as_of), moves)
        yield from (change for change in found if change.day >= since)


def _newest_first(found: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(sorted(found, key=lambda c: (-c.day.toordinal(), str(c.installment))))
