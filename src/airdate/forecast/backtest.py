"""Replaying recorded histories: what would have been forecast on each day that brought news."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from airdate.forecast.calibration import Placed
from airdate.forecast.design import Floats
from airdate.forecast.distribution import cumulative_of
from airdate.forecast.estimation import Case
from airdate.forecast.histories import (
    MIN_LEAD_DAYS,
    History,
    Report,
    case_days,
    entries,
    histories,
)
from airdate.forecast.leaving import left_out
from airdate.forecast.parameters import LEVELS, Parameters, shipped
from airdate.forecast.rules import RULES, Durations, Rule, durations_of
from airdate.forecast.scores import Judged
from airdate.forecast.signals import Signals, signals
from airdate.model import Weighed
from airdate.timeline import reconcile

__all__ = [
    "MIN_LEAD_DAYS",
    "History",
    "Replay",
    "Report",
    "Seen",
    "backtest",
    "by_rules",
    "case_days",
    "cases",
    "entries",
    "foreseen",
    "histories",
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

    @property
    def days_to_release(self) -> int | None:
        """The days from then to the release, None of what has not come out yet."""
        released = self.history.released
        return None if released is None else (released - self.as_of).days


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
        days = replay.days_to_release
        if days is not None:
            yield Case(replay.history.id, replay.signals, float(days))


@dataclass(frozen=True, slots=True)
class Seen:
    """The forecast of a replayed day, given that the release comes, and where the outcome lay.

    judged, placed: None of what has not come out yet.
    """

    replay: Replay
    days: tuple[int, ...]
    judged: Judged | None
    placed: Placed | None

    def prediction(self) -> dict[str, object]:
        """Return the days at LEVELS in the format of the scorer."""
        first = self.replay.as_of
        told = zip(LEVELS, self.days, strict=True)
        return {
            "id": self.replay.history.id,
            "as_of": first.isoformat(),
            "quantiles": {
                str(level): (first + timedelta(days=at)).isoformat() for level, at in told
            },
        }


def backtest(
    lines: Iterable[str],
    weigh: Weigh,
    *,
    parameters: Parameters | None = None,
    without: Collection[str] = (),
) -> Iterator[dict[str, object]]:
    """Return the predictions for all cases of some histories, given that the release comes.

    lines: one history each, as JSON.  weigh: `airdate.sources.weigh`.  without: names of parts
    of the forecast (see `leaving.left_out`) that are to be taken as unheard of.
    Raises: AirdateError naming the line that is no history.
    """
    for seen in foreseen(replays(lines, weigh), parameters=parameters, without=without):
        yield seen.prediction()


def foreseen(
    replayed: Iterable[Replay],
    *,
    parameters: Parameters | None = None,
    without: Collection[str] = (),
) -> Iterator[Seen]:
    """Return the forecasts of the days replayed, beside what came where it did."""
    figures = (shipped() if parameters is None else parameters).figures
    values = {name: figure.value for name, figure in figures.items()}
    for replay in replayed:
        signals_left = replay.signals
        for part in without:
            signals_left = left_out(signals_left, part)
        curve = cumulative_of(signals_left, values)
        last = len(curve) - 1
        days = tuple(min(int(np.searchsorted(curve, level)), last) for level in LEVELS)
        placed = _placed(replay, curve)
        yield Seen(replay, days, _judged(replay, days), placed)


def _judged(replay: Replay, days: Sequence[int]) -> Judged | None:
    out = replay.days_to_release
    told = tuple(float(day) for day in days)
    return None if out is None else Judged(replay.history.id, told, float(out))


def _placed(replay: Replay, curve: Floats) -> Placed | None:
    out, last = replay.days_to_release, len(curve) - 1
    if out is None:
        return None
    below = float(curve[min(out - 1, last)]) if out > 0 else 0.0
    return Placed(replay.history.id, below, float(curve[min(out, last)]))


def by_rules(replayed: Iterable[Replay]) -> dict[str, list[Judged]]:
    """Return what each simple rule says on the days replayed, of titles that came out.

    The durations that a rule learns from are those of the histories themselves, the title's own
    left out.
    """
    out = [replay for replay in replayed if replay.history.released is not None]
    durations = durations_of(list({replay.history.id: replay.history for replay in out}.values()))
    return {
        name: [j for replay in out if (j := _judged(replay, _ruled(replay, rule, durations)))]
        for name, rule in RULES.items()
    }


def _ruled(replay: Replay, rule: Rule, durations: Durations) -> tuple[int, ...]:
    days = rule(replay.history, as_of=replay.as_of, durations=durations)
    return tuple((day - replay.as_of).days for day in days)
