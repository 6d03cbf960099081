"""Where an installment stands, in the terms of The Movie Database (TMDB)."""

from __future__ import annotations

from collections.abc import Mapping

from airdate.model import Belief, Event, Status
from airdate.timeline.marks import FINAL, PILOT, marked

RETURNING, PLANNED, IN_PRODUCTION = "Returning Series", "Planned", "In Production"
ENDED, CANCELED = "Ended", "Canceled"
FILM_TERMS = ("Rumored", PLANNED, IN_PRODUCTION, "Post Production", "Released", CANCELED)
SERIES_TERMS = (RETURNING, PLANNED, "Pilot", IN_PRODUCTION, ENDED, CANCELED)

_MAKING = (Event.PRE_PRODUCTION, Event.FILMING_START, Event.FILMING)
_MADE = (Event.FILMING_WRAP, Event.POST_PRODUCTION)


def tmdb_status(
    beliefs: Mapping[Event, Belief], *, stage: Event | None, season: int | None
) -> str | None:
    """Return TMDB's status of a film, or of the series at this season; None if nothing is known.

    TMDB gives a status to a series as a whole: one with a season out is `Returning Series` while
    the next is made. What is neither numbered nor ever renewed is taken for a film.
    Terms: https://developer.themoviedb.org, `status` of movies and of TV series.
    """
    done = {event for event, belief in beliefs.items() if belief.status is Status.DONE}
    if stage is Event.CANCELLED or {Event.CANCELLED, Event.RELEASE} <= done:
        return CANCELED
    told = {belief.status for belief in beliefs.values()} - {Status.DENIED, Status.DROPPED}
    if season is None and Event.RENEWED not in beliefs:
        return _film(done, told)
    return _series(beliefs, done, told=told, season=season or 1)


def _film(done: set[Event], told: set[Status]) -> str | None:
    if Event.RELEASE in done:
        return "Released"
    if done.intersection(_MADE):
        return "Post Production"
    if done.intersection(_MAKING):
        return IN_PRODUCTION
    if told - {Status.RUMOURED}:
        return PLANNED
    return "Rumored" if told else None


def _series(
    beliefs: Mapping[Event, Belief], done: set[Event], *, told: set[Status], season: int
) -> str | None:
    if Event.RELEASE in done:
        return ENDED if _says(beliefs, FINAL) else RETURNING
    # A rumour of a season that nobody ordered says nothing of the series.
    if not told - {Status.RUMOURED}:
        return PLANNED if told and season == 1 else None
    if season > 1:
        return RETURNING
    if done.intersection((*_MAKING, *_MADE)):
        return IN_PRODUCTION
    return "Pilot" if _says(beliefs, PILOT) else PLANNED


def _says(beliefs: Mapping[Event, Belief], mark: str) -> bool:
    """Whether a sentence behind the order or the release bears a mark."""
    telling = (Event.ANNOUNCED, Event.RENEWED, Event.RELEASE)
    claims = [w for event in telling if event in beliefs for w in beliefs[event].claims_for]
    return any(marked(w.entry, mark) for w in claims)
