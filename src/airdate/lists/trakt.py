"""Trakt's JSON: watchlist, lists, history, watched, collection, ratings, of the API or the export.

An entry wraps what it is about: `{"listed_at": …, "type": "season", "season": {"number": 2},
"show": {"title": …, "year": …, "ids": {"trakt", "slug", "tvdb", "imdb", "tmdb"}}}`.
"""

from __future__ import annotations

from typing import Any

from airdate.lists.bounds import parted, why_no_title
from airdate.lists.forms import Found, Left, Listed
from airdate.lists.numbers import identifiers, season_of, year_of
from airdate.model import Scheme, WorkKind

Entry = dict[str, Any]

_SEEN = ("plays", "watched_at", "last_watched_at", "collected_at", "last_collected_at", "rated_at")
_IDS = ((Scheme.TVDB, "tvdb"), (Scheme.TMDB, "tmdb"), (Scheme.IMDB, "imdb"))
_WORKS = (("show", WorkKind.SERIES), ("movie", WorkKind.FILM))


def trakt(entry: Entry, place: str) -> Found:
    """Yield the work of an entry: a season where one is listed, of an episode its series."""
    if "hidden_at" in entry:
        yield Left(place, "it is hidden on Trakt", "follow it by hand if you await it")
        return
    found = next(((entry[key], kind) for key, kind in _WORKS if _is_work(entry.get(key))), None)
    if found is None:
        what = entry.get("type")
        named = f"a {what}" if isinstance(what, str) and what.isalpha() else "no show and no movie"
        yield Left(place, f"it is {named}", "nothing needs to be done: only works are followed")
        return
    work, kind = found
    yield from _taken(entry, work, kind=kind, place=place)


def _is_work(value: Any) -> bool:
    return isinstance(value, dict) and "title" in value


def _taken(entry: Entry, work: Entry, *, kind: WorkKind, place: str) -> Found:
    raw = work.get("title")
    title, year = parted(raw if isinstance(raw, str) else "", year_of(work.get("year")))
    if left := why_no_title(title, place=place):
        yield left
        return
    ids = work.get("ids")
    given = ids if isinstance(ids, dict) else {}
    season = entry.get("season")
    number = season_of(season.get("number")) if isinstance(season, dict) else None
    seen = any(name in entry for name in _SEEN)
    yield Listed(
        title,
        year=year,
        # Whoever has seen a season awaits the one after it: the work is followed.
        season=None if seen else number,
        kind=kind,
        ids=identifiers(((scheme, given.get(name)) for scheme, name in _IDS), kind=kind),
        seen=seen,
        place=place,
    )
