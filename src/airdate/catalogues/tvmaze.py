"""TVmaze's public API (api.tvmaze.com): no key; series alone; CC BY-SA."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from airdate.catalogues.asking import (
    Row,
    ask,
    day,
    inside,
    many,
    number,
    on,
    row,
    rows,
    strange,
    words,
)
from airdate.catalogues.forms import Candidate, Season, Standing, Work
from airdate.documents.fetch import Fetcher
from airdate.errors import SourceError
from airdate.model import DateRange, Identifier, Scheme, WorkKind

BASE = "https://api.tvmaze.com"
NAME = "TVmaze"

_LOOKED_UP = {Scheme.IMDB: "imdb", Scheme.TVDB: "thetvdb"}
_STANDING: dict[str, Standing] = {
    "In Development": "announced",
    "Running": "running",
    "To Be Determined": "running",
    "Ended": "ended",
}
_PARTS = urlencode([("embed[]", "seasons"), ("embed[]", "akas"), ("embed[]", "episodes")])


class TVmaze:
    """A client of TVmaze."""

    name = NAME
    domain = "tvmaze.com"

    def __init__(self, fetcher: Fetcher, *, base: str = "") -> None:
        self._fetcher = fetcher
        self._base = base or BASE

    def search(self, title: str) -> list[Candidate]:
        """Return the series that a title may mean, the likeliest first. Raises: SourceError."""
        return found(self._ask(f"/search/shows?q={quote(title, safe='')}") or [])

    def by_identifier(self, identifier: Identifier) -> Candidate | None:
        """Return the series of a number of TVmaze, IMDb or TVDB, None where it has none."""
        if identifier.scheme is Scheme.TVMAZE:
            answer = self._ask(f"/shows/{identifier.value}")
        elif scheme := _LOOKED_UP.get(identifier.scheme):
            # It redirects to the series.
            answer = self._ask(f"/lookup/shows?{scheme}={identifier.value}")
        else:
            return None
        return None if answer is None else candidate(row(answer, name=NAME))

    def work(self, candidate: Candidate) -> Work:
        """Return a series with its seasons and names. Raises: SourceError."""
        answer = self._ask(f"/shows/{candidate.number}?{_PARTS}")
        if answer is None:
            raise SourceError(
                f"{NAME} has no series {candidate.number} any more.", "Search for it anew."
            )
        return listed(answer)

    def _ask(self, path: str) -> Any:
        return ask(self._fetcher, self._base + path, name=NAME)


def found(answer: Any) -> list[Candidate]:
    """Return the candidates of an answer to a search. Raises: SourceError."""
    shows = (each.get("show") for each in rows(answer, name=NAME))
    return [candidate(each) for each in shows if isinstance(each, dict)]


def candidate(show: Row) -> Candidate:
    """Return a series of an answer as a candidate. Raises: SourceError."""
    name, own = words(show.get("name")), number(show.get("id"))
    if not (name and own):
        raise strange(show, name=NAME)
    premiered = day(show.get("premiered"))
    about = [_network(show), words(show.get("language")), words(show.get("status"))]
    return Candidate(
        own,
        name,
        WorkKind.SERIES,
        year=premiered.year if premiered else None,
        about=", ".join(word for word in about if word),
    )


def listed(answer: Any) -> Work:
    """Return the series of an answer with its parts embedded. Raises: SourceError."""
    show = row(answer, name=NAME)
    known = candidate(show)
    status = words(show.get("status"))
    return Work(
        domain=TVmaze.domain,
        title=known.title,
        kind=WorkKind.SERIES,
        url=f"https://www.tvmaze.com/shows/{known.number}",
        ids=_ids(show),
        names=_names(show),
        year=known.year,
        network=_network(show),
        standing=_STANDING.get(status, ""),
        status=status,
        seasons=_seasons(show),
        updated=_updated(show.get("updated")),
    )


def _names(show: Row) -> tuple[str, ...]:
    akas = (words(each.get("name")) for each in many(show, "_embedded", "akas"))
    return tuple(dict.fromkeys(name for name in akas if name))


def _ids(show: Row) -> tuple[Identifier, ...]:
    raw = (
        (Scheme.TVMAZE, number(show.get("id"))),
        (Scheme.TVDB, number(inside(show, "externals", "thetvdb"))),
        (Scheme.IMDB, words(inside(show, "externals", "imdb"))),
    )
    made = []
    for scheme, value in raw:
        try:
            made.append(Identifier(scheme, WorkKind.SERIES, value))
        except ValueError:
            continue
    return tuple(made)


def _seasons(show: Row) -> tuple[Season, ...]:
    """Return the seasons; of one that has no day yet, the day of its first episode that has."""
    first: dict[int, date] = {}
    for episode in many(show, "_embedded", "episodes"):
        aired, season = day(episode.get("airdate")), episode.get("season")
        if aired and isinstance(season, int):
            first[season] = min(aired, first.get(season, aired))
    made: dict[int, Season] = {}
    for each in many(show, "_embedded", "seasons"):
        if own := number(each.get("number")):
            early = first.get(int(own))
            premiere = on(each.get("premiereDate")) or (DateRange.on(early) if early else None)
            made[int(own)] = Season(int(own), premiere, _network(each))
    return tuple(made[key] for key in sorted(made))


def _network(item: Row) -> str:
    """Return the broadcaster or service of a show or season."""
    return words(inside(item, "webChannel", "name")) or words(inside(item, "network", "name"))


def _updated(value: Any) -> date | None:
    text = number(value)
    try:
        return datetime.fromtimestamp(int(text), UTC).date() if text else None
    except (OverflowError, ValueError, OSError):
        return None
