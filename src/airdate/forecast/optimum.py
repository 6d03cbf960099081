"""The minimum of a smooth function of many figures: BFGS on numerical gradients.

Method: Nocedal and Wright, Numerical Optimization, 2nd ed., ch. 6. Written here because it takes
steps no longer than each figure's own scale, which a general minimiser does not know.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from airdate.forecast.design import Floats

# The step of a numerical gradient.
STEP = 1e-3
# The first step goes this share of the way that the prior alone would justify.
FIRST_STEP = 0.2
MOST_ITERATIONS = 60
ENOUGH_GAIN = 0.003


def minimise(objective: Callable[[Floats], float], start: Floats, *, scale: Floats) -> Floats:
    """Return a point near a minimum of a smooth function. scale: a fair step in each direction."""
    point, value = start.copy(), objective(start)
    slope = _gradient(objective, point, value=value)
    curvature = np.diag(scale**2 * FIRST_STEP)
    for _ in range(MOST_ITERATIONS):
        step = _fair(-curvature @ slope, scale)
        length = _search(objective, point, value=value, step=step, fall=float(slope @ step))
        if length == 0.0:
            break
        moved = point + length * step
        new = objective(moved)
        new_slope = _gradient(objective, moved, value=new)
        curvature = _updated(curvature, moved=moved - point, turned=new_slope - slope)
        gain, point, value, slope = value - new, moved, new, new_slope
        if gain < ENOUGH_GAIN:
            break
    return point


def _gradient(objective: Callable[[Floats], float], point: Floats, *, value: float) -> Floats:
    slope = np.zeros_like(point)
    for place in range(len(point)):
        near = point.copy()
        near[place] += STEP
        slope[place] = (objective(near) - value) / STEP
    return slope


def _fair(step: Floats, scale: Floats) -> Floats:
    """Return the step, shortened so that no figure moves by more than its scale."""
    fair: Floats = step * min(1.0, 1.0 / (float(np.max(np.abs(step) / scale)) + 1e-9))
    return fair


def _search(
    objective: Callable[[Floats], float], point: Floats, *, value: float, step: Floats, fall: float
) -> float:
    """Return the length of a step that lowers the value enough, 0 where none does."""
    length = 1.0
    while length > STEP:
        if objective(point + length * step) < value + 1e-4 * length * fall:
            return length
        length /= 2
    return 0.0


def _updated(curvature: Floats, *, moved: Floats, turned: Floats) -> Floats:
    """Return the inverse Hessian after a step, by the BFGS formula."""
    bend = float(moved @ turned)
    if bend <= 1e-10:
        return curvature
    left = np.eye(len(moved)) - np.outer(moved, turned) / bend
    new: Floats = left @ curvature @ left.T + np.outer(moved, moved) / bend
    return new
