"""Makes believe to keep rows: what restoring needs of a turn, without a ledger.

So an export is checked before any other writer has to wait for it. What only the ledger can tell
(is this row there already?) is asked in the turn itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from airdate.ledger.rows import row_id
from airdate.model import Judgement

Row = Mapping[str, Any]


class Keeper(Protocol):
    """What keeps the rows of an export; see `airdate.ledger.recording.Turn`."""

    def text(self, row: Row) -> tuple[str, bool]:
        """Return the id of a text, and whether it is new."""

    def location(self, row: Row) -> bool:
        """Return whether a location was new."""

    def installment(self, key: tuple[str, int | None], *, ref: str | None = None) -> int:
        """Return the number of an installment."""

    def reading(self, row: Row) -> int:
        """Return how many entries a new reading brought."""

    def has_reading(self, row: Row) -> bool:
        """Return whether this very reading is kept already."""

    def has_entry(self, identity: str) -> bool:
        """Return whether a reading has that entry."""

    def judgement(self, entry: str, judgement: Judgement) -> bool:
        """Return whether a judgement was new."""

    def alias_row(self, alias: str, title: str, *, moment: datetime) -> bool:
        """Return whether this very alias was new."""

    def noted(self, kind: str, row: Row) -> bool:
        """Return whether this very word on what is followed, or on a number, was new."""


class Rehearsal:
    """A keeper that keeps nothing, and to which every row is news."""

    def text(self, row: Row) -> tuple[str, bool]:
        """Return the id of a text."""
        return row_id(row["document"], row["text"], row["heading"], row["language"]), True

    def location(self, row: Row) -> bool:
        """Return True."""
        return True

    def installment(self, key: tuple[str, int | None], *, ref: str | None = None) -> int:
        """Return no number of any installment."""
        return 0

    def reading(self, row: Row) -> int:
        """Return how many entries the reading has."""
        return len(row["claims"])

    def has_reading(self, row: Row) -> bool:
        """Return False."""
        return False

    def has_entry(self, identity: str) -> bool:
        """Return True: the ledger may have it."""
        return True

    def judgement(self, entry: str, judgement: Judgement) -> bool:
        """Return True."""
        return True

    def alias_row(self, alias: str, title: str, *, moment: datetime) -> bool:
        """Return True."""
        return True

    def noted(self, kind: str, row: Row) -> bool:
        """Return True."""
        return True
