"""The fitting of choices: what is telling gets weight, what is not gets none."""

from __future__ import annotations

from evaluation.fit import Penalty, Ranking, fit_labels, fit_ranks

from airdate.claims.choice import Model

MILD = Penalty(l1=0.01, l2=0.01, least=1)


def test_labels_are_learnt_from_their_features() -> None:
    """A feature that goes with a label speaks for it."""
    features = [["1", "wet"], ["1", "dry"]] * 10
    weights = fit_labels(features, ["rain", "sun"] * 10, labels=("rain", "sun"), penalty=MILD)
    chances = Model(("rain", "sun"), weights).probabilities(["1", "wet"])
    assert chances["rain"] > 0.9
    assert 1.0 == round(sum(chances.values()), 9)


def test_a_feature_that_tells_nothing_gets_no_weight() -> None:
    """L1 leaves out what only occurs."""
    features = [["wet", "noise"], ["dry", "noise"]] * 10
    weights = fit_labels(
        features, ["rain", "sun"] * 10, labels=("rain", "sun"), penalty=Penalty(0.5, 0.1, 1)
    )
    assert "noise" not in weights


def test_a_rare_feature_is_left_out() -> None:
    """A feature seen less often than asked has no weight."""
    features = [["wet"]] * 5 + [["dry", "once"]] + [["dry"]] * 4
    chosen = ["rain"] * 5 + ["sun"] * 5
    weights = fit_labels(features, chosen, labels=("rain", "sun"), penalty=Penalty(0.01, 0.01, 2))
    assert {"wet", "dry"} == set(weights)


def test_the_right_candidate_is_learnt() -> None:
    """Among candidates the one with the telling feature ranks first."""
    instances = [Ranking([["far"], ["near"]], 1), Ranking([["near"], ["far"], ["far"]], 0)] * 5
    ranked = Model(("score",), fit_ranks(instances, penalty=MILD)).rank([["far"], ["near"]])
    assert ranked[1] > 0.9
