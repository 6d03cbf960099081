"""What is asked of the desk, and what it answers: the day asked for, rows, and dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from airdate.forecast import Move
from airdate.ledger import Listing
from airdate.library.rows import Row
from airdate.model import Brief, Change, Forecast, Profile, Timeline


@dataclass(frozen=True, slots=True)
class When:
    """The day that a page tells of, and the moment up to which the ledger's knowledge counts."""

    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The installments of the ledger; `pending` of them are still being worked out.

    provisional: outlets weigh as their kinds until their records are drawn up; all are pending.
    """

    rows: tuple[Row, ...]
    pending: int
    provisional: bool = False


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
