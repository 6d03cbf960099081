"""Ways to find the truth among sources that contradict each other, on one table of who says what.

Majority vote; TruthFinder (Yin, Han & Yu, Truth Discovery with Multiple Conflicting Information
Providers on the Web, 2008); the Bayesian vote that discounts copiers (Dong, Berti-Équille &
Srivastava, Integrating Conflicting Data: The Role of Source Dependence, 2009); and airdate, by the
very functions that weigh and reconcile the claims of a ledger.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations
from math import exp, log

from airdate.model import Entry, Installment, Milestone
from airdate.sources import Hindsight, weigh
from airdate.timeline import reconcile
from evaluation.truth.world import AS_OF, EVENT, FALSEHOODS, World

# title → outlet → the day that it says
Table = Mapping[str, Mapping[str, date]]
Answers = dict[str, date | None]
Method = Callable[[World], Answers]

ROUNDS = 20


def table_of(world: World) -> Table:
    """Return who says what of each title."""
    told: dict[str, dict[str, date]] = defaultdict(dict)
    for entry in world.entries:
        told[entry.claim.subject.title][entry.outlet or ""] = _day(entry)
    return told


def _day(entry: Entry) -> date:
    said = entry.claim.statement
    if not isinstance(said, Milestone) or said.when is None or said.when.earliest is None:
        raise ValueError(f"a world tells of days alone: {said}")
    return said.when.earliest


def accuracy(world: World, answers: Answers) -> float:
    """Return the share of the titles told of whose true day was found."""
    told = table_of(world)
    return sum(answers.get(title) == world.truth[title] for title in told) / len(told)


# ── by counting ─────────────────────────────────────────────────────────────────────────────


def majority(world: World) -> Answers:
    """Return for each title the day that most outlets say, the earliest of equals."""
    counted = {title: Counter(said.values()) for title, said in table_of(world).items()}
    return {
        title: max(days, key=lambda d: (days[d], -d.toordinal())) for title, days in counted.items()
    }


def truth_finder(world: World, *, dampening: float = 0.3, influence: float = 0.5) -> Answers:
    """Return for each title the day of most confidence, in the terms and numbers of the paper.

    A source is as trusted as what it says is sure on average; what is said is the surer the more
    trusted those are who say it, and the less sure the more is said against it.
    """
    told = table_of(world)
    outlets = sorted({outlet for said in told.values() for outlet in said})
    trust = dict.fromkeys(outlets, 0.9)
    sure: dict[tuple[str, date], float] = {}
    for _ in range(ROUNDS):
        for title, said in told.items():
            scores: dict[date, float] = defaultdict(float)
            for outlet, day in sorted(said.items()):
                scores[day] -= log(max(1e-6, 1.0 - trust[outlet]))
            for day in scores:
                # Days far apart imply nothing of each other but that both cannot be: -0.5.
                others = sum(score for other, score in scores.items() if other != day)
                adjusted = scores[day] - influence * 0.5 * others
                sure[title, day] = 1.0 / (1.0 + exp(-dampening * adjusted))
        trust = _mean_by_outlet(told, sure)
    return _surest(told, sure)


def _mean_by_outlet(told: Table, sure: Mapping[tuple[str, date], float]) -> dict[str, float]:
    own: dict[str, list[float]] = defaultdict(list)
    for title, said in told.items():
        for outlet, day in said.items():
            own[outlet].append(sure[title, day])
    return {outlet: sum(found) / len(found) for outlet, found in own.items()}


def _surest(told: Table, sure: Mapping[tuple[str, date], float]) -> Answers:
    return {
        title: max(sorted(set(said.values())), key=lambda day: sure[title, day])
        for title, said in told.items()
    }


# ── Bayes, with copiers ─────────────────────────────────────────────────────────────────────

# Prior chance that of two outlets one copies the other, and the share that a copier copies.
DEPENDENT, COPIED = 0.1, 0.8


def bayes(world: World) -> Answers:
    """Return for each title the likeliest day, where outlets that share errors count as copiers."""
    told = table_of(world)
    right = dict.fromkeys(sorted({outlet for said in told.values() for outlet in said}), 0.8)
    sure = {
        (t, d): n / len(said) for t, said in told.items() for d, n in Counter(said.values()).items()
    }
    for _ in range(ROUNDS):
        best = _surest(told, sure)
        copies = _dependence(told, best, right)
        sure = {}
        for title, said in told.items():
            votes = {day: _votes(day, said, right, copies) for day in sorted(set(said.values()))}
            # The days that nobody names share what is left, with a vote of nothing each.
            top = max(votes.values())
            unnamed = max(0, FALSEHOODS + 1 - len(votes)) * exp(-top)
            whole = unnamed + sum(exp(vote - top) for vote in votes.values())
            sure |= {(title, day): exp(vote - top) / whole for day, vote in votes.items()}
        means = _mean_by_outlet(told, sure)
        right = {outlet: min(0.99, max(0.01, mean)) for outlet, mean in means.items()}
    return _surest(told, sure)


def _votes(
    day: date,
    said: Mapping[str, date],
    right: Mapping[str, float],
    copies: Mapping[frozenset[str], float],
) -> float:
    """Return the vote for a day: each outlet's by its accuracy, less what it may have copied."""
    backers = sorted((o for o, told in said.items() if told == day), key=lambda o: (-right[o], o))
    total = 0.0
    for place, outlet in enumerate(backers):
        alone = 1.0
        for earlier in backers[:place]:
            alone *= 1.0 - COPIED * copies[frozenset((outlet, earlier))]
        total += alone * log(FALSEHOODS * right[outlet] / (1.0 - right[outlet]))
    return total


def _dependence(
    told: Table, best: Answers, right: Mapping[str, float]
) -> dict[frozenset[str], float]:
    """Return the chance that of two outlets one copies the other: shared errors betray them."""
    shared: dict[frozenset[str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for title, said in told.items():
        for one, other in combinations(sorted(said), 2):
            same, true = said[one] == said[other], said[one] == best[title]
            shared[frozenset((one, other))][0 if same and true else 1 if same else 2] += 1
    return {pair: _dependent(counts, pair, right) for pair, counts in shared.items()}


def _dependent(counts: list[int], pair: frozenset[str], right: Mapping[str, float]) -> float:
    one, other = sorted(pair)
    true = right[one] * right[other]
    false = (1.0 - right[one]) * (1.0 - right[other]) / FALSEHOODS
    apart = max(1e-9, 1.0 - true - false)
    mean = (right[one] + right[other]) / 2.0
    copied = (
        COPIED * mean + (1 - COPIED) * true,
        COPIED * (1.0 - mean) + (1 - COPIED) * false,
        (1 - COPIED) * apart,
    )
    alone = (true, false, apart)
    odds = log(DEPENDENT / (1.0 - DEPENDENT)) + sum(
        n * (log(c) - log(a)) for n, c, a in zip(counts, copied, alone, strict=True)
    )
    return 1.0 / (1.0 + exp(-max(-50.0, min(50.0, odds))))


# ── airdate ─────────────────────────────────────────────────────────────────────────────────


def airdate(world: World) -> Answers:
    """Return for each title the day of the timeline, outlets weighed by their records."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in world.entries:
        groups[entry.claim.subject.title].append(entry)
    record = Hindsight(groups.values()).track_record(AS_OF)
    return {title: _believed(title, said, record) for title, said in groups.items()}


def airdate_without_records(world: World) -> Answers:
    """Return for each title the day of the timeline, all outlets weighed as strangers."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in world.entries:
        groups[entry.claim.subject.title].append(entry)
    return {title: _believed(title, said, {}) for title, said in groups.items()}


def _believed(title: str, said: list[Entry], record: Mapping[str, float]) -> date | None:
    weighed = weigh(said, as_of=AS_OF, track_record=record)
    belief = reconcile(Installment(title, 2), weighed, as_of=AS_OF).belief(EVENT)
    when = belief.when if belief else None
    return when.earliest if when and when.days == 1 else None


METHODS: dict[str, Method] = {
    "majority vote": majority,
    "TruthFinder": truth_finder,
    "Bayes, copiers discounted": bayes,
    "airdate without records": airdate_without_records,
    "airdate": airdate,
}
