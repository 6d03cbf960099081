"""Replaying recorded histories: what would have been forecast on each day that brought news."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from airdate.forecast.design import Floats
from airdate.forecast.distribution import cumulative_of
from airdate.forecast.fitting import Case
from airdate.forecast.histories import (
    MIN_LEAD_DAYS,
    History,
    Report,
    case_days,
    entries,
    histories,
)
from airdate.forecast.parameters import LEVELS, Parameters, shipped
from airdate.forecast.rules import RULES, Durations, durations_of
from airdate.forecast.scoring import Judged
from airdate.forecast.signals import Signals, signals
from airdate.model import Weighed
from airdate.timeline import reconcile

__all__ = [
    "MIN_LEAD_DAYS",
    "History",
    "Replay",
    "Report",
    "backtest",
    "by_rules",
    "case_days",
    "cases",
    "entries",
    "histories",
    "judged",
    "known",
    "replays",
]

Weigh = Callable[..., Sequence[Weighed]]


@dataclass(frozen=True, slots=True)
class Replay:
    """A day of a history on which a forecast is asked for, and what bore on the release then."""

    history: History
    as_of: date
    signals: Signals


def replays(lines: Iterable[str], weigh: Weigh) -> Iterator[Replay]:
    """Return the days of some histories on which a forecast is asked for, each with its signals.

    lines: one history each, as JSON.  weigh: `airdate.sources.weigh`.
    Raises: AirdateError naming the line that is no history.
    """
    for history in histories(lines):
        for day in case_days(history):
            yield Replay(history, day, known(history, weigh, as_of=day))


def known(history: History, weigh: Weigh, *, as_of: date) -> Signals:
    """Return what bore on the release on a day, by the same steps as in the product."""
    weighed = weigh(entries(history, until=as_of), as_of=as_of)
    timeline = reconcile(history.installment, weighed, as_of=as_of)
    return signals(timeline, history.profile, as_of=as_of)


def cases(lines: Iterable[str], weigh: Weigh) -> Iterator[Case]:
    """Return the cases of some histories with their outcome, for fitting."""
    for replay in replays(lines, weigh):
        released = replay.history.released
        if released is not None:
            days = float((released - replay.as_of).days)
            yield Case(replay.history.id, replay.signals, days)


def backtest(
    lines: Iterable[str],
    weigh: Weigh,
    *,
    parameters: Parameters | None = None,
    without: Collection[str] = (),
) -> Iterator[dict[str, object]]:
    """Return the predictions for all cases of some histories, given that the release comes.

    lines: one history each, as JSON.  weigh: `airdate.sources.weigh`.  without: names of parts
    of the forecast (see `pool.parts`) to leave out.
    Raises: AirdateError naming the line that is no history.
    """
    values = values_of(parameters)
    for replay in replays(lines, weigh):
        yield forecast_of(replay, values, without=without).prediction()


def values_of(parameters: Parameters | None) -> Mapping[str, float]:
    """Return the value of each figure, of those that ship with airdate if None."""
    figures = (shipped() if parameters is None else parameters).figures
    return {name: figure.value for name, figure in figures.items()}


def forecast_of(
    replay: Replay, values: Mapping[str, float], *, without: Collection[str] = ()
) -> Judged:
    """Return the forecast of a replayed day beside what came; 0 days where nothing came yet."""
    curve = cumulative_of(replay.signals, values, without=without)
    last = len(curve) - 1
    quantiles = tuple(min(int(np.searchsorted(curve, level)), last) for level in LEVELS)
    released = replay.history.released
    days = 0 if released is None else (released - replay.as_of).days
    below, upto = (_at(curve, days - 1), _at(curve, days))
    return Judged(replay.history.id, replay.as_of, days, quantiles, below, upto)


def _at(curve: Floats, day: int) -> float:
    return 0.0 if day < 0 else float(curve[min(day, len(curve) - 1)])


def judged(
    replayed: Iterable[Replay],
    parameters: Parameters | None = None,
    *,
    without: Collection[str] = (),
) -> list[Judged]:
    """Return the forecasts of the days replayed beside what came, of titles that came out."""
    values = values_of(parameters)
    return [
        forecast_of(replay, values, without=without)
        for replay in replayed
        if replay.history.released is not None
    ]


def by_rules(replayed: Iterable[Replay]) -> dict[str, list[Judged]]:
    """Return what each simple rule says on the days replayed, of titles that came out.

    The durations that a rule learns from are those of the histories themselves, without the title.
    """
    out = [replay for replay in replayed if replay.history.released is not None]
    durations = durations_of(list({replay.history.id: replay.history for replay in out}.values()))
    return {name: [_ruled(replay, name, durations) for replay in out] for name in RULES}


def _ruled(replay: Replay, name: str, durations: Durations) -> Judged:
    days = RULES[name](replay.history, as_of=replay.as_of, durations=durations)
    released = replay.history.released or replay.as_of
    return Judged(
        replay.history.id,
        replay.as_of,
        (released - replay.as_of).days,
        tuple((day - replay.as_of).days for day in days),
    )
