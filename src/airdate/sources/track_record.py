"""Who was right, how early, and by how much not: judged claims → a record for each outlet.

A record as of a day rests on what had been said and judged by that day. It is drawn towards what
outlets of its kind show, the more the fewer claims it rests on.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import exp, log

import numpy as np

from airdate.model import Entry, Milestone, Source
from airdate.sources.independence import Tie, independence
from airdate.sources.judging import COMING, JUDGED, Docket, Fate, Judged, status_of
from airdate.sources.outlets import published_by
from airdate.sources.standing import Outlets, Spells, Standings, settled_faith, spells_of
from airdate.sources.weighing import TrackRecord, corrected, hold_of
from airdate.sources.weights import weights

# The middle share of the belief that an interval spans.
_INTERVAL = 0.8
_GRID = 400


@dataclass(frozen=True)
class Record:
    """What an outlet has shown, by the claims of its own that time has judged, oldest first.

    copied: those that it only copied, which earn it nothing.
    """

    source: Source
    judged: tuple[Judged, ...]
    copied: tuple[Judged, ...] = ()

    @cached_property
    def held(self) -> int:
        """How many held."""
        return sum(each.held for each in self.judged)

    @cached_property
    def share(self) -> float:
        """The share that holds, 0..1, drawn towards what is expected of such claims."""
        return hit_rate(
            self.held,
            len(self.judged),
            prior_mean=self.expected,
            prior_weight=weights().record_claims,
        )

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The range in which that share lies with a chance of 80 %."""
        prior = weights().record_claims
        return beta_interval(
            self.expected * prior + self.held,
            (1.0 - self.expected) * prior + len(self.judged) - self.held,
            inner=_INTERVAL,
        )

    @cached_property
    def expected(self) -> float:
        """The share of such claims that holds for outlets of its kind."""
        holds = [hold_of(each.entry) for each in self.judged] or [1.0]
        return weights().faith_in(self.source) * sum(holds) / len(holds)

    @cached_property
    def mean_error_days(self) -> float | None:
        """The mean of days by which what came lay after what was said, 0 where within.

        None without claims.  What has not come counts with the days that it was known to be late.
        """
        errors = [each.error_days for each in self.judged]
        return sum(errors) / len(errors) if errors else None

    @cached_property
    def lead_days(self) -> float | None:
        """The mean of days by which it was early with what held; None where it foretold nothing."""
        leads = [e.lead_days for e in self.judged if e.held and status_of(e.entry) in COMING]
        return sum(leads) / len(leads) if leads else None

    @cached_property
    def faith(self) -> float:
        """The chance that it tells what is so; an imitation earns none."""
        mean = weights().faith_in(self.source)
        if self.source.imitates:
            return mean
        outcomes = [(hold_of(each.entry), each.held) for each in self.judged]
        return faith_of(outcomes, prior_mean=mean, prior_weight=weights().record_claims)


def hit_rate(hits: int, judged: int, *, prior_mean: float, prior_weight: float) -> float:
    """Return the share of a source's dated claims that came true, drawn towards a mean.

    hits, judged: claims, 0 <= hits <= judged.  prior_mean: 0..1.  prior_weight: claims, > 0.
    Raises: ValueError if hits > judged.
    Method: posterior mean of a beta-binomial (Gelman et al., Bayesian Data Analysis, 3rd ed.,
    ch. 2).
    """
    if not 0 <= hits <= judged:
        raise ValueError(f"{hits} hits of {judged} judged claims")
    return (hits + prior_mean * prior_weight) / (judged + prior_weight)


def faith_of(
    outcomes: Iterable[tuple[float, bool]], *, prior_mean: float, prior_weight: float
) -> float:
    """Return the chance 0..1 that an outlet tells what is so, by what became of its claims.

    outcomes: for each claim the chance to hold if told truly, and whether it held.  What held was
    told truly; a miss is shared between an untrue telling and a true plan that slipped.
    prior_mean: 0..1, of its kind.  prior_weight: claims, > 0.
    Method: the posterior mean of a beta-binomial, with misses shared by expectation and
    maximisation (Dempster, Laird & Rubin 1977).
    """
    known = list(outcomes)
    missed = np.array([hold for hold, held in known if not held], float)
    return settled_faith(
        len(known) - len(missed), missed, prior_mean=prior_mean, prior_weight=prior_weight
    )


def beta_interval(a: float, b: float, *, inner: float) -> tuple[float, float]:
    """Return the range 0..1 with that inner share of a beta distribution, the tails being equal.

    a, b: > 0.  inner: 0..1.  Method: the density on a grid, summed.
    """
    points = [(n + 0.5) / _GRID for n in range(_GRID)]
    logs = [(a - 1.0) * log(p) + (b - 1.0) * log(1.0 - p) for p in points]
    top = max(logs)
    density = [exp(value - top) for value in logs]
    whole, sofar, low, high = sum(density), 0.0, points[0], points[-1]
    for point, part in zip(points, density, strict=True):
        before, sofar = sofar / whole, sofar + part
        low = point if before < (1.0 - inner) / 2.0 else low
        high = point if before < (1.0 + inner) / 2.0 else high
    return low, high


# ── as of a day ─────────────────────────────────────────────────────────────────────────────


class Hindsight:
    """All dated claims of a ledger by installment, and what time had decided on each by a day.

    One is made for many days and titles: of an installment of which nothing more is said, all is
    taken over from the one before.
    """

    def __init__(
        self, groups: Iterable[Sequence[Entry]], *, before: Hindsight | None = None
    ) -> None:
        """Take the entries on one installment in each group, of any days; milestones count.

        before: made of some of the very same groups, which were not changed since.
        """
        known = before._groups if before else {}
        self._groups: dict[int, _Group] = {
            id(group): known[id(group)] if id(group) in known else _Group(group) for group in groups
        }
        self._records: dict[date, Mapping[str, Record]] = {}

    def records(self, as_of: date) -> Mapping[str, Record]:
        """Return the record of each outlet as of a day, by its domain."""
        if as_of not in self._records:
            self._records[as_of] = self._drawn_up(as_of)
        return self._records[as_of]

    def track_record(self, as_of: date) -> TrackRecord:
        """Return the chance that each outlet with a record tells what is so, by its domain."""
        return self._standings.track_record(as_of)

    def warm(self) -> None:
        """Judge all claims now, so that any day's records are at hand."""
        _ = self._standings

    def _drawn_up(self, as_of: date) -> Mapping[str, Record]:
        own: dict[str, list[Judged]] = defaultdict(list)
        copied: dict[str, list[Judged]] = defaultdict(list)
        sources: dict[str, Source] = {}
        for group in self._groups.values():
            for judged in group.docket.judged(as_of) if group.docket else ():
                domain = judged.source.domain
                sources[domain] = judged.source
                (copied if judged.entry.id in group.copies else own)[domain].append(judged)
        return {
            domain: Record(source, _oldest_first(own[domain]), _oldest_first(copied[domain]))
            for domain, source in sorted(sources.items())
        }

    @cached_property
    def _standings(self) -> Standings:
        """How each outlet stood on any day."""
        outlets = Outlets()
        return Standings(
            [spells_of(group.fates, outlets) for group in self._groups.values()], outlets
        )


def judged_spells(group: Sequence[Entry], outlets: Outlets) -> Spells:
    """Return what time decided on the claims on one installment, without their words."""
    return spells_of(_Group(group).fates, outlets)


class _Group:
    """The claims on one installment. group: as it was given; it is not to be changed."""

    def __init__(self, group: Sequence[Entry]) -> None:
        self.group = group
        made = sorted(filter(_is_milestone, map(corrected, group)), key=_turn)
        self.docket = Docket(made) if _can_be_judged(made) else None

    @cached_property
    def fates(self) -> tuple[Fate, ...]:
        """How the claims stood that are an outlet's own, and no imitation's."""
        found = self.docket.fates if self.docket else ()
        return tuple(
            fate for fate in found if not fate.source.imitates and fate.entry.id not in self.copies
        )

    @cached_property
    def copies(self) -> frozenset[str]:
        """The claims that only have another outlet's words: that earns nothing.

        Whom a claim copies was said before it: what is said later changes nothing of that.
        """
        return _copies([corrected(each) for each in self.group if _is_milestone(corrected(each))])


# The latest made; a ledger that has not changed gives the same testimony again.
_MADE: deque[tuple[object, Hindsight]] = deque(maxlen=8)


def hindsight(testimony: Mapping[tuple[str, int | None], Sequence[Entry]]) -> Hindsight:
    """Return what time decided on all claims of a ledger; what was made lately is not made again.

    testimony: the claims on milestones by installment, not to be changed afterwards.  Of a group
    that an earlier testimony had as well, nothing is judged again.
    """
    made = tuple(_MADE)
    known = next((found for of, found in made if of is testimony), None)
    if known is None:
        before = made[-1][1] if made else None
        groups = (testimony[key] for key in sorted(testimony, key=_by_name))
        known = Hindsight(groups, before=before)
        _MADE.append((testimony, known))
    return known


def _by_name(key: tuple[str, int | None]) -> tuple[str, int]:
    return key[0], -1 if key[1] is None else key[1]


def _oldest_first(judged: Sequence[Judged]) -> tuple[Judged, ...]:
    return tuple(sorted(judged, key=lambda each: (each.entry.said_on, each.entry.id)))


def _turn(entry: Entry) -> tuple[date, str]:
    return entry.said_on, entry.id


def _is_milestone(entry: Entry) -> bool:
    return isinstance(entry.claim.statement, Milestone)


def _can_be_judged(group: Sequence[Entry]) -> bool:
    """Whether there is a dated claim, and another beside it that may decide on it."""
    return len(group) > 1 and any(map(_is_dated, group))


def _is_dated(entry: Entry) -> bool:
    said = entry.claim.statement
    return isinstance(said, Milestone) and said.when is not None and said.event in JUDGED


def _copies(group: Sequence[Entry]) -> frozenset[str]:
    """Return the ids of the dated claims that only have another outlet's words."""
    dated = [each for each in group if _is_dated(each)]
    outlets = {each.id: published_by(each.outlet, each.url).domain for each in dated}
    return frozenset(
        name
        for name, tied in independence(dated).items()
        if tied.tie is Tie.COPY and outlets[tied.origin] != outlets[name]
    )
