"""Fitting of log-linear choices: weights that make the labelled choices most likely.

The loss is the negative log-likelihood of a multinomial or a conditional logit with an L1 and an L2
penalty; the method is FISTA with backtracking (Beck & Teboulle 2009). The problem is convex and the
result sparse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Loss = Callable[[Floats], tuple[float, Floats]]


@dataclass(frozen=True)
class Penalty:
    """How much a weight costs (in units of one instance), and how often its feature must occur."""

    l1: float = 0.3
    l2: float = 0.1
    least: int = 2
    steps: int = 150


@dataclass(frozen=True)
class Ranking:
    """One choice among candidates: the features of each, and the number of the right one."""

    candidates: Sequence[Sequence[str]]
    right: int


def fit_labels(
    features: Sequence[Sequence[str]],
    chosen: Sequence[str],
    *,
    labels: Sequence[str],
    penalty: Penalty,
) -> dict[str, tuple[float, ...]]:
    """Return feature → a weight for each label, for instances with the label chosen for each."""
    index = _index(features, penalty.least)
    rows, columns = _cells(features, index)
    n, k, d = len(features), len(labels), len(index)
    right = np.zeros((n, k))
    right[np.arange(n), [labels.index(c) for c in chosen]] = 1.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(k, d)
        scores = np.stack([np.bincount(rows, w[columns], minlength=n) for w in weights], axis=1)
        scores -= scores.max(axis=1, keepdims=True)
        powers = np.exp(scores)
        totals = powers.sum(axis=1, keepdims=True)
        residual = powers / totals - right
        value = -(right * (scores - np.log(totals))).sum() + penalty.l2 / 2 * (flat @ flat)
        slope = np.stack([np.bincount(columns, r[rows], minlength=d) for r in residual.T], axis=0)
        return float(value), slope.ravel() + penalty.l2 * flat

    found = _fista(loss, k * d, penalty).reshape(k, d)
    return {f: tuple(map(float, found[:, i])) for f, i in index.items() if found[:, i].any()}


def fit_ranks(instances: Sequence[Ranking], *, penalty: Penalty) -> dict[str, tuple[float, ...]]:
    """Return feature → its one weight, for choices among candidates."""
    index = _index([sorted({f for c in i.candidates for f in c}) for i in instances], penalty.least)
    flat = [c for i in instances for c in i.candidates]
    rows, columns = _cells(flat, index)
    sizes = np.array([len(i.candidates) for i in instances])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    group = np.repeat(np.arange(len(instances)), sizes)
    right = np.zeros(len(flat))
    right[starts + np.array([i.right for i in instances])] = 1.0

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.bincount(rows, weights[columns], minlength=len(flat))
        scores = scores - np.maximum.reduceat(scores, starts)[group]
        powers = np.exp(scores)
        totals = np.add.reduceat(powers, starts)[group]
        residual = powers / totals - right
        value = -(right * (scores - np.log(totals))).sum() + penalty.l2 / 2 * (weights @ weights)
        slope = np.bincount(columns, residual[rows], minlength=len(index))
        return float(value), slope + penalty.l2 * weights

    found = _fista(loss, len(index), penalty)
    return {f: (float(found[i]),) for f, i in index.items() if found[i]}


def _index(features: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    counts = Counter(f for fs in features for f in set(fs))
    return {f: i for i, f in enumerate(f for f, k in counts.items() if k >= least)}


def _cells(features: Sequence[Sequence[str]], index: dict[str, int]) -> tuple[Integers, Integers]:
    """Return row and column of each feature that is kept."""
    rows = [r for r, fs in enumerate(features) for f in fs if f in index]
    columns = [index[f] for fs in features for f in fs if f in index]
    return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)


def _fista(loss: Loss, width: int, penalty: Penalty) -> Floats:
    x = np.zeros(width)
    y, momentum, bound = x, 1.0, 1.0
    for _ in range(penalty.steps):
        value, slope = loss(y)
        while True:
            ahead = _shrunk(y - slope / bound, penalty.l1 / bound)
            move = ahead - y
            if loss(ahead)[0] <= value + slope @ move + bound / 2 * (move @ move) + 1e-9:
                break
            bound *= 2
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        y = ahead + (momentum - 1) / following * (ahead - x)
        if np.abs(ahead - x).max(initial=0.0) < 1e-4:
            return ahead
        x, momentum = ahead, following
        bound /= 1.1
    return x


def _shrunk(values: Floats, by: float) -> Floats:
    return np.sign(values) * np.maximum(np.abs(values) - by, 0.0)
