"""One Belief per milestone: reports, plans, copies and dissent brought together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.model import Belief, DateRange, Event, Milestone, Plan, Status, Weighed
from airdate.timeline.evidence import (
    CEILING,
    RANK,
    firsthand,
    rejected,
    saying,
    status,
    strength,
    voices,
)
from airdate.timeline.plans import Standing, closed_plan, range_of, replay
from airdate.timeline.ranges import meet
from airdate.timeline.reports import RECURRING, Heard, Outcome, decide

# What live dissent takes from a belief at most: half, for what was chosen is the better borne out.
DISSENT_COSTS = 0.5

# Reports of these imply that filming had started.
AFTER_START = (Event.FILMING, Event.FILMING_WRAP)


@dataclass(frozen=True, slots=True)
class Hearing:
    """The claims on one milestone: those that count, the copies of each, the rejected ones."""

    counted: tuple[Weighed, ...]
    copies: Mapping[str, tuple[Weighed, ...]]
    rejected: tuple[Weighed, ...]

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


def believe(hearings: Mapping[Event, Hearing], *, as_of: date) -> tuple[Belief, ...]:
    """Return one belief per milestone of which anything was said, in the order of production."""
    heard: Heard = {event: hearing.counted for event, hearing in hearings.items()}
    decided = {event: decide(event, heard=heard) for event in Event if event in heard}
    outcomes = {event: outcome for event, (outcome, _) in decided.items() if outcome}
    found = []
    for event in Event:
        hearing = hearings.get(event, Hearing((), {}, ()))
        outcome, refused = decided.get(event, (None, ()))
        coming = [w for w in hearing.counted if status(w) is not Status.DONE]
        if event is Event.FILMING_START:
            outcome = _joined(outcome, _implied_start(outcomes, replay(coming)))
        late = [w for w in coming if outcome and w.entry.said_on > outcome.since]
        standing = replay([w for w in coming if w not in late])
        if outcome and event not in RECURRING:
            outcome = _with_late(outcome, late)
        belief = _belief(event, outcome, standing=standing, hearing=hearing, refused=refused)
        if belief:
            found.append(_overdue(belief, as_of=as_of))
    return tuple(found)


def _implied_start(outcomes: Mapping[Event, Outcome], standing: Standing | None) -> Outcome | None:
    """Return filming as started by the first day on which it is known to go on or to be over."""
    told = [outcomes[event] for event in AFTER_START if event in outcomes]
    if not told:
        return None
    first = min(told, key=lambda outcome: (_bound(outcome), outcome.since))
    when = DateRange(None, _bound(first))
    planned = meet(when, standing.when) if standing and standing.when else None
    return replace(first, when=planned or when)


def _joined(told: Outcome | None, implied: Outcome | None) -> Outcome | None:
    """Return the start as it was reported, borne out by what came after it."""
    if told is None or implied is None:
        return told or implied
    return replace(
        told,
        since=min(told.since, implied.since),
        probability=max(told.probability, implied.probability),
        backing=(*told.backing, *implied.backing),
    )


def _with_late(outcome: Outcome, late: Sequence[Weighed]) -> Outcome:
    """Return the outcome with what was still planned after it: for it if the days agree."""
    agree = [w for w in late if _agrees(w, outcome.when)]
    against = [w for w in late if w not in agree and status(w) in RANK]
    return replace(
        outcome,
        backing=(*outcome.backing, *agree),
        dissent=(*outcome.dissent, *against),
    )


def _agrees(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    same = said is None or when is None or said.overlaps(when)
    return status(weighed) in RANK and same


def _bound(outcome: Outcome) -> date:
    return (outcome.when.latest if outcome.when else None) or outcome.since


def _belief(
    event: Event,
    outcome: Outcome | None,
    *,
    standing: Standing | None,
    hearing: Hearing,
    refused: Sequence[Weighed],
) -> Belief | None:
    if outcome is not None:
        return _happened(event, outcome, standing=standing, hearing=hearing)
    if standing is not None and not standing.dropped_on:
        return _to_come(event, standing, hearing=hearing, refused=refused)
    return _denied(event, standing, hearing=hearing, refused=refused)


def _happened(
    event: Event, outcome: Outcome, *, standing: Standing | None, hearing: Hearing
) -> Belief:
    plans = standing.plans if standing else ()
    backing, dissent = list(outcome.backing), list(outcome.dissent)
    if standing and _held(standing, outcome.when):
        backing += [w for w in standing.backing if w not in dissent]
    elif standing:
        plan = closed_plan(standing, outcome.when, day=outcome.since)
        plans = (*plans, plan) if plan else plans
    bare = _bare(event, Status.DONE, probability=outcome.probability, since=outcome.since)
    cited = _cite(bare, backing, against=dissent, hearing=hearing)
    return replace(cited, when=outcome.when, plans=_with_copies(plans, hearing))


def _bare(event: Event, how: Status, *, probability: float, since: date) -> Belief:
    return Belief(event, None, how, probability, since, (), (), 0, 0)


def _held(standing: Standing, when: DateRange | None) -> bool:
    """Whether what was planned is what came: the ranges meet, or either names no day."""
    return standing.when is None or when is None or standing.when.overlaps(when)


def _to_come(
    event: Event, standing: Standing, *, hearing: Hearing, refused: Sequence[Weighed]
) -> Belief:
    against = strength(w for w in standing.dissent if status(w) in RANK or range_of(w) is None)
    sure = min(CEILING[standing.status], strength(standing.backing))
    chance = sure * (1.0 - DISSENT_COSTS * against)
    bare = _bare(event, standing.status, probability=chance, since=standing.since)
    dissent = (*standing.dissent, *refused)
    cited = _cite(bare, standing.backing, against=dissent, hearing=hearing)
    return replace(cited, when=standing.when, plans=_with_copies(standing.plans, hearing))


def _denied(
    event: Event, standing: Standing | None, *, hearing: Hearing, refused: Sequence[Weighed]
) -> Belief | None:
    """Return the belief where only denials and retractions are left, None where there are none."""
    noes = [w for w in hearing.counted if status(w) in (Status.DENIED, Status.DROPPED)]
    if not noes:
        return None
    plans = standing.plans if standing else ()
    last = closed_plan(standing, None, day=noes[-1].entry.said_on) if standing else None
    sure = min(CEILING[Status.DENIED], strength(noes))
    bare = _bare(event, Status.DENIED, probability=sure, since=min(w.entry.said_on for w in noes))
    chain = _with_copies((*plans, last) if last else plans, hearing)
    return replace(_cite(bare, noes, against=refused, hearing=hearing), plans=chain)


def _cite(
    belief: Belief, backing: Iterable[Weighed], *, against: Iterable[Weighed], hearing: Hearing
) -> Belief:
    """Return the belief with who says so, copies included, and who does not."""
    claims_for = in_order(hearing.with_copies(backing))
    known = {w.entry.id for w in claims_for}
    others = (*hearing.with_copies(against), *hearing.rejected)
    origins = len(voices(firsthand(claims_for)))
    return replace(
        belief,
        claims_for=claims_for,
        claims_against=in_order(w for w in others if w.entry.id not in known),
        origins=origins,
        repeats=len(claims_for) - origins,
    )


def in_order(claims: Iterable[Weighed]) -> tuple[Weighed, ...]:
    """Return the claims once each, the oldest first."""
    unique = {w.entry.id: w for w in claims}
    return tuple(sorted(unique.values(), key=lambda w: (w.entry.said_on, w.entry.id)))


def _with_copies(plans: Iterable[Plan], hearing: Hearing) -> tuple[Plan, ...]:
    return tuple(replace(plan, claims=in_order(hearing.with_copies(plan.claims))) for plan in plans)


def _overdue(belief: Belief, *, as_of: date) -> Belief:
    """Return the belief with the days since its end, where it is a plan that time has passed."""
    end = belief.when.latest if belief.when else None
    if belief.status is Status.DONE or end is None or end >= as_of:
        return belief
    return replace(belief, overdue_days=(as_of - end).days)
