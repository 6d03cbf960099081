"""Choices by weight: probabilities, ranks and the files that hold the weights."""

from __future__ import annotations

import pytest

from airdate.claims import choice
from airdate.claims.choice import Model, model, softmax, using


def test_probabilities_follow_the_summed_weights() -> None:
    """The odds of two labels are the exponential of the difference of their sums."""
    weather = Model(("rain", "sun"), {"wet": (2.0, 0.0), "warm": (0.0, 1.0)})
    chances = weather.probabilities(["wet", "warm", "unknown"])
    assert 2.718 == round(chances["rain"] / chances["sun"], 3)


def test_large_scores_do_not_overflow() -> None:
    """Only differences count."""
    assert [0.5, 0.5] == softmax([4000.0, 4000.0])
    assert [] == softmax([])


def test_a_model_in_place_holds_only_within_its_context() -> None:
    """What is fitted can be tried without being written."""
    trial = Model(("score",), {"a": (1.0,)})
    with using({"title": trial}):
        assert trial is model("title")
    assert trial is not model("title")


@pytest.mark.parametrize("name", ["titles", "main", "event", "status", "title", "season"])
def test_each_file_of_weights_can_be_read(name: str) -> None:
    """Every row has a weight for each label of the header, and some are not 0."""
    found = choice.model(name)
    assert {len(found.labels)} == {len(w) for w in found.weights.values()}
    assert all(any(w) for w in found.weights.values())


def test_parts_weigh_what_their_features_weigh() -> None:
    """Names and values apart give what the features in full give, signs in them included."""
    kinds = Model(
        ("a", "b", "c"),
        {"w=x": (1.25, 0.0, -3.0), "w==": (0.5, 0.0, 0.0), "s~x": (0.0, -2.0, 7.5), "1": (1, 0, 0)},
    )
    parts = [("w=", ["x", "=", "unknown"]), ("s~", ("x",)), ("", ["1", "bare"]), ("new=", "x")]
    full = choice.features(parts)
    assert ["w=x", "w==", "w=unknown", "s~x", "1", "bare", "new=x"] == full
    assert kinds.probabilities(full) == kinds.chances(parts)
    assert kinds.score(full) == kinds.total(parts)
    assert [("w=", ("=x",)), ("", ("1",))] == list(choice.of_full(["w==x", "1", "1"]))


@pytest.mark.parametrize("name", ["event", "status", "kind"])
def test_added_numbers_are_added_weights(name: str) -> None:
    """The weights that stand side by side in one number add up as they would one by one."""
    found = model(name)
    chosen = list(found.weights)[:: len(found.weights) // 200]
    sums = [sum(column) for column in zip(*(found.weights[f] for f in chosen), strict=True)]
    expected = [round(chance, 9) for chance in softmax(sums)]
    assert expected == [round(chance, 9) for chance in found.probabilities(chosen).values()]
