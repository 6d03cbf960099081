"""Choices by counted weights: log-linear models over features of a candidate.

A model is a table of weights, one for each feature and label, in a file that can be read and
reviewed. The probability of a label is that of a multinomial logit: the exponential of the summed
weights of the features that are there, over the sum for all labels. `evaluation.train` fits them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Model:
    """Weights by feature, in the order of the labels.

    labels: what is chosen between.  weights: feature → a weight for each label.
    """

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    @cached_property
    def _scores(self) -> dict[str, float]:
        """The first weight of each feature."""
        return {feature: weights[0] for feature, weights in self.weights.items()}

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each label, summing to 1, for the features of one candidate."""
        rows = filter(None, map(self.weights.get, features))
        totals = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(self.labels)
        return dict(zip(self.labels, softmax(totals), strict=True))

    def score(self, features: Iterable[str]) -> float:
        """Return the summed weights of features in a model of one label: log-odds, or a score."""
        return sum(filter(None, map(self._scores.get, features)))

    def rank(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """Return the probability that each candidate is the one to choose, summing to 1.

        For models of a single label, whose weights are the scores.
        """
        return softmax([self.score(features) for features in candidates])


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the exponentials of scores over their sum; an empty list for no scores."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


# Models in place of those that are kept, while they are fitted; see `using`.
_IN_PLACE: dict[str, Model] = {}


@contextmanager
def using(models: Mapping[str, Model]) -> Iterator[None]:
    """Take other models than those that are kept, as long as the context lasts."""
    before = dict(_IN_PLACE)
    _IN_PLACE.update(models)
    try:
        yield
    finally:
        _IN_PLACE.clear()
        _IN_PLACE.update(before)


def model(name: str) -> Model:
    """Return a model by its name: titles, main, event, status, title, season."""
    return _IN_PLACE.get(name) or _kept(name)


@cache
def _kept(name: str) -> Model:
    """Return the model kept as `weights_NAME.tsv`: a header with the labels, a row a feature."""
    text = files("airdate.claims").joinpath(f"weights_{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    labels = tuple(lines[0].split("\t")[1:])
    rows = (line.split("\t") for line in lines[1:])
    return Model(labels, {row[0]: tuple(float(cell or 0) for cell in row[1:]) for row in rows})
