"""Why a forecast is as it is: each part's effect on the median, by leaving the part out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from airdate.forecast.design import (
    GAP_NAMES,
    NEWS_NAMES,
    PLAN_NAMES,
    STAGE_NAMES,
    Floats,
    daily_edges,
    design,
)
from airdate.forecast.pool import masses, parts
from airdate.forecast.signals import Anchor, Signals, Window
from airdate.model import Event, Reason, Status, Timeline, Weighed
from airdate.wording import range_words, with_preposition

# Silence shorter than this is no news in itself.
SILENCE_DAYS = 30

STAGE_WORDS = {
    "order": "It is ordered",
    "prep": "It is being prepared",
    "start": "Filming has started",
    "filming": "It is filming",
    "wrap": "Filming is over",
    "post": "It is in post-production",
    "trailer": "A trailer is out",
}
NEWS_WORDS = {
    "delay": "a delay was reported",
    "unstarted": "filming was said not to have begun",
}
CLAIM_WORDS = {
    Status.PLANNED: "announced",
    Status.EXPECTED: "expected",
    Status.RUMOURED: "rumoured",
}


def reasons_for(
    found: Signals,
    shares: Mapping[str, Floats],
    *,
    values: Mapping[str, float],
    timeline: Timeline,
    never: float,
) -> tuple[Reason, ...]:
    """Return what the forecast rests on, the part that moves the median most first.

    shares: each part's weighted log density for this one case.  shift_days: the median less the
    median without that part; above 0 where the part makes it later.
    """
    told = [
        Reason(text, _shift(shares, part), claims)
        for part, text, claims in _parts_told(found, timeline)
    ]
    if found.silent_days >= SILENCE_DAYS:
        told.append(_silence(found, shares, values=values))
    told.sort(key=lambda reason: -abs(reason.shift_days or 0))
    return (*told, *_notes(found, timeline, never=never))


def _silence(
    found: Signals, shares: Mapping[str, Floats], *, values: Mapping[str, float]
) -> Reason:
    """Return what the silence did: the median of today less that of the day of the last news."""
    edges = daily_edges()
    now = _median(np.sum(list(shares.values()), axis=0), edges)
    past = parts(design([found.before_silence()], edges=edges), values)
    then = _median(np.sum(list(past.values()), axis=0), edges)
    text = f"No news, and no release, for {_days_words(found.silent_days)}"
    return Reason(text, now + found.silent_days - then, ())


def _shift(shares: Mapping[str, Floats], part: str) -> int:
    edges = daily_edges()
    total: Floats = np.sum(list(shares.values()), axis=0)
    return _median(total, edges) - _median(total - shares[part], edges)


def _median(log_density: Floats, edges: Floats) -> int:
    cumulative = np.cumsum(masses(log_density, edges=edges)[0])
    return int(np.searchsorted(cumulative, 0.5))


def _parts_told(
    found: Signals, timeline: Timeline
) -> Iterator[tuple[str, str, tuple[Weighed, ...]]]:
    for window in found.windows:
        part = "window" if window.main else "hint"
        yield part, _window_words(window), window.claims
    reached = [a for a in found.anchors if a.name in STAGE_NAMES]
    for anchor in reached[:1]:
        yield "stage", f"{STAGE_WORDS[anchor.name]}, for {_span(anchor)} now", anchor.claims
    if len(reached) > 1:
        claims = tuple(w for a in reached[1:] for w in a.claims)
        yield "earlier", "The earlier steps of the production", claims
    planned = [a for a in found.anchors if a.name in PLAN_NAMES]
    if planned:
        claims = tuple(w for a in planned for w in a.claims)
        yield "schedule", "The filming that is planned", claims
    news = [a for a in found.anchors if a.name in NEWS_NAMES]
    if news:
        told = " and ".join(NEWS_WORDS[a.name] for a in news)
        yield "news", told[0].upper() + told[1:], tuple(w for a in news for w in a.claims)
    for anchor in found.anchors:
        if anchor.name in GAP_NAMES:
            yield "gap", f"{_span(anchor)} since the one before", ()


def _span(anchor: Anchor) -> str:
    return _days_words(round(anchor.elapsed_days))


def _days_words(days: int) -> str:
    if days < 60:
        return "1 day" if days == 1 else f"{days} days"
    return f"{round(days / 30.44)} months"


def _window_words(window: Window) -> str:
    if window.status is Status.DROPPED:
        return f"The plan for {range_words(window.when)} was withdrawn and nothing took its place"
    word = CLAIM_WORDS[window.status]
    slips = f", after {window.slips} earlier slips" if window.slips > 1 else ""
    slips = ", after an earlier slip" if window.slips == 1 else slips
    if window.high is not None and window.high < 0:
        passed = f"{with_preposition(window.when)}, which passed without a report"
        return f"The release was {word} {passed}{slips}"
    return f"The release is {word} {with_preposition(window.when)}{slips}"


def _notes(found: Signals, timeline: Timeline, *, never: float) -> Iterator[Reason]:
    """Yield what bears on the forecast beside its parts."""
    delay = timeline.belief(Event.DELAY)
    if delay and found.unsettled:
        yield Reason("The delay was reported after the release was dated", None, delay.claims_for)
    end = timeline.belief(Event.CANCELLED)
    if timeline.stage is Event.CANCELLED and end:
        yield Reason("It is reported as cancelled", None, end.claims_for)
    elif not found.anchors and not found.windows:
        yield Reason("Nothing is known: what any awaited title takes", None, ())
    elif never >= 0.2:
        yield Reason("It may never come: nothing sure was heard in long", None, ())
