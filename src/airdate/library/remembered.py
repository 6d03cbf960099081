"""A ledger whose entries were gathered beforehand, for a route that asks for many installments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from airdate.ledger import Ledger
from airdate.model import Entry, Installment

Key = tuple[str, int | None]


class _Remembered:
    """What `Ledger.entries` answers, without asking the store again; the rest is the ledger's."""

    def __init__(
        self,
        ledger: Ledger,
        entries: Mapping[Key, Sequence[Entry]],
        known_at: datetime | None,
    ) -> None:
        self._ledger = ledger
        self._entries = entries
        self._known_at = known_at

    def entries(
        self,
        installment: Installment | None = None,
        *,
        as_of: date | None = None,
        known_at: datetime | None = None,
        general: bool = False,
    ) -> list[Entry]:
        """Return as `Ledger.entries` does, from what was gathered."""
        if installment is None or known_at != self._known_at:
            return self._ledger.entries(
                installment, as_of=as_of, known_at=known_at, general=general
            )
        title, season = installment.key
        found = list(self._entries.get((title, season), ()))
        if general and season is not None:
            own = {entry.id for entry in found}
            found += [e for e in self._entries.get((title, None), ()) if e.id not in own]
        return sorted(
            (e for e in found if as_of is None or e.said_on <= as_of),
            key=lambda e: (e.said_on, e.recorded_at, e.document_id, e.claim.start, e.id),
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ledger, name)


def remembered(
    ledger: Ledger, entries: Mapping[Key, Sequence[Entry]], *, known_at: datetime | None
) -> Ledger:
    """Return the ledger with the entries of some works at hand: all of each work, or none of it.

    The installments asked for must bear the title by which the works were gathered.
    """
    # It stands in for one: whatever is not at hand is asked of the ledger itself.
    return cast(Ledger, _Remembered(ledger, entries, known_at))
