"""Choices by counted weights: log-linear models over features of a candidate.

A model is a table of weights, one for each feature and label, in a file that can be read and
reviewed. The probability of a label is that of a multinomial logit: the exponential of the summed
weights of the features that are there, over the sum for all labels. `evaluation.train` fits them.

A feature is a name and a value in one string, `rule=premiere`. What is read gives them as parts,
(`rule=`, values): most features have no weight, and their strings are then never put together.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, chain
from typing import TypeVar

# Names of features, each up to its "=" or "~", with values of them; no feature comes twice.
Parts = Iterable[tuple[str, Iterable[str]]]
# The weights of a feature for all labels stand side by side in one number, in billionths and 64
# bits each: to add up such numbers adds up the weights of every label at once.
_UNIT, _LANE = 1e9, 64
_HALF = 1 << (_LANE - 1)


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

    @cached_property
    def _packed(self) -> dict[str, int]:
        """The weights of each feature in one number."""
        return {feature: _pack(weights) for feature, weights in self.weights.items()}

    @cached_property
    def _tables(self) -> dict[str, dict[str, int]]:
        """The weights of each feature in one number, by its name and then by its value."""
        return _by_name(self._packed)

    @cached_property
    def _values(self) -> dict[str, dict[str, float]]:
        """The first weight of each feature, by its name and then by its value."""
        return _by_name(self._scores)

    def chances(self, parts: Parts) -> dict[str, float]:
        """Return the probability of each label, as `probabilities` does, for features in parts."""
        total, tables = 0, self._tables
        for name, values in parts:
            if table := tables.get(name):
                for value in values:
                    if weights := table.get(value):
                        total += weights
        return self._shared(total)

    def total(self, parts: Parts) -> float:
        """Return the summed weights, as `score` does, for features in parts."""
        total, tables = 0.0, self._values
        for name, values in parts:
            if table := tables.get(name):
                total += sum(filter(None, map(table.get, values)))
        return total

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each label, summing to 1, for the features of one candidate."""
        return self._shared(sum(filter(None, map(self._packed.get, features))))

    def _shared(self, total: int) -> dict[str, float]:
        """Return the probability of each label for the summed weights in one number."""
        return dict(zip(self.labels, softmax(_unpack(total, len(self.labels))), strict=True))

    def score(self, features: Iterable[str]) -> float:
        """Return the summed weights of features in a model of one label: log-odds, or a score."""
        return sum(filter(None, map(self._scores.get, features)))

    def rank(self, candidates: Sequence[Iterable[str]]) -> list[float]:
        """Return the probability that each candidate is the one to choose, summing to 1.

        For models of a single label, whose weights are the scores.
        """
        return softmax([self.score(features) for features in candidates])


_NAME = re.compile(r"[^=~]*[=~]")


def parted(feature: str) -> tuple[str, str]:
    """Return the name of a feature up to its first sign, "" where it has none, and its value."""
    name = _NAME.match(feature)
    return (name[0], feature[name.end() :]) if name else ("", feature)


def features(parts: Parts) -> list[str]:
    """Return the features of parts in full, each once."""
    return list(dict.fromkeys(chain.from_iterable(_full(*part) for part in parts)))


# Weights in whole hundredths, as those of the files are, go into lanes of 32 bits, which are added
# up in half the time; a sum of them stays below 2**31 for millions of features.
_HUNDREDTH, _NARROW = 100, 32
_FARTHEST = 4000  # hundredths: a label so far behind has no chance that a float could hold


class Joined:
    """Several models whose features are the same: the weights of all in one number a feature.

    rows: feature → number.  named: the same by the name of a feature, then by its value.
    """

    def __init__(self, models: Sequence[Model]) -> None:
        """Take models; those of weights that are no hundredths get lanes as wide as `Model`'s."""
        weights = [w for model in models for row in model.weights.values() for w in row]
        plain = all(abs(w * _HUNDREDTH - round(w * _HUNDREDTH)) < 1e-6 for w in weights)
        self._unit, lane = (_HUNDREDTH, _NARROW) if plain else (int(_UNIT), _LANE)
        self.labels = tuple(model.labels for model in models)
        self._bounds = [0, *accumulate(map(len, self.labels))]
        count = self._bounds[-1]
        self._bytes = count * lane // 8
        self._lanes = struct.Struct(f"<{count}{'I' if plain else 'Q'}").unpack
        # so that no sum is below 0 and borrows from the next
        self._half = sum(1 << (lane * place + lane - 1) for place in range(count))
        self._powers = [math.exp(-d / _HUNDREDTH) for d in range(_FARTHEST if plain else 0)]
        self.rows: dict[str, int] = {}
        for at, model in zip(self._bounds, models, strict=False):
            for feature, row in model.weights.items():
                packed = sum(round(w * self._unit) << (lane * (at + i)) for i, w in enumerate(row))
                self.rows[feature] = self.rows.get(feature, 0) + packed
        self.named = _by_name(self.rows)

    def weight(self, parts: Parts) -> int:
        """Return the summed weights of features in parts, all in one number."""
        total, named = 0, self.named
        for name, values in parts:
            if table := named.get(name):
                total += sum(filter(None, map(table.get, values)))
        return total

    def chances(self, total: int, which: int) -> list[float]:
        """Return the chances of the labels of a model for summed weights in one number.

        which: the place of the model.  Method: as `softmax`; exponentials of hundredths are kept.
        """
        lanes = self._lanes((total + self._half).to_bytes(self._bytes, "little"))
        own = lanes[self._bounds[which] : self._bounds[which + 1]]
        top, powers = max(own), self._powers
        try:
            raised = [powers[top - lane] for lane in own]
        except IndexError:
            raised = [math.exp((lane - top) / self._unit) for lane in own]
        whole = sum(raised)
        return [power / whole for power in raised]


W = TypeVar("W")


def _by_name(found: Mapping[str, W]) -> dict[str, dict[str, W]]:
    tables: dict[str, dict[str, W]] = {}
    for feature, weight in found.items():
        name, value = parted(feature)
        tables.setdefault(name, {})[value] = weight
    return tables


def _pack(weights: Iterable[float]) -> int:
    """Return weights side by side in one number."""
    return sum(round(w * _UNIT) << (_LANE * place) for place, w in enumerate(weights))


def _unpack(total: int, count: int) -> list[float]:
    """Return the sums of weights that stand side by side in a sum of such numbers."""
    lifted = total + _pack_halves(count)  # so that no sum is below 0 and borrows from the next
    lanes = struct.unpack(f"<{count}Q", lifted.to_bytes(count * _LANE // 8, "little"))
    return [(lane - _HALF) / _UNIT for lane in lanes]


@cache
def _pack_halves(count: int) -> int:
    return sum(_HALF << (_LANE * place) for place in range(count))


def of_full(found: Iterable[str]) -> Iterator[tuple[str, tuple[str]]]:
    """Yield features that are put together already as parts, each once."""
    for feature in dict.fromkeys(found):
        name, value = parted(feature)
        yield name, (value,)


def _full(name: str, values: Iterable[str]) -> Iterator[str]:
    return (name + value for value in values)


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
    """Return a model by its name: titles, main, event, status, title, season; ko/status of a pack.

    Raises: FileNotFoundError.
    """
    return _IN_PLACE.get(name) or _kept(name)


@cache
def _kept(name: str) -> Model:
    """Return the model kept as `weights_NAME.tsv`: a header with the labels, a row a feature."""
    pack, _, plain = name.rpartition("/")
    place = files("airdate.claims").joinpath(pack, f"weights_{plain}.tsv")
    text = place.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    labels = tuple(lines[0].split("\t")[1:])
    rows = (line.split("\t") for line in lines[1:])
    return Model(labels, {row[0]: tuple(float(cell or 0) for cell in row[1:]) for row in rows})
