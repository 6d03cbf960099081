"""The distribution of the release day: every part's density, pooled.

    log f(t) = sum over parts k of w_k log f_k(t) + const,   t = 0, 1, 2 ... days from as_of

Each part is an expert's density on the same days: a duration from a stage reached or planned,
the wait since the previous season, a claimed window with its chance to hold and its slips. The
pool is normalised over the days to come alone, which is survival: what has not happened by
`as_of` is conditioned on.
Method: logarithmic opinion pool (Genest and Zidek, Statistical Science 1986, 1:114-135), with
weights below one where parts know the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from airdate.forecast.design import (
    ANCHORS,
    GAP_NAMES,
    NEWS_NAMES,
    PLAN_NAMES,
    STAGE_NAMES,
    STATUSES,
    Design,
    Floats,
    Windows,
)
from airdate.forecast.market import TRAITS
from airdate.model import Status

# The least density that a duration gives to any log of days: no part is ever quite certain.
FLOOR = 1e-3
# The same for a window, per day.
WINDOW_FLOOR = 1e-7
MONTH_DAYS = 30.0
# A window no wider is an announced day.
DAY_WIDTH = 7
# The shape of the tail of slips: its variance is finite, its mean half as long again as its scale.
SLIP_SHAPE = 3.0
# How sure the timeline is of a usual window of each status (as STATUSES).
SURE = np.array([0.8, 0.5, 0.36, 0.5])
_IS_STAGE = np.array([name in STAGE_NAMES for name in ANCHORS])
_IS_PLAN = np.array([name in PLAN_NAMES for name in ANCHORS])
_IS_NEWS = np.array([name in NEWS_NAMES for name in ANCHORS])
_IS_GAP = np.array([name in GAP_NAMES for name in ANCHORS])

# The parts of a forecast, as `parts` names them.
PARTS = ("base", "stage", "earlier", "schedule", "news", "gap", "window", "hint", "weekday")

Values = Mapping[str, float]


def parts(cases: Design, values: Values) -> dict[str, Floats]:
    """Return each part's weighted log density, [case, cell], by the part's name.

    values: the parameters.
    """
    main, hint = cases.windows
    rest = _deference(main, values)
    durations = _durations(cases, values) * rest[:, None, None]
    return {
        "base": _base(cases, values) * rest[:, None],
        "stage": _sum(durations, _IS_STAGE[cases.kind] * cases.furthest),
        "earlier": _sum(durations, _IS_STAGE[cases.kind] * (1.0 - cases.furthest)),
        "schedule": _sum(durations, _IS_PLAN[cases.kind] * 1.0),
        "news": _sum(durations, _IS_NEWS[cases.kind] * 1.0),
        "gap": _sum(durations, _IS_GAP[cases.kind] * 1.0),
        "window": _window(main, cases, values=values)
        * (main.here * np.exp(values["window.weight"]))[:, None],
        "hint": _window(hint, cases, values=values)
        * (hint.here * np.exp(values["hint.weight"]))[:, None],
        "weekday": cases.calendar * _undated(main)[:, None] * np.exp(values["weekday.weight"]),
    }


def masses(log_density: Floats, *, edges: Floats) -> Floats:
    """Return the probability of each cell, [case, cell]; each row sums to one."""
    weighted = log_density + np.log(np.diff(edges))
    weighted = weighted - weighted.max(axis=1, keepdims=True)
    mass = np.exp(weighted)
    normal: Floats = mass / mass.sum(axis=1, keepdims=True)
    return normal


def _deference(windows: Windows, values: Values) -> Floats:
    """Return the factor on the weight of all parts but the windows, [case].

    Who announces a window knows how far the production is: beside it the stages tell little more.
    An estimate knows less, and what the makers say for a certain day leaves hardly a question.
    """
    names = ("planned", "expected", "rumoured", "dropped")
    level = np.array([values[f"beside.{name}"] for name in names])[windows.status]
    day = values["beside.day"] * _shape(windows)["day"] * (windows.status == 0)
    factor: Floats = np.where(windows.here > 0, np.exp(level + day), 1.0)
    return factor


def _undated(windows: Windows) -> Floats:
    """Return 0 for cases with an announced day ahead, [case]: who names it knows the weekday."""
    shape = _shape(windows)
    named = (windows.here > 0) & (shape["day"] > 0) & (shape["passed"] == 0)
    free: Floats = np.where(named & (windows.status == 0), 0.0, 1.0)
    return free


def _sum(durations: Floats, chosen: Floats) -> Floats:
    total: Floats = np.einsum("na,nat->nt", chosen, durations)
    return total


def _bell(log_days: Floats, mu: Floats | float, *, log_sigma: Floats | float) -> Floats:
    """Return the log density of the log of a duration: normal, median exp(mu) days."""
    density: Floats = -log_sigma - 0.5 * ((log_days - mu) / np.exp(log_sigma)) ** 2
    return density


def _weights(cases: Design, values: Values) -> tuple[Floats, Floats, Floats]:
    """Return the weights of the durations, [case, anchor], of the base, and the share of 1 / days.

    The base fills up what the durations leave of a weight of one, so that little knowledge is
    not less than none; not where a window to come is claimed, for that is not little.
    Each duration is lognormal, exp(bell) / days.  In a pool the factor 1 / days would count once
    for each and draw all forecasts early; it is shared out, to count once in all, or as often as
    the weights sum to where that is less.
    All durations together are sharpened: each is as wide as it has to be alone, and where several
    parts agree the release is surer than any of them tells.
    """
    level = np.array([values[f"{name}.weight"] for name in ANCHORS])
    weight = np.exp(level[cases.kind]) * cases.here
    late = _IS_STAGE[cases.kind] * (1.0 - cases.furthest)
    weight = weight * np.where(late > 0, np.exp(values["earlier.weight"]), 1.0)
    told = weight.sum(axis=1)
    lacking = np.where(_claimed(cases.windows[0]), 0.0, 1.0 - told)
    base = np.maximum(np.exp(values["base.weight"]), lacking)
    share = 1.0 / np.maximum(1.0, told + base)
    sharp = np.exp(values["pool.sharpness"])
    return weight * sharp, base * sharp, share / sharp


def _claimed(windows: Windows) -> NDArray[np.bool_]:
    """Return whether a release is claimed for a window that is to come, [case]."""
    ahead = _shape(windows)["passed"] == 0
    held = windows.status < STATUSES.index(Status.DROPPED)
    claimed: NDArray[np.bool_] = ahead & (windows.here > 0) & held
    return claimed


def _base(cases: Design, values: Values) -> Floats:
    """Return what is believed of any awaited release: the wait from today, weighted."""
    log_days = np.log((cases.edges[:-1] + cases.edges[1:])[None, :] / 2)
    _, weight, share = _weights(cases, values)
    bell = _bell(log_days, values["base.mu"], log_sigma=values["base.sigma"])
    weighted: Floats = weight[:, None] * (bell - share[:, None] * log_days)
    return weighted


def _durations(cases: Design, values: Values) -> Floats:
    """Return the weighted log densities of the durations from each anchor, [case, anchor, cell]."""
    mu, sigma = (
        np.array([values[f"{name}.{what}"] for name in ANCHORS]) for what in ("mu", "sigma")
    )
    weight, _, share = _weights(cases, values)
    bell = _bell(
        cases.log_days,
        (mu[cases.kind] + _context(cases, values))[:, :, None],
        log_sigma=sigma[cases.kind][:, :, None],
    )
    density = np.logaddexp(bell, np.log(FLOOR)) - share[:, None, None] * cases.log_days
    weighted: Floats = weight[:, :, None] * density
    return weighted


def _context(cases: Design, values: Values) -> Floats:
    """Return how country, kind and service lengthen the durations, in logs, [case, anchor]."""
    stage, gap = (
        cases.traits @ np.array([values[f"{what}.{name}"] for name in TRAITS])
        for what in ("stage", "gap")
    )
    gaps = gap[:, None] + values["gap.previous"] * cases.previous
    context: Floats = np.where(_IS_GAP[cases.kind], gaps, stage[:, None])
    return context


def _window(windows: Windows, cases: Design, *, values: Values) -> Floats:
    """Return the log density of a release that was claimed for a window.

    It holds with chance h (spread evenly over the days left of the window); else it comes late,
    by a Lomax slip from the window's end on, or early.  An open window ("not before") spreads
    from its start by a gamma of shape 2: who names a bound seldom means the bound itself.  One
    that has passed leaves only lateness.
    """
    shape = _shape(windows)
    hold = np.where(shape["passed"], 0.0, hold_chance(windows, cases, values=values))
    early = np.where(shape["low"] > 0, _logistic(values["window.early"]), 0.0)
    early = np.where(shape["passed"], 0.0, early)
    inside, late, before = _shares(shape, windows, values=values, edges=cases.edges)
    inside = inside * hold[:, None]
    missed = (1.0 - early)[:, None] * late + early[:, None] * before
    cumulative = inside + (1.0 - hold)[:, None] * missed
    density = np.maximum(np.diff(cumulative, axis=1), 0.0) / np.diff(cases.edges)
    logs: Floats = np.log(density + WINDOW_FLOOR)
    return logs


def hold_chance(windows: Windows, cases: Design, *, values: Values) -> Floats:
    """Return the chance, 0..1, that the release falls into the window claimed for it.

    Method: logistic in how it is claimed, how far off and how wide it is, how old the word is,
    how often it slipped before, and whether a delay was reported since.
    """
    shape = _shape(windows)
    level = np.array([values[f"hold.{name}"] for name in ("planned", "expected", "rumoured")] + [0])
    score = level[windows.status]
    score = score + values["hold.day"] * shape["day"] * (windows.status == 0)
    score = score + values["hold.lead"] * shape["lead"]
    by_width = np.where(windows.status == 0, values["hold.width"], values["hold.estimate_width"])
    score = score + by_width * np.where(shape["day"] > 0, 0.0, shape["width"])
    score = score + values["hold.age"] * np.log1p(windows.age / 90)
    score = score + values["hold.slip"] * np.minimum(windows.slips, 3)
    score = score + values["hold.unsettled"] * cases.unsettled
    score = score + values["hold.sure"] * (windows.sure - SURE[windows.status])
    return _logistic(score)


def _shape(windows: Windows) -> dict[str, Floats]:
    """Return the bounds of the part of each window that is to come, and what it is like.

    lead: how far off its end is, or was when it was last said, where it has passed since: a window
    that passes in silence was no surer for being near.
    """
    open_end = np.isnan(windows.high)
    start = np.where(np.isnan(windows.low), 0.0, windows.low)
    low = np.maximum(start, 0.0)
    end = np.where(open_end, low, np.nan_to_num(windows.high) + 1.0)
    days = np.where(open_end, 180.0, end - start)
    passed = ~open_end & (end <= 0)
    off = np.where(passed, end + windows.told, end)
    return {
        "low": low,
        "end": np.maximum(end, 0.0),
        "open": open_end * 1.0,
        "passed": passed * 1.0,
        "lead": np.log1p(np.maximum(off, 0.0) / MONTH_DAYS),
        "width": np.log(np.maximum(days, 1.0) / MONTH_DAYS),
        "day": (~open_end & (end - start <= DAY_WIDTH)) * 1.0,
    }


def _shares(
    shape: dict[str, Floats], windows: Windows, *, values: Values, edges: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the cumulative share of what holds, of what comes late, and early, at each edge."""
    at = edges[None, :]
    low, end = shape["low"][:, None], shape["end"][:, None]
    estimate = values["slip.estimate"] * (windows.status > 0)
    slip = np.exp(values["slip.scale"] + values["slip.lead"] * (shape["lead"] - 2.0) + estimate)
    late = 1.0 - (1.0 + np.maximum(at - end, 0.0) / (SLIP_SHAPE * slip[:, None])) ** -SLIP_SHAPE
    inside = np.clip((at - low) / np.maximum(end - low, 1.0), 0.0, 1.0)
    dropped = windows.status == 3
    wait = np.exp(np.where(dropped, values["slip.dropped"], values["slip.open"]))[:, None]
    waits = 2.0 * np.maximum(at - low, 0.0) / wait
    after = 1.0 - (1.0 + waits) * np.exp(-waits)
    is_open = shape["open"][:, None] > 0
    fade = np.exp(values["early.scale"])
    left, none = np.exp(-np.maximum(low - at, 0.0) / fade), np.exp(-low / fade)
    before = np.clip((left - none) / np.maximum(1.0 - none, 1e-9), 0.0, 1.0)
    return np.where(is_open, after, inside), np.where(is_open, after, late), before


def _logistic(score: Floats | float) -> Floats:
    chance: Floats = 1.0 / (1.0 + np.exp(-np.asarray(score, dtype=np.float64)))
    return chance
