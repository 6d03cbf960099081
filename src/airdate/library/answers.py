"""What is asked of the desk, and what it answers: the day asked for, rows, and dossiers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from airdate.forecast import Move
from airdate.ledger import Listing
from airdate.library.rows import Row, shown
from airdate.model import Brief, Change, Event, Forecast, Profile, Timeline


@dataclass(frozen=True, slots=True)
class When:
    """The day that a page tells of, and the moment up to which the ledger's knowledge counts."""

    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True)
class Rows:
    """The installments of the ledger; `pending` of them are still being worked out.

    provisional: outlets weigh as their kinds until their records are drawn up; all are pending.
    """

    rows: tuple[Row, ...]
    pending: int
    provisional: bool = False

    # Many pages ask the same of thousands of rows: each is gone through once.

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """Those worth a card, the likely next first, then what is out."""
        return tuple(shown(self.rows))

    @cached_property
    def stages(self) -> Counter[Event | None]:
        """How many awaited titles are how far."""
        return Counter(row.stage for row in self.shown if not row.over)

    @cached_property
    def profiles(self) -> frozenset[tuple[str, str | None, str | None]]:
        """The kinds, services and countries of awaited titles that occur together."""
        told = (row.profile for row in self.shown if not row.over)
        return frozenset((each.kind, each.service, each.country) for each in told)

    def stood_in_for(self, when: When) -> int:
        """Return how many titles are shown as of an earlier day than was asked for."""
        return sum(row.as_of < when.as_of for row in self.shown)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a title's page shows. others: the installments of the same work, itself included.

    provisional: outlets weigh as their kinds, for their records are still being drawn up.
    """

    listing: Listing
    when: When
    brief: Brief
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    others: tuple[Listing, ...]
    profile: Profile
    provisional: bool = False

    @property
    def timeline(self) -> Timeline:
        """What is believed."""
        return self.brief.timeline

    @property
    def forecast(self) -> Forecast:
        """When it comes."""
        return self.brief.forecast
