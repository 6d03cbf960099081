"""Looks at what airdate works by: leases that nobody gives back, deliveries that wait too long.

The questions are put in SQLite's terms to the tables that are there; a server's tables come as
the file of a backup.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from airdate.ledger.doctor_finding import MEND, Finding, Mend, Severity
from airdate.ledger.rows import moment_text

_LONGEST_LEASE = timedelta(days=1)
"""A visit takes minutes: what is lent for longer was lent by a clock that ran ahead."""

_OVERDUE = timedelta(days=1)

LEASED = ("states", "errands")
"""The tables whose rows are lent to one process until a moment (`leased_until`)."""


def at_work(raw: sqlite3.Connection, *, now: datetime) -> Iterator[Finding]:
    """Yield what is amiss in the working tables, as far as they are there."""
    for table in LEASED:
        yield from _leases(raw, table, now)
    yield from _deliveries(raw, now)


def has(raw: sqlite3.Connection, table: str, *columns: str) -> bool:
    """Return whether a table is there with these columns."""
    found = {row[1] for row in raw.execute("SELECT * FROM pragma_table_info(?)", (table,))}
    return bool(found) and set(columns) <= found


def too_late(now: datetime) -> str:
    """Return the moment up to which a lease may last, as the tables have it."""
    return moment_text(now.astimezone(UTC) + _LONGEST_LEASE)


def _leases(raw: sqlite3.Connection, table: str, now: datetime) -> Iterator[Finding]:
    if not has(raw, table, "leased_until"):
        return
    question = f"SELECT count(*) FROM {table} WHERE leased_until > ?"  # noqa: S608 -- our own
    (count,) = raw.execute(question, (too_late(now),)).fetchone()
    if count:
        rows = "row is" if count == 1 else "rows are"
        what = f"{count} {rows} lent for more than a day: the clock ran ahead then"
        yield Finding(Severity.WARNING, "leases", table, what, MEND, Mend.LEASES)


def _deliveries(raw: sqlite3.Connection, now: datetime) -> Iterator[Finding]:
    if not has(raw, "alert_messages", "next_at", "ended_at"):
        return
    limit = moment_text(now.astimezone(UTC) - _OVERDUE)
    question = (
        "SELECT count(*), min(next_at) FROM alert_messages WHERE ended_at IS NULL AND next_at < ?"
    )
    count, first = raw.execute(question, (limit,)).fetchone()
    if count:
        what = (
            f"{count} {'message was' if count == 1 else 'messages were'} due before "
            f"{first[:10]} or on it, and not sent"
        )
        remedy = "See airdate alerts; is airdate watch running?"
        yield Finding(Severity.WARNING, "deliveries", "alert_messages", what, remedy)
