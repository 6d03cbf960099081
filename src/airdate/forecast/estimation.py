"""Estimating the figures from cases whose outcome is known: maximum a posteriori."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from airdate.forecast.design import Design, Floats, coarse_edges, design
from airdate.forecast.optimum import minimise
from airdate.forecast.parameters import Parameters, shipped
from airdate.forecast.pool import masses, parts
from airdate.forecast.signals import Signals
from airdate.forecast.waits import Wait, figures_of

# A density, per day, below which an outcome counts no worse: one freak must not rule the fit.
OUTCOME_FLOOR = 1e-5


@dataclass(frozen=True, slots=True)
class Case:
    """What was known of a title on a day, and how many days later it came out."""

    title: str
    signals: Signals
    days: float


def fit(cases: Sequence[Case], rates: Iterable[Wait] = (), *, note: str = "") -> Parameters:
    """Return the parameters that fit the cases best, held towards their priors.

    cases: each title counts once, however many cases it has.  rates: waits between seasons,
    which set the prior of the wait since the previous one; none leave it as it is.
    Raises: ValueError where there are no cases.
    Method: maximum a posteriori with Gaussian priors; BFGS on numerical gradients (Nocedal and
    Wright, Numerical Optimization, 2nd ed., ch. 6).
    """
    if not cases:
        raise ValueError("no cases to fit on: every history is empty or without a released day")
    start = _with_rates(shipped().at_prior(), tuple(rates))
    names = start.fitted
    prior = np.array([start.figures[name].prior for name in names])
    spread = np.array([start.figures[name].spread for name in names])
    loss = _loss(cases, start)

    def objective(point: Floats) -> float:
        misfit = loss(dict(zip(names, point.tolist(), strict=True)))
        return misfit + 0.5 * float(np.sum(((point - prior) / spread) ** 2))

    best = minimise(objective, prior, scale=spread)
    return start.moved(dict(zip(names, best.tolist(), strict=True)), note=note)


def _with_rates(parameters: Parameters, waits: Sequence[Wait]) -> Parameters:
    """Return the parameters with the wait since the previous season as the rates tell it."""
    if not waits:
        return parameters
    return parameters.expecting(
        {name: round(value, 4) for name, value in figures_of(waits).items()}
    )


def _loss(cases: Sequence[Case], parameters: Parameters) -> Callable[[Mapping[str, float]], float]:
    """Return the function from values to the negative log likelihood, each title once."""
    edges = coarse_edges()
    arrays = design([case.signals for case in cases], edges=edges)
    outcome = np.array([case.days for case in cases])
    counts = Counter(case.title for case in cases)
    weight = np.array([1.0 / counts[case.title] for case in cases])
    fixed = {name: figure.value for name, figure in parameters.figures.items()}
    cell = np.clip(np.searchsorted(edges, outcome, side="right") - 1, 0, len(edges) - 2)

    def loss(values: Mapping[str, float]) -> float:
        mass = _mass(arrays, {**fixed, **values})
        density = mass[np.arange(len(cell)), cell] / np.diff(edges)[cell]
        return -float(np.sum(weight * np.log(density + OUTCOME_FLOOR)))

    return loss


def _mass(arrays: Design, values: Mapping[str, float]) -> Floats:
    total: Floats = np.sum(list(parts(arrays, values).values()), axis=0)
    return masses(total, edges=arrays.edges)
