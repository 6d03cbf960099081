"""Makes answers about many installments or documents at once, and tells what is new since.

The questions of a page that shows a thousand titles; `asking` holds those about one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, func, literal, select

from airdate.ledger import schema
from airdate.ledger.answers import Dispatch, Key, Named, Passage, Version
from airdate.ledger.asking import (
    Known,
    Place,
    claims_asked,
    entries_of,
    in_parts,
    judged_rows,
    newest,
    newest_rows,
    order_of,
    places,
    subjects_of,
    upheld_rows,
)
from airdate.model import Entry, Installment

_AROUND = 120
"""Characters shown on either side of words that were looked for."""

_LOWER = dict(zip(map(ord, ascii_uppercase), ascii_lowercase, strict=True))
"""As the stores fold: Latin letters without accents alone."""


# ── entries ─────────────────────────────────────────────────────────────────────────────────


def gathered(
    known: Known, wanted: Collection[Installment] | None, *, as_of: date | None
) -> dict[Key, list[Entry]]:
    """Return the entries of the works of installments (None: of all), by title key and season.

    All seasons of a work come, and what names no season: under each key stands what `entries`
    gives for that installment, without `general`.
    """
    keys = _keys(known)
    works = None if wanted is None else {known.key_of(item.title) for item in wanted}
    numbers = {n for n, (work, _) in keys.items() if works is None or work in works}
    rows = [*newest_rows(known, None if wanted is None else numbers)]
    rows += upheld_rows(known, numbers, beside=rows)
    found: defaultdict[Key, dict[str, Entry]] = defaultdict(dict)
    for row, entry in zip(rows, entries_of(known, rows), strict=True):
        if as_of is None or entry.said_on <= as_of:
            for number in _spoken_of(known, row) & numbers:
                found[keys[number]][entry.id] = entry
    return {key: sorted(made.values(), key=order_of) for key, made in found.items()}


def _keys(known: Known) -> dict[int, Key]:
    return {
        row.number: (known.canonical.get(row.title_key, row.title_key), row.season)
        for row in known.connection.execute(select(schema.installments))
    }


def _spoken_of(known: Known, row: RowMapping) -> set[int]:
    """Return the installments that a claim speaks of, a corrected one by its correction too."""
    judged = known.judgements.get(row["entry"])
    if judged is None or judged.claim is None:
        return {row["installment"]}
    return subjects_of(known, row)


def entries_in(known: Known, document_ids: Collection[str]) -> list[Entry]:
    """Return the entries of documents, those that a person upheld among them, as they stand."""
    c = schema.documents.c
    numbers = {
        row["number"]
        for row in in_parts(known.connection, select(c.number), column=c.id, values=document_ids)
    }
    question = claims_asked(known).where(newest(known))
    document = schema.readings.c.document
    rows = in_parts(known.connection, question, column=document, values=numbers)
    present = {row["entry"] for row in rows}
    rows += [
        row
        for row in judged_rows(known)
        if row["document"] in numbers and row["entry"] not in present
    ]
    return sorted(entries_of(known, rows), key=order_of)


# ── what is new ─────────────────────────────────────────────────────────────────────────────


def version(connection: Connection) -> Version:
    """Return how far the ledger goes: it is another one as soon as anything is recorded."""
    last = [select(func.max(table.c.number)).scalar_subquery() for table in schema.DATED]
    row = connection.execute(select(*last)).one()
    return tuple(number or 0 for number in row)


def marks(connection: Connection, version: Version) -> tuple[str, ...]:
    """Return the ids of the last rows of a version, "" where there are none."""
    found = []
    for table, number in zip(schema.DATED, version, strict=True):
        c = table.c
        identity = connection.execute(select(c.id).where(c.number == number)).scalar()
        found.append(identity or "")
    return tuple(found)


def touched(known: Known, since: Version) -> set[Key] | None:
    """Return the installments that what came since a version speaks of; None: it may be any.

    A new reading touches what the earlier ones of its document spoke of, too.
    """
    after = dict(zip((table.name for table in schema.DATED), since, strict=True))
    aliases = schema.aliases.c
    renamed = select(aliases.number).where(aliases.number > after["aliases"])
    if known.connection.execute(renamed).first():
        return None
    documents = _documents_after(known.connection, after)
    readings, claims = schema.readings.c, schema.claims.c
    spoken = select(claims.installment).distinct()
    spoken = spoken.join(schema.readings, claims.reading == readings.number)
    rows = in_parts(known.connection, spoken, column=readings.document, values=documents)
    # A claim was corrected to another work before, and is no longer: that one is touched, too.
    ever, judgements = schema.judgements.alias("ever").c, schema.judgements.c
    judged = select(ever.installment).where(
        ever.installment.is_not(None),
        ever.entry.in_(select(judgements.entry).where(judgements.number > after["judgements"])),
    )
    numbers = {row["installment"] for row in rows}
    numbers |= set(known.connection.execute(judged).scalars())
    keys = _keys(known)
    return {keys[number] for number in numbers}


def _documents_after(connection: Connection, after: Mapping[str, int]) -> set[int]:
    """Return the documents that were met, read or judged after these rows."""
    found: set[int] = set()
    for table in (schema.locations, schema.readings):
        c = table.c
        found |= set(
            connection.execute(select(c.document).where(c.number > after[table.name])).scalars()
        )
    judged = schema.judgements.c
    entries = select(schema.entries.c.document).join(
        schema.judgements, judged.entry == schema.entries.c.number
    )
    return found | set(
        connection.execute(entries.where(judged.number > after["judgements"])).scalars()
    )


# ── who and where ───────────────────────────────────────────────────────────────────────────


def people(known: Known) -> list[Named]:
    """Return the people that newest readings name, with the installments they are named for."""
    claims, readings = schema.claims.c, schema.readings.c
    question = (
        select(claims.person, claims.installment, func.count())
        .join(schema.readings, claims.reading == readings.number)
        .where(newest(known), claims.person.is_not(None))
        .group_by(claims.person, claims.installment)
    )
    if known.known_at is not None:
        question = question.where(readings.recorded_at <= known.known_at)
    keys = _keys(known)
    counts: defaultdict[tuple[str, Key], int] = defaultdict(int)
    for person, number, count in known.connection.execute(question):
        counts[person, keys[number]] += count
    return [Named(person, key, count) for (person, key), count in sorted(counts.items(), key=str)]


def dispatches(known: Known, *, as_of: date | None) -> list[Dispatch]:
    """Return every document, where it was met and how many claims it makes, newest said first."""
    met = places(known, None)
    claims, readings = schema.claims.c, schema.readings.c
    question = (
        select(readings.document, schema.texts.c.heading, func.count(claims.number))
        .join(schema.texts, readings.text == schema.texts.c.number)
        .outerjoin(schema.claims, claims.reading == readings.number)
        .where(newest(known))
        .group_by(readings.document, schema.texts.c.heading)
    )
    if known.known_at is not None:
        question = question.where(readings.recorded_at <= known.known_at)
    ids = _ids(known.connection)
    found = [
        _dispatch(ids[number], met[number], heading=heading, claims=count)
        for number, heading, count in known.connection.execute(question)
        if number in met and (as_of is None or met[number].said_on <= as_of)
    ]
    return sorted(found, key=lambda item: (-item.said_on.toordinal(), item.document_id))


def _ids(connection: Connection) -> dict[int, str]:
    c = schema.documents.c
    return {row.number: row.id for row in connection.execute(select(c.number, c.id))}


def _dispatch(document_id: str, place: Place, *, heading: str, claims: int) -> Dispatch:
    return Dispatch(
        document_id=document_id,
        heading=heading,
        outlet=place.outlet,
        url=place.url,
        said_on=place.said_on,
        claims=claims,
    )


def passages(known: Known, words: str, *, most: int) -> list[Passage]:
    """Return where texts have all these words, the latest recorded first.

    words: looked for as they are written, without difference of case in Latin letters.
    """
    wanted = words.split()
    if not wanted:
        return []
    texts = schema.texts.c
    lower = func.lower(texts.text)
    question = (
        select(schema.documents.c.id, schema.documents.c.number, texts.heading, texts.text)
        .join(schema.documents, texts.document == schema.documents.c.number)
        .where(*(lower.like(_pattern(word), escape="/") for word in wanted))
        .order_by(texts.number.desc())
        .limit(most)
    )
    rows = known.connection.execute(question).all()
    met = places(known, {row.number for row in rows})
    firsts = {row.id: row for row in reversed(rows) if row.number in met}
    return [_passage(row, met[row.number], wanted) for row in reversed(firsts.values())]


def _pattern(word: str) -> BindParameter[str]:
    """Return what a text that has a word is like, in the type in which texts are kept."""
    found = word.translate(_LOWER).replace("/", "//").replace("%", "/%").replace("_", "/_")
    return literal(f"%{found}%", schema.texts.c.text.type)


def _passage(row: Any, place: Place, wanted: Sequence[str]) -> Passage:
    """Return the surroundings of the first of the words, cut at blanks."""
    at = _first_of(row.text, wanted)
    start, end = max(0, at - _AROUND), min(len(row.text), at + len(wanted[0]) + _AROUND)
    cut = row.text[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if end < len(row.text):
        cut = cut.rpartition(" ")[0] + " …"
    return Passage(
        document_id=row.id,
        heading=row.heading,
        outlet=place.outlet,
        said_on=place.said_on,
        words=" ".join(cut.split()),
    )


def _first_of(text: str, wanted: Iterable[str]) -> int:
    folded = text.casefold()
    found = [at for at in (folded.find(word.casefold()) for word in wanted) if at >= 0]
    # Folding may lengthen a text: a place near its end is still a place in it.
    return min(min(found, default=0), len(text))
