"""The scorer of posts: truths, fitting and figures."""

from typing import Any

import pytest

from airdate.pulse.feeling import LABELS, parsed
from evaluation import pulse


def _post(text: str, *, moods: tuple[str, ...] = (), valence: int = 0, news: bool = False) -> Any:
    label = {"valence": valence, "moods": list(moods), "themes": [], "news": news}
    return {"id": "x", "title": "Harbour", "text": text, "labels": label, "again": label}


_POSTS = [
    *(_post(f"can't wait for part {n}", moods=("hopeful",), valence=1) for n in range(6)),
    *(_post(f"where is episode {n} streaming") for n in range(6)),
    *(_post(f"lmao, in {2080 + n} maybe", moods=("joking",)) for n in range(6)),
]


def test_the_sides_of_a_valence_are_two_labels() -> None:
    """Glad and cross are judged each by itself."""
    told = pulse.truths({"valence": -1, "moods": ["worried"], "themes": ["plot"], "news": True})
    assert {"cross", "worried", "plot", "news"} == {label for label, holds in told.items() if holds}


def test_weights_are_fitted_that_tell_posts_apart() -> None:
    """Posts that are plainly parted are read rightly."""
    figures = pulse.scored(_POSTS, pulse.fitted(_POSTS))
    assert (1.0, 1.0) == (figures["hopeful"], figures["joking"])


def test_the_table_gives_the_weights_back() -> None:
    """What is written is what is read, to three places."""
    model = pulse.fitted(_POSTS)
    again = parsed(pulse.table(model))
    assert pytest.approx(model["hopeful"][1], abs=0.001) == dict(again["hopeful"][1])


def test_two_hands_that_agree_reach_all() -> None:
    """The agreement of equal labels is 1 where there is something to agree on."""
    assert 1.0 == pulse.agreed(_POSTS)["moods"]


def test_jokes_told_as_news_are_counted() -> None:
    """A reader who takes all for news is fooled by every joke."""
    weights = {label: (0.5, {"bias": 20.0 if label == "news" else -20.0}) for label in LABELS}
    assert 1.0 == pulse.scored(_POSTS, weights)["jokes as news"]


def test_every_post_of_the_corpus_is_labelled_twice() -> None:
    """Both halves, by known labels, with no post in both."""
    first, second = pulse.rows("first"), pulse.rows("second")
    assert all({"labels", "again", "title", "text"} <= set(post) for post in [*first, *second])
    assert set() == {post["text"] for post in first} & {post["text"] for post in second}


def test_folds_read_every_post_once() -> None:
    """Each post is read by weights that have not seen it."""
    assert 1.0 == pulse.folded(_POSTS, _POSTS)["hopeful"]
