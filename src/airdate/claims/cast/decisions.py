"""Person → what is claimed of them: whether anything is, and of which kind, by counted weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from airdate.claims.cast.kinds import CREW, Choice
from airdate.claims.cast.persons import Person
from airdate.claims.cast.standing import Mention
from airdate.claims.cast.weighing import weighing
from airdate.model import CreditKind

# So likely it must be that something is claimed of a person at all.
_LEAST = 0.42
# A second kind beside the likeliest must be so likely: where one of them is of crew, with a rule
# that says it and without; and any other.
_SECOND_SAID = 0.2
_SECOND = 0.3
_OTHER = 0.42


@dataclass(frozen=True, slots=True)
class Decision:
    """A claim of a person: its kind, the mention it rests on, the rule's match if there is one.

    probability: 0..1.  earlier: whether it is on the earlier work that stands with the name.
    """

    person: Person
    kind: CreditKind
    mention: Mention
    choice: Choice | None
    probability: float
    earlier: bool = False


# How much the other sentences on a person weigh beside the one at hand: the exponent of their mean.
_DOCUMENT = 0.35
# No kind is ruled out by them: added to each mean.
_FLOOR = 0.05

Shares = dict[str, float]


def decide(persons: Sequence[Person]) -> Iterator[Decision]:
    """Yield what is claimed of the persons of a document, by sentence, the likeliest kind first."""
    weights = weighing()
    totals = weights.totals(persons)
    told = [(person, weights.claimed(total)) for person, total in zip(persons, totals, strict=True)]
    shares = [
        weights.shares(total) if chance >= _LEAST else {}
        for (_, chance), total in zip(told, totals, strict=True)
    ]
    by_name: dict[str, list[Shares]] = {}
    for (person, _), own in zip(told, shares, strict=True):
        if own:
            by_name.setdefault(person.name, []).append(own)
    # Added up once: who is on every line of a long text would be counted line by line.
    whole = {name: {k: sum(each[k] for each in of) for k in of[0]} for name, of in by_name.items()}
    for (person, claimed), own in zip(told, shares, strict=True):
        kinds: list[CreditKind] = []
        if own:
            own = _beside(own, whole[person.name], len(by_name[person.name]))
        for decision in _kinds(person, claimed, own):
            kinds.append(decision.kind)
            yield decision
        yield from _earlier(person, kinds)


def _beside(own: Shares, whole: Shares, count: int) -> Shares:
    """Return the shares of the kinds with those of other sentences on the person weighed in.

    whole: the shares of all its sentences, added up.  count: how many these are.
    """
    if count == 1:
        return own
    mean = {k: (whole[k] - own[k]) / (count - 1) + _FLOOR for k in own}
    joint = {k: own[k] * mean[k] ** _DOCUMENT for k in own}
    total = sum(joint.values())
    return {k: value / total for k, value in joint.items()}


def _kinds(person: Person, claimed: float, shares: Shares) -> Iterator[Decision]:
    ranked = sorted(shares, key=lambda kind: -shares[kind])
    for place, name in enumerate(ranked):
        kind = CreditKind(name)
        mention, choice = rests_on(person, kind)
        if place == 0 or shares[name] >= _second(CreditKind(ranked[0]), kind, choice):
            yield Decision(person, kind, mention, choice, claimed * shares[name])


# How often somebody was in the work that stands beside the name, where the name is a person's.
_EARLIER = 0.6
_NAMED = 0.5


def _earlier(person: Person, kinds: list[CreditKind]) -> Iterator[Decision]:
    """Yield that somebody was in the earlier work beside the name; who makes films made it."""
    if any(kind in CREW for kind in kinds):
        return
    for mention in person.mentions:
        if mention.role.known is not None and mention.likely >= _NAMED:
            chance = _EARLIER * mention.likely
            yield Decision(person, CreditKind.CAST, mention, None, chance, earlier=True)


# "Joins as producer" is of crew alone, but "joins, and produces too" is both.
_COMING = {CreditKind.RETURNING, CreditKind.NEW}


def _second(first: CreditKind, kind: CreditKind, choice: Choice | None) -> float:
    """Return how likely a kind must be beside a likelier one."""
    if not {first, kind} & _COMING and (first in CREW or kind in CREW):
        return _SECOND if choice is None else _SECOND_SAID
    return _OTHER


def rests_on(person: Person, kind: CreditKind) -> tuple[Mention, Choice | None]:
    """Return the mention that says a kind, with the rule's match that does; else the best one."""
    for mention in person.mentions:
        for choice in mention.chosen:
            if choice[0] is kind:
                return mention, choice
    return max(person.mentions, key=lambda m: (bool(m.chosen), m.likely)), None
