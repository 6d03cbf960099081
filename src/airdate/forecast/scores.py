"""How good forecasts were, once it is known what came: loss, error, coverage, by time to release.

The figures are those of the forecast evaluation set's scorer, to the same definitions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from airdate.forecast.parameters import LEVELS

# The part of 0..1 for which each of LEVELS stands: a forecast of one day then scores its error.
LEVEL_WEIGHTS = (0.075, 0.1, 0.2, 0.25, 0.2, 0.1, 0.075)
# Horizons in days to the release, both ends included.
HORIZONS = {
    "under 3 months": (0, 90),
    "3 to 12 months": (91, 365),
    "over 12 months": (366, 10**6),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A forecast and its outcome: days from its day, at each of LEVELS and of the release."""

    title: str
    days: tuple[float, ...]
    outcome: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How good some forecasts were, each title once.

    crps, medae, width_80: days; cover_*: shares, 0..1, of outcomes within the central interval.
    by_horizon: the same by time to the release, of the HORIZONS in which there are cases.
    """

    cases: int
    titles: int
    crps: float
    medae: float
    cover_50: float
    cover_80: float
    cover_90: float
    width_80: float
    by_horizon: Mapping[str, Scores] = field(default_factory=dict)


def score(judged: Sequence[Judged]) -> Scores:
    """Return the scores of some forecasts, over all and by horizon. Raises: ValueError if none."""
    if not judged:
        raise ValueError("no forecasts to score")
    groups = {
        name: [j for j in judged if low <= j.outcome <= high]
        for name, (low, high) in HORIZONS.items()
    }
    by_horizon = {name: _scores(found) for name, found in groups.items() if found}
    return _scores(judged, by_horizon)


def crps(judged: Judged) -> float:
    """Return the loss of a forecast in days: twice the weighted mean pinball loss over LEVELS.

    Method: continuous ranked probability score as an integral over quantile losses (Gneiting and
    Raftery, JASA 2007, 102:359-378).
    """
    total = 0.0
    for level, weight, day in zip(LEVELS, LEVEL_WEIGHTS, judged.days, strict=True):
        miss = judged.outcome - day
        total += weight * (level * miss if miss >= 0 else (level - 1.0) * miss)
    return 2.0 * total


def _scores(judged: Sequence[Judged], by_horizon: Mapping[str, Scores] | None = None) -> Scores:
    counts = Counter(j.title for j in judged)

    def mean(value: Callable[[Judged], float]) -> float:
        return sum(value(j) / counts[j.title] for j in judged) / len(counts)

    def cover(low: float, high: float) -> float:
        one, other = LEVELS.index(low), LEVELS.index(high)
        return mean(lambda j: float(j.days[one] <= j.outcome <= j.days[other]))

    errors = [(abs(j.outcome - j.days[LEVELS.index(0.5)]), 1.0 / counts[j.title]) for j in judged]
    return Scores(
        cases=len(judged),
        titles=len(counts),
        crps=mean(crps),
        medae=_median(errors),
        cover_50=cover(0.25, 0.75),
        cover_80=cover(0.1, 0.9),
        cover_90=cover(0.05, 0.95),
        width_80=mean(lambda j: j.days[LEVELS.index(0.9)] - j.days[LEVELS.index(0.1)]),
        by_horizon=by_horizon or {},
    )


def _median(weighted: Sequence[tuple[float, float]]) -> float:
    """Return the weighted median of (value, weight); the middle of two where they share it."""
    ordered = sorted(weighted)
    half, total = sum(weight for _, weight in ordered) / 2.0, 0.0
    for place, (value, weight) in enumerate(ordered):
        total += weight
        if abs(total - half) < 1e-9 and place + 1 < len(ordered):
            return (value + ordered[place + 1][0]) / 2.0
        if total > half:
            return value
    return ordered[-1][0]
