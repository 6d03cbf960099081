"""Makes the claims on milestones of all installments, as far as judging outlets needs them.

One quick question about the whole ledger: what `gathered` gives, milestones alone, and each with
its sentence for a passage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, select

from airdate.ledger import schema
from airdate.ledger.answers import Key, Version
from airdate.ledger.asking import Known, Place, entries_of, judged_rows, newest, places, subjects_of
from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Judgement,
    Milestone,
    Status,
)

Testified = tuple[Version, dict[Key, list[Entry]]]
"""How far the ledger went, and what it testified then."""

_FEW = 500
"""Installments of which it is quicker to ask by themselves; SQLite takes as many in a list."""

_AT_ONCE = 40
"""Installments whose claims are in memory at a time where all are gone through."""


def told(
    known: Known,
    *,
    before: dict[Key, list[Entry]] | None = None,
    touched: set[Key] | None = None,
) -> dict[Key, list[Entry]]:
    """Return the entries on milestones by title key and season, those of an alias with the work.

    Each document speaks by its newest reading, beside what a person upheld; `recorded_at` is the
    moment of that reading.
    before: what was testified earlier.  touched: of which works more is known since; None: of any.
    What is testified of all others is the very same then.
    """
    keys = {
        row.number: (known.canonical.get(row.title_key, row.title_key), row.season)
        for row in known.connection.execute(select(schema.installments))
    }
    if before is None or touched is None:
        return _testified(known, keys, wanted=None)
    works = _works(known, keys, {title for title, _ in touched})
    wanted = {number for number, (title, _) in keys.items() if title in works}
    if len(wanted) > _FEW:
        return _testified(known, keys, wanted=None)
    kept = {key: entries for key, entries in before.items() if key[0] not in works}
    return kept | _testified(known, keys, wanted=wanted)


def streamed(known: Known, works: Collection[str] | None) -> Iterator[tuple[Key, list[Entry]]]:
    """Yield as `told` has them the entries on some works by their title keys, None: on all.

    No more than a few works are in memory at a time.
    """
    keys = {
        row.number: (known.canonical.get(row.title_key, row.title_key), row.season)
        for row in known.connection.execute(select(schema.installments))
    }
    wanted = set(works) if works is not None else {title for title, _ in keys.values()}
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, (title, _) in keys.items():
        numbers[title].append(number)
    some: set[int] = set()
    for title in sorted(wanted if works is None else _works(known, keys, wanted)):
        some.update(numbers[title])
        if len(some) >= _AT_ONCE:
            yield from _testified(known, keys, wanted=some).items()
            some = set()
    if some:
        yield from _testified(known, keys, wanted=some).items()


def _works(known: Known, keys: Mapping[int, Key], touched: set[str]) -> set[str]:
    """Return the works touched, and those that claims on them were corrected to."""
    found = set(touched)
    for judged in judged_rows(known):
        titles = {keys[number][0] for number in subjects_of(known, judged)}
        if titles & touched:
            found |= titles
    return found


def _testified(
    known: Known, keys: Mapping[int, Key], *, wanted: set[int] | None
) -> dict[Key, list[Entry]]:
    """Return the entries on some installments by number, None: on all."""
    found: defaultdict[Key, dict[str, Entry]] = defaultdict(dict)
    rows = known.connection.execute(_of(_question(known), wanted)).all()
    read = _readings(known, {row.reading for row in rows}, wanted=wanted)
    met = places(known, None if wanted is None else {row.document for row in rows})
    for row in rows:
        if row.document in met:
            entry = _entry(row, read[row.reading], place=met[row.document], judged=known.judgements)
            found[keys[row.installment]][entry.id] = entry
    for judged in judged_rows(known):
        subjects = subjects_of(known, judged)
        if wanted is None or not subjects.isdisjoint(wanted):
            (entry,) = entries_of(known, [judged])
            for number in subjects if wanted is None else subjects & wanted:
                found[keys[number]][entry.id] = entry
    return {key: list(entries.values()) for key, entries in found.items()}


def _of(question: Select[Any], wanted: set[int] | None) -> Select[Any]:
    installment = schema.claims.c.installment
    return question if wanted is None else question.where(installment.in_(sorted(wanted)))


def _question(known: Known) -> Select[Any]:
    claims, readings = schema.claims.c, schema.readings.c
    question = (
        select(
            *(claims.title, claims.installment, claims.event, claims.when, claims.status),
            *(claims.source, claims.sentence, claims.start, claims.end, claims.phrase),
            *(claims.rule, claims.confidence, claims.entry, claims.reading),
            *(readings.document, readings.reader, readings.recorded_at),
            schema.entries.c.id,
            schema.installments.c.season,
        )
        .join(schema.readings, claims.reading == readings.number)
        .join(schema.entries, claims.entry == schema.entries.c.number)
        .join(schema.installments, claims.installment == schema.installments.c.number)
        .where(claims.form == "milestone", newest(known))
        .order_by(claims.number)
    )
    if known.known_at is not None:
        question = question.where(readings.recorded_at <= known.known_at)
    return question


def _readings(known: Known, numbers: set[int], *, wanted: set[int] | None) -> dict[int, Any]:
    """Return the words of readings, by their number. wanted: installments that they speak of."""
    readings, texts = schema.readings.c, schema.texts.c
    question = (
        select(
            readings.number,
            readings.sentences,
            texts.text,
            texts.heading,
            texts.language,
            schema.documents.c.id,
        )
        .join(schema.texts, readings.text == texts.number)
        .join(schema.documents, readings.document == schema.documents.c.number)
        .where(newest(known))
    )
    if wanted is not None:
        question = question.where(readings.number.in_(_of(select(schema.claims.c.reading), wanted)))
    return {row.number: row for row in known.connection.execute(question) if row.number in numbers}


def _entry(row: Any, read: Any, *, place: Place, judged: Mapping[int, Judgement]) -> Entry:
    spans: Sequence[Sequence[int]] = read.sentences
    start, end = spans[row.sentence][:2]
    words = read.text[start:end]
    return Entry(
        id=row.id,
        claim=_claim(row),
        document_id=read.id,
        heading=read.heading,
        outlet=place.outlet,
        url=place.url,
        said_on=place.said_on,
        recorded_at=row.recorded_at,
        reader=row.reader,
        sentence_words=words,
        words_start=min(max(row.start, start), end) - start,
        words_end=min(max(row.end, start), end) - start,
        passage=words,
        language=read.language,
        judgement=judged.get(row.entry),
    )


def _claim(row: Any) -> Claim:
    return Claim(
        subject=_installment(row.title, row.season),
        statement=_milestone(row.event, row.when),
        status=_status(row.status),
        source=row.source,
        sentence=row.sentence,
        start=row.start,
        end=row.end,
        phrase=row.phrase,
        rule=row.rule,
        confidence=row.confidence,
    )


# Thousands of rows share them.
_installment = lru_cache(maxsize=8192)(Installment)
_status = lru_cache(maxsize=16)(Status)


@lru_cache(maxsize=8192)
def _milestone(event: str, when: str | None) -> Milestone:
    return Milestone(Event(event), None if when is None else DateRange.parse(when))
