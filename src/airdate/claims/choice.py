"""Choices by counted weights: log-linear models over features of a candidate.

A model is a table of weights, one for each feature and label, in a file that can be read and
reviewed. The probability of a label is that of a multinomial logit: the exponential of the summed
weights of the features that are there, over the sum for all labels. `evaluation.train` fits them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Model:
    """Weights by feature, in the order of the labels.

    labels: what is chosen between.  weights: feature → a weight for each label.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each label, summing to 1, for the features of one candidate."""
        totals = [0.0] * len(self.labels)
        for feature in features:
            if found := self.weights.get(feature):
                for index, weight in enumerate(found):
                    totals[index] += weight
        return dict(zip(self.labels, softmax(totals), strict=True))

    def rank(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """Return the probability that each candidate is the one to choose, summing to 1.

        For models of a single label, whose weights are the scores.
        """
        weights = self.weights
        nothing = (0.0,)
        return softmax([sum(weights.get(f, nothing)[0] for f in fs) for fs in candidates])


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the exponentials of scores over their sum; an empty list for no scores."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@cache
def model(name: str) -> Model:
    """Return the model kept as `weights_NAME.tsv`: a header with the labels, a row a feature."""
    text = files("airdate.claims").joinpath(f"weights_{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    labels = tuple(lines[0].split("\t")[1:])
    rows = (line.split("\t") for line in lines[1:])
    return Model(labels, {row[0]: tuple(float(cell or 0) for cell in row[1:]) for row in rows})
