"""Makes rows of readings, in one transaction of one writer; what is there already stays.

A turn gathers its rows and writes them table by table at its end: a statement a table, not one a
row. It may number them itself, since nobody else writes meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, insert, select

from airdate.errors import LedgerError
from airdate.ledger import schema
from airdate.ledger.aliases import targets
from airdate.ledger.answers import Recorded
from airdate.ledger.noting import Keeper
from airdate.ledger.rows import (
    REF_LENGTH,
    by_entry,
    claim_row,
    key_of,
    location_row,
    moment_text,
    plain,
    reading_id,
    reference,
    row_id,
    sentence_rows,
    text_row,
    too_far_ahead,
)
from airdate.ledger.whereabouts import Met
from airdate.model import Judgement, Reading

Row = Mapping[str, Any]

_TICK = timedelta(microseconds=1)

_MANY = 500
"""Values to a list in a question: SQLite takes 32,766, the oldest builds 999."""

_GATHERED = 20_000
"""Rows after which a long turn writes what it has: some 20 MB."""


def _of_document(table: Table, *names: str) -> Select[Any]:
    """Return a question for some columns of a document's rows, made once for all documents."""
    return select(*(table.c[name] for name in names)).where(
        table.c.document == bindparam("document")
    )


_BY_ID = {
    table: select(table.c.number).where(table.c.id == bindparam("id"))
    for table in schema.RECORDED
    if "id" in table.c
}
_PLACES = _of_document(
    schema.locations, "url", "outlet", "published", "published_basis", "said_on"
).order_by(*(schema.locations.c[name] for name in ("recorded_at", "said_on", "number")))
_READERS = _of_document(schema.readings, "reader")
_ENTRIES = _of_document(schema.entries, "id", "number")
_REF = select(schema.installments.c.number).where(schema.installments.c.ref == bindparam("ref"))
_INSTALLMENT = select(schema.installments.c.number).where(
    schema.installments.c.title_key == bindparam("key"),
    schema.installments.c.season.is_not_distinct_from(bindparam("season")),
)


_TABLES = schema.RECORDED
_ENDS = select(*(select(func.max(table.c.number)).scalar_subquery() for table in _TABLES))
_LATEST = select(
    *(select(func.max(table.c.recorded_at)).scalar_subquery() for table in schema.DATED)
)


class _Rows:
    """The rows of one table in a turn: those to be written, and the numbers of those known."""

    def __init__(self, connection: Connection, table: Table, *, first: int) -> None:
        self._connection = connection
        self._table = table
        self._first = self._last = first
        self._known: dict[str, int | None] = {}
        self.gathered: list[dict[str, Any]] = []

    def add(self, row: Row) -> int:
        """Return the number of a new row; it is written at the end of the turn."""
        self._last += 1
        self.gathered.append({**row, "number": self._last})
        if "id" in row:
            self._known[row["id"]] = self._last
        return self._last

    def expect(self, identities: Collection[str]) -> None:
        """Look up many identities at once, which are then known to be there or not."""
        if not self._first:
            return
        c = self._table.c
        wanted = [identity for identity in identities if identity not in self._known]
        for start in range(0, len(wanted), _MANY):
            part = wanted[start : start + _MANY]
            self._known |= dict.fromkeys(part)
            found = self._connection.execute(select(c.id, c.number).where(c.id.in_(part)))
            self._known |= {row.id: row.number for row in found}

    def number(self, identity: str) -> int | None:
        """Return the number of the row with an identity, None where there is none."""
        if identity not in self._known and self._first:
            found = self._connection.execute(_BY_ID[self._table], {"id": identity}).scalar()
            self._known[identity] = found
        return self._known.get(identity)

    def is_new(self, number: int) -> bool:
        """Return whether a row came in this turn."""
        return number > self._first

    def write(self) -> None:
        """Write what was gathered."""
        if self.gathered:
            self._connection.execute(insert(self._table), self.gathered)
            self.gathered = []


class Turn:
    """One writer's turn: a transaction, the moment it is recorded under, what it has looked up.

    moment: the one given, or just after the latest of the ledger where a clock was set back: a
    row that came later must not seem to have been there before.
    """

    def __init__(self, connection: Connection, *, recorded_at: datetime) -> None:
        self._connection = connection
        self._today = recorded_at.astimezone(UTC).date()
        latest = latest_moment(connection)
        behind = latest is not None and latest > recorded_at
        if latest and behind and too_far_ahead(latest):
            raise LedgerError(
                f"The ledger has rows of a moment that lies too far ahead: {moment_text(latest)}.",
                "Nothing was recorded now. Write it out (airdate export FILE), mend these rows, "
                "and read them into a new ledger: airdate import FILE --db NEW",
            )
        self.moment = latest + _TICK if latest and behind else recorded_at.astimezone(UTC)
        ends = connection.execute(_ENDS).one()
        self._ends = {table: end or 0 for table, end in zip(_TABLES, ends, strict=True)}
        self._tables: dict[Table, _Rows] = {}
        self._installments: dict[tuple[str, int | None], int] = {}
        self._refs: set[str] = set()
        self._places: dict[int, Met] = {}
        self._readers: dict[int, set[str]] = {}
        self._entries: dict[int, dict[str, int]] = {}
        self._noted: Keeper | None = None

    def _rows(self, table: Table) -> _Rows:
        if table not in self._tables:
            first = self._ends[table]
            self._tables[table] = _Rows(self._connection, table, first=first)
        return self._tables[table]

    def write(self) -> None:
        """Write all rows that were gathered, those that others point to first."""
        for table in _TABLES:
            if table in self._tables:
                self._tables[table].write()
        if self._noted is not None:
            self._noted.write()

    def _write_if_many(self) -> None:
        if sum(len(rows.gathered) for rows in self._tables.values()) > _GATHERED:
            self.write()

    # ── readings ────────────────────────────────────────────────────────────────────────────

    def record_all(self, readings: Sequence[Reading]) -> list[Recorded]:
        """Return what keeping each reading brought."""
        self._rows(schema.documents).expect([reading.document.id for reading in readings])
        return [self._record(reading) for reading in readings]

    def _record(self, reading: Reading) -> Recorded:
        document = reading.document
        number, new_document = self.document(document.id)
        met = self._places_of(number)
        before = met.said_on
        new_location = met.is_news(document)
        if new_location:
            said_on = min(document.published or self._today, self._today)
            self.location(location_row(document, moment=self.moment, said_on=said_on))
        # "Next month" is another one from another day: what is read by it is a new reading.
        moved = before is not None and before != met.said_on
        new_reading = moved or reading.reader not in self._readers_of(number)
        new_claims = self.reading(self._reading_row(reading)) if new_reading else 0
        brought = (new_document, new_location, new_reading, new_claims)
        moved_from = before if moved else None
        return Recorded(document.id, self.moment, *brought, met.said_on, moved_from)

    def _reading_row(self, reading: Reading) -> Row:
        document = reading.document
        claims = by_entry(document.id, [claim_row(claim) for claim in reading.claims])
        return {
            "document": document.id,
            "text": self.text(text_row(document))[0],
            "reader": reading.reader,
            "sentences": sentence_rows(document.sentences),
            "claims": claims,
            "recorded_at": self.moment,
        }

    # ── what is known of a document, of earlier turns and of this one ───────────────────────

    def _places_of(self, document: int) -> Met:
        if document not in self._places:
            met = self._places[document] = Met()
            for row in self._ask(_PLACES, document):
                met.meet(row._mapping)
        return self._places[document]

    def _readers_of(self, document: int) -> set[str]:
        if document not in self._readers:
            self._readers[document] = {reader for (reader,) in self._ask(_READERS, document)}
        return self._readers[document]

    def _entries_of(self, document: int) -> dict[str, int]:
        if document not in self._entries:
            self._entries[document] = dict(map(tuple, self._ask(_ENTRIES, document)))
        return self._entries[document]

    def _ask(self, question: Select[Any], document: int) -> Sequence[Any]:
        if self._rows(schema.documents).is_new(document):
            return ()
        return self._connection.execute(question, {"document": document}).all()

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def document(self, identity: str) -> tuple[int, bool]:
        """Return the number of a document, and whether it is new."""
        rows = self._rows(schema.documents)
        number = rows.number(identity)
        return (rows.add({"id": identity}), True) if number is None else (number, False)

    def text(self, row: Row) -> tuple[str, bool]:
        """Return the id of a text, and whether it is new; it is kept then."""
        identity = row_id(row["document"], row["text"], row["heading"], row["language"])
        document, new = self.document(row["document"])
        rows = self._rows(schema.texts)
        if not new and rows.number(identity) is not None:
            return identity, False
        rows.add({**row, "id": identity, "document": document})
        return identity, True

    def location(self, row: Row) -> bool:
        """Return whether a location was new; it is kept then."""
        identity = row_id(*(plain(row[name]) for name in sorted(row)))
        rows = self._rows(schema.locations)
        if rows.number(identity) is not None:
            return False
        document, _ = self.document(row["document"])
        self._places_of(document).meet(row)
        rows.add({**row, "id": identity, "document": document})
        return True

    def reading(self, row: Row) -> int:
        """Return how many entries a new reading brought; it is kept with its claims.

        row: `claims` by their entry's id, as `rows.by_entry` gives them.
        """
        document, _ = self.document(row["document"])
        reading = self._rows(schema.readings).add(
            {
                "id": reading_id(row),
                "document": document,
                "text": self._rows(schema.texts).number(row["text"]),
                "reader": row["reader"],
                "sentences": row["sentences"],
                "recorded_at": row["recorded_at"],
            },
        )
        self._readers_of(document).add(row["reader"])
        return self._claims(row["claims"], reading=reading, document=document)

    def has_reading(self, row: Row) -> bool:
        """Return whether this very reading is kept already."""
        return self._rows(schema.readings).number(reading_id(row)) is not None

    def _claims(self, claims: Mapping[str, Row], *, reading: int, document: int) -> int:
        """Return how many of a reading's claims are new entries; all are kept, in order."""
        known, rows = self._entries_of(document), self._rows(schema.claims)
        before = len(known)
        for position, (identity, row) in enumerate(claims.items()):
            if identity not in known:
                entry = {"id": identity, "document": document}
                known[identity] = self._rows(schema.entries).add(entry)
            kept = {
                **row,
                "reading": reading,
                "position": position,
                "entry": known[identity],
                "installment": self.installment((key_of(row["title"]), row["season"])),
            }
            del kept["season"]
            rows.add(kept)
        self._write_if_many()
        return len(known) - before

    def installment(self, key: tuple[str, int | None], *, ref: str | None = None) -> int:
        """Return the number of an installment; a new one gets `ref`, if free, or its own."""
        if key not in self._installments:
            named = {"key": key[0], "season": key[1]}
            number = self._connection.execute(_INSTALLMENT, named).scalar()
            if number is None:
                row = {"title_key": key[0], "season": key[1], "ref": self._free_ref(key, ref)}
                number = self._rows(schema.installments).add(row)
            self._installments[key] = number
        return self._installments[key]

    def _free_ref(self, key: tuple[str, int | None], wished: str | None) -> str:
        """Return a reference that no other installment has; a clash makes the new one longer."""
        length, ref = REF_LENGTH, wished or reference(key[0], season=key[1])
        while ref in self._refs or self._connection.execute(_REF, {"ref": ref}).first():
            ref = reference(key[0], season=key[1], length=length)
            length += 1
        self._refs.add(ref)
        return ref

    def has_entry(self, identity: str) -> bool:
        """Return whether a reading of the ledger has that entry."""
        return self._rows(schema.entries).number(identity) is not None

    # ── judgements and aliases ──────────────────────────────────────────────────────────────

    def judgement(self, entry: str, judgement: Judgement) -> bool:
        """Return whether a judgement was new; it is kept then, with what it speaks of instead."""
        claim = None if judgement.claim is None else claim_row(judgement.claim)
        subject = judgement.claim and self.installment(judgement.claim.subject.key)
        moment = moment_text(judgement.recorded_at)
        row = {
            "id": row_id(entry, judgement.verdict.value, judgement.reason, claim, moment),
            "entry": self._rows(schema.entries).number(entry),
            "verdict": judgement.verdict.value,
            "reason": judgement.reason,
            "claim": claim,
            "installment": subject,
            "recorded_at": judgement.recorded_at,
        }
        return self._keep(schema.judgements, row)

    def alias(self, alias: str, title: str) -> bool:
        """Return whether an alias says something new; it is kept then."""
        c = schema.aliases.c
        said = select(c.alias_key, c.title_key).order_by(c.recorded_at, c.number)
        found = targets(map(tuple, self._connection.execute(said)))
        if key_of(title) == found.get(key_of(alias), key_of(alias)):
            return False
        return self.alias_row(alias, title, moment=self.moment)

    def alias_row(self, alias: str, title: str, *, moment: datetime) -> bool:
        """Return whether this very alias was new; it is kept then."""
        row = {
            "id": row_id(alias, title, moment_text(moment)),
            "alias": alias,
            "alias_key": key_of(alias),
            "title": title,
            "title_key": key_of(title),
            "recorded_at": moment,
        }
        return self._keep(schema.aliases, row)

    def noted(self, kind: str, row: Row) -> bool:
        """Return whether a restored word on what is followed, or on a number, was new."""
        if self._noted is None:
            self._noted = Keeper(self._connection, recorded_at=self.moment)
        return self._noted.keep(kind, row)

    def _keep(self, table: Table, row: Row) -> bool:
        if self._rows(table).number(row["id"]) is not None:
            return False
        self._rows(table).add(row)
        return True


def latest_moment(connection: Connection) -> datetime | None:
    """Return the latest moment that any row of the ledger bears."""
    moments = connection.execute(_LATEST).one()
    return max((moment for moment in moments if moment is not None), default=None)


def check(reading: Reading) -> None:
    """Raise ValueError where a claim cannot be led to its sentence: a fault of the reader."""
    document, length = reading.document, len(reading.document.text)
    for place, sentence in enumerate(document.sentences):
        if sentence.number != place or not 0 <= sentence.start <= sentence.end <= length:
            raise ValueError(f"sentence {place} of document {document.id[:8]} is out of place")
    for claim in reading.claims:
        if claim.end > length or not 0 <= claim.sentence < len(document.sentences):
            raise ValueError(f"a claim lies outside of document {document.id[:8]}: {claim}")
