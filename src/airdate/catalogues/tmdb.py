"""TMDB's API (api.themoviedb.org/3): with a key of yours, series and films."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from airdate.catalogues.asking import Row, ask, day, inside, many, number, on, row, strange, words
from airdate.catalogues.forms import Candidate, Season, Standing, Work
from airdate.documents.fetch import Fetcher
from airdate.errors import SourceError
from airdate.model import Identifier, Scheme, WorkKind

BASE = "https://api.themoviedb.org"
NAME = "TMDB"
KEY_VARIABLE = "AIRDATE_TMDB_KEY"

_PATHS = {WorkKind.SERIES: "tv", WorkKind.FILM: "movie"}
_KINDS = {path: kind for kind, path in _PATHS.items()}
_FOUND_BY = {Scheme.IMDB: "imdb_id", Scheme.TVDB: "tvdb_id", Scheme.WIKIDATA: "wikidata_id"}
_STANDING: dict[str, Standing] = {
    "Planned": "announced",
    "Pilot": "announced",
    "In Production": "coming",
    "Post Production": "post",
    "Returning Series": "running",
    "Ended": "ended",
    "Released": "ended",
    "Canceled": "cancelled",
    "Cancelled": "cancelled",
}
_KEY_LENGTHS = range(16, 65)


class Tmdb:
    """A client of TMDB. key: a v3 key (32 letters) or a v4 token; no error and no log names it."""

    name = NAME
    domain = "themoviedb.org"

    def __init__(self, fetcher: Fetcher, *, key: str, base: str = "") -> None:
        self._fetcher = fetcher
        self._base = base or BASE
        self._key = key.strip()
        plain = self._key.isascii() and self._key.replace("-", "").replace("_", "").isalnum()
        self._is_token = self._key.count(".") == 2
        if not self._is_token and not (plain and len(self._key) in _KEY_LENGTHS):
            raise SourceError(
                f"{NAME} needs a key of yours.",
                f"Make one at themoviedb.org/settings/api, and set {KEY_VARIABLE}.",
            )

    def search(self, title: str) -> list[Candidate]:
        """Return the series and films that a title may mean, the likeliest first."""
        return found(self._ask("/3/search/multi", query=title, include_adult="false"))

    def by_identifier(self, identifier: Identifier) -> Candidate | None:
        """Return the work of another catalogue's number, None where it has none."""
        if identifier.scheme is Scheme.TMDB:
            path = _PATHS[identifier.kind]
            answer = self._ask(f"/3/{path}/{identifier.value}")
            return None if answer is None else candidate(answer, kind=identifier.kind)
        if (source := _FOUND_BY.get(identifier.scheme)) is None:
            return None
        answer = self._ask(f"/3/find/{identifier.value}", external_source=source)
        for path, kind in _KINDS.items():
            if results := many(answer, f"{path}_results"):
                return candidate(results[0], kind=kind)
        return None

    def work(self, candidate: Candidate) -> Work:
        """Return a work with its seasons, names and numbers. Raises: SourceError."""
        path = f"/3/{_PATHS[candidate.kind]}/{candidate.number}"
        answer = self._ask(path, append_to_response="external_ids,alternative_titles,translations")
        if answer is None:
            raise SourceError(f"{NAME} has no {candidate.number} any more.", "Search for it anew.")
        return listed(answer, kind=candidate.kind)

    def _ask(self, path: str, **asked: str) -> Any:
        headers = {"Authorization": f"Bearer {self._key}"} if self._is_token else None
        query = urlencode(asked if self._is_token else {**asked, "api_key": self._key})
        try:
            answer = ask(self._fetcher, f"{self._base}{path}?{query}", name=NAME, headers=headers)
        except SourceError as error:
            # An address with the key in it may stand in a message or a chain of causes.
            hidden = [text.replace(self._key, "…") for text in (error.problem, error.remedy)]
            raise SourceError(*hidden) from None
        if inside(answer, "success") is False:
            told = words(answer.get("status_message"))
            raise SourceError(f"{NAME} refuses: {told[:100]}", f"Check {KEY_VARIABLE}.")
        return answer


def found(answer: Any) -> list[Candidate]:
    """Return the series and films of an answer to a search; people are left out."""
    if not isinstance(inside(answer, "results"), list):
        raise strange(answer, name=NAME)
    results = many(answer, "results")
    kinds = [(each, _KINDS.get(words(each.get("media_type")))) for each in results]
    return [candidate(each, kind=kind) for each, kind in kinds if kind]


def candidate(item: Any, *, kind: WorkKind) -> Candidate:
    """Return a work of an answer as a candidate. Raises: SourceError."""
    item = row(item, name=NAME)
    series = kind is WorkKind.SERIES
    title, own = words(item.get("name" if series else "title")), number(item.get("id"))
    if not (title and own):
        raise strange(item, name=NAME)
    begun = day(item.get("first_air_date" if series else "release_date"))
    original = words(item.get("original_name" if series else "original_title"))
    return Candidate(
        own,
        title,
        kind,
        year=begun.year if begun else None,
        about=_PATHS[kind],
        names=(original,) if original and original != title else (),
    )


def listed(answer: Any, *, kind: WorkKind) -> Work:
    """Return the work of an answer with its parts appended. Raises: SourceError."""
    item = row(answer, name=NAME)
    known = candidate(item, kind=kind)
    status = words(item.get("status"))
    series = kind is WorkKind.SERIES
    network = next((n for each in many(item, "networks") if (n := words(each.get("name")))), "")
    names = (*known.names, *_names(item))
    return Work(
        domain=Tmdb.domain,
        title=known.title,
        kind=kind,
        url=f"https://www.themoviedb.org/{_PATHS[kind]}/{known.number}",
        ids=_ids(item, kind),
        names=tuple(dict.fromkeys(n for n in names if n and n != known.title)),
        year=known.year,
        network=network,
        standing=_STANDING.get(status, ""),
        status=status,
        seasons=_seasons(item, network) if series else (),
        release=None if series else on(item.get("release_date")),
    )


def _ids(item: Row, kind: WorkKind) -> tuple[Identifier, ...]:
    outside = item.get("external_ids")
    raw = (
        (Scheme.TMDB, number(item.get("id"))),
        (Scheme.IMDB, words(inside(outside, "imdb_id")) or words(item.get("imdb_id"))),
        (Scheme.TVDB, number(inside(outside, "tvdb_id"))),
        (Scheme.WIKIDATA, words(inside(outside, "wikidata_id"))),
    )
    made = []
    for scheme, value in raw:
        try:
            made.append(Identifier(scheme, kind, value))
        except ValueError:
            continue
    return tuple(made)


def _seasons(item: Row, network: str) -> tuple[Season, ...]:
    """Return the seasons by number; number 0 holds specials and is left out."""
    made = {}
    for each in many(item, "seasons"):
        if own := number(each.get("season_number")):
            made[int(own)] = Season(int(own), on(each.get("air_date")), network)
    return tuple(made[key] for key in sorted(made))


def _names(item: Row) -> Iterable[str]:
    for path in ("results", "titles"):
        for each in many(item, "alternative_titles", path):
            yield words(each.get("title"))
    for each in many(item, "translations", "translations"):
        yield words(inside(each, "data", "name")) or words(inside(each, "data", "title"))
