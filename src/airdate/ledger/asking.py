"""Makes entries of rows, as of a day and as known at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    ScalarSelect,
    Select,
    Table,
    exists,
    func,
    select,
    tuple_,
)

from airdate.ledger import schema
from airdate.ledger.aliases import followed, targets
from airdate.ledger.rows import claim_of, entry_id
from airdate.ledger.whereabouts import Whereabouts
from airdate.model import (
    Document,
    Entry,
    Installment,
    Judgement,
    Location,
    Sentence,
    Verdict,
    title_key,
)

_MANY = 500
"""Values to a list in a question: SQLite takes 32,766, the oldest builds 999."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knew at a moment (None: all of it), as far as every question needs it.

    judgements: the latest one of each entry, by the entry's number.  canonical: from the key of
    an alias to the key of its title.  alias_titles: the spellings that aliases came with.
    """

    connection: Connection
    known_at: datetime | None
    judgements: Mapping[int, Judgement]
    canonical: Mapping[str, str]
    alias_titles: Mapping[str, tuple[str, str]]

    def key_of(self, title: str) -> str:
        """Return the key of a title, of the work itself where the title is an alias."""
        key = title_key(title)
        return self.canonical.get(key, key)


def knowledge(connection: Connection, known_at: datetime | None) -> Known:
    """Return what was known at a moment."""
    alias_rows = _rows(connection, schema.aliases, known_at=known_at)
    titles = {row["alias_key"]: (row["alias"], row["title"]) for row in alias_rows}
    found = targets((row["alias_key"], row["title_key"]) for row in alias_rows)
    canonical = {alias: followed(found, alias) for alias in found}
    judgement_rows = _rows(connection, schema.judgements, known_at=known_at)
    judgements = {row["entry"]: _judgement(row) for row in judgement_rows}
    return Known(connection, known_at, judgements, canonical, titles)


def standing_aliases(known: Known) -> list[tuple[str, str]]:
    """Return the aliases that stand, each with the title of its work as it was told, by alias."""
    spelled = {title_key(title): title for _, title in known.alias_titles.values()}
    return sorted(
        (alias, spelled[known.canonical[key]])
        for key, (alias, _) in known.alias_titles.items()
        if key in known.canonical
    )


def _rows(
    connection: Connection, table: Table, *, known_at: datetime | None
) -> Sequence[RowMapping]:
    """Return the rows of a table that were known, oldest first."""
    ordered = select(table).order_by(table.c.recorded_at, table.c.number)
    if known_at is not None:
        ordered = ordered.where(table.c.recorded_at <= known_at)
    return connection.execute(ordered).mappings().all()


def _judgement(row: RowMapping) -> Judgement:
    claim = None if row["claim"] is None else claim_of(row["claim"])
    return Judgement(Verdict(row["verdict"]), row["reason"], row["recorded_at"], claim)


# ── entries ─────────────────────────────────────────────────────────────────────────────────


def entries(
    known: Known, installment: Installment | None, *, as_of: date | None, general: bool
) -> list[Entry]:
    """Return the entries of the newest reading of each document, oldest said first."""
    numbers = None if installment is None else _numbers(known, installment, general=general)
    rows = [*newest_rows(known, numbers)]
    rows += upheld_rows(known, numbers, beside=rows)
    made = entries_of(known, rows)
    if as_of is not None:
        made = [entry for entry in made if entry.said_on <= as_of]
    return sorted(made, key=order_of)


def order_of(entry: Entry) -> tuple[date, datetime, str, int, str]:
    """Return where an entry stands: the oldest said first."""
    return entry.said_on, entry.recorded_at, entry.document_id, entry.claim.start, entry.id


def _numbers(known: Known, installment: Installment, *, general: bool) -> set[int]:
    key = known.key_of(installment.title)
    seasons = {installment.season, None} if general else {installment.season}
    return {
        row.number
        for row in known.connection.execute(select(schema.installments))
        if row.season in seasons and known.canonical.get(row.title_key, row.title_key) == key
    }


def claims_asked(known: Known) -> Select[Any]:
    """Return the question for claims with their reading and entry."""
    question = (
        select(
            schema.claims,
            schema.installments.c.season,
            schema.readings.c.document,
            schema.readings.c.reader,
            schema.readings.c.recorded_at.label("read_at"),
            schema.entries.c.id.label("entry_id"),
            _first_read().label("recorded_at"),
        )
        .join(schema.readings, schema.claims.c.reading == schema.readings.c.number)
        .join(schema.entries, schema.claims.c.entry == schema.entries.c.number)
        .join(schema.installments, schema.claims.c.installment == schema.installments.c.number)
    )
    if known.known_at is not None:
        question = question.where(schema.readings.c.recorded_at <= known.known_at)
    return question


def _first_read() -> ScalarSelect[datetime]:
    """Return the moment at which any reader first found the entry of a claim."""
    same, earlier = schema.claims.alias("same").c, schema.readings.alias("earlier").c
    question = select(func.min(earlier.recorded_at)).where(
        same.reading == earlier.number, same.entry == schema.claims.c.entry
    )
    return question.correlate(schema.claims).scalar_subquery()


def newest(known: Known) -> Any:
    """Return the condition that no later reading of the same document was known."""
    this, later = schema.readings.c, schema.readings.alias("later").c
    order = tuple_(later.recorded_at, later.number) > tuple_(this.recorded_at, this.number)
    superseding = exists().where(later.document == this.document, order)
    if known.known_at is not None:
        superseding = superseding.where(later.recorded_at <= known.known_at)
    return ~superseding


def newest_rows(known: Known, numbers: Collection[int] | None) -> Iterable[RowMapping]:
    """Return the claims of the newest readings on installments by number (None: all)."""
    question = claims_asked(known).where(newest(known))
    if numbers is None:
        return known.connection.execute(question).mappings().all()
    return in_parts(known.connection, question, column=schema.claims.c.installment, values=numbers)


def upheld_rows(
    known: Known, numbers: Collection[int] | None, *, beside: Sequence[RowMapping]
) -> list[RowMapping]:
    """Return claims that belong to the answer by a person's word alone.

    A claim that a person accepted or corrected outlives the reading that found it, unless a later
    reading finds the corrected claim itself; one corrected to another installment belongs to both.
    """
    present = {row["entry"] for row in beside}
    found = {row["entry_id"] for row in beside}
    return [
        row
        for row in judged_rows(known)
        if row["entry"] not in present
        and (numbers is None or not subjects_of(known, row).isdisjoint(numbers))
        and _correction_id(known, row) not in found
    ]


def subjects_of(known: Known, row: RowMapping) -> set[int]:
    """Return the installments that a judged claim speaks of, before and after the judgement."""
    corrected = known.judgements[row["entry"]].claim
    after = set() if corrected is None else _numbers(known, corrected.subject, general=False)
    return {row["installment"], *after}


def _correction_id(known: Known, row: RowMapping) -> str | None:
    corrected = known.judgements[row["entry"]].claim
    if corrected is None:
        return None
    document = schema.documents.c
    identity = known.connection.execute(
        select(document.id).where(document.number == row["document"])
    ).scalar_one()
    return entry_id(identity, corrected)


def judged_rows(known: Known) -> list[RowMapping]:
    """Return the claims that a person upheld, each from the newest reading that has it."""
    upheld = [n for n, j in known.judgements.items() if j.verdict is not Verdict.REJECTED]
    rows = in_parts(
        known.connection, claims_asked(known), column=schema.claims.c.entry, values=upheld
    )
    return list(
        {r["entry"]: r for r in sorted(rows, key=lambda r: (r["read_at"], r["reading"]))}.values()
    )


def rows_of_entry(known: Known, entry: int) -> list[RowMapping]:
    """Return the claims of one entry, the newest reading's last."""
    rows = in_parts(
        known.connection, claims_asked(known), column=schema.claims.c.entry, values=[entry]
    )
    return sorted(rows, key=lambda row: (row["read_at"], row["reading"]))


def in_parts(
    connection: Connection, question: Select[Any], *, column: Any, values: Collection[Any]
) -> list[RowMapping]:
    """Return the rows whose column has one of the values."""
    ordered = sorted(values)
    parts = (ordered[i : i + _MANY] for i in range(0, len(ordered), _MANY))
    return [
        row
        for part in parts
        for row in connection.execute(question.where(column.in_(part))).mappings()
    ]


# ── documents ───────────────────────────────────────────────────────────────────────────────


def entries_of(known: Known, rows: Sequence[RowMapping]) -> list[Entry]:
    """Return the entries of claims, with the words and the place of their documents."""
    words = _words(known.connection, {row["reading"] for row in rows})
    met = places(known, {row["document"] for row in rows})
    return [
        _entry(
            row,
            words[row["reading"]],
            place=met[row["document"]],
            judgement=known.judgements.get(row["entry"]),
        )
        for row in rows
    ]


def _words(connection: Connection, numbers: Collection[int]) -> dict[int, RowMapping]:
    """Return the text and the sentences that readings read."""
    question = select(
        schema.readings.c.number,
        schema.readings.c.sentences,
        schema.texts.c.text,
        schema.texts.c.heading,
        schema.texts.c.language,
        schema.documents.c.id,
    ).join_from(schema.readings, schema.texts, schema.readings.c.text == schema.texts.c.number)
    question = question.join(
        schema.documents, schema.readings.c.document == schema.documents.c.number
    )
    found = in_parts(connection, question, column=schema.readings.c.number, values=numbers)
    return {row["number"]: row for row in found}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was first met, and the day on which it counts as said; `whereabouts`."""

    url: str | None
    outlet: str | None
    said_on: date


def places(known: Known, numbers: Collection[int] | None) -> dict[int, Place]:
    """Return where documents (None: all of them) were met, and the day on which they count."""
    met: defaultdict[int, list[RowMapping]] = defaultdict(list)
    for row in location_rows(known, numbers):
        met[row["document"]].append(row)
    return {document: _place(rows) for document, rows in met.items()}


def _place(rows: Iterable[Mapping[Any, Any]]) -> Place:
    met = _met(rows)
    return Place(met.url, met.outlet, met.said_on or date.max)


def _met(rows: Iterable[Mapping[Any, Any]]) -> Whereabouts:
    """Return what holds of a document by where it was met, in the order of `location_rows`."""
    met = Whereabouts()
    for row in rows:
        met.meet(row)
    return met


def location_rows(known: Known, numbers: Collection[int] | None) -> list[RowMapping]:
    """Return where documents were met, in order; of one moment, the earliest said first."""
    c = schema.locations.c
    question = select(schema.locations)
    if known.known_at is not None:
        question = question.where(c.recorded_at <= known.known_at)
    if numbers is None:
        rows: Iterable[RowMapping] = known.connection.execute(question).mappings()
    else:
        rows = in_parts(known.connection, question, column=c.document, values=numbers)
    return sorted(rows, key=lambda row: (row["recorded_at"], row["said_on"], row["number"]))


def begins(column: Any, digits: str) -> Any:
    """Return the condition that an id begins with some hex digits; an index answers it."""
    return (column >= digits) & (column < digits + "g")


def location_of(row: Mapping[str, Any]) -> Location:
    """Return the location of a row."""
    return Location(row["url"], row["outlet"], row["published"], row["recorded_at"])


def _entry(
    row: RowMapping, words: RowMapping, *, place: Place, judgement: Judgement | None
) -> Entry:
    claim = claim_of(dict(row))
    sentences, text = words["sentences"], words["text"]
    start, end = sentences[claim.sentence][:2]
    before, after = sentences[max(0, claim.sentence - 1)], sentences[claim.sentence + 1 :][:1]
    return Entry(
        id=row["entry_id"],
        claim=claim,
        document_id=words["id"],
        heading=words["heading"],
        outlet=place.outlet,
        url=place.url,
        said_on=place.said_on,
        recorded_at=row["recorded_at"],
        reader=row["reader"],
        sentence_words=text[start:end],
        words_start=_within(claim.start, start=start, end=end),
        words_end=_within(claim.end, start=start, end=end),
        passage=text[before[0] : after[0][1] if after else end],
        language=words["language"],
        judgement=judgement,
    )


def _within(place: int, *, start: int, end: int) -> int:
    """Return a place of the text as one of the sentence, at its edge where it lies outside."""
    return min(max(place, start), end) - start


def document(known: Known, prefix: str) -> tuple[Document, tuple[Location, ...]] | None:
    """Return the one document whose id begins so, in the words last read, and its locations."""
    c, wanted = schema.documents.c, prefix.strip().casefold()
    found = known.connection.execute(
        select(c.id, c.number).where(begins(c.id, wanted)).limit(2)
    ).all()
    if len(found) != 1 or not wanted:
        return None
    rows = location_rows(known, {found[0].number})
    read = select(schema.readings.c.number).where(schema.readings.c.document == found[0].number)
    order = (schema.readings.c.recorded_at.desc(), schema.readings.c.number.desc())
    number = known.connection.execute(read.order_by(*order)).scalars().first()
    words = _words(known.connection, {number or 0})[number or 0]
    found_at = tuple(location_of(dict(row)) for row in rows)
    return _document(words, _met(rows), name=rows[0]["name"]), found_at


def _document(words: RowMapping, met: Whereabouts, *, name: str | None) -> Document:
    sentences = tuple(
        Sentence(place, start, end, paragraph, section)
        for place, (start, end, paragraph, section) in enumerate(words["sentences"])
    )
    return Document(
        text=words["text"],
        heading=words["heading"],
        sentences=sentences,
        outlet=met.outlet,
        url=met.url,
        published=met.published,
        published_basis=met.basis,
        language=words["language"],
        name=name,
    )
