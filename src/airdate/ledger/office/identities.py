"""What catalogues call the works: the latest word of each source holds, and of several the last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from airdate.ledger import noting
from airdate.ledger.asking import Known, knowledge
from airdate.ledger.noting import Keeper, Row, check, place_of, row_of, rows_of
from airdate.model import Identifier, Installment, Scheme, WorkKind

if TYPE_CHECKING:
    from airdate.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Identity:
    """What a catalogue calls a work (season None) or a season, and who told so."""

    installment: Installment
    identifier: Identifier
    source: str
    recorded_at: datetime


def identify(
    ledger: Ledger,
    installment: Installment,
    identifiers: Collection[Identifier],
    *,
    source: str,
    recorded_at: datetime,
) -> list[Identifier]:
    """Return which identifiers are news of a source on an installment; they are kept.

    source: a catalogue, or the name of a list. What it said of this installment before and does
    not say now no longer holds. What other sources said stays.
    """
    said = [(installment, tuple(identifiers))]
    return identify_all(ledger, said, source=source, recorded_at=recorded_at)


def identify_all(
    ledger: Ledger,
    said: Sequence[tuple[Installment, Sequence[Identifier]]],
    *,
    source: str,
    recorded_at: datetime,
) -> list[Identifier]:
    """Return which identifiers are news, of many installments in one transaction."""
    for installment, _ in said:
        check(installment, source=source)
    news: list[Identifier] = []
    with ledger.office(write=True) as connection:
        known = knowledge(connection, None)
        words = _words_of(known, source)
        keeper = Keeper(connection, recorded_at=recorded_at)
        for installment, identifiers in said:
            before = words.setdefault((known.key_of(installment.title), installment.season), {})
            for scheme, kind, value in _differences(before, identifiers):
                named = {"scheme": scheme.value, "work": kind.value, "value": value}
                keeper.keep("identity", row_of(installment, **named, source=source))
                before[scheme] = (kind, value)
                news += [Identifier(scheme, kind, value)] if value is not None else []
        keeper.write()
    return news


def identities(
    ledger: Ledger, title: str | None = None, *, known_at: datetime | None = None
) -> list[Identity]:
    """Return the identifiers that hold of a work and its seasons, or of all works.

    Where sources differ on one scheme, the latest word holds.
    """
    with ledger.office() as connection:
        known = knowledge(connection, known_at)
        rows = rows_of(connection, noting.identities, known_at=known_at)
        wanted = None if title is None else known.key_of(title)
        words: dict[tuple[str, int | None, str, str], Row] = {}
        for row in rows:
            key = known.key_of(row["title"])
            if wanted in (None, key):
                place = (key, row["season"], row["scheme"], row["source"])
                words.pop(place, None)  # so that the latest word stands last
                words[place] = row
    holding = {key[:3]: row for key, row in words.items() if row["value"] is not None}
    found = [_identity_of(row) for row in holding.values()]
    return sorted(found, key=lambda each: (*place_of(each.installment), each.identifier.scheme))


def _identity_of(row: Row) -> Identity:
    named = Identifier(Scheme(row["scheme"]), WorkKind(row["kind"]), row["value"])
    subject = Installment(row["title"], row["season"])
    return Identity(subject, named, row["source"], row["recorded_at"])


_Word = tuple[WorkKind, str | None]


def _words_of(known: Known, source: str) -> dict[tuple[str, int | None], dict[Scheme, _Word]]:
    """Return what a source says now of each installment, by scheme."""
    found: dict[tuple[str, int | None], dict[Scheme, _Word]] = {}
    for row in rows_of(known.connection, noting.identities, known_at=known.known_at):
        if row["source"] == source:
            words = found.setdefault((known.key_of(row["title"]), row["season"]), {})
            words[Scheme(row["scheme"])] = (WorkKind(row["kind"]), row["value"])
    return found


def _differences(
    before: Mapping[Scheme, _Word], identifiers: Iterable[Identifier]
) -> Iterator[tuple[Scheme, WorkKind, str | None]]:
    now = {each.scheme: each for each in identifiers}
    for scheme, each in now.items():
        if before.get(scheme) != (each.kind, each.value):
            yield scheme, each.kind, each.value
    for scheme, (kind, value) in tuple(before.items()):
        if scheme not in now and value is not None:
            yield scheme, kind, None
