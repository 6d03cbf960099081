"""What would bear on a release if one part of what is known were not: signals with a part left out.

The parts are those of the pool (`pool.parts`), and the habit of slipping.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from airdate.forecast.design import GAP_NAMES, NEWS_NAMES, PLAN_NAMES, STAGE_NAMES
from airdate.forecast.signals import Anchor, Signals

SLIPS = "slips"


def left_out(found: Signals, part: str) -> Signals:
    """Return the signals as they would be had nothing been heard of a part.

    Without the furthest stage the one before it is the furthest; without the window believed a
    narrower hint stands for it. What all forecasts rest on (`base`) cannot be left out.
    """
    act = _ACTS.get(part)
    return act(found) if act else found


def _stage(found: Signals) -> Signals:
    kept = [a for a in found.anchors if not (a.furthest and a.name in STAGE_NAMES)]
    first = next((a for a in kept if a.name in STAGE_NAMES), None)
    return _anchored(found, (replace(a, furthest=True) if a is first else a for a in kept))


def _earlier(found: Signals) -> Signals:
    return _anchored(found, (a for a in found.anchors if a.furthest or a.name not in STAGE_NAMES))


def _of(names: tuple[str, ...]) -> Callable[[Signals], Signals]:
    return lambda found: _anchored(found, (a for a in found.anchors if a.name not in names))


def _anchored(found: Signals, anchors: Iterable[Anchor]) -> Signals:
    return replace(found, anchors=tuple(anchors))


def _window(found: Signals) -> Signals:
    rest = tuple(replace(window, main=True) for window in found.windows if not window.main)
    return replace(found, windows=rest, unsettled=False)


def _hint(found: Signals) -> Signals:
    return replace(found, windows=tuple(window for window in found.windows if window.main))


def _weekday(found: Signals) -> Signals:
    return replace(found, habit=())


def _slips(found: Signals) -> Signals:
    return replace(found, windows=tuple(replace(window, slips=0) for window in found.windows))


_ACTS: dict[str, Callable[[Signals], Signals]] = {
    "stage": _stage,
    "earlier": _earlier,
    "schedule": _of(PLAN_NAMES),
    "news": _of(NEWS_NAMES),
    "gap": _of(GAP_NAMES),
    "window": _window,
    "hint": _hint,
    "weekday": _weekday,
    SLIPS: _slips,
}

# The names of the parts that can be left out.
LEAVABLE = tuple(_ACTS)
