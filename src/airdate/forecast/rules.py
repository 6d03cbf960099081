"""Simple rules that a forecaster must beat: the claimed window, the last gap, stage durations.

Each answers with the days at LEVELS, from what was reported by a day; none looks at the outcome
of the title that it forecasts, nor at another outcome of the same name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import quantiles as cut_points

from airdate.forecast.histories import History, Report
from airdate.forecast.parameters import LEVELS
from airdate.model import DateRange, Event, Status

_MONTH_DAYS = 30.44
# A window without an end is taken to be this long.
_OPEN_MONTHS = 6
# What is said where nothing at all is known: evenly over so long.
_BLIND_MONTHS = 24
# The season before and two years, give or take one; as people guess.
_GAP_MONTHS = (12, 36)
# A sample of fewer durations tells nothing.
_LEAST_SAMPLE = 5
# Months from a stage to the release: the least and the most, the furthest stage first.
STAGE_MONTHS = {
    Event.TRAILER: (1, 5),
    Event.POST_PRODUCTION: (3, 11),
    Event.FILMING_WRAP: (5, 13),
    Event.FILMING: (8, 18),
    Event.FILMING_START: (10, 22),
    Event.PRE_PRODUCTION: (12, 28),
    Event.WRITING: (14, 30),
    Event.RENEWED: (14, 34),
    Event.ANNOUNCED: (14, 38),
}

# Stage → the name of each title that reached it, and its days from there to the release.
Durations = Mapping[Event, Sequence[tuple[str, int]]]
Days = tuple[date, ...]
Rule = Callable[..., Days]


def window(history: History, *, as_of: date, durations: Durations) -> Days:
    """Return the last claimed window that is not over, evenly; else usual months from the stage."""
    del durations
    told = _reported(history, as_of)
    for when in reversed(_standing(told)):
        low = when.earliest or as_of
        high = when.latest or max(low, as_of) + _months(_OPEN_MONTHS)
        if high >= as_of:
            return _even(max(low, as_of), high)
    stage, day = _last_stage(told)
    if stage is None:
        return _even(as_of, as_of + _months(_BLIND_MONTHS))
    least, most = STAGE_MONTHS[stage]
    return _ahead(day + _months(least), day + _months(most), as_of)


def _standing(told: Sequence[Report]) -> list[DateRange]:
    """Return the windows claimed for the release and not withdrawn, the last one last."""
    found: list[DateRange] = []
    for report in told:
        when = report.milestone.when
        if report.milestone.event is not Event.RELEASE or when is None:
            continue
        if report.status is Status.DROPPED:
            found = [other for other in found if other != when]
        elif report.status is not Status.DENIED:
            found.append(when)
    return found


def gap(history: History, *, as_of: date, durations: Durations) -> Days:
    """Return one to three years after the season before, evenly; two from now where none is."""
    del durations
    before = history.profile.previous_release
    if history.profile.kind != "series" or before is None:
        return _even(as_of, as_of + _months(_BLIND_MONTHS))
    least, most = _GAP_MONTHS
    return _ahead(before + _months(least), before + _months(most), as_of)


def stages(history: History, *, as_of: date, durations: Durations) -> Days:
    """Return the last stage and what other titles took from it, those that took longer than so far.

    Where too few did, all of them from today on; where the stage is rare, of all stages.
    """
    stage, day = _last_stage(_reported(history, as_of))
    name = history.installment.title
    took = [n for other, n in durations.get(stage or Event.FILMING_START, ()) if other != name]
    sample = [n for n in took if stage and n > (as_of - day).days]
    if len(sample) < _LEAST_SAMPLE:
        day, sample = as_of, took
    if len(sample) < _LEAST_SAMPLE:
        sample = [n for rows in durations.values() for other, n in rows if other != name]
    if len(sample) < 2:
        return _even(as_of, as_of + _months(_BLIND_MONTHS))
    cuts = cut_points(sample, n=20, method="inclusive")
    return tuple(day + timedelta(round(cuts[round(level * 20) - 1])) for level in LEVELS)


# What is printed of each rule → the rule.
RULES: dict[str, Rule] = {"latest window": window, "last gap": gap, "stage durations": stages}


def durations_of(histories: Sequence[History]) -> Durations:
    """Return the days from each stage to the release, of all histories that have both."""
    found: dict[Event, list[tuple[str, int]]] = defaultdict(list)
    for history in histories:
        for stage in STAGE_MONTHS:
            same = [r for r in history.reports if r.milestone.event is stage]
            reached, day = _last_stage(same)
            if reached and history.released:
                found[stage].append((history.installment.title, (history.released - day).days))
    return found


def _reported(history: History, as_of: date) -> list[Report]:
    return [report for report in history.reports if report.reported <= as_of]


def _last_stage(told: Sequence[Report]) -> tuple[Event | None, date]:
    """Return the furthest stage reported as done and its day; the closed range where several."""
    for stage in STAGE_MONTHS:
        same = [r for r in told if r.milestone.event is stage and r.status is Status.DONE]
        if same:
            return stage, _stage_day(min(same, key=_is_open))
    return None, date.min


def _is_open(report: Report) -> bool:
    when = report.milestone.when
    return when is None or when.earliest is None or when.latest is None


def _stage_day(report: Report) -> date:
    """Return the middle of the range, its known end, or the day of the report."""
    when = report.milestone.when
    if when is None:
        return report.reported
    if when.earliest and when.latest:
        return when.earliest + (when.latest - when.earliest) / 2
    return when.latest or when.earliest or report.reported


def _months(count: float) -> timedelta:
    return timedelta(round(count * _MONTH_DAYS))


def _even(low: date, high: date) -> Days:
    days = (high - low).days
    return tuple(low + timedelta(math.floor(days * level + 1e-9)) for level in LEVELS)


def _ahead(low: date, high: date, as_of: date) -> Days:
    """Return what of a range is still to come, evenly; the year from now where nothing is."""
    if high <= as_of:
        return _even(as_of, as_of + _months(12))
    return _even(max(low, as_of), high)
