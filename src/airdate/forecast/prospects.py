"""What news would move a forecast most: hypothetical reports, each tried on the timeline."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from airdate.forecast.distribution import forecast
from airdate.forecast.parameters import Parameters
from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Forecast,
    Milestone,
    Profile,
    Source,
    SourceKind,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline import reconcile

# The chance that what its makers say themselves is so.
_SURE = 0.97
# Two forecasts are compared over so many days; what comes later, or never, counts as late as that.
_COMPARED_DAYS = 5 * 365
# News that changes less than this, in days, is not worth waiting for.
_LEAST_EFFECT = 3.0
# Less time than this before the middle of the forecast, and the step was taken unheard.
_SHOOT_DAYS, _POST_DAYS = 120, 45
_FILMED = (Event.FILMING_WRAP, Event.POST_PRODUCTION)
_STARTED = (Event.FILMING_START, Event.FILMING, *_FILMED)
_ORDERED = (Event.ANNOUNCED, Event.RENEWED, Event.WRITING, Event.PRE_PRODUCTION, *_STARTED)

# What is said, and how.
Report = tuple[Milestone, Status]


@dataclass(frozen=True, slots=True)
class Prospect:
    """News that may come, and what it would do to the forecast, were it official and of today.

    median, low, high: the middle and the 80 % interval then, given that it comes.
    shift_days: of the median; above 0 where it would come later.  narrower_days: by how many days
    the 80 % interval would narrow, below 0 where it would widen.  never: 0..1, then.
    effect_days: the mean days between the two distributions (Wasserstein distance), over five
    years, never counted as their end.
    """

    event: Event
    when: DateRange | None
    status: Status
    median: date | None
    low: date | None
    high: date | None
    shift_days: int | None
    narrower_days: int | None
    never: float
    effect_days: float


def prospects(
    timeline: Timeline, now: Forecast, *, profile: Profile, parameters: Parameters | None = None
) -> tuple[Prospect, ...]:
    """Return the news that would move the forecast, that which would move it most first.

    now: the forecast of the timeline.  None for what is out.
    """
    if now.released is not None:
        return ()
    found = []
    for reports in _possible(timeline, now):
        told = _heard(timeline, reports)
        then = forecast(told, as_of=now.as_of, profile=profile, parameters=parameters)
        found.append(_prospect(reports[0], now=now, then=then))
    worth = [prospect for prospect in found if prospect.effect_days >= _LEAST_EFFECT]
    return tuple(sorted(worth, key=lambda p: -p.effect_days))


def _possible(timeline: Timeline, now: Forecast) -> Iterator[tuple[Report, ...]]:
    """Yield the news that could come next: the next steps, a date, a date withdrawn, a delay."""
    release = timeline.belief(Event.RELEASE)
    planned = release.when if release and release.status is not Status.DENIED else None
    yield from _steps(timeline, now, dated=planned is not None)
    if timeline.stage is Event.CANCELLED:
        return
    quarter = likeliest_quarter(now)
    if quarter and not _as_narrow(planned, quarter):
        yield ((Milestone(Event.RELEASE, quarter), Status.PLANNED),)
    delay: Report = (Milestone(Event.DELAY, None), Status.DONE)
    if planned and planned.latest and planned.latest >= now.as_of:
        yield delay, (Milestone(Event.RELEASE, planned), Status.DROPPED)
    elif _any_done(timeline, _STARTED):
        yield (delay,)


def _steps(timeline: Timeline, now: Forecast, *, dated: bool) -> Iterator[tuple[Report, ...]]:
    """Yield the next two steps of the production that there is still time for.

    dated: what has a date was ordered.
    """
    this_month = DateRange(now.as_of.replace(day=1), now.as_of)
    first = timeline.installment.season in (None, 1)
    order = Milestone(Event.ANNOUNCED if first else Event.RENEWED, None)
    if timeline.stage is Event.CANCELLED:
        yield ((order, Status.DONE),)
        return
    middle = now.quantile(0.5, given_release=True)
    left = (middle - now.as_of).days if middle else 0
    steps = (
        (dated or _any_done(timeline, _ORDERED), 0, order),
        (_any_done(timeline, _STARTED), _SHOOT_DAYS, Milestone(Event.FILMING_START, this_month)),
        (_any_done(timeline, _FILMED), _POST_DAYS, Milestone(Event.FILMING_WRAP, this_month)),
        (
            timeline.stage is Event.TRAILER,
            0,
            Milestone(Event.TRAILER, DateRange(now.as_of, now.as_of)),
        ),
    )
    # A later step that is done stands for those before it.
    taken = max((place for place, step in enumerate(steps) if step[0]), default=-1)
    ahead = [step for _, days, step in steps[taken + 1 :] if left >= days]
    yield from (((step, Status.DONE),) for step in ahead[:2])


def _any_done(timeline: Timeline, events: tuple[Event, ...]) -> bool:
    beliefs = (timeline.belief(event) for event in events)
    return any(belief is not None and belief.status is Status.DONE for belief in beliefs)


def _as_narrow(when: DateRange | None, quarter: DateRange) -> bool:
    """Whether a date to come as narrow as the quarter is said already."""
    if when is None or when.days is None or quarter.earliest is None or when.latest is None:
        return False
    return when.latest >= quarter.earliest and when.days <= (quarter.days or 0)


def likeliest_quarter(found: Forecast) -> DateRange | None:
    """Return the quarter of the calendar, from today on, in which the release likeliest comes."""
    best, most, before = None, 0.0, 0.0
    for start, end in _quarters(found.as_of):
        chance = found.by(end)
        if chance - before > most:
            best, most = DateRange(start, end), chance - before
        before = chance
    return best


def _quarters(today: date) -> Iterator[tuple[date, date]]:
    """Yield the first and last days of this quarter, from today on, and of the coming ones."""
    start = today
    for _ in range(_COMPARED_DAYS // 91):
        month = (start.month - 1) // 3 * 3 + 3
        end = date(start.year, month, monthrange(start.year, month)[1])
        yield start, end
        if end == date.max:
            return
        start = end + timedelta(days=1)


def _heard(timeline: Timeline, reports: tuple[Report, ...]) -> Timeline:
    """Return the timeline as it would be if the makers said so today."""
    said = (_said(timeline, report, number) for number, report in enumerate(reports))
    weighed = (*timeline.weighed, *said)
    return reconcile(timeline.installment, weighed, as_of=timeline.as_of)


def _said(timeline: Timeline, report: Report, number: int) -> Weighed:
    statement, status = report
    entry = Entry(
        id=f"hypothetical {number}",
        claim=Claim(timeline.installment, statement, status, None, 0, 0, 0),
        document_id="hypothetical",
        heading="",
        outlet=None,
        url=None,
        said_on=timeline.as_of,
        recorded_at=datetime.combine(timeline.as_of, time(23, 59), UTC),
        reader="hypothetical",
        sentence_words="",
        words_start=0,
        words_end=0,
    )
    return Weighed(entry, Source("", "the makers", SourceKind.OFFICIAL), _SURE, (), entry.id)


def _prospect(report: Report, *, now: Forecast, then: Forecast) -> Prospect:
    low, median, high = (then.quantile(x, given_release=True) for x in (0.1, 0.5, 0.9))
    was_low, was, was_high = (now.quantile(x, given_release=True) for x in (0.1, 0.5, 0.9))
    width = (high - low).days if high and low else None
    was_width = (was_high - was_low).days if was_high and was_low else None
    statement, status = report
    return Prospect(
        event=statement.event,
        when=statement.when,
        status=status,
        median=median,
        low=low,
        high=high,
        shift_days=(median - was).days if median and was else None,
        narrower_days=None if width is None or was_width is None else was_width - width,
        never=then.never,
        effect_days=_effect(now, then),
    )


def _effect(now: Forecast, then: Forecast) -> float:
    one, other = (np.asarray(found.cumulative[:_COMPARED_DAYS]) for found in (now, then))
    return float(np.sum(np.abs(one - other)))
