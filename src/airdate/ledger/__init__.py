"""Makes a memory of readings: an append-only, bitemporal ledger of who said what, and when.

`open_ledger(path)` gives a `Ledger`: `record` a reading, ask for `entries` and `installments` as
of a day (`said_on`) and as known at a moment (`recorded_at`), `judge` an entry, `export` and
`restore` everything. `airdate.ledger.lookup.find` knows titles as people type them.

Nothing is ever changed or deleted: a correction, a newer reading, another address are new rows.
SQLAlchemy is imported when a ledger is opened, not with this module.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from airdate.ledger.answers import Listing, Outcome, Recorded, Restored

if TYPE_CHECKING:
    from airdate.ledger.store import Ledger

__all__ = ["Ledger", "Listing", "Outcome", "Recorded", "Restored", "open_ledger"]

LOCK_WAIT_SECONDS = 10.0
"""How long a writer waits for another one; a batch of 100 documents is committed in far less."""


def open_ledger(
    where: Path | str, *, write: bool = True, wait_seconds: float = LOCK_WAIT_SECONDS
) -> Ledger:
    """Return the ledger kept in `where`, to be used in a `with` block.

    where: a file, or `postgresql://user@host/database`.
    write: makes folder and file (for its owner alone), or the tables, where absent; without it,
    nothing is made and nothing can be recorded.  wait_seconds: for another writer, before
    LedgerBusy.
    Raises: LedgerError where it is absent and not to be made; NotALedger, NewerLedger,
    LedgerReadOnly, LedgerBusy.
    """
    from airdate.ledger.opening import open_store

    return open_store(where, write=write, wait_seconds=wait_seconds)


def __getattr__(name: str) -> Any:
    """Return `Ledger` when it is asked for, so that this module stays cheap to import."""
    if name == "Ledger":
        from airdate.ledger.store import Ledger

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
