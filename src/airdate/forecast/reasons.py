"""Why a forecast is as it is: each part's effect on the median, by leaving the part out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

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
# What is known of awaited titles in general is told where it moves the median by so much.
GENERAL_DAYS = 7

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
    told += _slips(found, shares, values=values, timeline=timeline)
    told += _silence(found, shares, values=values)
    if told:
        told += _general(shares)
    told.sort(key=lambda reason: -abs(reason.shift_days or 0))
    return (*told, *_notes(found, timeline, never=never))


def _general(shares: Mapping[str, Floats]) -> Iterator[Reason]:
    """Yield what is known of awaited titles in general, where that moves the forecast."""
    shift = _shift(shares, "base")
    if abs(shift) >= GENERAL_DAYS:
        yield Reason("How long awaited titles take in general", shift, ())


def _slips(
    found: Signals, shares: Mapping[str, Floats], *, values: Mapping[str, float], timeline: Timeline
) -> Iterator[Reason]:
    """Yield what earlier slips did: the median less that of the same window without them."""
    slipped = [w for w in found.windows if w.slips and w.status is not Status.DROPPED]
    release = timeline.belief(Event.RELEASE)
    if not slipped or release is None:
        return
    firm = replace(found, windows=tuple(replace(w, slips=0) for w in found.windows))
    shift = _middle(shares.values()) - _middle(_shares(firm, values))
    plans = [plan for plan in release.plans if (plan.slip_days or 0) > 0]
    count = slipped[0].slips
    text = "It slipped once before" if count == 1 else f"It slipped {count} times before"
    yield Reason(text, shift, tuple(w for plan in plans for w in plan.claims))


def _silence(
    found: Signals, shares: Mapping[str, Floats], *, values: Mapping[str, float]
) -> Iterator[Reason]:
    """Yield what the days since the last news did: that they brought no release, and no word.

    The forecast of the day of the last news, given that the days since did not bring it, differs
    from that forecast by survival; the forecast of today differs from it by silence.
    """
    days = found.silent_days
    if days < SILENCE_DAYS:
        return
    edges = daily_edges()
    total: Floats = np.sum(_shares(found.before_silence(), values), axis=0)
    then = np.cumsum(masses(total, edges=edges)[0])
    passed = float(then[min(days - 1, len(then) - 1)])
    survived = int(np.searchsorted(then, passed + 0.5 * (1.0 - passed)))
    span = _days_words(days)
    moved = survived - int(np.searchsorted(then, 0.5))
    yield Reason(f"No release in the {span} since the last news of it", moved, ())
    aged = _middle(shares.values()) + days - survived
    yield Reason(f"No word on it for {span}", aged, ())


def _shares(found: Signals, values: Mapping[str, float]) -> list[Floats]:
    return list(parts(design([found], edges=daily_edges()), values).values())


def _middle(shares: Iterable[Floats]) -> int:
    total: Floats = np.sum(list(shares), axis=0)
    return _median(total, daily_edges())


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
    if window.high is not None and window.high < 0:
        passed = f"{with_preposition(window.when)}, which passed without a report"
        return f"The release was {word} {passed}"
    return f"The release is {word} {with_preposition(window.when)}"


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
