"""The chance that it never comes: cancelled, never ordered, or waited for too long."""

from __future__ import annotations

import math
from collections.abc import Mapping

from airdate.forecast.design import GAP_NAMES, STAGE_NAMES
from airdate.forecast.signals import Anchor, Signals
from airdate.model import Event, Status, Timeline

# The least share of releases that are taken to come later than the wait so far.
LEAST_SURVIVAL = 0.03
# A third or later season has been renewed before.
RETURNING_SEASON = 3
# How fast an announced window that has passed stops to vouch for the release: a third is left.
PROMISE_DAYS = 180.0


def never_chance(
    timeline: Timeline, found: Signals, *, values: Mapping[str, float], survival: float = 1.0
) -> float:
    """Return the chance, 0..1, that the installment is never released.

    survival: of releases of its like, the share that would not have come within the silence since
    the last news; see `silence`.
    Method: a cure model (Boag 1949). Of what reached a stage, a share n never comes out; of the
    rest, S is still to come. After that wait the share is n / (n + (1 - n) S): the longer nothing
    comes, the likelier that nothing will.  Of what nothing was heard, S is that of the wait since
    the season before.
    """
    belief = timeline.belief(Event.CANCELLED)
    if timeline.stage is Event.CANCELLED and belief:
        return max(values["never.cancelled"], belief.probability)
    share, before = _share(found, values)
    if before is not None:
        survival = _survival(before, values)
    survival = max(survival, LEAST_SURVIVAL)
    return share / (share + (1.0 - share) * survival)


def _share(found: Signals, values: Mapping[str, float]) -> tuple[float, Anchor | None]:
    """Return the share that never comes out of what is known to be so far.

    With it the season before, where that is all that is known.
    """
    reached = next((a for a in found.anchors if a.furthest and a.name in STAGE_NAMES), None)
    if reached is not None:
        return _promised(found, values[f"never.{reached.name}"], values=values), None
    if any(a.name not in GAP_NAMES for a in found.anchors) or found.windows:
        return _promised(found, values["never.order"], values=values), None
    before = next((a for a in found.anchors if a.name in GAP_NAMES), None)
    returning = found.season is not None and found.season >= RETURNING_SEASON
    return values["never.returning" if returning else "never.unknown"], before


def _promised(found: Signals, share: float, *, values: Mapping[str, float]) -> float:
    """Return the share where a window is announced: less, until that has passed for long."""
    window = next((w for w in found.windows if w.main and w.status is Status.PLANNED), None)
    if window is None:
        return share
    overdue = 0.0 if window.high is None else max(0.0, -window.high)
    kept = min(share, values["never.scheduled"])
    return kept + (share - kept) * (1.0 - math.exp(-overdue / PROMISE_DAYS))


def _survival(anchor: Anchor, values: Mapping[str, float]) -> float:
    """Return the share of seasons that come later after the one before than it lies back."""
    waited = max(anchor.elapsed_days, 1.0)
    score = (math.log(waited) - values[f"{anchor.name}.mu"]) / math.exp(
        values[f"{anchor.name}.sigma"]
    )
    return 0.5 * math.erfc(score / math.sqrt(2.0))
