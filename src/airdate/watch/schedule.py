"""When a place is asked again: decided from its state and what it answered, without any I/O.

Method: how often a place has news is learned as the rate of a Poisson process with a gamma prior
(conjugate: Gelman et al., Bayesian Data Analysis, 3rd ed., 2.6), whose evidence fades over a
week, so that a site that falls asleep, or wakes, is known for it. A place is asked after the time
in which half a piece of news is to be expected, within bounds; see docs/watching.md.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from airdate.ledger.office.places import Due, Errand, Place, State
from airdate.watch.outcomes import Answer, Outcome
from airdate.wording import counted

HOUR = 3600.0
DAY = 24 * HOUR

_PRIOR_NEWS = 1.0
_PRIOR_HOURS = 4.0
"""What is taken for granted of a place that nobody has watched yet: news every four hours."""

_FADE_HOURS = 7 * 24.0
_MOST_NEWS = 20
"""News of one visit that count: a burst of a hundred says no more than one of twenty."""

_WANTED_NEWS = 0.5
SHORTEST_SECONDS = 900.0
LONGEST_SECONDS = 12 * HOUR
FIRST_SECONDS = _WANTED_NEWS * _PRIOR_HOURS / _PRIOR_NEWS * HOUR

_LONGEST_STATED = DAY
"""Of what a server says to wait until it has news: sites forget what they once wrote there."""

_LONGEST_BACK_OFF = DAY
_LONGEST_UNREACHED = 4 * HOUR
"""Where nobody answered, the fault is often ours: a laptop that was closed must catch up soon."""

_MOST_REFUSALS = 8
_REFUSED_FOR = timedelta(days=3)
"""A place is given up when it has refused so often, for so long; one that says it is gone, at
once."""

_WHOLE_AFTER = timedelta(hours=24)
"""After which a place that says `not changed` is asked for the whole again: some always say so."""

_SOON_SECONDS = 120.0
"""For a place that has more than one visit takes in."""

_ERRAND_WAITS = (10 * 60.0, HOUR, 4 * HOUR, 12 * HOUR, DAY, DAY)
_ERRAND_REFUSALS = 2
"""How often an article that is not there is asked for again: some appear after their feed says."""


# ── what is asked next ──────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask now, and what to set anew.

    places, errands: one for each host at most, the longest due first.  later: when to look again,
    None where nothing is waiting.  states_anew, errands_anew: what a clock that was ahead had set,
    with times of this one.  waiting: whether something is due whose host is to be left alone yet.
    """

    places: tuple[Place, ...]
    errands: tuple[Errand, ...]
    states_anew: tuple[State, ...]
    errands_anew: tuple[Errand, ...]
    later: datetime | None
    waiting: bool = False


def plan(now: datetime, due: Due, *, hosts: Sequence[str], busy: frozenset[str], room: int) -> Plan:
    """Return what to ask now of what falls due.

    hosts: that of each of the due places, empty for one on this machine.  busy: hosts that are
    being asked, beside those that are to be left alone for now.  room: how much may be asked.
    """
    taken = set(busy) | {host.name for host in due.hosts}
    places: list[Place] = []
    errands: list[Errand] = []
    anew = tuple(_anew(state, now) for _, state in due.places if state.set_at > now)
    late = tuple(_errand_anew(errand, now) for errand in due.errands if errand.set_at > now)
    waited = {errand.host for errand in due.errands} | set(hosts)
    # Articles first: each was promised by a place, and their hosts are many.
    for errand in due.errands:
        if errand.set_at <= now and errand.host not in taken and len(errands) < room:
            taken.add(errand.host)
            errands.append(errand)
    for (place, state), host in zip(due.places, hosts, strict=True):
        if state.set_at > now or len(places) + len(errands) >= room:
            continue
        if host and host in taken:
            continue
        taken.add(host)
        places.append(place)
    freed = [host.next_allowed for host in due.hosts if host.name in waited]
    later = min(filter(None, (due.later, *freed)), default=None)
    left = len(due.places) + len(due.errands) > len(places) + len(errands)
    return Plan(tuple(places), tuple(errands), anew, late, later, waiting=left)


def _anew(state: State, now: datetime) -> State:
    """Return a state whose waiting began now: the clock was set back since it was written."""
    return replace(state, next_due=now + (state.next_due - state.set_at), set_at=now)


def _errand_anew(errand: Errand, now: datetime) -> Errand:
    return replace(errand, due_at=now + (errand.due_at - errand.set_at), set_at=now)


# ── what follows from an answer ─────────────────────────────────────────────────────────────


def decide(
    place: Place, state: State, answer: Answer, *, now: datetime, chance: random.Random
) -> State:
    """Return the state of a place after an answer: what is known of it, and when it is due."""
    told = replace(
        state,
        last_at=now,
        last_status=answer.status,
        last_outcome=answer.outcome.value,
        last_reason=answer.reason or None,
        visits=state.visits + 1,
        set_at=now,
    )
    if answer.outcome.failed:
        return _failed(place, told, answer, now=now, chance=chance)
    if answer.outcome is Outcome.FOUND:
        # What it is watched by is asked at once, as if for the first time.
        return replace(told, next_due=now, failures=0, refusals=0, failing_since=None)
    return _good(place, _learned(told, state, answer, now=now), answer, now=now, chance=chance)


def _learned(told: State, before: State, answer: Answer, *, now: datetime) -> State:
    """Return the state with what a good answer taught of the rate of news."""
    first = before.last_good_at is None
    hours = 0.0 if first else _hours(before.last_good_at, now)
    kept = math.exp(-hours / _FADE_HOURS)
    # What the first visit finds is the stock of years.
    news = 0 if first else min(answer.fresh, _MOST_NEWS)
    whole = answer.outcome is not Outcome.NOT_CHANGED
    return replace(
        told,
        changes=before.changes * kept + news,
        hours=before.hours * kept + hours,
        failures=0,
        refusals=0,
        failing_since=None,
        last_good_at=now,
        last_whole_at=now if whole else before.last_whole_at,
        etag=answer.etag if whole else before.etag,
        last_modified=answer.last_modified if whole else before.last_modified,
        digest=answer.digest if whole else before.digest,
        marks=answer.marks if whole else before.marks,
    )


def _hours(since: datetime | None, now: datetime) -> float:
    """Return the hours since a moment, none where the clock was set back."""
    return max((now - since).total_seconds(), 0.0) / HOUR if since else 0.0


def _good(
    place: Place, told: State, answer: Answer, *, now: datetime, chance: random.Random
) -> State:
    wait = place.every_seconds or learned_seconds(told)
    stated = min(answer.fresh_seconds or 0.0, _LONGEST_STATED)
    asked = max(wait, answer.retry_after_seconds or 0.0)
    if place.every_seconds is None:
        asked = max(asked, stated)
    if answer.more:
        asked = max(_SOON_SECONDS, answer.retry_after_seconds or 0.0)
    seconds = jittered(asked, chance)
    return replace(told, interval_seconds=wait, next_due=now + timedelta(seconds=seconds))


def learned_seconds(state: State) -> float:
    """Return how long to wait for half a piece of news, by what was learned of a place."""
    rate = (_PRIOR_NEWS + state.changes) / (_PRIOR_HOURS + state.hours)
    return min(max(_WANTED_NEWS / rate * HOUR, SHORTEST_SECONDS), LONGEST_SECONDS)


def _failed(
    place: Place, told: State, answer: Answer, *, now: datetime, chance: random.Random
) -> State:
    failures = told.failures + 1
    refusals = told.refusals + 1 if answer.outcome.lasting else 0
    longest = _LONGEST_UNREACHED if answer.status is None else _LONGEST_BACK_OFF
    base = max(place.every_seconds or SHORTEST_SECONDS, SHORTEST_SECONDS)
    wait = min(base * 2.0 ** min(failures - 1, 20), max(longest, base))
    seconds = max(jittered(wait, chance), answer.retry_after_seconds or 0.0)
    return replace(
        told,
        failures=failures,
        refusals=refusals,
        # It has failed since now where the clock says that it will begin to tomorrow.
        failing_since=min(told.failing_since or now, now),
        next_due=now + timedelta(seconds=seconds),
    )


def jittered(seconds: float, chance: random.Random) -> float:
    """Return a wait that is up to a tenth longer or shorter: places must not march in step."""
    return seconds * chance.uniform(0.9, 1.1)


def given_up(state: State, answer: Answer, *, now: datetime) -> str | None:
    """Return why a place is asked no more, None where it is: `decide` has made the state."""
    if answer.outcome is Outcome.GONE:
        return "it says that it is gone for good (410)"
    if not answer.outcome.lasting or state.failing_since is None:
        return None
    if state.refusals >= _MOST_REFUSALS and now - state.failing_since >= _REFUSED_FOR:
        days = (now - state.failing_since).days
        often = f"{counted(state.refusals, 'time')} in {counted(days, 'day')}"
        return f"it has refused {often}, last: {answer.reason}"
    return None


def asks_whole(state: State, *, now: datetime) -> bool:
    """Return whether a place is asked without conditions: a mark that never changes may lie."""
    last = state.last_whole_at
    return last is None or last > now or now - last >= _WHOLE_AFTER


# ── articles ────────────────────────────────────────────────────────────────────────────────


def errand_after(
    errand: Errand, answer: Answer, *, now: datetime, chance: random.Random
) -> Errand | None:
    """Return an article's errand as it is to be tried again, None where it is at its end."""
    if not answer.outcome.failed or answer.outcome is Outcome.GONE:
        return None
    attempts = errand.attempts + 1
    most = _ERRAND_REFUSALS if answer.outcome.lasting else len(_ERRAND_WAITS)
    if attempts > most or answer.outcome.final:
        return None
    wait = jittered(_ERRAND_WAITS[attempts - 1], chance)
    seconds = max(wait, answer.retry_after_seconds or 0.0)
    return replace(errand, attempts=attempts, due_at=now + timedelta(seconds=seconds), set_at=now)
