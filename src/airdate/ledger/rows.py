"""Makes flat rows of claims, and of rows claims again; and the identities of what is kept.

One form serves the tables and the export: the field names of `model.Claim`, its subject and its
statement, side by side. Every identity is a hash of content, so that two ledgers can be joined
and the same thing is known wherever it comes from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from airdate.model import (
    Claim,
    Credit,
    CreditKind,
    DateRange,
    Detail,
    Event,
    Installment,
    Milestone,
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


def entry_id(document_id: str, claim: Claim) -> str:
    """Return the id of a document's statement, whichever rule of whichever reader found it."""
    return row_entry_id(document_id, claim_row(claim))


def row_entry_id(document_id: str, row: Mapping[str, Any]) -> str:
    """Return the id of a document's statement, of its flat row."""
    said = {name: row[name] for name in row if name not in ("phrase", "rule", "confidence")}
    return _digest([document_id, {**said, "title": title_key(row["title"])}])[:ENTRY_DIGITS]


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
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
