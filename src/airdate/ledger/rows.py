"""Makes flat rows of claims and documents, and of rows claims again; and their identities.

One form serves the tables and the export: the field names of `model.Claim`, its subject and its
statement, side by side. Every identity is a hash of content, so that two ledgers can be joined
and the same thing is known wherever it comes from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Document,
    Event,
    Installment,
    Milestone,
    Sentence,
    Statement,
    Status,
    Topic,
    title_key,
)

ENTRY_DIGITS = 16
"""Hex digits of an entry's id: 64 bits, so that of a million entries two collide once in 10^7."""

_ROW_DIGITS = 32
_REF_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 without i, l, o and u, which are misread (Crockford)."""

REF_LENGTH = 4

LAST_YEAR = 9000
"""Of days and moments that are taken in: a later row must find room after them."""

_SAID = (
    *("season", "form", "event", "when", "person", "kind", "character", "known_for", "topic"),
    *("words", "status", "source", "sentence", "start", "end"),
)
"""What makes a statement, beside its title: not how it was found, nor how sure that is."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode

key_of = lru_cache(maxsize=10_000)(title_key)
"""`model.title_key`, for titles that many claims share."""


def claim_row(claim: Claim) -> dict[str, Any]:
    """Return a claim as one flat row; fields of other forms of statement are None."""
    return {
        "title": claim.subject.title,
        "season": claim.subject.season,
        **_statement_row(claim.statement),
        "status": claim.status.value,
        "source": claim.source,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "phrase": claim.phrase,
        "rule": claim.rule,
        "confidence": float(claim.confidence),
    }


def _statement_row(statement: Statement) -> dict[str, Any]:
    row = dict.fromkeys(
        ("form", "event", "when", "person", "kind", "character", "known_for", "topic", "words")
    )
    match statement:
        case Milestone(event, when):
            found = {"form": "milestone", "event": event.value, "when": _range_text(when)}
        case Credit(person, kind, character, known_for):
            found = {"form": "credit", "person": person, "kind": kind.value}
            found |= {"character": character, "known_for": known_for}
        case Detail(topic, words, when):
            found = {"form": "detail", "topic": topic.value, "words": words}
            found |= {"when": _range_text(when)}
    return {**row, **found}


def claim_of(row: Mapping[str, Any]) -> Claim:
    """Return the claim of a flat row. Raises: KeyError, ValueError, TypeError where it is none."""
    return Claim(
        subject=Installment(_text(row["title"]), row["season"]),
        statement=_statement_of(row),
        status=Status(row["status"]),
        source=row["source"],
        sentence=row["sentence"],
        start=row["start"],
        end=row["end"],
        phrase=row["phrase"],
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _statement_of(row: Mapping[str, Any]) -> Statement:
    match row["form"]:
        case "milestone":
            return Milestone(Event(row["event"]), _range_of(row["when"]))
        case "credit":
            kind = CreditKind(row["kind"])
            return Credit(_text(row["person"]), kind, row["character"], row["known_for"])
        case "detail":
            return Detail(Topic(row["topic"]), _text(row["words"]), _range_of(row["when"]))
        case other:
            raise ValueError(f"no such form of statement: {other!r}")


def _range_text(when: DateRange | None) -> str | None:
    return None if when is None else str(when)


def _range_of(text: str | None) -> DateRange | None:
    return None if text is None else DateRange.parse(text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"words expected, not {value!r}")
    return value


# ── documents and readings ──────────────────────────────────────────────────────────────────


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
    names = ("document", "text", "reader", "sentences", "recorded_at")
    return row_id(*(plain(row[name]) for name in names), list(row["claims"].values()))


# ── identities and moments ──────────────────────────────────────────────────────────────────


def entry_id(document_id: str, claim: Claim) -> str:
    """Return the id of a document's statement, whichever rule of whichever reader found it."""
    return row_entry_id(document_id, claim_row(claim))


def row_entry_id(document_id: str, row: Mapping[str, Any]) -> str:
    """Return the id of a document's statement, of its flat row."""
    said = [row[name] for name in _SAID]
    return _digest([document_id, key_of(row["title"]), said])[:ENTRY_DIGITS]


def by_entry(document_id: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return claims by their entry's id, in order; of two that say the same, the first."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        found.setdefault(row_entry_id(document_id, row), row)
    return found


def row_id(*content: Any) -> str:
    """Return the identity of a row with that content (values that JSON can hold)."""
    return _digest(content)[:_ROW_DIGITS]


def reference(key: str, *, season: int | None, length: int = REF_LENGTH) -> str:
    """Return the first letters, `length` of them, of the reference of a title's key and season."""
    number = int(_digest([key, season]), 16)
    return "".join(_REF_LETTERS[number >> (5 * place) & 31] for place in range(length))


def _digest(content: Any) -> str:
    return hashlib.sha256(_encode(content).encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def moment_text(moment: datetime) -> str:
    """Return a moment as text that sorts as it does. Raises: ValueError where it has no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime:
    """Return the moment of such a text. Raises: ValueError, also where it lies too far ahead."""
    moment = datetime.fromisoformat(text)
    if too_far_ahead(moment):
        raise ValueError(f"the moment lies too far ahead: {text!r}")
    if moment_text(moment) != text:
        raise ValueError(f"not a moment as the ledger writes it: {text!r}")
    return moment


def day_of(text: str) -> date:
    """Return the day of such a text. Raises: ValueError, also where it lies too far ahead."""
    day = date.fromisoformat(text)
    if too_far_ahead(day):
        raise ValueError(f"the day lies too far ahead: {text!r}")
    return day


def too_far_ahead(day: date) -> bool:
    """Return whether a day or moment leaves no room for later ones, as moments need it."""
    return day.year > LAST_YEAR
