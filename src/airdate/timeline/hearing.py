"""The claims on each milestone: which count, which repeat them, which are void."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from airdate.model import Event, Milestone, Weighed
from airdate.timeline.ageing import Then
from airdate.timeline.evidence import firsthand, rejected, saying
from airdate.timeline.opposition import Heard
from airdate.timeline.plans import range_of
from airdate.timeline.reports import Refused, decide


@dataclass(frozen=True, slots=True)
class Hearing:
    """The claims on one milestone: those that count, the copies of each, those that are void.

    void: what a person rejected, and what a later turn of events has made a thing of the past.
    """

    counted: tuple[Weighed, ...]
    copies: Mapping[str, tuple[Weighed, ...]]
    void: tuple[Weighed, ...]

    def with_copies(self, claims: Iterable[Weighed]) -> tuple[Weighed, ...]:
        """Return the claims and, after each, what only repeats it; each once."""
        full = [w for claim in claims for w in (claim, *self.copies.get(claim.entry.id, ()))]
        return tuple({w.entry.id: w for w in full}.values())


def hear(claims: Sequence[Weighed]) -> dict[Event, Hearing]:
    """Return what was said of each milestone. claims: visible ones, in the order of their days."""
    by_event: dict[Event, list[Weighed]] = defaultdict(list)
    for weighed in claims:
        if isinstance(weighed.entry.claim.statement, Milestone):
            by_event[weighed.entry.claim.statement.event].append(weighed)
    return {event: _hearing(said) for event, said in by_event.items()}


def _hearing(said: Sequence[Weighed]) -> Hearing:
    standing = [w for w in said if not rejected(w)]
    counted = firsthand(standing)
    known = {w.entry.id for w in counted}
    head = {saying(w): w.entry.id for w in counted}
    copies: dict[str, list[Weighed]] = defaultdict(list)
    for w in standing:
        if w.entry.id not in known:
            copies[head[saying(w)]].append(w)
    return Hearing(
        counted,
        {of: tuple(found) for of, found in copies.items()},
        tuple(w for w in said if rejected(w)),
    )


def since_revival(hearings: Mapping[Event, Hearing], *, past: Then) -> Mapping[Event, Hearing]:
    """Return the hearings with the renewal that ended a cancellation, if one did, not the first."""
    heard: Heard = {event: hearing.counted for event, hearing in hearings.items()}
    if Event.CANCELLED not in heard or Event.RENEWED not in heard:
        return hearings
    ends = decide(Event.CANCELLED, heard=heard, then=past).refused
    renewed = hearings[Event.RENEWED]
    again = tuple(w for w in renewed.counted if any(_revives(w, each) for each in ends))
    if not again:
        return hearings
    new = {w.entry.id for w in again}
    old = [w for w in renewed.counted if w.entry.id not in new]
    heard_again = replace(renewed, counted=again, void=(*renewed.void, *old))
    return {**hearings, Event.RENEWED: heard_again}


def _revives(weighed: Weighed, end: Refused) -> bool:
    """Whether a claim tells of a renewal later than a cancellation that it outweighs."""
    when = range_of(weighed)
    day = (when.earliest if when else None) or weighed.entry.said_on
    known = {w.entry.id for w in end.against}
    return weighed.entry.id in known and day > end.report.entry.said_on
