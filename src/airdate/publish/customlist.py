"""Followed works as custom lists: what Sonarr and Radarr take in as an import list of their own.

Sonarr reads `[{"title", "tvdbId", "tmdbId", "imdbId"}]`; Radarr the same with `id` and `imdb_id`,
as the lists that it knows write TMDB's and IMDb's numbers. A number that is not known is 0, since
neither takes null for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from airdate.model import Identifier, Scheme, WorkKind, title_key

_NEEDED = {
    WorkKind.SERIES: (Scheme.TVDB, Scheme.IMDB, Scheme.TMDB),
    WorkKind.FILM: (Scheme.TMDB, Scheme.IMDB),
}
"""The numbers by one of which a server finds a work: by its title alone it would take another."""


def custom_list(
    works: Iterable[tuple[str, Sequence[Identifier]]], *, kind: WorkKind
) -> list[dict[str, Any]]:
    """Return the works of a kind as a custom list, each once, by title.

    works: titles with what catalogues call them, seasons of one work beside each other or not.
    Works of the other kind, and those of which no number is known, are left out.
    """
    known: dict[str, tuple[str, dict[Scheme, str]]] = {}
    for title, identifiers in works:
        own = {each.scheme: each.value for each in identifiers if each.kind is kind}
        _, numbers = known.setdefault(title_key(title), (title, {}))
        for scheme, value in own.items():
            numbers.setdefault(scheme, value)
    found = [
        (title, numbers)
        for title, numbers in known.values()
        if any(scheme in numbers for scheme in _NEEDED[kind])
    ]
    ordered = sorted(found, key=lambda each: (title_key(each[0]), each[0]))
    return [_entry(title, numbers, kind) for title, numbers in ordered]


def _entry(title: str, numbers: dict[Scheme, str], kind: WorkKind) -> dict[str, Any]:
    tvdb, tmdb = (int(numbers.get(scheme, 0)) for scheme in (Scheme.TVDB, Scheme.TMDB))
    imdb = numbers.get(Scheme.IMDB, "")
    entry = {"title": title, "tvdbId": tvdb, "tmdbId": tmdb, "imdbId": imdb}
    return entry if kind is WorkKind.SERIES else {**entry, "id": tmdb, "imdb_id": imdb}
