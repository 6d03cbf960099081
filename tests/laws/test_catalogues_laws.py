"""Laws of catalogues: whatever they answer, it is understood or refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airdate.catalogues import Season, Work, tmdb, told, tvmaze, understand, wikidata
from airdate.catalogues.telling import unread
from airdate.errors import SourceError
from airdate.model import DateRange, Milestone, WorkKind

_KEYS = st.sampled_from(
    [
        *("id", "name", "title", "show", "entities", "labels", "claims", "en"),
        *("value", "P31", "P580", "_embedded", "seasons", "number", "akas", "premiereDate"),
        *(
            "episodes",
            "airdate",
            "externals",
            "results",
            "media_type",
            "season_number",
            "air_date",
            "search",
        ),
        *("external_ids", "mainsnak"),
    ]
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["Q1", "tt1400001", "2026-06-05", "Night Harbour", "", "tv"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=15,
)
_DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
_TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "parse",
    [
        tvmaze.found,
        tvmaze.listed,
        wikidata.found,
        lambda answer: wikidata.listed(wikidata.entity(answer)),
        tmdb.found,
        lambda answer: tmdb.listed(answer, kind=WorkKind.SERIES),
        lambda answer: tmdb.listed(answer, kind=WorkKind.FILM),
    ],
)
@given(answer=_VALUES)
def test_nothing_escapes(parse, answer) -> None:
    """No answer of any shape raises anything but a SourceError with its remedy."""
    try:
        parse(answer)
    except SourceError as error:
        assert error.remedy  # noqa: PT017 -- whatever is refused says what to do


@given(days=st.lists(_DAYS, min_size=1, max_size=5, unique=True))
def test_each_day_is_claimed_as_it_is_listed(days: list[date]) -> None:
    """Every listed day comes out as the claim on its season, before today done, else planned."""
    seasons = tuple(
        Season(n, DateRange.on(day), "Netflix") for n, day in enumerate(sorted(days), 1)
    )
    work = Work("tvmaze.com", "Night Harbour", WorkKind.SERIES, "https://x.example/1")
    listed = replace(work, seasons=seasons)
    telling = told(listed, retrieved=_TODAY)
    reading = understand(telling)
    assert [] == unread(telling, reading)
    assert [(s.number, s.premiere, s.premiere.latest <= _TODAY) for s in seasons] == [
        (c.subject.season, c.statement.when, c.status == "done")
        for c in reading.claims
        if isinstance(c.statement, Milestone)
    ]
