"""How long the next season takes, where nothing else is known: base rates with their censoring.

Of many seasons it is only known that no next one had come yet: some come later, some never do.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from airdate.errors import AirdateError
from airdate.forecast.design import Floats
from airdate.forecast.optimum import minimise
from airdate.forecast.signals import previous_of

COLUMNS = ("days", "event", "format", "season", "previous_gap_days")
# Those that are made like the awaited ones; children's, documentary and game series are not.
FORMAT = "scripted"
# What is held before the fit, mean and spread: the log of the median wait in days; the log of its
# spread; by how much it grows with the wait before; the log odds that a next season comes, after
# a first one, and how much more after a later one.
PRIOR = ((6.1, 0.5), (-0.6, 0.3), (0.3, 0.2), (0.0, 1.0), (0.3, 0.5))
LEAST_CHANCE = 1e-12


@dataclass(frozen=True, slots=True)
class Wait:
    """A season and the wait for the next: days until it came, or so far where it has not.

    season: the number of the one that is out.  previous_days: the wait for that, if known.
    """

    days: float
    came: bool = True
    season: int = 1
    previous_days: float | None = None


def read_waits(path: Path) -> list[Wait]:
    """Return the waits of scripted series of a CSV file with COLUMNS.

    event: 1 where the next season came, 0 where not so far.
    Raises: AirdateError naming the line that is no wait, or the columns that are missing; OSError.
    """
    try:
        rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    except UnicodeDecodeError as error:
        raise AirdateError(f"{path} is not UTF-8 text: {error}", "save it as UTF-8") from error
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise AirdateError(
            f"{path}: no column {', '.join(missing)}", f"give a CSV with {', '.join(COLUMNS)}"
        )
    found = []
    for row in rows:
        try:
            if row["format"] == FORMAT:
                found.append(_wait(row))
        except (TypeError, ValueError) as error:
            raise AirdateError(
                f"{path}, line {rows.line_num} is no wait: {error}",
                "write days and season as numbers, event as 1 (the next season came) or 0",
            ) from error
    return found


def _wait(row: dict[str, str]) -> Wait:
    if row["event"] not in ("0", "1"):
        raise ValueError(f"event is 1 or 0, not {row['event']!r}")
    before = row["previous_gap_days"]
    days = float(row["days"])
    if not 0.0 < days < math.inf:
        raise ValueError(f"days is a number above 0, not {row['days']!r}")
    return Wait(days, row["event"] == "1", int(row["season"]), float(before) if before else None)


def figures_of(waits: Sequence[Wait]) -> dict[str, float]:
    """Return the figures that waits tell, by name: of the wait since a season, and of none coming.

    Method: maximum a posteriori of a mixture cure model (Boag 1949; Farewell, Biometrics 1982,
    38:1041-1046): a share p of seasons is followed by another, after a lognormal wait that grows
    with the wait before it. An observed wait has the likelihood p f(t), a wait so far 1 - p F(t).
    """
    days = np.log([wait.days for wait in waits])
    came = np.array([wait.came for wait in waits])
    later = np.array([float(wait.season > 1) for wait in waits])
    before = np.array([previous_of(wait.previous_days or 0.0) for wait in waits])
    mean, spread = (np.array(column) for column in zip(*PRIOR, strict=True))

    def misfit(point: Floats) -> float:
        median, log_sigma, growth, odds, more = point
        score = (days - median - growth * before) / math.exp(log_sigma)
        comes = 1.0 / (1.0 + np.exp(-odds - more * later))
        density = comes * np.exp(-0.5 * score**2 - log_sigma)
        likelihood = np.where(came, density, 1.0 - comes * _normal(score))
        held = 0.5 * float(np.sum(((point - mean) / spread) ** 2))
        return held - float(np.sum(np.log(likelihood + LEAST_CHANCE)))

    median, log_sigma, growth, odds, more = minimise(misfit, mean, scale=spread / 5.0).tolist()
    return {
        "gap.mu": median,
        "gap.sigma": log_sigma,
        "gap.previous": growth,
        "never.unknown": 1.0 / (1.0 + math.exp(odds)),
        "never.returning": 1.0 / (1.0 + math.exp(odds + more)),
    }


def _normal(score: Floats) -> Floats:
    """Return the standard normal distribution function."""
    return np.array([0.5 * math.erfc(-each / math.sqrt(2.0)) for each in score.tolist()])
