"""Makes the list of installments of claims: which works the ledger knows, by which titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from airdate.ledger import schema
from airdate.ledger.answers import Listing
from airdate.ledger.asking import Known, Place, judged_rows, newest, places
from airdate.model import Installment, title_key

Key = tuple[str, int | None]


@dataclass(slots=True)
class _Tally:
    """What is counted of one installment. number, ref: the first that one of its titles got."""

    number: int
    ref: str
    documents: set[int]


def listings(known: Known, *, as_of: date | None) -> list[Listing]:
    """Return the installments that documents speak of, by title and season."""
    met = places(known, None)
    if as_of is not None:
        met = {document: place for document, place in met.items() if place.said_on <= as_of}
    refs = {row.number: row for row in known.connection.execute(select(schema.installments))}
    tallies: dict[Key, _Tally] = {}
    titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, document, title, count in _mentions(known):
        if document in met:
            row = refs[number]
            key = (known.canonical.get(row.title_key, row.title_key), row.season)
            _count(tallies, key, number=number, ref=row.ref, document=document)
            titles[key[0]][title] += count
    spellings = {key: _spelling(known, key, titles=titles[key]) for key in titles}
    aliases = _aliases(known)
    listed = [
        _listing(tally, Installment(spellings[key], season), met=met, aliases=aliases.get(key, ()))
        for (key, season), tally in tallies.items()
    ]
    return sorted(listed, key=lambda item: (item.title_key, item.installment.season or 0))


def _count(tallies: dict[Key, _Tally], key: Key, *, number: int, ref: str, document: int) -> None:
    tally = tallies.setdefault(key, _Tally(number, ref, set()))
    if number < tally.number:
        tally.number, tally.ref = number, ref
    tally.documents.add(document)


def _mentions(known: Known) -> Iterator[tuple[int, int, str, int]]:
    """Yield installment, document, spelling and number of claims; what was rejected is left out."""
    claims, readings = schema.claims.c, schema.readings.c
    judged = select(schema.judgements.c.entry)
    if known.known_at is not None:
        judged = judged.where(schema.judgements.c.recorded_at <= known.known_at)
    columns = (claims.installment, readings.document, claims.title)
    question = (
        select(*columns, func.count())
        .join(schema.readings, claims.reading == readings.number)
        .where(newest(known), claims.entry.not_in(judged))
        .group_by(*columns)
        .order_by(func.min(claims.number))
    )
    if known.known_at is not None:
        question = question.where(readings.recorded_at <= known.known_at)
    for row in known.connection.execute(question):
        yield tuple(row)
    yield from _upheld_mentions(known)


def _upheld_mentions(known: Known) -> Iterator[tuple[int, int, str, int]]:
    numbers = {
        (row.title_key, row.season): row.number
        for row in known.connection.execute(select(schema.installments))
    }
    for row in judged_rows(known):
        corrected = known.judgements[row["entry"]].claim
        if corrected is None:
            yield row["installment"], row["document"], row["title"], 1
        else:
            subject = corrected.subject
            yield numbers[subject.key], row["document"], subject.title, 1


def _spelling(known: Known, key: str, *, titles: Counter[str]) -> str:
    """Return the most frequent spelling of a title, the first met among equals."""
    own = [(title, count) for title, count in titles.items() if title_key(title) == key]
    if own:
        return max(own, key=lambda item: item[1])[0]
    return next(title for _, title in known.alias_titles.values() if title_key(title) == key)


def _aliases(known: Known) -> dict[str, tuple[str, ...]]:
    """Return the aliases of each title, by its key."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for alias_key, (alias, _) in known.alias_titles.items():
        if alias_key in known.canonical:
            found[known.canonical[alias_key]].append(alias)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _listing(
    tally: _Tally,
    installment: Installment,
    *,
    met: Mapping[int, Place],
    aliases: tuple[str, ...],
) -> Listing:
    where = {document: met[document] for document in tally.documents}
    return Listing(
        ref=tally.ref,
        installment=installment,
        documents=len(where),
        sources=len({place.outlet or document for document, place in where.items()}),
        last_said_on=max(place.said_on for place in where.values()),
        aliases=aliases,
    )
