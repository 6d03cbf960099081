"""What silence makes of news: the longer no word comes, the likelier that it no longer holds.

Three things can have become of a title of which nothing was heard for s days: it comes as was
told (1 - n - v), its plans are void and it waits as if nothing had been told (v), it never comes
(n).  Each is weighed by the chance that it would have left the last s days without a release:

    P(void | s)  =  v S0(s) / (v S0(s) + (1 - v) S1(s)),     v = 1 - exp(-s / tau)
    P(never | s) =  n / (n + (1 - n) (v S0(s) + (1 - v) S1(s)))

S1: survival by the forecast of the day of the last news.  S0: lognormal from that day, so wide
that what is left of the wait grows with the wait (Gott, Nature 1993, 363:315-319).
Method: a mixture cure model (Boag 1949; Farewell, Biometrics 1982, 38:1041-1046) with one more
state.  tau, S0 and n are judgements: of what came out nothing tells of what did not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from airdate.forecast.design import Floats

YEAR_DAYS = 365.25
# A shorter silence tells nothing; what it would is not worth its time.
LEAST_SILENT_DAYS = 14
# So wide a distribution is told by the month; within it, days are alike.
MONTH_DAYS = 30
_EDGE_DAYS = 0.5


@dataclass(frozen=True, slots=True)
class Silence:
    """What a silence tells. void: the chance, 0..1, that the news no longer holds, if it comes.

    survival: 0..1, of releases of its like that would not have come within it.
    """

    days: int
    void: float
    survival: float


def silence(days: int, then: Floats | None, *, values: Mapping[str, float]) -> Silence:
    """Return what a silence of some days tells, in view of the forecast before it.

    then: the mass of each day by the forecast of the day of the last news, None where nothing was
    heard at all.
    """
    if then is None or days < LEAST_SILENT_DAYS:
        return Silence(days, 0.0, 1.0)
    as_told = float(then[days:].sum())
    void = 1.0 - math.exp(-days / (YEAR_DAYS * values["void.years"]))
    waiting = void * _outlasting(days, values)
    survival = waiting + (1.0 - void) * as_told
    return Silence(days, waiting / survival, survival)


def doubted(mass: Floats, found: Silence, *, values: Mapping[str, float]) -> Floats:
    """Return the mass of each coming day, where the news may be void. mass: if it holds."""
    if found.void == 0.0:
        return mass
    fresh = _fresh(found.days, len(mass), values["void.mu"], values["void.sigma"])
    total: Floats = (1.0 - found.void) * mass + found.void * fresh
    return total


@lru_cache(maxsize=256)
def _fresh(after: int, days: int, mu: float, log_sigma: float) -> Floats:
    """Return the mass of each of some days, of a wait that has outlasted so many days before."""
    months = np.arange(after, after + days + MONTH_DAYS, MONTH_DAYS)
    figures = {"void.mu": mu, "void.sigma": log_sigma}
    left = np.array([_outlasting(float(edge), figures) for edge in months])
    waits = np.repeat(-np.diff(left), MONTH_DAYS)[:days]
    mass: Floats = waits / waits.sum()
    return mass


def _outlasting(days: float, values: Mapping[str, float]) -> float:
    """Return the share of releases after void news that come later than so many days after it."""
    score = (math.log(max(days, _EDGE_DAYS)) - values["void.mu"]) / math.exp(values["void.sigma"])
    return 0.5 * math.erfc(score / math.sqrt(2.0))
