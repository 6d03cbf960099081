"""A watched place as pages and programs are shown it: how it is, in words, and no secret of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from airdate.documents.fetch.addressing import shown
from airdate.ledger.office.places import Health, Place, State, Visit
from airdate.ledger.office.places.arrivals import Arrival, Line
from airdate.watch.outcomes import Outcome

_LEARNED_HOURS = 1.0
"""Watched for less, nothing can be said of how often a place has news."""

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))
_SHOWN_DIGITS = 8
"""Of an id in addresses: of a thousand places, two share them once in ten thousand."""

_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class View:
    """A place with how it is. word: well, new, failing, paused, gone.  why: behind the last three.

    address: without secrets; of a file or folder here its name alone.
    """

    id: str
    name: str
    address: str
    on_the_web: bool
    word: str
    why: str
    place: Place
    state: State
    waiting: int

    @property
    def about(self) -> str:
        """What alone it is kept for."""
        return str(self.place.about) if self.place.about else ""

    @property
    def news_words(self) -> str:
        """How often it has news, as far as it was watched."""
        if self.state.hours < _LEARNED_HOURS:
            return "not known yet how often it has news"
        daily = 24 * self.state.changes / self.state.hours
        if daily >= 1:
            count = round(daily)
            return f"about {count} {'piece' if count == 1 else 'pieces'} of news a day"
        if daily * 30 >= 1:
            days = round(1 / daily)
            return "news about each day" if days == 1 else f"news about every {days} days"
        return "hardly ever news"

    @property
    def rhythm_words(self) -> str:
        """How often it is visited."""
        asked = self.place.every_seconds
        told = span_words(timedelta(seconds=asked or self.state.interval_seconds))
        return f"visited every {told}" + (", as asked for" if asked else "")

    def json(self) -> dict[str, Any]:
        """Return it as an object."""
        place, state = self.place, self.state
        due = state.next_due if place.watched else None
        return {
            "id": place.id,
            "kind": place.kind,
            "name": self.name,
            "address": self.address,
            "tags": list(place.tags),
            "title": place.about.title if place.about else None,
            "season": place.about.season if place.about else None,
            "health": self.word,
            "why": self.why or None,
            "failing_since": _iso(state.failing_since) if self.word == "failing" else None,
            "last_visit": _iso(state.last_at),
            "last_outcome": state.last_outcome,
            "next_visit": _iso(due),
            "every_seconds": place.every_seconds,
            "interval_seconds": round(place.every_seconds or state.interval_seconds),
            "news": self.news_words,
            "visits": state.visits,
            "documents": state.documents,
            "let_go": state.let_go,
            "waiting": self.waiting,
        }


def view_of(health: Health) -> View:
    """Return a place as it is shown."""
    place, state = health.place, health.state
    here = "://" not in place.address
    word, why = health.word, ""
    if word == "paused":
        # What a person has to type is told by the page in its own way.
        why = (place.paused_why or "").partition(": airdate watch resume")[0]
        given_up = state.last_outcome is not None and Outcome(state.last_outcome).failed
        word = "gone" if given_up and place.paused_at == state.last_at else "paused"
    elif word == "failing":
        why = state.last_reason or state.last_outcome or ""
    address = PurePath(place.address).name if here else shown(place.address)
    return View(
        place.id[:_SHOWN_DIGITS],
        name_of(place),
        address,
        not here,
        word,
        why,
        place,
        state,
        health.waiting,
    )


def name_of(place: Place) -> str:
    """Return what a place is called, or the beginning of its address, without secrets."""
    if place.name != place.address:
        return shown(place.name)
    if "://" not in place.address:
        return PurePath(place.address).name
    bare = shown(place.address).partition("://")[2].rstrip("/")
    return bare if len(bare) <= _LONGEST_NAME else f"{bare[: _LONGEST_NAME - 1]}…"


# ── the log ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log as it is shown. what: the article's address, "" for the place itself."""

    visit: Visit
    id: str
    name: str
    what: str
    failed: bool
    brought: tuple[Arrival, ...]

    @property
    def counts(self) -> str:
        """How many items were new, kept and let go, as far as there were any."""
        visit = self.visit
        told = ((visit.fresh, "new"), (visit.documents, "kept"), (visit.let_go, "let go"))
        return ", ".join(f"{count} {word}" for count, word in told if count)

    def json(self) -> dict[str, Any]:
        """Return it as an object."""
        visit = self.visit
        return {
            "number": visit.number,
            "at": visit.at.isoformat(),
            "place": self.id,
            "name": self.name,
            "article": self.what or None,
            "status": visit.status,
            "outcome": visit.outcome,
            "reason": visit.reason or None,
            "took_ms": visit.took_ms,
            "items": visit.items,
            "new": visit.fresh,
            "documents": visit.documents,
            "brought": [each.document_id for each in self.brought],
            "let_go": visit.let_go,
            "examples": list(visit.examples),
        }


def entry_of(line: Line) -> Entry:
    """Return a line of the log as it is shown."""
    visit, place, brought = line
    return Entry(
        visit,
        place.id[:_SHOWN_DIGITS],
        name_of(place),
        shown(visit.address) if visit.address else "",
        Outcome(visit.outcome).failed,
        brought,
    )


# ── time in words ───────────────────────────────────────────────────────────────────────────


def span_words(span: timedelta) -> str:
    """Return a span of time in its largest unit: `2 hours`, `minute` for one of them."""
    seconds = abs(span.total_seconds())
    for unit, size in _UNITS:
        count = round(seconds / size)
        if count > 1 or (count == 1 and seconds >= size * 0.9):
            return unit if count == 1 else f"{count} {unit}s"
    return "minute"


def from_now(moment: datetime, now: datetime) -> str:
    """Return when something was or will be: `5 minutes ago`, `in a day`, `now`."""
    span = moment - now
    if abs(span) < timedelta(seconds=50):
        return "now"
    told = span_words(span)
    told = told if told[0].isdigit() else f"{'an' if told == 'hour' else 'a'} {told}"
    return f"in {told}" if span > timedelta(0) else f"{told} ago"


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
