"""Whether chances mean what they say: of what was given 80 %, 80 in 100 should come.

Each forecast is placed by the chance that it gave to the days before the release and up to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from airdate.forecast.parameters import LEVELS
from airdate.forecast.scores import Judged

# Nominal levels at which calibration is told.
STEPS = tuple(n / 20 for n in range(1, 20))
# Of perfectly calibrated forecasters, this share lies within the band of chance.
BAND = 0.9
_BAND_SIGMAS = 1.645


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an outcome lay in its forecast.

    title: cases of one title count as one.  below, upto: the probability, 0..1, forecast for a
    release before the day that came, and by it.
    """

    title: str
    below: float
    upto: float


_Case = TypeVar("_Case", Placed, Judged)


@dataclass(frozen=True, slots=True)
class Step:
    """Of all releases, the share that came by the day forecast at a level; both 0..1."""

    level: float
    share: float


def calibration(placed: Sequence[Placed]) -> tuple[Step, ...]:
    """Return the share of releases that came by the day forecast for each of STEPS, 0..1.

    Of forecasts that put much on one day the share runs evenly from what lay before it to what
    lay by it.
    Method: non-randomised probability integral transform (Czado, Gneiting and Held 2009,
    Biometrics 65:1254-1261).
    """
    return tuple(Step(level, _mean(placed, _passed_at(level))) for level in STEPS) if placed else ()


def calibration_of_quantiles(judged: Sequence[Judged]) -> tuple[Step, ...]:
    """Return the same at LEVELS for a rule that answers with quantiles alone."""

    def passed_at(place: int) -> Callable[[Judged], float]:
        return lambda case: float(case.outcome <= case.days[place])

    return tuple(
        Step(level, _mean(judged, passed_at(place))) for place, level in enumerate(LEVELS) if judged
    )


def spread_of(placed: Sequence[Placed], *, bins: int = 10) -> tuple[float, ...]:
    """Return the share of releases in each of so many equal parts of the forecasts' mass.

    All equal where chances mean what they say; high at both ends where forecasts are too narrow,
    in the middle where they are too wide, to the right where releases come later than forecast.
    """
    upto = [_mean(placed, _passed_at(n / bins)) if placed else 0.0 for n in range(bins + 1)]
    return tuple(upto[n + 1] - upto[n] for n in range(bins))


def band(level: float, *, titles: int) -> tuple[float, float]:
    """Return between which shares nine in ten perfectly calibrated forecasters lie at a level.

    Method: normal approximation of the binomial, titles taken as independent.
    """
    reach = _BAND_SIGMAS * (level * (1.0 - level) / max(1, titles)) ** 0.5
    return max(0.0, level - reach), min(1.0, level + reach)


def _mean(cases: Sequence[_Case], value: Callable[[_Case], float]) -> float:
    counts = Counter(case.title for case in cases)
    return sum(value(case) / counts[case.title] for case in cases) / len(counts)


def _passed_at(level: float) -> Callable[[Placed], float]:
    """Return how far a level lies within the probability of the day that came, 0..1."""

    def passed(case: Placed) -> float:
        if case.upto <= case.below:
            return float(level >= case.upto)
        return min(1.0, max(0.0, (level - case.below) / (case.upto - case.below)))

    return passed
