"""Day in a sentence → the cue that it belongs to: rather the next one than the one before."""

from __future__ import annotations

import re

from airdate.claims.ko import certainty
from airdate.claims.ko.context import Line, span_of
from airdate.claims.ko.events import ORDER, Cue
from airdate.claims.ko.macros import BLOT
from airdate.model import TimeExpression

# What a day costs for each sign between it and a cue, behind which side, and over what.
_BEHIND, _OVER_CLAUSE, _OVER_DAY = 12, 60, 25
_FARTHEST = 90
# A season is ordered on the day it is said: another day in the sentence is that of what follows.
_NO_PLAN = 25
_TOPIC_THEN = re.compile(r"\S{0,4}?(?:일|날)?[은는이가]\s(?:\S+\s){0,2}?$")


def narrowest(times: list[TimeExpression]) -> list[TimeExpression]:
    """Return days without those that only frame another: 올해 in 올해 ... 하반기."""
    return [t for t in times if not any(_frames(t, o) for o in times)]


def _frames(outer: TimeExpression, inner: TimeExpression) -> bool:
    low, high = (r.range for r in (inner, outer))
    if (
        low is None
        or high is None
        or None in (low.earliest, low.latest, high.earliest, high.latest)
    ):
        return False
    return high != low and high.earliest <= low.earliest and low.latest <= high.latest  # type: ignore[operator]


def nearest(line: Line, time: TimeExpression, cues: list[Cue]) -> Cue | None:
    """Return the cue to which a day belongs: rather the next one than the one before."""
    best: tuple[float, Cue] | None = None
    start, end = span_of(time, line.sentence)
    for cue in cues:
        cost = _cost(line, (start, end), cue)
        if cost < _FARTHEST and (best is None or cost < best[0]):
            best = (cost, cue)
    return best[1] if best else None


def _cost(line: Line, span: tuple[int, int], cue: Cue) -> float:
    start, end = span
    ahead = cue.start >= end
    gap = line.masked[end : cue.start] if ahead else line.masked[cue.end : start]
    cost = float(len(gap.replace(BLOT, "")))
    if not ahead:
        cost += 0 if _TOPIC_THEN.fullmatch(gap) else _BEHIND
    cost += _NO_PLAN * (cue.event == ORDER)
    cost += _OVER_CLAUSE * bool(certainty.breaks(gap))
    cost += _OVER_DAY * sum(
        min(cue.end, end) <= t.start - line.sentence.start < max(cue.start, start)
        and t.start - line.sentence.start != start
        for t in line.times
    )
    return cost
