"""Reading → the stable JSON object of one document, with the field names of `docs/claims.md`."""

from __future__ import annotations

from typing import Any

from airdate.model import Claim, Credit, DateRange, Detail, Milestone, Reading


def jsonform(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values; `start` and `end` are offsets into its `text`."""
    document = reading.document
    by_kind: dict[type, list[dict[str, Any]]] = {Milestone: [], Credit: [], Detail: []}
    for claim in reading.claims:
        by_kind[type(claim.statement)].append(_claim(claim))
    return {
        "id": document.name or document.id,
        "hash": document.id,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "outlet": document.outlet,
        "heading": document.heading,
        "reader": reading.reader,
        "text": document.text,
        "milestones": by_kind[Milestone],
        "cast": by_kind[Credit],
        "details": by_kind[Detail],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "title": claim.subject.title,
        "season": claim.subject.season,
        **_statement(claim),
        "status": claim.status.value,
        "source": claim.source,
        "sentence": claim.sentence,
        "start": claim.start,
        "end": claim.end,
        "confidence": round(claim.confidence, 3),
        "rule": claim.rule,
    }


def _statement(claim: Claim) -> dict[str, Any]:
    made = claim.statement
    if isinstance(made, Milestone):
        return {"event": made.event.value, "when": _when(made.when), "phrase": claim.phrase}
    if isinstance(made, Credit):
        return {
            "person": made.person,
            "character": made.character,
            "kind": made.kind.value,
            "known_for": made.known_for,
        }
    return {
        "topic": made.topic.value,
        "words": made.words,
        "when": _when(made.when),
        "phrase": claim.phrase,
    }


def _when(when: DateRange | None) -> str | None:
    return None if when is None else str(when)
