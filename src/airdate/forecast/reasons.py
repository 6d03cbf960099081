"""Why a forecast is as it is: each part's effect on the median, by leaving the part out."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from airdate.forecast.design import (
    GAP_NAMES,
    NEWS_NAMES,
    PLAN_NAMES,
    STAGE_NAMES,
    Floats,
    coarse_edges,
    design,
)
from airdate.forecast.leaving import SLIPS, left_out
from airdate.forecast.pool import masses, parts
from airdate.forecast.signals import Anchor, Signals, Window
from airdate.forecast.silence import LEAST_SILENT_DAYS, doubted, silence
from airdate.model import Event, Reason, Status, Timeline, Weighed
from airdate.wording import percent, range_words, with_preposition

# Silence shorter than this is no news in itself.
SILENCE_DAYS = 30
# What it did is told where it moved the median by so many days.
SILENCE_TOLD = 3

STAGE_WORDS = {
    "order": "It was ordered {span} ago",
    "prep": "It has been in preparation for {span}",
    "start": "Filming started {span} ago",
    "filming": "It has been filming for {span}",
    "wrap": "Filming ended {span} ago",
    "post": "It has been in post-production for {span}",
    "trailer": "A trailer came out {span} ago",
}
NEWS_WORDS = {
    "delay": "a delay was reported",
    "unstarted": "filming was said not to have begun",
}
NOT_TOLD = "much was reported, but no filming"
CLAIM_WORDS = {
    Status.PLANNED: "announced",
    Status.EXPECTED: "expected",
    Status.RUMOURED: "rumoured",
}


def reasons_for(
    found: Signals, *, values: Mapping[str, float], timeline: Timeline, as_of: date, never: float
) -> tuple[Reason, ...]:
    """Return what the forecast rests on, the part that moves the median most first.

    shift_days: the median less the median had nothing been heard of that part; above 0 where the
    part makes it later.  as_of: the day of the signals.
    """
    told = [
        *_parts_told(found, timeline),
        *_slips_told(found, timeline),
        *_habit_told(found, as_of),
    ]
    cases = [found, *(left_out(found, part) for part, _, _ in told)]
    now, *without = (_middle(curve) for curve in _curves(cases, values))
    reasons = [
        Reason(text, now - other, claims)
        for (_, text, claims), other in zip(told, without, strict=True)
    ]
    if found.anchors or found.windows:
        reasons += _silence(found, now, values=values)
    reasons.sort(key=lambda reason: -abs(reason.shift_days or 0))
    return (*reasons, *_notes(found, timeline, never=never))


def _curves(cases: Sequence[Signals], values: Mapping[str, float]) -> list[Floats]:
    """Return the probability of a release by the end of each day, of each case."""
    days = cases[0].silent_days
    then: Sequence[Floats | None] = [None] * len(cases)
    if days >= LEAST_SILENT_DAYS:
        then = _daily([case.before_silence() for case in cases], values)
    heard = (silence(days, mass, values=values) for mass in then)
    pairs = zip(_daily(cases, values), heard, strict=True)
    return [np.cumsum(doubted(mass, quiet, values=values)) for mass, quiet in pairs]


def _daily(cases: Sequence[Signals], values: Mapping[str, float]) -> list[Floats]:
    """Return the mass of each day of each case, by the pool.

    On cells that widen with distance: a shift is told in days, and the nearer the truer.
    """
    edges = coarse_edges()
    total: Floats = np.sum(list(parts(design(cases, edges=edges), values).values()), axis=0)
    widths = np.diff(edges).astype(np.intp)
    return list(np.repeat(masses(total, edges=edges) / widths, widths, axis=1))


def _middle(curve: Floats, level: float = 0.5) -> int:
    return int(np.searchsorted(curve, level))


def _habit_told(found: Signals, as_of: date) -> Iterator[tuple[str, str, tuple[Weighed, ...]]]:
    """Yield the weekday on which the service releases most, unless a day is announced."""
    announced = any(
        w.main and w.high is not None and w.high - (w.low or 0) < 7 for w in found.windows
    )
    if found.habit and not announced:
        most = max(found.habit)
        day = calendar.day_name[(as_of.weekday() + found.habit.index(most)) % 7]
        share = f"{most * 100:.0f}\u00a0%"
        yield "weekday", f"Its service releases on {day}s more than on other days ({share})", ()


def _slips_told(
    found: Signals, timeline: Timeline
) -> Iterator[tuple[str, str, tuple[Weighed, ...]]]:
    slipped = [w for w in found.windows if w.slips and w.status is not Status.DROPPED]
    release = timeline.belief(Event.RELEASE)
    if not slipped or release is None:
        return
    count = slipped[0].slips
    text = "It slipped once before" if count == 1 else f"It slipped {count} times before"
    plans = [plan for plan in release.plans if (plan.slip_days or 0) > 0]
    yield SLIPS, text, tuple(w for plan in plans for w in plan.claims)


def _silence(found: Signals, now: int, *, values: Mapping[str, float]) -> Iterator[Reason]:
    """Yield what the days since the last news did: that they brought no release, and no word.

    now: the median.  The forecast of the day of the last news, given that the days since did not
    bring it, differs from that forecast by survival; the forecast of today from it by silence, for
    what nobody repeats may no longer hold.
    """
    days = found.silent_days
    if days < SILENCE_DAYS:
        return
    then = np.cumsum(_daily([found.before_silence()], values)[0])
    passed = float(then[min(days - 1, len(then) - 1)])
    survived = _middle(then, passed + 0.5 * (1.0 - passed))
    span = _days_words(days)
    for text, shift in (
        (f"No release in the {span} since the last news of it", survived - _middle(then)),
        (f"No word on it for {span}", now + days - survived),
    ):
        if abs(shift) >= SILENCE_TOLD:
            yield Reason(text, shift, ())


def _parts_told(
    found: Signals, timeline: Timeline
) -> Iterator[tuple[str, str, tuple[Weighed, ...]]]:
    for window in found.windows:
        part = "window" if window.main else "hint"
        yield part, _window_words(window), window.claims
    reached = [a for a in found.anchors if a.name in STAGE_NAMES]
    for anchor in reached[:1]:
        text = STAGE_WORDS[anchor.name].format(span=_span(anchor))
        yield "stage", text, anchor.claims
    if len(reached) > 1:
        claims = tuple(w for a in reached[1:] for w in a.claims)
        yield "earlier", "The earlier steps of the production", claims
    planned = [a for a in found.anchors if a.name in PLAN_NAMES]
    if planned:
        claims = tuple(w for a in planned for w in a.claims)
        yield "schedule", "The filming that is planned", claims
    news = [a for a in found.anchors if a.name in NEWS_NAMES]
    if news:
        told = " and ".join(NEWS_WORDS[a.name] if a.claims else NOT_TOLD for a in news)
        yield "news", told[0].upper() + told[1:], tuple(w for a in news for w in a.claims)
    for anchor in found.anchors:
        if anchor.name in GAP_NAMES:
            yield "gap", f"The one before it came out {_span(anchor)} ago", ()


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
    cancelled = timeline.stage is Event.CANCELLED
    if end and cancelled:
        yield Reason("It is reported as cancelled", None, end.claims_for)
    elif end and end.status in (Status.DONE, Status.RUMOURED):
        sure = percent(end.probability)
        yield Reason(f"A cancellation is reported, {sure} sure", None, end.claims_for)
    if not (found.anchors or found.windows or cancelled):
        yield Reason("Nothing is known: what any awaited title takes", None, ())
    elif never >= 0.2 and not cancelled:
        yield Reason("It may never come: nothing sure has been heard of it for long", None, ())
