"""Makes rows of readings, in one transaction of one writer; what is there already stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, literal, select

from airdate.ledger import schema
from airdate.ledger.answers import Recorded
from airdate.ledger.rows import REF_LENGTH, by_entry, claim_row, reference, row_id
from airdate.ledger.schema import moment_text
from airdate.model import Document, Installment, Judgement, Reading, Sentence, title_key

_TICK = timedelta(microseconds=1)


class Turn:
    """One writer's turn: a transaction, the moment it is recorded under, what it has looked up.

    moment: the one given, or just after the latest of the ledger where a clock was set back: a
    row that came later must not seem to have been there before.
    """

    def __init__(self, connection: Connection, *, recorded_at: datetime) -> None:
        self.connection = connection
        self.given = recorded_at.astimezone(UTC)
        latest = latest_moment(connection)
        behind = latest is not None and latest > self.given
        self.moment = latest + _TICK if latest and behind else self.given
        self._installments: dict[tuple[str, int | None], int] = {}

    # ── readings ────────────────────────────────────────────────────────────────────────────

    def record(self, reading: Reading) -> Recorded:
        """Return what keeping a reading brought."""
        document = reading.document
        number, new_document = self.document(document.id)
        new_location = self._met_anew(document, number)
        if new_location:
            self.location(
                location_row(document, moment=self.moment, said_on=self._said_on(document))
            )
        new_reading = not self._was_read(number, reading.reader)
        new_claims = self.reading(self._reading_row(reading)) if new_reading else 0
        return Recorded(
            document.id, self.moment, new_document, new_location, new_reading, new_claims
        )

    def _said_on(self, document: Document) -> date:
        today = self.given.date()
        return min(document.published or today, today)

    def _met_anew(self, document: Document, number: int) -> bool:
        """Return whether the document says where it was met, and was not met there before."""
        place = (document.url, document.outlet, document.published)
        c = schema.locations.c
        met = self.connection.execute(
            select(c.url, c.outlet, c.published).where(c.document == number)
        ).all()
        return not met or (any(place) and place not in {tuple(row) for row in met})

    def _was_read(self, document: int, reader: str) -> bool:
        c = schema.readings.c
        found = select(literal(1)).where(c.document == document, c.reader == reader).limit(1)
        return self.connection.execute(found).first() is not None

    def _reading_row(self, reading: Reading) -> dict[str, Any]:
        document = reading.document
        return {
            "document": document.id,
            "text": self.text(text_row(document))[0],
            "reader": reading.reader,
            "sentences": sentence_rows(document.sentences),
            "claims": list(by_entry(document.id, map(claim_row, reading.claims)).values()),
            "recorded_at": self.moment,
        }

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def document(self, identity: str) -> tuple[int, bool]:
        """Return the number of a document, and whether it is new."""
        number = self._number(schema.documents, identity)
        if number is not None:
            return number, False
        return self._insert(schema.documents, {"id": identity}), True

    def text(self, row: Mapping[str, Any]) -> tuple[str, bool]:
        """Return the id of a text, and whether it is new; it is kept then."""
        identity = row_id(row["document"], row["text"], row["heading"], row["language"])
        if self._number(schema.texts, identity) is not None:
            return identity, False
        number, _ = self.document(row["document"])
        self._insert(schema.texts, {**row, "id": identity, "document": number})
        return identity, True

    def location(self, row: Mapping[str, Any]) -> bool:
        """Return whether a location was new; it is kept then."""
        identity = row_id(*(_plain(row[name]) for name in sorted(row)))
        if self._number(schema.locations, identity) is not None:
            return False
        number, _ = self.document(row["document"])
        self._insert(schema.locations, {**row, "id": identity, "document": number})
        return True

    def reading(self, row: Mapping[str, Any]) -> int:
        """Return how many entries a new reading brought; it is kept with its claims."""
        document, _ = self.document(row["document"])
        claims = by_entry(row["document"], row["claims"])
        reading = self._insert(
            schema.readings,
            {
                "id": reading_id(row),
                "document": document,
                "text": self._number(schema.texts, row["text"]),
                "reader": row["reader"],
                "sentences": row["sentences"],
                "recorded_at": row["recorded_at"],
            },
        )
        entries, new = self._entries(list(claims), document=document)
        self._claims(claims, reading=reading, entries=entries)
        return new

    def has_reading(self, row: Mapping[str, Any]) -> bool:
        """Return whether this very reading is kept already."""
        return self._number(schema.readings, reading_id(row)) is not None

    def _claims(
        self, claims: Mapping[str, Mapping[str, Any]], *, reading: int, entries: Mapping[str, int]
    ) -> None:
        """Keep the claims of a reading, in the reader's order."""
        rows = [
            {
                **{name: value for name, value in row.items() if name != "season"},
                "reading": reading,
                "position": position,
                "entry": entries[identity],
                "installment": self.installment(Installment(row["title"], row["season"])),
            }
            for position, (identity, row) in enumerate(claims.items())
        ]
        if rows:
            self.connection.execute(insert(schema.claims), rows)

    def _entries(self, identities: Sequence[str], *, document: int) -> tuple[dict[str, int], int]:
        """Return the numbers of a document's entries, and how many of them are new."""
        c = schema.entries.c
        known = select(c.id, c.number).where(c.document == document)
        numbers = {row.id: row.number for row in self.connection.execute(known)}
        new = [identity for identity in dict.fromkeys(identities) if identity not in numbers]
        if new:
            rows = [{"id": i, "document": document} for i in new]
            self.connection.execute(insert(schema.entries), rows)
            numbers = {row.id: row.number for row in self.connection.execute(known)}
        return numbers, len(new)

    def installment(self, subject: Installment, *, ref: str | None = None) -> int:
        """Return the number of an installment; a new one gets `ref`, if free, or its own."""
        key = subject.key
        if key not in self._installments:
            self._installments[key] = self._find_installment(key) or self._insert(
                schema.installments,
                {"title_key": key[0], "season": key[1], "ref": self._free_ref(key, ref)},
            )
        return self._installments[key]

    def _find_installment(self, key: tuple[str, int | None]) -> int | None:
        c = schema.installments.c
        found = select(c.number).where(c.title_key == key[0], c.season.is_not_distinct_from(key[1]))
        return self.connection.execute(found).scalar()

    def _free_ref(self, key: tuple[str, int | None], wished: str | None) -> str:
        c = schema.installments.c
        length, ref = REF_LENGTH, wished or reference(key[0], season=key[1])
        while self.connection.execute(select(c.number).where(c.ref == ref)).first():
            ref = reference(key[0], season=key[1], length=length)
            length += 1
        return ref

    def has_entry(self, identity: str) -> bool:
        """Return whether a reading of the ledger has that entry."""
        return self._number(schema.entries, identity) is not None

    # ── judgements and aliases ──────────────────────────────────────────────────────────────

    def judgement(self, entry: str, judgement: Judgement) -> bool:
        """Return whether a judgement was new; it is kept then, with what it speaks of instead."""
        claim = None if judgement.claim is None else claim_row(judgement.claim)
        row = {
            "entry": self._number(schema.entries, entry),
            "verdict": judgement.verdict.value,
            "reason": judgement.reason,
            "claim": claim,
            "installment": judgement.claim and self.installment(judgement.claim.subject),
            "recorded_at": judgement.recorded_at,
        }
        moment = moment_text(judgement.recorded_at)
        identity = row_id(entry, row["verdict"], row["reason"], claim, moment)
        return self._keep(schema.judgements, {**row, "id": identity})

    def alias(self, alias: str, title: str) -> bool:
        """Return whether an alias says something new; it is kept then."""
        c = schema.aliases.c
        latest = self.connection.execute(
            select(c.title_key)
            .where(c.alias_key == title_key(alias))
            .order_by(c.recorded_at.desc(), c.number.desc())
        ).scalar()
        if title_key(title) == (latest or title_key(alias)):
            return False
        return self.alias_row(alias, title, moment=self.moment)

    def alias_row(self, alias: str, title: str, *, moment: datetime) -> bool:
        """Return whether this very alias was new; it is kept then."""
        row = {
            "id": row_id(alias, title, moment_text(moment)),
            "alias": alias,
            "alias_key": title_key(alias),
            "title": title,
            "title_key": title_key(title),
            "recorded_at": moment,
        }
        return self._keep(schema.aliases, row)

    def _keep(self, table: Table, row: Mapping[str, Any]) -> bool:
        """Return whether a row of another table was new; it is kept under its own identity."""
        if self._number(table, row["id"]) is not None:
            return False
        self._insert(table, row)
        return True

    def _number(self, table: Table, identity: str) -> int | None:
        found = select(table.c.number).where(table.c.id == identity)
        return self.connection.execute(found).scalar()

    def _insert(self, table: Table, row: Mapping[str, Any]) -> int:
        done = self.connection.execute(insert(table), row)
        (number,) = done.inserted_primary_key or (0,)
        return int(number)


def latest_moment(connection: Connection) -> datetime | None:
    """Return the latest moment that any row of the ledger bears."""
    moments = [
        connection.execute(select(func.max(table.c.recorded_at))).scalar() for table in schema.DATED
    ]
    return max((moment for moment in moments if moment is not None), default=None)


def text_row(document: Document) -> dict[str, Any]:
    """Return the row of a document's exact words."""
    return {
        "document": document.id,
        "text": document.text,
        "heading": document.heading,
        "language": document.language,
    }


def location_row(document: Document, *, moment: datetime, said_on: date) -> dict[str, Any]:
    """Return the row of the place where a document was met."""
    return {
        "document": document.id,
        "url": document.url,
        "outlet": document.outlet,
        "published": document.published,
        "published_basis": document.published_basis,
        "name": document.name,
        "said_on": said_on,
        "recorded_at": moment,
    }


def sentence_rows(sentences: Sequence[Sentence]) -> list[list[int | None]]:
    """Return sentences as lists of start, end, paragraph and section; the number is the place."""
    return [[s.start, s.end, s.paragraph, s.section] for s in sentences]


def reading_id(row: Mapping[str, Any]) -> str:
    """Return the identity of a reading with all that it found, and when."""
    names = ("document", "text", "reader", "sentences", "claims", "recorded_at")
    return row_id(*(_plain(row[name]) for name in names))


def check(reading: Reading) -> None:
    """Raise ValueError where a claim cannot be led to its sentence: a fault of the reader."""
    document, length = reading.document, len(reading.document.text)
    for place, sentence in enumerate(document.sentences):
        if sentence.number != place or not 0 <= sentence.start <= sentence.end <= length:
            raise ValueError(f"sentence {place} of document {document.id[:8]} is out of place")
    for claim in reading.claims:
        if claim.end > length or not 0 <= claim.sentence < len(document.sentences):
            raise ValueError(f"a claim lies outside of document {document.id[:8]}: {claim}")


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value
