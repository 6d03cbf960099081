"""Tells whether the rows of a ledger's file are what was written: hashes, words, numbers, moments.

Every row that bears an id bears the hash of its content, and every claim has its place in the
words of a document; so a bit that the disk turned is told by the name of what it is in.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from airdate.ledger.noting import KINDS
from airdate.ledger.recording import check
from airdate.ledger.rows import (
    by_entry,
    claim_of,
    day_of,
    key_of,
    moment_of,
    reading_id,
    reference,
    row_entry_id,
    row_id,
)
from airdate.model import Document, Reading, Sentence

MOST = 50
"""Faults of one kind that are told: beyond that the ledger is to be replaced, not read about."""

_NOT_SO = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError),
    *(RecursionError, OverflowError),
)
"""What values that are none give, halves of characters and broken JSON among them."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that is not what was written. where: the row, named so that a person finds it."""

    where: str
    what: str


def content_faults(raw: sqlite3.Connection) -> list[Fault]:
    """Return the rows of a ledger's file that are not what was written, at most MOST of each kind.

    raw: a connection whose texts come with surrogates for what is no character, in a transaction.
    """
    found: list[Fault] = []
    known = _Known(raw)
    for look in (_documents, _texts, _locations, _installments, _readings):
        found += _first(look(raw, known))
    for look in (_entries, _judgements, _aliases, _follows, _identities):
        found += _first(look(raw, known))
    return found


def _first(faults: Iterator[Fault]) -> list[Fault]:
    """Return the first of a look, which goes on to the end: later ones need what it gathers."""
    return [fault for number, fault in enumerate(faults) if number < MOST]


class _Known:
    """What the rows of several tables are held against, by their numbers."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.documents: dict[int, str] = dict(raw.execute("SELECT number, id FROM documents"))
        self.entries: dict[int, tuple[str, int]] = {
            number: (identity, document)
            for number, identity, document in raw.execute(
                "SELECT number, id, document FROM entries"
            )
        }
        self.texts: dict[int, tuple[str, int]] = {}
        """The id of each text, and how many characters it has."""
        self.installments: dict[int, tuple[str, int | None]] = {}
        self.found: set[int] = set()
        """The entries that a reading has."""

    def name(self, document: int) -> str:
        """Return how a document is called in what is told."""
        return f"document {str(self.documents.get(document, f'number {document}'))[:16]}"


def _rows(raw: sqlite3.Connection, question: str) -> Iterator[Row]:
    cursor = raw.execute(question)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _faults(where: str, look: Callable[[], None]) -> Iterator[Fault]:
    """Yield what a look at one row finds amiss."""
    try:
        look()
    except _NOT_SO as error:
        yield Fault(where, str(error) if type(error) is ValueError else _cause(error))


def _cause(error: Exception) -> str:
    if isinstance(error, UnicodeError):
        return "it has bytes that are no text"
    return f"its values are none ({type(error).__name__}: {error!s:.80})"


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(what)


def _documents(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for table in ("texts", "locations", "readings"):
        lone = f"SELECT number FROM documents WHERE number NOT IN (SELECT document FROM {table})"  # noqa: S608
        for (number,) in raw.execute(lone):
            yield Fault(known.name(number), f"it has no row in {table}")


def _texts(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for row in _rows(raw, "SELECT * FROM texts ORDER BY number"):
        text, document = row["text"], row["document"]
        known.texts[row["number"]] = (row["id"], len(text) if isinstance(text, str) else -1)

        def look(row: Row = row) -> None:
            of = known.documents[row["document"]]
            read = Document(row["text"], row["heading"], (), language=row["language"])
            _must(read.id == of, "its words are not those that its id was made of")
            made = row_id(of, row["text"], row["heading"], row["language"])
            _must(made == row["id"], "its heading or language is not what was written")

        yield from _faults(known.name(document), look)


def _locations(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for row in _rows(raw, "SELECT * FROM locations ORDER BY number"):

        def look(row: Row = row) -> None:
            day_of(row["said_on"])
            if row["published"] is not None:
                day_of(row["published"])
            moment_of(row["recorded_at"])
            named = {k: v for k, v in row.items() if k not in ("number", "id")}
            named["document"] = known.documents[row["document"]]
            made = row_id(*(named[name] for name in sorted(named)))
            _must(made == row["id"], "where it was met is not what was written")

        yield from _faults(f"{known.name(row['document'])}, location {row['number']}", look)


def _installments(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for row in _rows(raw, "SELECT * FROM installments ORDER BY number"):
        key = (row["title_key"], row["season"])
        known.installments[row["number"]] = key

        def look(row: Row = row) -> None:
            title, season, ref = row["title_key"], row["season"], row["ref"]
            _must(key_of(title) == title, "its key is none of a title")
            made = reference(title, season=season, length=len(ref))
            _must(made == ref, "its reference is not that of its title and season")

        yield from _faults(f"installment {row['ref']!s:.60}", look)


def _readings(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    claims = groupby(
        _rows(raw, "SELECT * FROM claims ORDER BY reading, position"),
        key=lambda row: row["reading"],
    )
    number, group = next(claims, (None, iter(())))
    for row in _rows(raw, "SELECT * FROM readings ORDER BY number"):
        own: list[Row] = []
        if number == row["number"]:
            own = list(group)
            number, group = next(claims, (None, iter(())))

        def look(row: Row = row, own: Sequence[Row] = own) -> None:
            _look_at_reading(row, own, known)

        yield from _faults(f"{known.name(row['document'])}, reading {row['reader']!s:.40}", look)


def _look_at_reading(row: Row, claims: Sequence[Row], known: _Known) -> None:
    document = known.documents[row["document"]]
    text, length = known.texts[row["text"]]
    sentences = json.loads(row["sentences"])
    said = [_claim_row(claim, known) for claim in claims]
    moment_of(row["recorded_at"])
    kept = {
        "document": document,
        "text": text,
        "reader": row["reader"],
        "sentences": sentences,
        "recorded_at": row["recorded_at"],
        "claims": by_entry(document, said),
    }
    _must(reading_id(kept) == row["id"], "its claims or sentences are not what was written")
    read = Document(" " * length, "", tuple(Sentence(n, *s) for n, s in enumerate(sentences)))
    check(Reading(read, row["reader"], tuple(claim_of(one) for one in said)))
    for place, (claim, one) in enumerate(zip(claims, said, strict=True)):
        _must(claim["position"] == place, f"its claim {place} is out of order")
        _look_at_entry(claim, row_entry_id(document, one), known, document=row["document"])


def _look_at_entry(claim: Row, identity: str, known: _Known, *, document: int) -> None:
    entry, of = known.entries[claim["entry"]]
    known.found.add(claim["entry"])
    _must(entry == identity, f"claim {entry} does not say what its id was made of")
    _must(of == document, f"claim {entry} is another document's")


def _claim_row(claim: Row, known: _Known) -> Row:
    """Return a claim as it was hashed."""
    title_key, season = known.installments[claim["installment"]]
    _must(key_of(claim["title"]) == title_key, "a claim of it is filed under another title")
    left_out = ("number", "reading", "position", "entry", "installment")
    return {k: v for k, v in claim.items() if k not in left_out} | {"season": season}


def _entries(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for number, (identity, document) in known.entries.items():
        if number not in known.found:
            yield Fault(known.name(document), f"no reading has its claim {identity}")


def _judgements(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for row in _rows(raw, "SELECT * FROM judgements ORDER BY number"):

        def look(row: Row = row) -> None:
            entry, _ = known.entries[row["entry"]]
            moment_of(row["recorded_at"])
            claim = None if row["claim"] is None else json.loads(row["claim"])
            made = row_id(entry, row["verdict"], row["reason"], claim, row["recorded_at"])
            _must(made == row["id"], "it is not what was written")
            if claim is not None:
                subject = claim_of(claim).subject
                filed = known.installments[row["installment"]]
                _must(filed == subject.key, "it is filed under another title")

        entry = known.entries.get(row["entry"], ("?", 0))[0]
        yield from _faults(f"judgement of claim {entry}", look)


def _aliases(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    for row in _rows(raw, "SELECT * FROM aliases ORDER BY number"):

        def look(row: Row = row) -> None:
            moment_of(row["recorded_at"])
            made = row_id(row["alias"], row["title"], row["recorded_at"])
            keys = (key_of(row["alias"]), key_of(row["title"]))
            _must(made == row["id"], "it is not what was written")
            _must(keys == (row["alias_key"], row["title_key"]), "its keys are not its titles'")

        yield from _faults(f"alias {row['alias']!s:.60}", look)


def _follows(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    return _notes(raw, "follow", table="follows")


def _identities(raw: sqlite3.Connection, known: _Known) -> Iterator[Fault]:
    return _notes(raw, "identity", table="identities")


def _notes(raw: sqlite3.Connection, kind: str, *, table: str) -> Iterator[Fault]:
    """Yield the faults of a table of `noting`, which an older ledger does not have."""
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return
    for row in _rows(raw, f"SELECT * FROM {table} ORDER BY number"):  # noqa: S608 -- our own

        def look(row: Row = row) -> None:
            moment_of(row["recorded_at"])
            told = row | {"work": row.get("kind"), "followed": bool(row.get("followed"))}
            made = row_id(kind, *(told[name] for name in KINDS[kind]))
            _must(made == row["id"], "it is not what was written")
            _must(key_of(row["title"]) == row["title_key"], "its key is not its title's")

        yield from _faults(f"{kind} of {row['title']!s:.60}", look)
