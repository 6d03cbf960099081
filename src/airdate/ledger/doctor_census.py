"""Counts what a ledger holds and what its watcher does, cheaply enough to be asked every minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, case, func, select

from airdate.ledger import gathering, schema
from airdate.ledger import office as office  # its tables are among those of the schema

if TYPE_CHECKING:
    from airdate.ledger import Ledger

_TABLES = ("documents", "texts", "readings", "claims", "entries", "installments", "judgements")
_OUTCOMES = 40
"""Outcomes of visits that are told apart: they are a few words of ours."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted.

    version: a number that rises with every recording.  rows: by table.  places: by how they are
    (paused, new, failing, well).  visits: by outcome.  fresh: documents that visits brought.
    messages: of alerts, by their state; `queued` are notices that are in none yet.
    """

    version: int
    rows: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    fresh: int = 0
    messages: dict[str, int] = field(default_factory=dict)


class Census:
    """Counts one ledger again and again: of the log of visits, which only grows, the new rows."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted = 0
        self._visits: Counter[str] = Counter()
        self._fresh = 0

    def take(self, ledger: Ledger) -> Count:
        """Return what a ledger holds now. Raises: LedgerError."""
        with self._lock, ledger.office() as connection:
            version = sum(gathering.version(connection))
            self._count_visits(connection)
            return Count(
                version=version,
                rows=_rows(connection),
                places=_places(connection),
                visits=dict(self._visits),
                fresh=self._fresh,
                messages=_messages(connection),
            )

    def _count_visits(self, connection: Connection) -> None:
        visits = schema.metadata.tables.get("visits")
        if visits is None:
            return
        c = visits.c
        last = connection.execute(select(func.max(c.number))).scalar() or 0
        question = (
            select(c.outcome, func.count(), func.coalesce(func.sum(c.documents), 0))
            .where(c.number > self._counted, c.number <= last)
            .group_by(c.outcome)
        )
        for outcome, count, documents in connection.execute(question):
            known = outcome in self._visits or len(self._visits) < _OUTCOMES
            self._visits[outcome if known else "other"] += count
            self._fresh += documents
        self._counted = last


def _rows(connection: Connection) -> dict[str, int]:
    """Return the rows by table; they are numbered without gaps, and none goes."""
    last = [
        select(func.max(schema.metadata.tables[name].c.number)).scalar_subquery()
        for name in _TABLES
    ]
    found = connection.execute(select(*last)).one()
    return {name: number or 0 for name, number in zip(_TABLES, found, strict=True)}


def _places(connection: Connection) -> dict[str, int]:
    places, states = (schema.metadata.tables.get(name) for name in ("places", "states"))
    if places is None or states is None:
        return {}
    how = case(
        (places.c.paused_at.is_not(None), "paused"),
        (states.c.last_at.is_(None), "new"),
        (states.c.failures > 0, "failing"),
        else_="well",
    )
    question = (
        select(how, func.count())
        .join_from(places, states, places.c.number == states.c.number)
        .where(places.c.removed_at.is_(None))
        .group_by(how)
    )
    found = dict.fromkeys(("paused", "new", "failing", "well"), 0)
    return found | dict(map(tuple, connection.execute(question)))


def _messages(connection: Connection) -> dict[str, int]:
    messages = schema.metadata.tables.get("alert_messages")
    if messages is None:
        return {}
    question = select(messages.c.state, func.count()).group_by(messages.c.state)
    found: dict[str, int] = dict(map(tuple, connection.execute(question)))
    outbox = schema.metadata.tables["alert_outbox"]
    queued = select(func.count()).where(outbox.c.message.is_(None))
    return {"queued": connection.execute(queued).scalar() or 0} | found
