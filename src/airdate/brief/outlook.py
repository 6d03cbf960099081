"""The answer, the forecast and what comes next, in sentences of a Timeline and a Forecast."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from airdate.brief.wording import event_words, says, season_words
from airdate.model import Belief, Event, Forecast, Milestone, Status, Timeline, Weighed
from airdate.wording import (
    day_words,
    days_words,
    month_words,
    percent,
    range_words,
    with_preposition,
)

if TYPE_CHECKING:
    from airdate.forecast import Move

# The steps that a viewer can watch for, in their order.
_STEPS = (
    Event.RENEWED,
    Event.FILMING_START,
    Event.FILMING_WRAP,
    Event.TRAILER,
    Event.RELEASE,
)
# A plan of this probability or more, for a single day, is told as the date.
_FIRM = 0.5
# Below this the possibility that it never comes is not worth a word.
_NEVER_SHOWN = 0.02
# From here on the one-sentence answer says so too.
_NEVER_TOLD = 0.1
# A day of news that moves the middle by less than this moved it hardly.
_LEAST_MOVE_DAYS = 7

Answer = tuple[str, tuple[Weighed, ...]]


def answer(timeline: Timeline, forecast: Forecast) -> Answer:
    """Return the one-sentence answer to "when will it air", and the claims behind it."""
    title = str(timeline.installment)
    release = timeline.belief(Event.RELEASE)
    cancelled = timeline.belief(Event.CANCELLED)
    if release and release.status is Status.DONE:
        time = f" {with_preposition(release.when)}" if release.when else ""
        return f"{title} was released{time}, {says(release.claims_for)}.", release.claims_for
    if cancelled and cancelled.status is Status.DONE:
        return f"{title} was cancelled, {says(cancelled.claims_for)}.", cancelled.claims_for
    known, claims = _date_known(release, as_of=timeline.as_of)
    stage, stage_claims = _stage_words(timeline)
    likely = _likely(forecast)
    return f"{title}: {known}{stage}; {likely}.", claims + stage_claims


def _date_known(release: Belief | None, *, as_of: date) -> Answer:
    if release is None or release.status is Status.DENIED or release.when is None:
        claims = release.claims_for if release else ()
        return "no release date has been announced", claims
    words = event_words(Event.RELEASE, release.status, when=release.when).removeprefix("is ")
    if release.when.latest and release.when.latest < as_of:
        said = f"it was {words}, {says(release.claims_for, most=1)}, and no release was reported"
        return f"no release date is known ({said})", release.claims_for
    if release.status is Status.PLANNED and release.probability >= _FIRM:
        return f"{words}, {says(release.claims_for, most=1)}", release.claims_for
    hedge = "no release date has been announced"
    return f"{hedge} ({words}, {says(release.claims_for, most=1)})", release.claims_for


def _stage_words(timeline: Timeline) -> Answer:
    belief = timeline.belief(timeline.stage) if timeline.stage else None
    if belief is None:
        return "; no work on it has been reported", ()
    words = event_words(belief.event, Status.DONE, when=belief.when, current=True)
    return f"; it {words}", belief.claims_for


def _likely(forecast: Forecast) -> str:
    low, high = (forecast.quantile(level, given_release=True) for level in (0.1, 0.9))
    if low is None or high is None or forecast.never > 0.5:
        return f"it is {percent(forecast.never)} likely not to come at all"
    doubt = "if it comes, " if forecast.never >= _NEVER_TOLD else ""
    if low == high:
        return f"{doubt}the forecast puts it on {day_words(low)}"
    if (low.year, low.month) == (high.year, high.month):
        return f"{doubt}80\u00a0% likely {low.day}–{day_words(high)}"
    return f"{doubt}80\u00a0% likely between {month_words(low)} and {month_words(high)}"


def forecast_words(forecast: Forecast) -> str:
    """Return the forecast in sentences: the middle, the 50 % and 80 % ranges, and never."""
    if forecast.released:
        return f"It is out: {range_words(forecast.released)}."
    days = [forecast.quantile(x, given_release=True) for x in (0.1, 0.25, 0.5, 0.75, 0.9)]
    shown = [day_words(day) for day in days if day is not None]
    if len(shown) < len(days):
        return "No release is to be seen."
    half = f"50\u00a0% between {shown[1]} and {shown[3]}"
    most = f"80\u00a0% between {shown[0]} and {shown[4]}"
    if shown[1] == shown[3]:
        half = f"{_on_day(forecast, days[2])} on that day"
    if shown[0] == shown[4]:
        most = f"over 80\u00a0% on {shown[0]}"
    told = dict.fromkeys((half, most) if shown[0] != shown[4] else (most,))
    text = f"An even chance by {shown[2]}; {'; '.join(told)}."
    if forecast.never >= _NEVER_SHOWN:
        text = f"If it comes: {text[0].lower()}{text[1:]}"
        text += f" There is a chance of {percent(forecast.never)} that it does not."
    return text


def _on_day(forecast: Forecast, day: date | None) -> str:
    """Return the chance of a release on one day, given that it comes."""
    if day is None or not forecast.cumulative:
        return percent(0.0)
    by = forecast.by(day) - forecast.by(date.fromordinal(max(1, day.toordinal() - 1)))
    return percent(by / forecast.cumulative[-1])


def movement(moved: Sequence[Move]) -> Answer | None:
    """Return in one sentence how the forecast moved with the latest news, and the claims that did.

    moved: oldest first.  None where there was no news to move it, or it is out.
    """
    known = [move for move in moved if move.median is not None and not move.released]
    news = [move for move in known[1:] if move.claims and move.news_days is not None]
    if not news or (moved and moved[-1].released):
        return None
    first, last = known[0], known[-1]
    most = max(news, key=lambda move: abs(move.news_days or 0))
    if abs(most.news_days or 0) < _LEAST_MOVE_DAYS:
        return f"The news since {day_words(first.day)} {_still_words(first, last)}.", ()
    told, claims = _news_words(most)
    text = (
        f"Since {day_words(first.day)} the middle of the forecast has moved from "
        f"{_middle_words(first)} to {_middle_words(last)}; of its news that of "
        f"{day_words(most.day)} moved it most, {later_words(most.news_days or 0)}: {told}."
    )
    return text, claims


def _news_words(move: Move) -> Answer:
    """Return the first of a day's reports in words, and all of the day that say the same."""
    first = move.claims[0].entry.claim
    same = tuple(w for w in move.claims if w.entry.claim.statement == first.statement)
    return f"{report_words(move.claims[0])}, {says(same)}", same


def report_words(weighed: Weighed, *, subject: bool = True) -> str:
    """Return what a claim on a milestone reports: `Season 2 wrapped filming in July 2026`."""
    claim = weighed.entry.claim
    if not isinstance(claim.statement, Milestone):
        return season_words(claim.subject)
    words = event_words(claim.statement.event, claim.status, when=claim.statement.when)
    return f"{season_words(claim.subject)} {words}" if subject else words


def _middle_words(move: Move) -> str:
    return month_words(move.median) if move.median else "no day"


def _still_words(first: Move, last: Move) -> str:
    before, now = _middle_words(first), _middle_words(last)
    if before == now:
        return f"hardly moved the forecast: its middle is {now}, as it was"
    return f"hardly moved the forecast; time has, from {before} to {now} for its middle"


def later_words(days: int) -> str:
    """Return a shift in words: `34 days earlier`."""
    return f"{days_words(abs(days))} {'later' if days > 0 else 'earlier'}"


def ahead(
    timeline: Timeline, forecast: Forecast
) -> Iterable[tuple[Event, str, tuple[Weighed, ...]]]:
    """Yield what is still to come: the event, what to watch for, and the claims behind it."""
    if forecast.released or _is_done(timeline, Event.CANCELLED):
        return
    reached = _furthest_step(timeline)
    for event in _STEPS[reached + 1 :]:
        yield event, _watch_words(timeline, event), _claims(timeline, event)


def _is_done(timeline: Timeline, event: Event) -> bool:
    belief = timeline.belief(event)
    return belief is not None and belief.status is Status.DONE


def _furthest_step(timeline: Timeline) -> int:
    done = [i for i, event in enumerate(_STEPS[:-1]) if _is_done(timeline, event)]
    if _is_done(timeline, Event.POST_PRODUCTION):
        done.append(_STEPS.index(Event.FILMING_WRAP))
    if _is_done(timeline, Event.FILMING):
        done.append(_STEPS.index(Event.FILMING_START))
    # A first teaser may come before the shoot: it says nothing about the steps below it.
    if done and _STEPS[max(done)] is Event.TRAILER and len(done) > 1:
        done.remove(_STEPS.index(Event.TRAILER))
    return max(done, default=-1)


def _claims(timeline: Timeline, event: Event) -> tuple[Weighed, ...]:
    belief = timeline.belief(event)
    return belief.claims_for if belief and belief.status is not Status.DONE else ()


def _watch_words(timeline: Timeline, event: Event) -> str:
    belief = timeline.belief(event)
    if belief is None or belief.status in (Status.DENIED, Status.DONE) or belief.when is None:
        return "Nothing has been said of when."
    said = f"{belief.status.capitalize()} {with_preposition(belief.when)}"
    said += f", {says(belief.claims_for, most=1)}"
    late = belief.overdue_days
    if late is not None and late > 0:
        return f"{said}; overdue, no report of it {days_words(late)} after."
    return f"{said}."
