"""From a Timeline to a Forecast: the pooled distribution, and the chance month by month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import numpy as np

from airdate.forecast.design import Floats, daily_edges, design
from airdate.forecast.never import never_chance
from airdate.forecast.parameters import Parameters, shipped
from airdate.forecast.pool import masses, parts
from airdate.forecast.reasons import reasons_for
from airdate.forecast.signals import Signals, signals
from airdate.forecast.silence import LEAST_SILENT_DAYS, Silence, doubted, silence
from airdate.model import DateRange, Event, Forecast, Profile, Reason, Status, Timeline

# A release known only to lie before some day is taken to lie in the month before it.
OPEN_RELEASE_DAYS = 30
# `months` stops where nearly all that will come has come, at the latest after so many.
MOST_MONTHS = 60
ENOUGH = 0.98


def forecast(
    timeline: Timeline,
    *,
    as_of: date,
    profile: Profile,
    parameters: Parameters | None = None,
) -> Forecast:
    """Return the distribution of the release day as of a day, with the reasons for it.

    timeline: reconciled as of that day.  parameters: those that ship with airdate if None.
    Where the release is believed done, the distribution is its range.
    Raises: ValueError where the timeline knows of later days than `as_of`.
    """
    if timeline.as_of > as_of:
        raise ValueError(f"the timeline is of {timeline.as_of}, later than {as_of}: no foresight")
    out = _released(timeline)
    if out is not None:
        return out
    found = signals(timeline, profile, as_of=as_of)
    figures = shipped() if parameters is None else parameters
    values = {name: figure.value for name, figure in figures.figures.items()}
    shares = parts(design([found], edges=daily_edges()), values)
    heard = _silence(found, values)
    mass = doubted(_mass(shares), heard, values=values)
    never = never_chance(timeline, found, values=values, survival=heard.survival)
    cumulative = np.minimum(np.cumsum(mass) * (1.0 - never), 1.0)
    return Forecast(
        installment=timeline.installment,
        as_of=as_of,
        first=as_of,
        cumulative=tuple(cumulative.tolist()),
        never=1.0 - float(cumulative[-1]),
        reasons=reasons_for(found, values=values, timeline=timeline, as_of=as_of, never=never),
    )


def _mass(shares: Mapping[str, Floats]) -> Floats:
    """Return the probability of each day by the pool of these parts."""
    total: Floats = np.sum(list(shares.values()), axis=0)
    mass: Floats = masses(total, edges=daily_edges())[0]
    return mass


def _silence(found: Signals, values: Mapping[str, float]) -> Silence:
    """Return what the silence since the last news tells, if it is long enough to tell anything."""
    days = found.silent_days
    if days < LEAST_SILENT_DAYS:
        return silence(days, None, values=values)
    before = design([found.before_silence()], edges=daily_edges())
    return silence(days, _mass(parts(before, values)), values=values)


def cumulative_of(
    found: Signals, values: Mapping[str, float], *, without: Collection[str] = ()
) -> Floats:
    """Return the probability of a release by the end of each day, given that it comes.

    without: names of parts (see `pool.parts`) to leave out.
    """
    shares = parts(design([found], edges=daily_edges()), values)
    kept = {name: share for name, share in shares.items() if name not in without}
    mass = doubted(_mass(kept), _silence(found, values), values=values)
    cumulative: Floats = np.cumsum(mass)
    return cumulative


def _released(timeline: Timeline) -> Forecast | None:
    """Return the release as reported, spread over its range, None where it is not believed done."""
    belief = timeline.belief(Event.RELEASE)
    if belief is None or belief.status is not Status.DONE:
        return None
    when = belief.when or DateRange(None, belief.since)
    latest = min(when.latest or timeline.as_of, timeline.as_of)
    month_before = max(latest.toordinal() - OPEN_RELEASE_DAYS + 1, 1)
    earliest = min(when.earliest or date.fromordinal(month_before), latest)
    days = (latest - earliest).days + 1
    told = f"Reported as released ({earliest})" if days == 1 else "Reported as released"
    return Forecast(
        installment=timeline.installment,
        as_of=timeline.as_of,
        first=earliest,
        cumulative=tuple((day + 1) / days for day in range(days)),
        never=0.0,
        reasons=(Reason(told, None, belief.claims_for),),
        released=DateRange(earliest, latest),
    )


def months(found: Forecast) -> list[tuple[date, float]]:
    """Return the coming months, each as its first day, with the chance of a release by its end.

    From the month of `as_of` on, until nearly all that is to come has come, at most MOST_MONTHS.
    """
    rows: list[tuple[date, float]] = []
    month = found.as_of.replace(day=1)
    while len(rows) < MOST_MONTHS and (month.year, month.month) < (date.max.year, 12):
        following = (month + timedelta(days=31)).replace(day=1)
        chance = found.by(following - timedelta(days=1))
        rows.append((month, chance))
        if chance >= ENOUGH * (1.0 - found.never):
            break
        month = following
    return rows
