"""Makes the list of installments of claims: which works the ledger knows, by which titles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from airdate.ledger import schema
from airdate.ledger.answers import Listing
from airdate.ledger.asking import Known, Place, judged_rows, newest, places
from airdate.ledger.whereabouts import Whereabouts
from airdate.model import Installment, title_key

Key = tuple[str, int | None]

_MANY = 500
"""Installments to a list in a question."""


@dataclass(slots=True)
class _Tally:
    """What is counted of one installment. number, ref: the first that one of its titles got."""

    number: int
    ref: str
    documents: set[int]


def listings(
    known: Known, *, as_of: date | None, works: Collection[str] | None = None
) -> list[Listing]:
    """Return the installments that documents speak of, by title and season.

    works: of these alone, by the keys of their titles; of all if None.
    """
    rows = {row.number: row for row in known.connection.execute(select(schema.installments))}
    keys = {n: (known.canonical.get(r.title_key, r.title_key), r.season) for n, r in rows.items()}
    wanted = None if works is None else {n for n, (work, _) in keys.items() if work in works}
    told = list(_mentions(known, wanted))
    met = _said(known, None if wanted is None else {document for _, document, _, _ in told})
    tallies: dict[Key, _Tally] = {}
    titles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, document, title, count in told:
        if document in met and (as_of is None or met[document].said_on <= as_of):
            key = keys[number]
            _count(tallies, key, number=number, ref=rows[number].ref, document=document)
            titles[key[0]][title] += count
    spellings = {key: _spelling(known, key, titles=titles[key]) for key in titles}
    aliases = _aliases(known)
    listed = [
        _listing(tally, Installment(spellings[key], season), met=met, aliases=aliases.get(key, ()))
        for (key, season), tally in tallies.items()
    ]
    return sorted(listed, key=lambda item: (item.title_key, item.installment.season or 0))


def _said(known: Known, documents: set[int] | None) -> dict[int, Place]:
    """Return where documents were met; of all of them no more is fetched than that takes."""
    if documents is not None:
        return places(known, documents)
    c = schema.locations.c
    columns = (c.outlet, c.published, c.published_basis, c.said_on)
    # Whether there is an address, not which: no more is fetched than it takes.
    question = select(c.document, c.url.is_not(None).label("url"), *columns)
    if known.known_at is not None:
        question = question.where(c.recorded_at <= known.known_at)
    ordered = question.order_by(c.recorded_at, c.said_on, c.number)
    found: defaultdict[int, Whereabouts] = defaultdict(Whereabouts)
    for row in known.connection.execute(ordered).mappings():
        found[row["document"]].meet(row)
    return {at: Place(None, met.outlet, met.said_on or date.max) for at, met in found.items()}


def _count(tallies: dict[Key, _Tally], key: Key, *, number: int, ref: str, document: int) -> None:
    tally = tallies.setdefault(key, _Tally(number, ref, set()))
    if number < tally.number:
        tally.number, tally.ref = number, ref
    tally.documents.add(document)


def _mentions(known: Known, wanted: set[int] | None) -> Iterator[tuple[int, int, str, int]]:
    """Yield installment, document, spelling and number of claims; what was rejected is left out.

    wanted: of these installments by number; of all if None.
    """
    claims, readings = schema.claims.c, schema.readings.c
    judged = select(schema.judgements.c.entry)
    if known.known_at is not None:
        judged = judged.where(schema.judgements.c.recorded_at <= known.known_at)
    # Counted by reading before anything is looked up of it: of ten claims that is done once.
    columns = (claims.reading, claims.installment, claims.title)
    told = (
        select(*columns, func.count().label("count"), func.min(claims.number).label("first"))
        .where(claims.entry.not_in(judged))
        .group_by(*columns)
    )
    for some in _parts(wanted):
        each = told if some is None else told.where(claims.installment.in_(some))
        counted = each.subquery()
        question = (
            select(*(counted.c.installment, readings.document, counted.c.title, counted.c["count"]))
            .join(schema.readings, counted.c.reading == readings.number)
            .where(newest(known))
            .order_by(counted.c.first)
        )
        if known.known_at is not None:
            question = question.where(readings.recorded_at <= known.known_at)
        for row in known.connection.execute(question):
            yield tuple(row)
    for mention in _upheld_mentions(known):
        if wanted is None or mention[0] in wanted:
            yield mention


def _parts(wanted: set[int] | None) -> Iterator[list[int] | None]:
    """Yield the numbers, as many as a question takes; None once where all are wanted."""
    if wanted is None:
        yield None
        return
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]


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
