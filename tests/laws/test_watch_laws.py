"""Laws of watching: titles are found in any dress; items are known again; waits keep bounds."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from airdate.ledger.office.places import Place, State
from airdate.model import title_key
from airdate.watch.intake import marks_of
from airdate.watch.outcomes import Answer, Outcome
from airdate.watch.relevance import fold, gate
from airdate.watch.schedule import (
    DAY,
    FIRST_SECONDS,
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    decide,
    learned_seconds,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PLACE = Place(1, "a" * 12, "feed", "https://news.example/feed", "News", NOW)
WORD = st.text(alphabet="abcdefgäéñß", min_size=3, max_size=9)
answers = st.builds(
    Answer,
    outcome=st.sampled_from(list(Outcome)),
    status=st.sampled_from([None, 200, 304, 404, 500]),
    fresh=st.integers(0, 100_000),
    retry_after_seconds=st.none() | st.floats(0, 30 * DAY),
    fresh_seconds=st.none() | st.floats(0, 30 * DAY),
    more=st.booleans(),
)


class TestGate:
    """A followed title is found whatever stands around it."""

    @given(st.lists(WORD, min_size=2, max_size=4), st.text(max_size=30), st.text(max_size=30))
    def test_found(self, words: list[str], before: str, after: str) -> None:
        """A title of several words is found between any others, in any case."""
        title = " ".join(words)
        found = gate([title]).about(f"{before} {title.upper()} {after}")
        assert title_key(title) == title_key(found.title if found else "")

    @given(st.text(max_size=60))
    def test_folds_as_titles(self, words: str) -> None:
        """The key of a title stands in its folded words."""
        assert title_key(words) in fold(words)


class TestMarks:
    """An item that is shown again is known."""

    @given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60))
    def test_same(self, guid: str, other: str, heading: str) -> None:
        """One of identifier and address may change, and it is still known."""
        url = "https://news.example/a"
        first = set(marks_of(guid, url, heading))
        assert first & set(marks_of(other, url, heading.upper().lower()))
        assert first & set(marks_of(guid, f"{url}?x={len(other)}", heading))


class TestWaits:
    """However places answer, they are asked within bounds, and never sooner than they ask for."""

    @given(st.lists(st.tuples(answers, st.floats(0, 40 * 24)), max_size=12), st.integers(0, 99))
    def test_bounds(self, visits: list[tuple[Answer, float]], seed: int) -> None:
        """A wait is a quarter of an hour to a day, unless more was asked for or is left."""
        state, now, chance = State(1, NOW, NOW, FIRST_SECONDS), NOW, random.Random(seed)
        for answer, hours in visits:
            now += timedelta(hours=hours)
            state = decide(PLACE, state, answer, now=now, chance=chance)
            wait = (state.next_due - now).total_seconds()
            asked = answer.retry_after_seconds or 0.0
            assert answer.outcome is Outcome.FOUND or wait >= min(asked * 0.9, asked - 1e-3)
            assert wait <= max(1.1 * DAY, 1.1 * asked) + 1e-3
            assert SHORTEST_SECONDS <= learned_seconds(state) <= LONGEST_SECONDS
