"""Speed of the forecaster: one forecast, its history, and many titles on two cores.

Part of `python -m evaluation.bench`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context

from airdate.forecast import forecast
from airdate.model import (
    Claim,
    DateRange,
    Entry,
    Event,
    Installment,
    Milestone,
    Profile,
    Source,
    SourceKind,
    Status,
    Timeline,
    Weighed,
)
from airdate.timeline import reconcile

AS_OF = date(2026, 2, 28)
NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)
CORES = 2
# The limits that were set: milliseconds for one, seconds for so many on two cores.
ONE_LIMIT_MS, MANY, MANY_LIMIT_S = 20.0, 10_000, 120.0
# Title by title: what was heard of it. All kinds of forecast take their turn.
_STEPS = (
    ((Event.RENEWED, Status.DONE, 400),),
    ((Event.RENEWED, Status.DONE, 500), (Event.FILMING_START, Status.DONE, 120)),
    ((Event.FILMING_START, Status.DONE, 300), (Event.FILMING_WRAP, Status.DONE, 40)),
    ((Event.FILMING_WRAP, Status.DONE, 200), (Event.RELEASE, Status.PLANNED, 30)),
    ((Event.RELEASE, Status.EXPECTED, 90), (Event.DELAY, Status.DONE, 20)),
    (),
)


def timeline_of(number: int) -> Timeline:
    """Return the timeline of a made title; every sixth one is alike but for its days."""
    subject = Installment(f"Made Title {number}", 2)
    told = [
        _said(subject, event, status, days=days + number % 50)
        for event, status, days in _STEPS[number % len(_STEPS)]
    ]
    return reconcile(subject, told, as_of=AS_OF)


def _said(subject: Installment, event: Event, status: Status, *, days: int) -> Weighed:
    day = AS_OF - timedelta(days)
    start = day if status is Status.DONE else AS_OF + timedelta(200 + days % 40)
    when = None if event is Event.DELAY else DateRange(start, start + timedelta(60))
    if status is Status.DONE:
        when = DateRange(day, day)
    claim = Claim(subject, Milestone(event, when), status, None, 0, 0, 0)
    name = f"{subject.title} {event} {days}"
    entry = Entry(name, claim, name, "", "variety.com", None, day, NOW, "bench", name, 0, 0)
    return Weighed(entry, Source("variety.com", "Variety", SourceKind.TRADE), 0.85, (), name)


def foresee(numbers: range) -> tuple[int, float]:
    """Return how many made titles were forecast, and the CPU seconds: the work of one process."""
    begun = time.process_time()
    profile = Profile("series", "US", "Netflix", date(2024, 6, 1))
    made = (forecast(timeline_of(n), as_of=AS_OF, profile=profile) for n in numbers)
    return sum(1 for found in made if found.cumulative), time.process_time() - begun


def one() -> Iterator[str]:
    """Yield the milliseconds of one forecast from a timeline that is there, by what is known."""
    profile = Profile("series", "US", "Netflix", date(2024, 6, 1))
    taken = [_milliseconds(timeline_of(number), profile) for number in range(len(_STEPS))]
    yield (
        f"forecast      {max(taken):10.1f} ms at most, {min(taken):.1f} at least, "
        f"reasons included (limit: {ONE_LIMIT_MS:.0f} ms)"
    )


def _milliseconds(timeline: Timeline, profile: Profile) -> float:
    """Return the least CPU time of five."""
    taken = []
    for _ in range(5):
        begun = time.process_time()
        forecast(timeline, as_of=AS_OF, profile=profile)
        taken.append(time.process_time() - begun)
    return min(taken) * 1000


def many(count: int) -> Iterator[str]:
    """Yield the seconds that many titles take on two cores, timelines included."""
    begun = time.perf_counter()
    shares = [range(start, count, CORES) for start in range(CORES)]
    # Fresh processes: what the parent has loaded must not help.
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(foresee, shares))
    seconds = time.perf_counter() - begun
    titles, busiest = sum(count for count, _ in done), max(cpu for _, cpu in done)
    yield (
        f"titles        {busiest:10.1f} s of CPU a core for {titles} on {CORES} cores, "
        f"{seconds:.0f} s by the clock (limit: {MANY_LIMIT_S * count / MANY:.0f} s)"
    )
