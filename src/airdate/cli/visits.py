"""What `airdate watch` prints of places and visits: rows of tables, JSON, lines of words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from airdate.errors import UsageError
from airdate.wording import counted

if TYPE_CHECKING:
    from airdate.ledger.office.places import Health, Place, Visit
    from airdate.watch.engine import Tally

SHOWN_DIGITS = 6


def health_row(each: Health) -> tuple[str, ...]:
    """Return a place as a row: how it is, when it is visited, what it brought."""
    place, state = each.place, each.state
    about = f" (only {place.about})" if place.about else ""
    last = f"{when(state.last_at)} {state.last_outcome}" if state.last_at else "never"
    return (
        place.id[:SHOWN_DIGITS],
        place.kind,
        safe_words(shown_place(place.name) + about),
        each.word,
        last,
        when(state.next_due) if place.watched else "",
        str(state.documents),
        str(state.let_go),
        str(each.waiting or ""),
    )


def health_json(each: Health) -> dict[str, Any]:
    """Return a place with how it is, as one JSON object."""
    place, state = each.place, each.state
    return {
        "id": place.id,
        "kind": place.kind,
        "address": shown_place(place.address),
        "name": shown_place(place.name),
        "tags": list(place.tags),
        "title": place.about.title if place.about else None,
        "season": place.about.season if place.about else None,
        "every_seconds": place.every_seconds,
        "state": each.word,
        "paused_why": place.paused_why,
        "last_visit": state.last_at.isoformat() if state.last_at else None,
        "last_status": state.last_status,
        "last_outcome": state.last_outcome,
        "last_reason": state.last_reason,
        "next_visit": state.next_due.isoformat() if place.watched else None,
        "failures": state.failures,
        "visits": state.visits,
        "documents": state.documents,
        "let_go": state.let_go,
        "waiting": each.waiting,
    }


def tally_words(tally: Tally) -> str:
    """Return what a run came to, in a line."""
    if not tally.visits + tally.errands:
        return "Nothing is due. See airdate watch list"
    return (
        f"{many(tally.visits, 'visit')}, {many(tally.errands, 'article')} asked for: "
        f"{many(tally.documents, 'new document')}, {tally.let_go} let go, {tally.failed} failed."
    )


def many(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return counted(count, noun)


def visit_words(visit: Visit) -> str:
    """Return a line of the log without its place: what came of it, and why."""
    kept = many(visit.documents, "new document") if visit.documents else ""
    what = shown_place(visit.address) if visit.address else ""
    return " · ".join(filter(None, (visit.outcome, kept, what, visit.reason)))


def visit_row(visit: Visit, place: Place) -> tuple[str, ...]:
    """Return a visit as a row of the log."""
    what = shown_place(visit.address) if visit.address else ""
    let_go = "; ".join(visit.examples[:2])
    why = " · ".join(filter(None, (what, visit.reason, let_go)))
    return (
        when(visit.at),
        safe_words(shown_place(place.name)[:40]),
        str(visit.status or ""),
        visit.outcome,
        str(visit.fresh or ""),
        str(visit.documents or ""),
        str(visit.let_go or ""),
        safe_words(why),
    )


def visit_json(visit: Visit, place: Place) -> dict[str, Any]:
    """Return a visit as one JSON object."""
    return {
        "at": visit.at.isoformat(),
        "place": place.id,
        "name": shown_place(place.name),
        "address": shown_place(visit.address or place.address),
        "article": visit.address is not None,
        "status": visit.status,
        "outcome": visit.outcome,
        "reason": visit.reason,
        "took_ms": visit.took_ms,
        "items": visit.items,
        "new": visit.fresh,
        "documents": visit.documents,
        "let_go": visit.let_go,
        "examples": list(visit.examples),
        "bytes": visit.bytes,
    }


def when(moment: datetime | None) -> str:
    """Return a moment to the minute, as UTC."""
    return moment.strftime("%Y-%m-%d %H:%M") if moment else ""


def shown_place(words: str) -> str:
    """Return an address without the secrets that it may hold."""
    if "://" not in words:
        return words
    from airdate.documents.fetch.addressing import shown

    return shown(words)


def safe_words(text: str) -> str:
    """Return words without what could steer a terminal."""
    from airdate.publish.text import safe

    return safe(text)


def visitable(place: Place) -> Place:
    """Return a place that may be visited. Raises: UsageError where it is paused."""
    if not place.watched:
        raise UsageError(
            f"{shown_place(place.name)} is paused: {place.paused_why}.",
            f"Have it visited again: airdate watch resume {place.id[:SHOWN_DIGITS]}",
        )
    return place
