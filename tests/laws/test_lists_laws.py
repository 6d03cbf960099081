"""Laws of lists: whatever a file holds, it is read in bounds, or refused in words."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from airdate.errors import AirdateError
from airdate.lists import KINDS, read_list
from airdate.model import title_key

_KEYS = st.sampled_from(
    [
        *("title", "year", "show", "movie", "season", "number", "ids", "tvdb"),
        *("imdb", "type", "name", "show_id", "_embedded", "externals", "seriesType", "hasFile"),
        *("tvdbId", "tmdbId", "imdbId"),
    ]
)
_HEADS = st.sampled_from(["Title,Year", "Const,Title,Title Type", "Name,Year,URL"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=12,
)
_LINES = st.lists(st.text(max_size=30) | _HEADS, max_size=8)


class TestNothingEscapes:
    """Whatever comes, a list is read or refused in words; no other error leaves the room."""

    @given(data=st.binary(max_size=400), kind=st.sampled_from(KINDS))
    def test_bytes(self, data: bytes, kind: str) -> None:
        """Of any bytes."""
        _read(data, kind)

    @given(entries=st.lists(st.dictionaries(_KEYS, _VALUES, max_size=8), max_size=5))
    def test_entries(self, entries: list[object]) -> None:
        """Of JSON of any shape, as any kind that is written in JSON."""
        for kind in ("auto", "trakt", "sonarr", "radarr", "tvmaze", "custom"):
            _read(json.dumps(entries).encode(), kind)

    @given(lines=_LINES, codec=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
    def test_lines(self, lines: list[str], codec: str) -> None:
        """Of lines of any words, in several encodings."""
        data = "\n".join(lines).encode(codec, errors="surrogatepass")
        for kind in ("auto", "imdb", "letterboxd", "csv", "text"):
            _read(data, kind)


class TestEachOnce:
    """Each installment stands once in what was read, and reading twice gives the same."""

    @settings(max_examples=50)
    @given(lines=st.lists(st.sampled_from(["Ebb", "ebb!", "The Ebb S02", "Quay", "..."])))
    def test_once(self, lines: list[str]) -> None:
        """However often and however spelled it stands there."""
        data = "\n".join(["Quay", *lines]).encode()
        found = read_list(data, name="list.txt")
        keys = [(title_key(each.title), each.season) for each in found.titles]
        assert sorted(set(keys), key=str) == sorted(keys, key=str)
        assert found == read_list(data, name="list.txt")


def _read(data: bytes, kind: str) -> None:
    try:
        found = read_list(data, name="list", kind=kind)
    except AirdateError as error:
        assert error.remedy  # noqa: PT017 -- whatever is refused says what to do
        return
    for each in found.titles:
        assert title_key(each.title)
        assert each.season is None or 0 <= each.season <= 999
    for left in found.left:
        assert (True, True) == (bool(left.reason), bool(left.remedy))
