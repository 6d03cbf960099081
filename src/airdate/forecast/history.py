"""How a forecast moved: what each day of news did to it, and what the waiting in between did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from airdate.forecast.distribution import forecast
from airdate.forecast.parameters import Parameters
from airdate.model import (
    Entry,
    Event,
    Forecast,
    Installment,
    Milestone,
    Profile,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline.evidence import firsthand, rejected

# Of a day's reports those come first that move a forecast most.
_IMPORTANCE = (
    Event.RELEASE,
    Event.CANCELLED,
    Event.DELAY,
    Event.FILMING_WRAP,
    Event.POST_PRODUCTION,
    Event.FILMING_START,
    Event.FILMING,
    Event.TRAILER,
    Event.PRE_PRODUCTION,
    Event.WRITING,
    Event.RENEWED,
    Event.ANNOUNCED,
)

Foreseen = Callable[[Timeline, date, Profile], Forecast]


@dataclass(frozen=True, slots=True)
class Move:
    """The forecast at the end of a day, and how it came there from the last one.

    claims: what was reported of milestones on that day, without repetitions; none on the last
    day of a history that ends with silence.
    median, low, high: the middle and the ends of the 80 % interval, given that it comes.
    never: 0..1.  news_days: by how many days the reports of the day moved the median, all else
    equal; waiting_days: by how many the days since the last news did. None where there was nothing
    to be moved.
    """

    day: date
    claims: tuple[Weighed, ...]
    median: date | None
    low: date | None
    high: date | None
    never: float
    news_days: int | None
    waiting_days: int | None
    released: bool = False


def days_of_news(
    entries: Iterable[Entry], installment: Installment, *, as_of: date
) -> tuple[date, ...]:
    """Return the days up to `as_of` on which a milestone of it was told of, oldest first.

    What is said of the series as a whole tells nothing of when a season comes.
    """
    said = {
        entry.said_on
        for entry in entries
        if isinstance(entry.claim.statement, Milestone)
        and entry.claim.subject.season == installment.season
    }
    return tuple(sorted(day for day in said if day <= as_of))


def history(
    days: Sequence[date],
    *,
    believed: Callable[[date], Timeline],
    profiled: Callable[[date], Profile],
    foreseen: Foreseen | None = None,
    parameters: Parameters | None = None,
) -> tuple[Move, ...]:
    """Return how the forecast moved from day to day.

    days: oldest first.  believed, profiled: what was believed of the installment, and known beside
    the claims, on a day; each is asked once for each day.  foreseen: who keeps forecasts that were
    made; they are made by the parameters if None.
    A day's news is measured against the forecast of the same day without it, so that time that
    passes is not taken for news.  Days of repetitions alone are passed over, and what comes after
    the release.
    """
    foretold = foreseen or partial(_foretold, parameters=parameters)
    moves: list[Move] = []
    last: Timeline | None = None
    for day in days:
        timeline, profile = believed(day), profiled(day)
        claims = _told_on(timeline)
        if not claims and day != days[-1]:
            continue
        found = foretold(timeline, day, profile)
        if moves and moves[-1].released and found.released:
            continue
        without = None if last is None else foretold(last, day, profile)
        moves.append(_move(found, without, claims=claims, earlier=moves[-1] if moves else None))
        last = timeline
    return tuple(moves)


def _foretold(
    timeline: Timeline, day: date, profile: Profile, *, parameters: Parameters | None
) -> Forecast:
    return forecast(timeline, as_of=day, profile=profile, parameters=parameters)


def _move(
    found: Forecast, without: Forecast | None, *, claims: tuple[Weighed, ...], earlier: Move | None
) -> Move:
    low, median, high = (found.quantile(x, given_release=True) for x in (0.1, 0.5, 0.9))
    unmoved = without.quantile(0.5, given_release=True) if without else None
    if not claims:
        # Nothing was said: all that moved it is time.
        unmoved = median
    return Move(
        day=found.as_of,
        claims=claims,
        median=median,
        low=low,
        high=high,
        never=found.never,
        news_days=_days(unmoved, median) if claims else None,
        waiting_days=_days(earlier.median if earlier else None, unmoved),
        released=found.released is not None,
    )


def _days(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _told_on(timeline: Timeline) -> tuple[Weighed, ...]:
    """Return what was said of milestones on the day of the timeline, what moves most first."""
    told = [
        w
        for w in firsthand(timeline.weighed)
        if w.entry.said_on == timeline.as_of
        and isinstance(w.entry.claim.statement, Milestone)
        and not rejected(w)
    ]
    return tuple(sorted(told, key=_rank))


def _rank(weighed: Weighed) -> tuple[bool, int, float, str]:
    """Return the order of a day's reports: what is dated first, then the furthest milestone."""
    claim = weighed.entry.claim
    event, when = Event.ANNOUNCED, None
    if isinstance(claim.statement, Milestone):
        event, when = claim.statement.event, claim.statement.when
    vague = when is None or claim.status is Status.DENIED
    return vague, _IMPORTANCE.index(event), -weighed.weight, weighed.entry.id
