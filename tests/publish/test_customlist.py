"""Followed works as the custom lists of Sonarr and Radarr."""

from __future__ import annotations

import json

from airdate.lists import read_list
from airdate.model import Identifier, Scheme, WorkKind
from airdate.publish.customlist import custom_list

FILM, SERIES = WorkKind.FILM, WorkKind.SERIES
TVDB = Identifier(Scheme.TVDB, SERIES, "4001")
IMDB = Identifier(Scheme.IMDB, SERIES, "tt1400001")
TMDB_FILM = Identifier(Scheme.TMDB, FILM, "6001")
WORKS = [
    ("The Salt Road", [TMDB_FILM]),
    ("Night Harbour", [TVDB]),
    ("night harbour", [IMDB]),
    ("Ebb", []),
    ("Quay", [Identifier(Scheme.TVMAZE, SERIES, "5")]),
    ("Anchor", [Identifier(Scheme.IMDB, SERIES, "tt1400009")]),
]


def test_sonarr() -> None:
    """Series with a number that Sonarr knows, once each; what is not known is 0 or empty."""
    assert [
        {"title": "Anchor", "tvdbId": 0, "tmdbId": 0, "imdbId": "tt1400009"},
        {"title": "Night Harbour", "tvdbId": 4001, "tmdbId": 0, "imdbId": "tt1400001"},
    ] == custom_list(WORKS, kind=SERIES)


def test_radarr() -> None:
    """Films, with the numbers under both of the names that Radarr reads."""
    assert [
        {
            "title": "The Salt Road",
            "tvdbId": 0,
            "tmdbId": 6001,
            "imdbId": "",
            "id": 6001,
            "imdb_id": "",
        }
    ] == custom_list(WORKS, kind=FILM)


def test_nothing() -> None:
    """Nothing followed is an empty list."""
    assert [] == custom_list([], kind=FILM)


def test_comes_back() -> None:
    """What is written can be read as a list again, with its numbers and kinds."""
    for kind in (SERIES, FILM):
        written = json.dumps(custom_list(WORKS[:2], kind=kind)).encode()
        (listed,) = read_list(written, name="sonarr.json").titles
        assert kind == listed.kind
        assert dict(WORKS)[listed.title] == [*listed.ids]
