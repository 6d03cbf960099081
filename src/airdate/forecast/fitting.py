"""Fitting the figures anew to a file of histories, with scores in sample and out of fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from airdate.errors import AirdateError
from airdate.forecast.backtest import Weigh, histories
from airdate.forecast.backtest import cases as cases_of
from airdate.forecast.design import Floats
from airdate.forecast.distribution import cumulative_of
from airdate.forecast.estimation import Case, fit
from airdate.forecast.parameters import LEVELS, Parameters, dump
from airdate.forecast.scores import Judged, Scores, score
from airdate.forecast.waits import read_waits
from airdate.model import title_key
from airdate.wording import counted

__all__ = ["Fit", "dump", "fit_files", "franchise", "judge", "read_waits"]

NOTE = (
    "Fitted by `airdate fit` on {titles} seasons and films ({cases} days of news; each title "
    "counts once), held towards the priors below, and on {waits} waits between seasons. "
    "The waits tell `never.unknown` and `never.returning`; other `never.*`, and `void.*`, are not "
    "fitted, for all of these came out: they are judgements."
)
# Fewer franchises than folds leave nothing to forecast in some.
LEAST_FOLDS = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """Figures fitted anew (`dump` writes them), and how good they are.

    out_of_fold: each franchise forecast by figures that were fitted on the others: what to expect
    of another title.  in_sample: by figures that have seen it.
    """

    parameters: Parameters
    in_sample: Scores
    out_of_fold: Scores


def fit_files(cases: Path, *, weigh: Weigh, rates: Path | None, folds: int = 6) -> Fit:
    """Return figures fitted to a file of histories and one of waits, and their scores.

    cases: JSON lines as `backtest.histories` reads them; those without an outcome are
    passed over.  weigh: `airdate.sources.weigh`.  rates: CSV as `waits.read_waits` reads it.
    Raises: AirdateError naming the file and line that is no history or wait, or where there are
    too few titles for so many folds; OSError.
    """
    found = _cases(cases, weigh)
    waits = read_waits(rates) if rates else []
    families = sorted({franchise(case.title) for case in found})
    if not LEAST_FOLDS <= folds <= len(families):
        released = counted(len(families), "title")
        raise AirdateError(
            f"{cases}: {counted(folds, 'fold')} cannot be made of {released} released",
            f"give more histories, or from {LEAST_FOLDS} to as many folds as there are titles",
        )
    note = NOTE.format(
        titles=len({case.title for case in found}), cases=len(found), waits=len(waits)
    )
    fitted = fit(found, waits, note=note)
    apart = [
        judged
        for others, held_out in divided(found, count=folds)
        for judged in judge(held_out, fit(others, waits))
    ]
    return Fit(fitted, score(list(judge(found, fitted))), score(apart))


def _cases(path: Path, weigh: Weigh) -> list[Case]:
    lines = _text(path).splitlines()
    try:
        titles = {history.id: history.installment.title for history in histories(lines)}
        found = list(cases_of(lines, weigh))
    except AirdateError as error:
        raise AirdateError(f"{path}: {error.problem}", error.remedy) from error
    if not found:
        raise AirdateError(
            f"{path}: no history there was released and forecast before",
            "give histories with a released day, and reports two weeks before it",
        )
    return [Case(f"{titles[case.title]}\n{case.title}", case.signals, case.days) for case in found]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise AirdateError(f"{path} is not UTF-8 text: {error}", "save it as UTF-8") from error


def franchise(title: str) -> str:
    """Return what seasons and spin-offs of one title share: its name up to a colon, as compared."""
    name = title.partition("\n")[0]
    return title_key(name.partition(":")[0]) or title_key(name)


def divided(found: Sequence[Case], *, count: int) -> Iterator[tuple[list[Case], list[Case]]]:
    """Yield (to fit on, to forecast), whole franchises apart, the same on every machine."""
    names = sorted({franchise(case.title) for case in found})
    place = {name: number % count for number, name in enumerate(names)}
    for fold in range(count):
        held_out = [case for case in found if place[franchise(case.title)] == fold]
        others = [case for case in found if place[franchise(case.title)] != fold]
        yield others, held_out


def judge(found: Sequence[Case], parameters: Parameters) -> Iterator[Judged]:
    """Yield the forecasts of some cases beside their outcomes."""
    values = {name: figure.value for name, figure in parameters.figures.items()}
    for case in found:
        days = days_at_levels(cumulative_of(case.signals, values))
        yield Judged(case.title, days, case.days)


def days_at_levels(cumulative: Floats) -> tuple[float, ...]:
    """Return the days from the day of the forecast at which LEVELS are reached."""
    last = len(cumulative) - 1
    return tuple(float(min(int(np.searchsorted(cumulative, lv)), last)) for lv in LEVELS)
