"""The tables of what is followed and of identifiers; their rows written, exported and restored.

Both are append-only, like the ledger's own: the latest word holds, the earlier ones stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Index, Integer, Table, func, insert, select

from airdate.errors import LedgerError, UsageError
from airdate.ledger.limits import check_season, check_subject, check_words
from airdate.ledger.rows import key_of, moment_of, moment_text, row_id, too_far_ahead
from airdate.ledger.schema import _identity, _number, _recorded_at, _text, metadata
from airdate.model import Identifier, Installment, Scheme, WorkKind

Row = dict[str, Any]

Fields = Mapping[str, tuple[type, ...]]
"""The types that each field of a line may have."""

_TICK = timedelta(microseconds=1)


def _subject() -> tuple[Column[Any], ...]:
    return (
        _number(),
        _identity(),
        Column("title", _text(), nullable=False),
        Column("title_key", _text(), nullable=False),
        Column("season", Integer),
    )


follows = Table(
    "follows",
    metadata,
    *_subject(),
    Column("followed", Boolean, nullable=False),
    Column("origin", _text(), nullable=False),
    _recorded_at(),
    Index(None, "recorded_at"),
)

identities = Table(
    "identities",
    metadata,
    *_subject(),
    Column("scheme", _text(), nullable=False),
    Column("kind", _text(), nullable=False),
    Column("value", _text()),
    Column("source", _text(), nullable=False),
    _recorded_at(),
    Index(None, "recorded_at"),
)


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def rows_of(connection: Connection, table: Table, *, known_at: datetime | None) -> list[Row]:
    """Return the rows that were known, oldest first."""
    ordered = select(table).order_by(table.c.recorded_at, table.c.number)
    if known_at is not None:
        ordered = ordered.where(table.c.recorded_at <= known_at)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def place_of(installment: Installment) -> tuple[str, int]:
    """Return where an installment stands: by title, the work as a whole first, then seasons."""
    return key_of(installment.title), -1 if installment.season is None else installment.season


def row_of(installment: Installment, **named: Any) -> Row:
    """Return a word on an installment as a row."""
    return {"title": installment.title, "season": installment.season, **named}


def check(installment: Installment, **words: str) -> None:
    """Raise UsageError where a title has no letters, or a value cannot be kept."""
    title = installment.title
    if not key_of(title):
        raise UsageError(f"There is no title in {title!r:.80}.", "Write it in letters.")
    try:
        check_words({"title": title, **words})
        check_subject({"title": title, "season": installment.season})
    except ValueError as error:
        raise UsageError(f"{title!r:.60} cannot be kept: {error}.", "Mend it.") from error


class Keeper:
    """What keeps rows of both tables in a turn of the one writer; `write` ends it.

    recorded_at: for rows that bring no moment of their own; where a clock was set back, they are
    kept just after the latest row there is.
    """

    def __init__(self, connection: Connection, *, recorded_at: datetime) -> None:
        self._connection = connection
        self._recorded_at = recorded_at
        self._moment: datetime | None = None
        self._seen: dict[Table, set[str]] = {}
        self._last: dict[Table, int] = {}
        self._gathered: dict[Table, list[Row]] = {follows: [], identities: []}

    def keep(self, kind: str, row: Mapping[str, Any]) -> bool:
        """Return whether a word was new; it is kept then. kind: `follow` or `identity`."""
        moment = row.get("recorded_at") or self._now()
        said = [row[name] for name in KINDS[kind] if name != "recorded_at"]
        identity = row_id(kind, *said, moment_text(moment))
        table = _TABLES[kind]
        if identity in self._known(table):
            return False
        self._seen[table].add(identity)
        self._last[table] += 1
        own = {"number": self._last[table], "id": identity, "title_key": key_of(row["title"])}
        told = {
            "kind" if name == "work" else name: row[name] for name in KINDS[kind] if name in row
        }
        self._gathered[table].append({**told, **own, "recorded_at": moment})
        return True

    def write(self) -> None:
        """Write what was gathered."""
        for table, rows in self._gathered.items():
            if rows:
                self._connection.execute(insert(table), rows)
                self._gathered[table] = []

    def _known(self, table: Table) -> set[str]:
        if table not in self._seen:
            self._seen[table] = set(self._connection.execute(select(table.c.id)).scalars())
            last = self._connection.execute(select(func.max(table.c.number))).scalar()
            self._last[table] = last or 0
        return self._seen[table]

    def _now(self) -> datetime:
        if self._moment is None:
            asked = [select(func.max(t.c.recorded_at)) for t in (follows, identities)]
            latest = [self._connection.execute(question).scalar() for question in asked]
            last = max((moment for moment in latest if moment is not None), default=None)
            if last and too_far_ahead(last):
                raise LedgerError(
                    f"What is followed has a moment too far ahead: {moment_text(last)}.",
                    "Export the ledger, mend these rows, and import it into a new one.",
                )
            behind = last is not None and last > self._recorded_at
            self._moment = last + _TICK if last and behind else self._recorded_at.astimezone(UTC)
        return self._moment


# ── export and restore ──────────────────────────────────────────────────────────────────────

_NONE = type(None)
_SUBJECT: Fields = {"title": (str,), "season": (int, _NONE)}
KINDS: dict[str, Fields] = {
    "follow": {**_SUBJECT, "followed": (bool,), "origin": (str,), "recorded_at": (str,)},
    "identity": {
        **_SUBJECT,
        "scheme": (str,),
        "work": (str,),
        "value": (str, _NONE),
        "source": (str,),
        "recorded_at": (str,),
    },
}
"""The kinds of lines that an export has of these tables, with the types of their fields."""

_TABLES = {"follow": follows, "identity": identities}


def exported(connection: Connection) -> Iterator[Row]:
    """Yield the rows of both tables as an export has them, oldest first."""
    for kind, table in _TABLES.items():
        for row in rows_of(connection, table, known_at=None):
            told = {**row, "work": row.get("kind"), "recorded_at": moment_text(row["recorded_at"])}
            yield {"kind": kind, **{name: told[name] for name in KINDS[kind]}}


PLURALS = {"alias": "aliases", "identity": "identities"}
"""The kinds of lines whose plural is not made with an s."""


def acts(keep: Callable[[str, Row], bool]) -> dict[str, tuple[Fields, Callable[[Row], bool]]]:
    """Return what restoring does with each kind of line: its fields, and the act."""

    def act(kind: str, row: Row) -> bool:
        return keep(kind, _restored(kind, row))

    return {kind: (fields, partial(act, kind)) for kind, fields in KINDS.items()}


def _restored(kind: str, row: Row) -> Row:
    """Return a checked line of an export as `Keeper` takes it. Raises: ValueError."""
    check_subject(row)
    check_season(row["season"])
    if not key_of(row["title"]):
        raise ValueError(f"no title: {row['title']!r:.40}")
    if kind == "identity":
        scheme, work = Scheme(row["scheme"]), WorkKind(row["work"])
        if row["value"] is not None:
            Identifier(scheme, work, row["value"])
    return {**row, "recorded_at": moment_of(row["recorded_at"])}
