"""Sonarr's and Radarr's own answers (`/api/v3/series`, `/api/v3/movie`) and their custom lists."""

from __future__ import annotations

from typing import Any

from airdate.lists.bounds import parted, why_no_title
from airdate.lists.forms import Found, Left, Listed
from airdate.lists.numbers import identifiers, year_of
from airdate.model import Identifier, Scheme, WorkKind

Entry = dict[str, Any]

_SERIES_IDS = (
    (Scheme.TVDB, "tvdbId"),
    (Scheme.TMDB, "tmdbId"),
    (Scheme.IMDB, "imdbId"),
    (Scheme.TVMAZE, "tvMazeId"),
)
_FILM_IDS = ((Scheme.TMDB, "tmdbId"), (Scheme.IMDB, "imdbId"))
_CUSTOM_IDS = (
    *((Scheme.TVDB, name) for name in ("tvdbId", "tvdb_id")),
    *((Scheme.TMDB, name) for name in ("tmdbId", "tmdb_id", "id")),
    *((Scheme.IMDB, name) for name in ("imdbId", "imdb_id")),
    (Scheme.TVMAZE, "tvMazeId"),
)


def sonarr(entry: Entry, place: str) -> Found:
    """Yield the series of an entry: what is monitored, for what comes next of it."""
    if entry.get("monitored") is False:
        yield Left(place, f"{_title(entry)} is not monitored", "follow it by hand if you await it")
        return
    yield from _taken(entry, place, names=_SERIES_IDS, kind=WorkKind.SERIES)


def radarr(entry: Entry, place: str) -> Found:
    """Yield the film of an entry; one that is on the disk counts as seen."""
    if entry.get("monitored") is False and entry.get("hasFile") is not True:
        yield Left(place, f"{_title(entry)} is not monitored", "follow it by hand if you await it")
        return
    yield from _taken(entry, place, names=_FILM_IDS, kind=WorkKind.FILM)


def custom(entry: Entry, place: str) -> Found:
    """Yield the work of an entry of a custom list.

    A number of TVDB makes it a series, one of TMDB without it a film; else it may be either.
    """
    known = {each.scheme for each in _ids(entry, _CUSTOM_IDS, kind=WorkKind.FILM)}
    film = Scheme.TMDB in known and Scheme.TVDB not in known
    kind = WorkKind.FILM if film else WorkKind.SERIES
    certain = film or Scheme.TVDB in known
    yield from _taken(entry, place, names=_CUSTOM_IDS, kind=kind, certain=certain)


def _taken(
    entry: Entry,
    place: str,
    *,
    names: tuple[tuple[Scheme, str], ...],
    kind: WorkKind,
    certain: bool = True,
) -> Found:
    title, year = parted(_title(entry), year_of(entry.get("year")))
    if left := why_no_title(title, place=place):
        yield left
        return
    status = entry.get("status")
    yield Listed(
        title,
        year=year,
        kind=kind if certain else None,
        ids=_ids(entry, names, kind=kind),
        note=status if isinstance(status, str) and status.isalpha() else "",
        seen=entry.get("hasFile") is True,
        place=place,
    )


def _ids(
    entry: Entry, names: tuple[tuple[Scheme, str], ...], *, kind: WorkKind
) -> tuple[Identifier, ...]:
    return identifiers(((scheme, entry.get(name)) for scheme, name in names), kind=kind)


def _title(entry: Entry) -> str:
    raw = entry.get("title")
    return raw.strip() if isinstance(raw, str) else ""
