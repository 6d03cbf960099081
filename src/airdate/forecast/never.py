"""The chance that it never comes: cancelled, never ordered, or waited for too long."""

from __future__ import annotations

import math
from collections.abc import Mapping

from airdate.forecast.design import GAP_NAMES, STAGE_NAMES
from airdate.forecast.signals import Anchor, Signals
from airdate.model import Event, Status, Timeline

# The least share of releases that are taken to come later than the wait so far.
LEAST_SURVIVAL = 0.01


def never_chance(timeline: Timeline, found: Signals, *, values: Mapping[str, float]) -> float:
    """Return the chance, 0..1, that the installment is never released.

    Method: a cure model (Boag 1949). Of what reached a stage, a share n never comes out; of the
    rest, S(t) is still to come after a wait of t. After that wait the share is
    n / (n + (1 - n) S(t)): the longer nothing comes, the likelier that nothing will.
    """
    belief = timeline.belief(Event.CANCELLED)
    if timeline.stage is Event.CANCELLED and belief:
        return max(values["never.cancelled"], belief.probability)
    share, anchor = _share(found, values)
    if any(w.main and w.status is Status.PLANNED and _ahead(w.high) for w in found.windows):
        return min(share, values["never.scheduled"])
    if anchor is None:
        return share
    survival = _survival(anchor, values)
    return share / (share + (1.0 - share) * survival)


def _ahead(high: float | None) -> bool:
    return high is None or high >= 0


def _share(found: Signals, values: Mapping[str, float]) -> tuple[float, Anchor | None]:
    """Return the share that never comes out of what is known to be so far, and since when it is."""
    reached = next((a for a in found.anchors if a.furthest and a.name in STAGE_NAMES), None)
    if reached is not None:
        return values[f"never.{reached.name}"], reached
    if any(a.name not in GAP_NAMES for a in found.anchors) or found.windows:
        return values["never.order"], None
    before = next((a for a in found.anchors if a.name in GAP_NAMES), None)
    return values["never.unknown"], before


def _survival(anchor: Anchor, values: Mapping[str, float]) -> float:
    """Return the share of releases that come later after the anchor than it lies back."""
    waited = max(anchor.elapsed_days, 1.0)
    score = (math.log(waited) - values[f"{anchor.name}.mu"]) / math.exp(
        values[f"{anchor.name}.sigma"]
    )
    return max(LEAST_SURVIVAL, 0.5 * math.erfc(score / math.sqrt(2.0)))
