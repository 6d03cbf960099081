"""What posts show together: moods by their chances, each writer once, nothing from later days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest

from airdate.pulse import Feeling, Pulse, measure
from airdate.pulse.counting import loudness, share_of, spread_of

_AS_OF = date(2026, 3, 1)


@dataclass(frozen=True)
class _Post:
    id: str
    author: str | None
    posted_at: datetime
    text: str


def _post(number: int, text: str, *, days_ago: int = 5, author: str | None = "") -> _Post:
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC) - timedelta(days_ago)
    named = f"author-{number}" if author == "" else author
    return _Post(f"post-{number}", named, moment, text)


def _read(text: str) -> Feeling:
    """Return a feeling by the letter: each label that a text has as a word is surely so."""
    words = set(text.split())
    labels = ("glad", "cross", "impatient", "hopeful", "worried", "joking", "ageing", "news")
    chances = {label: float(label in words) for label in labels}
    return Feeling(
        valence=("glad" in words) - ("cross" in words),
        moods=frozenset(words & {"impatient", "hopeful", "worried", "joking"}),
        themes=frozenset(words & {"ageing"}),
        news="news" in words,
        chances=MappingProxyType(chances),
    )


def _measured(*posts: _Post, as_of: date = _AS_OF) -> Pulse:
    return measure(posts, as_of=as_of, read=_read)


def _share(pulse: Pulse, name: str) -> float:
    return next(s.share for s in (*pulse.now.moods, *pulse.now.themes) if s.name == name)


def test_shares() -> None:
    """Half of the writers are impatient, a quarter speak of age; the feeling is in between."""
    pulse = _measured(
        _post(1, "impatient cross"), _post(2, "impatient"), _post(3, "ageing glad"), _post(4, "x")
    )
    assert (0.5, 0.25, 4) == (_share(pulse, "impatient"), _share(pulse, "ageing"), pulse.posts)
    assert pulse.now.score == 0.0
    assert pulse.now.low is not None
    assert pulse.now.high is not None
    assert pulse.now.low < 0.0 < pulse.now.high


def test_a_writer_counts_once() -> None:
    """Who writes a hundred posts is one writer among three."""
    loud = [_post(n, "cross worried", author="one") for n in range(100)]
    pulse = _measured(*loud, _post(200, "glad"), _post(201, "glad"))
    assert 1 / 3 == pytest.approx(_share(pulse, "worried"))
    assert pulse.now.score is not None
    assert pulse.now.score > 0.0


def test_nobody_named() -> None:
    """Posts that name no author are writers of their own."""
    pulse = _measured(*[_post(n, "x", author=None) for n in range(3)])
    assert 3 == pulse.writers


def test_no_foresight() -> None:
    """What is posted later changes nothing of a day."""
    early = [_post(n, "worried", days_ago=20 + n) for n in range(6)]
    later = [_post(10 + n, "hopeful", days_ago=n) for n in range(6)]
    day = _AS_OF - timedelta(15)
    assert _measured(*early, as_of=day) == _measured(*early, *later, as_of=day)


def test_order_does_not_matter() -> None:
    """Posts in any order show the same."""
    posts = [_post(n, ("glad", "cross", "joking")[n % 3], days_ago=n) for n in range(30)]
    assert _measured(*posts) == _measured(*reversed(posts))


def test_months() -> None:
    """Each month with posts is told, the one that runs up to the day."""
    pulse = _measured(_post(1, "glad", days_ago=40), _post(2, "cross", days_ago=0))
    assert [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 3, 1), _AS_OF)] == [
        (m.first, m.last) for m in pulse.months
    ]


def test_news_are_apart() -> None:
    """Posts that tell news are listed, the latest first."""
    pulse = _measured(_post(1, "news", days_ago=9), _post(2, "news", days_ago=2), _post(3, "x"))
    assert ["post-2", "post-1"] == [said.id for said in pulse.news]


def test_fresh_themes() -> None:
    """What many speak of now and nobody spoke of before is named by their own words."""
    past = [_post(n, f"the beach scene again {n}", days_ago=200 + n) for n in range(40)]
    now = [_post(100 + n, f"that lighthouse poster though {n}", days_ago=n) for n in range(8)]
    now += [_post(200 + n, "the beach scene again", days_ago=n) for n in range(8)]
    found = _measured(*past, *now).fresh
    assert "lighthouse poster" in [each.words for each in found]
    assert [] == [each.words for each in found if "beach" in each.words]


def test_nothing_is_fresh_without_a_past() -> None:
    """The first posts of all are no new theme."""
    assert () == _measured(*[_post(n, "the lighthouse poster") for n in range(20)]).fresh


def test_none() -> None:
    """Without posts nothing is said."""
    pulse = _measured()
    assert (0, None, None, ()) == (pulse.posts, pulse.now.score, pulse.loud, pulse.months)


class TestCounting:
    """Ranges and rates."""

    def test_share_has_its_range(self) -> None:
        """A share lies in its range, which narrows with more writers; none of none is unknown."""
        few, many = (share_of("x", n / 5, n, posts=0, quotes=()) for n in (10, 1000))
        assert few.low < 0.2 < few.high
        assert many.high - many.low < few.high - few.low
        assert (0.0, 1.0) == (share_of("x", 0, 0, posts=0, quotes=()).low, 1.0)

    @pytest.mark.parametrize("voices", [[1.0], [-1.0] * 50, [1.0, -1.0] * 20, [0.0]])
    def test_mean_stays_in_bounds(self, voices: list[float]) -> None:
        """A mean of feelings and its range lie between -1 and 1."""
        mean, low, high = spread_of(voices)
        assert mean is not None
        assert low is not None
        assert high is not None
        assert -1 <= low <= mean <= high <= 1

    def test_loudness(self) -> None:
        """Four times the posts a week are about four times as loud; a short past tells nothing."""
        past = [_AS_OF - timedelta(28 + 7 * n) for n in range(52)]
        now = [_AS_OF - timedelta(n) for n in range(16)]
        found = loudness([*past, *now], as_of=_AS_OF)
        assert found is not None
        assert found.low < found.ratio < found.high
        assert 3.0 < found.ratio < 4.5
        assert loudness(now, as_of=_AS_OF) is None
