"""One Belief per milestone: reports, plans, copies and dissent brought together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from airdate.model import Belief, DateRange, Event, Plan, Status, Weighed
from airdate.timeline.ageing import Then, then
from airdate.timeline.evidence import (
    CEILING,
    LIKELY,
    RANK,
    firsthand,
    status,
    strength,
    voices,
)
from airdate.timeline.hearing import Hearing, since_revival
from airdate.timeline.opposition import Heard
from airdate.timeline.plans import Standing, closed_plan, fits, range_of, replay
from airdate.timeline.ranges import meet
from airdate.timeline.reports import RECURRING, Decision, Outcome, decide

# What live dissent takes from a belief at most: half, for what was chosen is the better borne out.
DISSENT_COSTS = 0.5

# The chance that a milestone that came as planned is never reported in what one reads: of the
# planned starts and wraps of 79 histories a third; a release everybody tells.
STEP_NEVER_REPORTED = 0.33
NEVER_REPORTED = {Event.RELEASE: 0.02, Event.TRAILER: 0.1}
# Half of the reports come within these days of the end of the range: of starts and wraps three in
# four came within 10.
REPORTED_WITHIN_DAYS = 7
# Reports of these imply that filming had started.
AFTER_START = (Event.FILMING, Event.FILMING_WRAP)


@dataclass(frozen=True, slots=True)
class Believed:
    """One belief per milestone, what was decided on the reports of each, and what was heard.

    ahead: what is planned of a milestone that comes again, after the last of its kind.
    """

    beliefs: tuple[Belief, ...]
    ahead: tuple[Belief, ...]
    decisions: Mapping[Event, Decision]
    hearings: Mapping[Event, Hearing]


def believe(hearings: Mapping[Event, Hearing], *, as_of: date) -> Believed:
    """Return one belief per milestone of which anything was said, in the order of production."""
    past = then(as_of)
    hearings = since_revival(hearings, past=past)
    heard: Heard = {event: hearing.counted for event, hearing in hearings.items()}
    decisions = {e: decide(e, heard=heard, then=past) for e in Event if e in heard}
    outcomes = {e: decision.outcome for e, decision in decisions.items() if decision.outcome}
    found: list[Belief] = []
    ahead: list[Belief] = []
    for event in Event:
        hearing = hearings.get(event, Hearing((), {}, ()))
        refused = decisions[event].refused if event in decisions else ()
        case = _Case(
            event=event,
            outcome=_borne_out(event, outcomes, hearing=hearing, past=past),
            hearing=hearing,
            refused=tuple(each.report for each in refused),
            past=past,
        )
        belief = _belief(case)
        if belief:
            found.append(_overdue(belief, as_of=as_of))
            ahead += [_overdue(each, as_of=as_of) for each in _again(case, belief)]
    return Believed(tuple(found), tuple(ahead), decisions, hearings)


def _again(case: _Case, belief: Belief) -> Iterator[Belief]:
    """Yield what was planned of a milestone that comes again since the last of its kind."""
    if case.event not in RECURRING or belief.status is not Status.DONE:
        return
    last = _last(case.outcome) if case.outcome else belief.since
    late = [w for w in _coming(case.hearing) if w.entry.said_on > last]
    standing = replay(late, then=case.past)
    if standing and not standing.dropped_on and standing.status is not Status.RUMOURED:
        yield _to_come(replace(case, outcome=None, refused=()), standing)


def _last(outcome: Outcome) -> date:
    """Return the day of the last report of what happened."""
    return max(w.entry.said_on for w in outcome.backing)


def _borne_out(
    event: Event, outcomes: Mapping[Event, Outcome], *, hearing: Hearing, past: Then
) -> Outcome | None:
    """Return what the reports of an event come to, with what others imply of it."""
    told = outcomes.get(event)
    if event is Event.FILMING_START:
        plan = replay(_coming(hearing), then=past)
        return _joined(told, _implied_start(outcomes, plan))
    if event is Event.FILMING and told:
        around = [outcomes[e] for e in (Event.FILMING_START, Event.FILMING_WRAP) if e in outcomes]
        backing = [w for outcome in around for w in outcome.backing]
        return replace(told, backing=(*told.backing, *backing))
    return told


def _coming(hearing: Hearing) -> list[Weighed]:
    return [w for w in hearing.counted if status(w) is not Status.DONE]


def _implied_start(outcomes: Mapping[Event, Outcome], standing: Standing | None) -> Outcome | None:
    """Return filming as started by the first day on which it is known to go on or to be over."""
    told = [outcomes[event] for event in AFTER_START if event in outcomes]
    if not told:
        return None
    first = min(told, key=lambda outcome: (_bound(outcome), outcome.since))
    when = DateRange(None, _bound(first))
    planned = meet(when, standing.when) if standing and standing.when else None
    surest = min(told, key=lambda outcome: (outcome.against, outcome.since))
    return Outcome(
        when=planned or when,
        since=min(outcome.since for outcome in told),
        backing=tuple(w for outcome in told for w in outcome.backing),
        dissent=first.dissent,
        against=surest.against,
    )


def _joined(told: Outcome | None, implied: Outcome | None) -> Outcome | None:
    """Return the start as it was reported, borne out by what came after it.

    What is told to have gone on before the day of the start bears out no such start.
    """
    if told is None or implied is None:
        return told or implied
    if told.when and told.when.earliest and told.when.earliest > _bound(implied):
        return told
    return replace(
        told,
        since=min(told.since, implied.since),
        backing=(*told.backing, *implied.backing),
        against=min(told.against, implied.against),
    )


def _agrees(weighed: Weighed, when: DateRange | None) -> bool:
    said = range_of(weighed)
    same = said is None or when is None or said.overlaps(when)
    return status(weighed) in RANK and same


def _bound(outcome: Outcome) -> date:
    return (outcome.when.latest if outcome.when else None) or outcome.since


@dataclass(frozen=True, slots=True)
class _Case:
    """All that bears on one milestone: what its reports come to, and what else was said of it."""

    event: Event
    outcome: Outcome | None
    hearing: Hearing
    refused: tuple[Weighed, ...]
    past: Then


def _belief(case: _Case) -> Belief | None:
    """Return what is believed: that it happened, will, may have, has not; None if nothing is."""
    coming = _coming(case.hearing)
    if case.outcome:
        since = _last(case.outcome) if case.event in RECURRING else case.outcome.since
        late = [w for w in coming if w.entry.said_on > since]
        before = replay([w for w in coming if w.entry.said_on <= since], then=case.past)
        found = _happened(case, case.outcome, standing=before, late=late)
        if case.outcome.stands(found.probability):
            return found
    standing = replay(coming, then=case.past)
    stands = standing is not None and not standing.dropped_on
    if standing is not None and stands and standing.status is not Status.RUMOURED:
        return _to_come(case, standing)
    if case.outcome and case.outcome.probability() > _noes(case, case.outcome):
        return _unconfirmed(case, case.outcome, rumour=standing if stands else None)
    if standing is not None and stands:
        return _to_come(case, standing)
    return _denied(case, standing)


def _noes(case: _Case, outcome: Outcome) -> float:
    """Return how strongly it was denied, as of the day of the first report or of the last no."""
    noes = _denials(case.hearing)
    last = max([w.entry.said_on for w in noes], default=outcome.since)
    return strength(noes, discount=case.past(max(last, outcome.since)))


def _denials(hearing: Hearing) -> list[Weighed]:
    return [w for w in hearing.counted if status(w) in (Status.DENIED, Status.DROPPED)]


def _happened(
    case: _Case, outcome: Outcome, *, standing: Standing | None, late: Sequence[Weighed]
) -> Belief:
    if case.event in RECURRING:
        late = ()
    plans, fresh = standing.plans if standing else (), case.past(outcome.since)
    held: tuple[Weighed, ...] = ()
    dissent = {w.entry.id for w in outcome.dissent}
    if standing and _held(standing, outcome.when):
        held = tuple(w for w in standing.backing if w.entry.id not in dissent)
    elif standing:
        fit = [w for w in standing.backing if fits(range_of(w), outcome.when)]
        held = tuple(w for w in fit if w.entry.id not in dissent)
        plan = closed_plan(standing, outcome.when, day=outcome.since, discount=fresh)
        plans = (*plans, plan) if plan else plans
    agreeing = [w for w in held if range_of(w) and outcome.when]
    chance = outcome.probability(agreeing, fresh=fresh)
    bare = _bare(case.event, Status.DONE, probability=chance, since=outcome.since)
    # What was still planned after it bears nothing out, and is listed where its days belong.
    agree = [w for w in late if _agrees(w, outcome.when)]
    chain = {w.entry.id for plan in plans for w in plan.claims}
    stood = (*standing.backing, *standing.dissent) if standing else ()
    rest = [w for w in (*late, *stood) if status(w) in RANK and w.entry.id not in chain]
    cited = _cite(
        bare,
        (*outcome.backing, *held, *agree),
        against=(*outcome.dissent, *rest),
        hearing=case.hearing,
    )
    return replace(cited, when=outcome.when, plans=_with_copies(plans, case.hearing))


def _unconfirmed(case: _Case, outcome: Outcome, *, rumour: Standing | None) -> Belief:
    """Return a report that is less likely than not: no more than a rumour, with those like it."""
    held = rumour.backing if rumour and _held(rumour, outcome.when) else ()
    sure = min(LIKELY, replace(outcome, backing=(*outcome.backing, *held)).probability())
    bare = _bare(case.event, Status.RUMOURED, probability=sure, since=outcome.since)
    noes = _denials(case.hearing)
    others = (*rumour.backing, *rumour.dissent) if rumour else ()
    against = (*outcome.dissent, *noes, *others)
    cited = _cite(bare, (*outcome.backing, *held), against=against, hearing=case.hearing)
    plans = _with_copies(rumour.plans, case.hearing) if rumour else ()
    return replace(cited, when=outcome.when, plans=plans)


def _bare(event: Event, how: Status, *, probability: float, since: date) -> Belief:
    return Belief(event, None, how, probability, since, (), (), 0, 0)


def _held(standing: Standing, when: DateRange | None) -> bool:
    """Whether what was planned is what came: the ranges meet, or either names no day."""
    return standing.when is None or when is None or standing.when.overlaps(when)


def _to_come(case: _Case, standing: Standing) -> Belief:
    chance = _chance(standing)
    bare = _bare(case.event, standing.status, probability=chance, since=standing.since)
    doubtful = (*case.outcome.backing, *case.outcome.dissent) if case.outcome else ()
    dissent = (*standing.dissent, *case.refused, *doubtful)
    cited = _cite(bare, standing.backing, against=dissent, hearing=case.hearing)
    plans = _with_copies(standing.plans, case.hearing)
    return replace(cited, when=standing.when, plans=plans)


def _chance(standing: Standing) -> float:
    """Return the chance that a range holds, less what other voices say against it.

    That no date has been announced says something against a plan, nothing against an estimate.
    """
    announced = standing.status is Status.PLANNED
    own = set(voices(standing.backing))
    dissent = [
        w
        for w in standing.dissent
        if (status(w) in RANK or (announced and range_of(w) is None)) and not own & set(voices([w]))
    ]
    sure = min(CEILING[standing.status], strength(standing.backing))
    return sure * (1.0 - DISSENT_COSTS * strength(dissent))


def _denied(case: _Case, standing: Standing | None) -> Belief | None:
    """Return the belief where only denials and retractions are left, None where there are none."""
    noes = _denials(case.hearing)
    if not noes:
        return None
    plans, day = standing.plans if standing else (), noes[-1].entry.said_on
    last = closed_plan(standing, None, day=day, discount=case.past(day)) if standing else None
    sure = min(CEILING[Status.DENIED], strength(noes))
    since = min(w.entry.said_on for w in noes)
    bare = _bare(case.event, Status.DENIED, probability=sure, since=since)
    chain = _with_copies((*plans, last) if last else plans, case.hearing)
    doubtful = (*case.outcome.backing, *case.outcome.dissent) if case.outcome else ()
    # A plan too weak or too vague to be told as an earlier one is listed all the same.
    planned = {w.entry.id for plan in chain for w in plan.claims}
    stood = (*standing.backing, *standing.dissent) if standing else ()
    rest = [w for w in stood if w.entry.id not in planned and status(w) in RANK]
    cited = _cite(bare, noes, against=(*case.refused, *doubtful, *rest), hearing=case.hearing)
    return replace(cited, plans=chain)


def _cite(
    belief: Belief, backing: Iterable[Weighed], *, against: Iterable[Weighed], hearing: Hearing
) -> Belief:
    """Return the belief with who says so, copies included, and who does not."""
    claims_for = in_order(hearing.with_copies(backing))
    known = {w.entry.id for w in claims_for}
    others = (*hearing.with_copies(against), *hearing.void)
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
    """Return the belief with the days since its end, where it is a plan that time has passed.

    Its chance falls with the days on which nobody reported what should have happened.
    """
    end = belief.when.latest if belief.when else None
    if belief.status is Status.DONE or end is None or not belief.since <= end < as_of:
        return belief
    days = (as_of - end).days
    held = belief.probability * unreported(belief.event, days)
    chance = held / (held + 1.0 - belief.probability)
    return replace(belief, overdue_days=days, probability=chance)


def unreported(event: Event, days: int) -> float:
    """Return the chance, 0..1, that what happened has not been reported after that many days."""
    never = NEVER_REPORTED.get(event, STEP_NEVER_REPORTED)
    return never + (1.0 - never) * float(0.5 ** (days / REPORTED_WITHIN_DAYS))
