"""A forecaster on trial: its scores on replayed histories beside simple rules, and its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from airdate.errors import AirdateError
from airdate.forecast.backtest import Replay, Seen, by_rules, foreseen
from airdate.forecast.calibration import (
    Placed,
    Step,
    calibration,
    calibration_of_quantiles,
    spread_of,
)
from airdate.forecast.estimation import Case, fit
from airdate.forecast.fitting import franchise
from airdate.forecast.leaving import LEAVABLE
from airdate.forecast.parameters import LEVELS, Parameters, shipped
from airdate.forecast.scores import HORIZONS, Judged, Scores, score
from airdate.forecast.waits import Wait
from airdate.wording import counted

OURS = "airdate"
_MIDDLE = LEVELS.index(0.5)
# Replayed days that are forecast by the same figures.
Trials = Sequence[tuple[Sequence[Replay], Parameters]]


@dataclass(frozen=True, slots=True)
class Trial:
    """How good forecasts were, beside those of simple rules.

    scores, calibration: by the forecaster's name, airdate first.  by_horizon: the calibration of
    airdate by how far off it forecast the middle of the release.  spread: the share of releases in
    each tenth of the forecasts' mass.  parts: by how many days the loss (CRPS) grows had nothing
    been heard of a part; without the parts that no case has.  folds: how many times the figures
    were fitted anew without the titles forecast by them; 0 where one set forecast all.
    """

    titles: int
    scores: Mapping[str, Scores]
    calibration: Mapping[str, tuple[Step, ...]]
    by_horizon: Mapping[str, tuple[Step, ...]]
    spread: tuple[float, ...]
    parts: Mapping[str, float]
    folds: int


def trial(replayed: Sequence[Replay], parameters: Parameters | None = None) -> Trial:
    """Return the trial of one set of figures, of those that ship with airdate if None.

    Raises: AirdateError where no title replayed came out.
    """
    return _trial(_out(replayed), [(_out(replayed), parameters or shipped())], folds=0)


def trial_out_of_fold(replayed: Sequence[Replay], waits: Iterable[Wait], *, folds: int) -> Trial:
    """Return the trial of figures fitted anew for each fold without the titles of that fold.

    waits: between seasons, as `read_waits` reads them.  Seasons and spin-offs of
    one title stay together.
    Raises: AirdateError where there are fewer titles than folds, or fewer than two folds.
    """
    out, rates = _out(replayed), tuple(waits)
    names = sorted({_family(replay) for replay in out})
    if not 2 <= folds <= len(names):
        raise AirdateError(
            f"{counted(folds, 'fold')} cannot be made of {counted(len(names), 'title')}",
            "give from 2 to as many folds as there are titles",
        )
    place = {name: number % folds for number, name in enumerate(names)}
    trials = []
    for fold in range(folds):
        held_out = [replay for replay in out if place[_family(replay)] == fold]
        others = [replay for replay in out if place[_family(replay)] != fold]
        trials.append((held_out, fit(list(_cases(others)), rates)))
    return _trial(out, trials, folds=folds)


def _family(replay: Replay) -> str:
    return franchise(replay.history.installment.title)


def _cases(replayed: Iterable[Replay]) -> Iterator[Case]:
    for replay in replayed:
        days = replay.days_to_release
        if days is not None:
            yield Case(replay.history.id, replay.signals, float(days))


def _out(replayed: Iterable[Replay]) -> list[Replay]:
    out = [replay for replay in replayed if replay.days_to_release is not None]
    if not out:
        raise AirdateError(
            "no history there came out two weeks or more after a report of it",
            "give histories with a released day, and reports from before it",
        )
    return out


def _trial(out: Sequence[Replay], trials: Trials, *, folds: int) -> Trial:
    seen = list(_seen(trials))
    ours = [one.judged for one in seen if one.judged]
    placed = [one.placed for one in seen if one.placed]
    rules = by_rules(out)
    whole = score(ours)
    return Trial(
        titles=whole.titles,
        scores={OURS: whole, **{name: score(judged) for name, judged in rules.items()}},
        calibration={
            OURS: calibration(placed),
            **{name: calibration_of_quantiles(judged) for name, judged in rules.items()},
        },
        by_horizon=_by_horizon(ours, placed),
        spread=spread_of(placed),
        parts=_parts(trials, ours, whole=whole.crps),
        folds=folds,
    )


def _by_horizon(judged: Sequence[Judged], placed: Sequence[Placed]) -> dict[str, tuple[Step, ...]]:
    found = {}
    for name, (low, high) in HORIZONS.items():
        # By the forecast, not by the outcome: what came late is late in any honest forecast.
        pairs = zip(judged, placed, strict=True)
        within = [place for case, place in pairs if low <= case.days[_MIDDLE] <= high]
        if within:
            found[name] = calibration(within)
    return found


def _seen(trials: Trials, *, without: str | None = None) -> Iterator[Seen]:
    left_out = (without,) if without else ()
    for replayed, parameters in trials:
        yield from foreseen(replayed, parameters=parameters, without=left_out)


def _parts(trials: Trials, ours: Sequence[Judged], *, whole: float) -> dict[str, float]:
    """Return by how much the loss grows without each part, the part that is worth most first."""
    found = {}
    for part in LEAVABLE:
        judged = [one.judged for one in _seen(trials, without=part) if one.judged]
        if judged != list(ours):
            found[part] = score(judged).crps - whole
    return dict(sorted(found.items(), key=lambda item: -item[1]))
