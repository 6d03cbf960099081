"""CSV lists: IMDb's (lists, watchlists, ratings), Letterboxd's, and others with a title column.

The columns are known by their names, whatever their order: exports of different years have
different ones (`Title type`, `Title Type`; `You rated`, `Your Rating`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from airdate.lists.bounds import parted, why_no_title
from airdate.lists.forms import Found, Left, Listed
from airdate.lists.numbers import identifiers, season_of, year_of
from airdate.lists.texts import Row, rows
from airdate.model import Identifier, Scheme, WorkKind

_SERIES = frozenset({"tvseries", "tvminiseries", "miniseries", "series", "show", "tv", "tvshow"})
_FILMS = frozenset(
    {"movie", "film", "feature", "featurefilm", "tvmovie", "tvspecial", "video", "short", "tvshort"}
)
_SEEN_FILES = frozenset({"watched", "diary", "ratings", "reviews", "films", "collection"})
_GIVEN_IDS = (
    (Scheme.IMDB, ("const", "imdb id", "imdbid", "imdb")),
    (Scheme.TMDB, ("tmdb id", "tmdbid", "tmdb")),
    (Scheme.TVDB, ("tvdb id", "tvdbid", "tvdb")),
)


def imdb(text: str, *, name: str) -> Found:
    """Yield the titles of an export of IMDb; a rated one is seen."""
    for line, row in rows(text, header=("const", "title")):
        place = f"line {line}"
        if isinstance(row, str):
            yield _broken(place, row)
            continue
        stated = row.get("title type", "")
        kind = _kind(stated)
        if kind is None and stated:
            reason = f"{row.get('title', '')!r:.60} is of the type {stated!r:.30}"
            yield Left(place, reason, "nothing needs to be done: only works are followed")
            continue
        rated = row.get("your rating") or row.get("you rated")
        yield from _taken(row, place, kind=kind, seen=bool(rated))


def letterboxd(text: str, *, name: str) -> Found:
    """Yield the films of an export of Letterboxd; what was seen is told by file and columns."""
    seen_file = PurePosixPath(name).stem.casefold() in _SEEN_FILES
    for line, row in rows(text, header=("name", "year")):
        place = f"line {line}"
        if isinstance(row, str):
            yield _broken(place, row)
            continue
        seen = seen_file or bool(row.get("watched date") or row.get("rating"))
        yield from _taken(
            row | {"title": row.get("name", "")}, place, kind=WorkKind.FILM, seen=seen
        )


def table(text: str, *, name: str) -> Found:
    """Yield the titles of any CSV that has a column `title`."""
    seen_file = PurePosixPath(name).stem.casefold() in _SEEN_FILES
    for line, row in rows(text, header=("title",)):
        place = f"line {line}"
        if isinstance(row, str):
            yield _broken(place, row)
            continue
        stated = row.get("type") or row.get("kind") or ""
        seen = seen_file or any(row.get(each) for each in ("watched at", "rated at", "rating"))
        yield from _taken(row, place, kind=_kind(stated), seen=seen)


def _taken(row: Row, place: str, *, kind: WorkKind | None, seen: bool) -> Found:
    title, year = parted(row.get("title", ""), year_of(row.get("year", "")))
    if left := why_no_title(title, place=place):
        yield left
        return
    season = season_of(row.get("season", ""))
    known = kind or (WorkKind.SERIES if season is not None else None)
    ids = _ids(row, known or WorkKind.FILM)
    yield Listed(
        title,
        year=year,
        season=None if seen else season,
        kind=known,
        ids=ids,
        seen=seen,
        place=place,
    )


def _ids(row: Mapping[str, str], kind: WorkKind) -> tuple[Identifier, ...]:
    pairs = [(scheme, row.get(name)) for scheme, names in _GIVEN_IDS for name in names]
    return identifiers(pairs, kind=kind)


def _kind(stated: str) -> WorkKind | None:
    word = "".join(c for c in stated.casefold() if c.isalpha())
    if word in _SERIES:
        return WorkKind.SERIES
    return WorkKind.FILM if word in _FILMS else None


def _broken(place: str, reason: str) -> Left:
    return Left(place, reason, "mend the quotes or commas of the line")
