"""Which claims count, how often, and how strongly they speak together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from airdate.model import Credit, Milestone, SourceKind, Status, Verdict, Weighed

# A second voice for the same thing is rarely quite independent of the first: each further one
# counts this much of the one before it.
FURTHER_VOICE = 0.8

# What is no likelier than not to be true is not believed. How surely it was read is another
# matter: a plain report of a paper stands, read with half a doubt, unless the doubt is this large.
LIKELY = 0.5
MISREAD = 0.35

# Fan pages and forums echo each other without saying so: however many of them, they make one
# voice, and never more than an even chance. Sites that nobody knows are hardly better apart: to
# the strongest of the crowd each further voice adds this much of the one before it.
FANS = frozenset({SourceKind.FAN, SourceKind.FORUM})
CROWD = FANS | {SourceKind.UNKNOWN}
CROWD_VOICE = 0.4

_TRUST = {kind: place for place, kind in enumerate(SourceKind)}

# The most that any number of voices can make of a claim: a plan repeated everywhere is still a
# plan. Of plans, estimates and rumours of release windows 84, 53 and 38 in 100 came true
# (79 histories of 2019 to 2026); the ceilings leave room for what is announced to the day. Those
# who estimate guess from the same facts, so that agreeing makes them no better: of 73 estimates
# believed by two or by ten 42 in 100 came true.
CEILING = {
    Status.DONE: 0.99,
    Status.PLANNED: 0.92,
    Status.EXPECTED: 0.50,
    Status.RUMOURED: 0.45,
    Status.DROPPED: 0.95,
    Status.DENIED: 0.95,
}

# What a weight is multiplied by in some comparison.
Discount = Callable[[Weighed], float]

# Which way of saying a thing outranks which.
RANK = {Status.RUMOURED: 0, Status.EXPECTED: 1, Status.PLANNED: 2, Status.DONE: 3}


def visible(weighed: Iterable[Weighed], *, as_of: date) -> tuple[Weighed, ...]:
    """Return the claims said by that day, in an order that does not depend on theirs."""
    said = sorted((w for w in weighed if w.entry.said_on <= as_of), key=_order)
    return tuple({w.entry.id: w for w in said}.values())


def voiced(said: Sequence[Weighed]) -> list[Weighed]:
    """Return the claims, each with the voice that is heard in it: the outlet of its origin.

    A page without an outlet is a voice of its own; so is an origin that is not among them.
    """
    outlets = {w.entry.id: w.source.domain or w.entry.document_id for w in said}
    return [
        Weighed(w.entry, w.source, w.weight, w.reasons, w.origin, outlets.get(w.origin, w.origin))
        for w in said
    ]


def _order(weighed: Weighed) -> tuple[date, float, str, str]:
    return weighed.entry.said_on, -weighed.weight, weighed.entry.id, weighed.origin


def rejected(weighed: Weighed) -> bool:
    """Return whether a person rejected the claim."""
    judgement = weighed.entry.judgement
    return judgement is not None and judgement.verdict is Verdict.REJECTED


def firsthand(weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Return the claims without repetitions: of one origin each statement once, the first.

    What goes back to an origin but says something else (a day where that had the year) stays,
    for it is news of the same voice; `voices` counts it with its origin.  weighed: oldest first.
    """
    kept: dict[tuple[object, ...], Weighed] = {}
    for w in weighed:
        kept.setdefault(saying(w), w)
    return tuple(kept.values())


def saying(weighed: Weighed) -> tuple[object, ...]:
    """Return what a repetition shares with what it repeats: the origin, what is said and how."""
    said = weighed.entry.claim.statement
    what = said.kind if isinstance(said, Credit) else said
    return weighed.origin, what, weighed.entry.claim.status


def status(weighed: Weighed) -> Status:
    """Return how the claim is made; what is said to be done on a day to come is a plan."""
    claim = weighed.entry.claim
    when = claim.statement.when if isinstance(claim.statement, Milestone) else None
    if (
        claim.status is Status.DONE
        and when
        and when.earliest
        and when.earliest > weighed.entry.said_on
    ):
        return Status.PLANNED
    return claim.status


@dataclass(frozen=True, slots=True)
class Voice:
    """An independent voice: the most weight of what it says, 0..1, and what its outlet is."""

    weight: float
    kind: SourceKind


def voices(weighed: Iterable[Weighed], *, discount: Discount = lambda w: 1.0) -> dict[str, Voice]:
    """Return each independent voice with the most weight of what it says.

    A voice is an outlet, whatever it published; what repeats another is the voice of that.
    """
    heard: dict[str, Voice] = {}
    for w in weighed:
        name = w.voice or w.source.domain or w.entry.document_id
        voice = Voice(min(1.0, w.weight * discount(w)), w.source.kind)
        known = heard.get(name)
        if known is None or _louder(voice, known):
            heard[name] = voice
    return heard


def strength(weighed: Iterable[Weighed], *, discount: Discount = lambda w: 1.0) -> float:
    """Return the chance, 0..1, that at least one of several voices is right.

    Method: noisy-or over voices, the strongest first, each further one at FURTHER_VOICE of the
    one before, since outlets are never quite independent; the crowd is one voice among them, and
    the fans are one voice among the crowd.
    """
    heard = voices(weighed, discount=discount).values()
    fans = _noisy_or([v.weight for v in heard if v.kind in FANS], further=CROWD_VOICE)
    unknown = [v.weight for v in heard if v.kind is SourceKind.UNKNOWN]
    crowd = _noisy_or([*unknown, min(LIKELY, fans)], further=CROWD_VOICE)
    known = [v.weight for v in heard if v.kind not in CROWD]
    return _noisy_or([*known, crowd], further=FURTHER_VOICE)


def unread(weighed: Weighed) -> float:
    """Return what undoes the doubt of having read rightly: a discount of 1 or more."""
    chance = weighed.entry.claim.confidence
    return 1.0 if weighed.entry.judgement is not None or not chance else 1.0 / chance


def _louder(one: Voice, other: Voice) -> bool:
    """Whether one counts for a voice: the heavier, of equals the more trusted kind."""
    if one.weight != other.weight:
        return one.weight > other.weight
    return _TRUST[one.kind] < _TRUST[other.kind]


def _noisy_or(weights: list[float], *, further: float) -> float:
    doubt = 1.0
    for place, weight in enumerate(sorted(weights, reverse=True)):
        doubt *= 1.0 - weight * further**place
    return 1.0 - doubt


def odds(probability: float) -> float:
    """Return how many times likelier it is than not; of certainty a large finite number."""
    return probability / max(1.0 - probability, 1e-9)
