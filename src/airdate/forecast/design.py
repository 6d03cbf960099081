"""Signals as arrays: one row a case, so that a forecast and a fit share their arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from airdate.forecast.habits import WEEK_DAYS
from airdate.forecast.market import TRAITS
from airdate.forecast.signals import Signals
from airdate.model import Status

Floats = NDArray[np.float64]

STAGE_NAMES = ("order", "prep", "start", "filming", "wrap", "post", "trailer")
PLAN_NAMES = ("plan_start", "plan_wrap")
NEWS_NAMES = ("delay", "unstarted")
GAP_NAMES = ("gap", "gap_film")
ANCHORS = (*STAGE_NAMES, *PLAN_NAMES, *NEWS_NAMES, *GAP_NAMES)
STATUSES = (Status.PLANNED, Status.EXPECTED, Status.RUMOURED, Status.DROPPED)

# How far a forecast looks: what comes later than in ten years counts as never.
HORIZON_DAYS = 3653


def daily_edges() -> Floats:
    """Return the edges of one cell a day from `as_of` to the horizon."""
    return np.arange(HORIZON_DAYS + 1, dtype=np.float64)


def coarse_edges() -> Floats:
    """Return edges that widen with distance, for fitting: cells of 1, 4, 12 and 60 days."""
    parts = (
        np.arange(0, 90),
        np.arange(90, 540, 4),
        np.arange(540, 1500, 12),
        np.arange(1500, HORIZON_DAYS + 60, 60),
    )
    return np.concatenate(parts).astype(np.float64)


@dataclass(frozen=True)
class Windows:
    """Claimed windows, in days from `as_of`, nan where open; here: 1 if the case has one."""

    here: Floats
    low: Floats
    high: Floats
    status: NDArray[np.intp]
    age: Floats
    slips: Floats
    sure: Floats
    told: Floats


@dataclass(frozen=True)
class Design:
    """Cases as arrays, and the days on which they are judged.

    edges: of the cells of days, from `as_of`.  elapsed to log_days: [case, anchor], log_days with
    a third axis of cells: the log of the days from the anchor to the middle of each cell.
    windows: the believed one and the hint.  previous: [case, anchor], see `signals.Anchor`.
    calendar: [case, cell], the log of how much likelier than on any a release is on that weekday;
    0 where the habit is unknown, and on cells of several days.
    """

    edges: Floats
    kind: NDArray[np.intp]
    furthest: Floats
    here: Floats
    log_days: Floats
    windows: tuple[Windows, Windows]
    traits: Floats
    unsettled: Floats
    previous: Floats
    calendar: Floats

    @property
    def cases(self) -> int:
        """The number of cases."""
        return len(self.unsettled)


def design(cases: Sequence[Signals], *, edges: Floats) -> Design:
    """Return the arrays of some cases, judged on cells of days with those edges."""
    most = max((len(case.anchors) for case in cases), default=0) or 1
    shape = (len(cases), most)
    elapsed, furthest, here, previous = (np.zeros(shape) for _ in range(4))
    kind = np.zeros(shape, dtype=np.intp)
    for row, case in enumerate(cases):
        for place, anchor in enumerate(case.anchors):
            elapsed[row, place] = anchor.elapsed_days
            kind[row, place] = ANCHORS.index(anchor.name)
            furthest[row, place] = anchor.furthest
            here[row, place] = 1.0
            previous[row, place] = anchor.previous
    middles = (edges[:-1] + edges[1:]) / 2
    return Design(
        edges=edges,
        log_days=np.log(np.maximum(middles + elapsed[:, :, None], 0.5)),
        kind=kind,
        furthest=furthest,
        here=here,
        windows=(_windows(cases, main=True), _windows(cases, main=False)),
        traits=np.array([[float(name in case.traits) for name in TRAITS] for case in cases]),
        unsettled=np.array([float(case.unsettled) for case in cases]),
        previous=previous,
        calendar=_calendar(cases, edges),
    )


def _calendar(cases: Sequence[Signals], edges: Floats) -> Floats:
    found = np.zeros((len(cases), len(edges) - 1))
    single = np.diff(edges) == 1.0
    weekday = edges[:-1][single].astype(np.intp) % WEEK_DAYS
    for row, case in enumerate(cases):
        if case.habit:
            found[row, single] = np.log(WEEK_DAYS * np.array(case.habit))[weekday]
    return found


def _windows(cases: Sequence[Signals], *, main: bool) -> Windows:
    rows = [next((w for w in case.windows if w.main is main), None) for case in cases]
    nan = float("nan")
    return Windows(
        here=np.array([float(w is not None) for w in rows]),
        low=np.array([nan if w is None or w.low is None else w.low for w in rows]),
        high=np.array([nan if w is None or w.high is None else w.high for w in rows]),
        status=np.array(
            [0 if w is None else STATUSES.index(w.status) for w in rows], dtype=np.intp
        ),
        age=np.array([0.0 if w is None else w.age_days for w in rows]),
        slips=np.array([0.0 if w is None else float(w.slips) for w in rows]),
        sure=np.array([0.0 if w is None else w.sure for w in rows]),
        told=np.array([0.0 if w is None else w.told_days for w in rows]),
    )
