"""The chance that what was said comes to hold: fitted on histories whose end is known.

Told truly with the chance `faith` of its kind of outlet, what is said holds with the chance `hold`
of its status, less for a plan the further ahead it reaches. Neither is seen alone: a claim that
held was told truly, one that did not may have been either. Method: expectation and maximisation
(Dempster, Laird & Rubin 1977), each chance held towards a prior by as many claims as it is worth.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log, prod
from pathlib import Path

from airdate.forecast.backtest import histories
from airdate.model import DateRange, Event, SourceKind, Status
from airdate.sources import published_by
from airdate.sources.judging import COMING, error_days
from airdate.sources.track_record import faith_of
from evaluation.forecast import franchise

# What was believed before anything was measured: how far a kind of outlet tells what is so. The
# claims of the histories move it; kinds that they lack (official, catalogue, forum) keep it.
JUDGED = {
    SourceKind.OFFICIAL: 0.98,
    SourceKind.TRADE: 0.95,
    SourceKind.PRESS: 0.90,
    SourceKind.CATALOGUE: 0.88,
    SourceKind.AGGREGATOR: 0.80,
    SourceKind.UNKNOWN: 0.70,
    SourceKind.FAN: 0.50,
    SourceKind.FORUM: 0.30,
}
# Claims that these priors are worth, and those of a status towards the share of all. Fewer would
# fit the histories better (log loss out of fold 0.546 for 4); but nobody put what was invented of
# titles that do not exist into them, so fan pages look better there than they are.
FAITH_CLAIMS, HOLD_CLAIMS = 10.0, 2.0
HALF_LIVES = (1800, 2500)
# How alike the claims of one outlet may be beyond its kind: from 0 (not at all) to 1.
CORRELATIONS = tuple((n + 0.5) / 40 for n in range(40))
QUARTILE = 0.25
FOLDS, SHUFFLES, STEPS = 6, 5, 40


@dataclass(frozen=True, slots=True)
class Said:
    """A dated claim on a release, and what became of it.

    reach_days: from the day it was said to the end of its window.  error_days: 0 where it held,
    more than 0 where the release came later, less where earlier.
    """

    kind: SourceKind
    status: Status
    domain: str
    family: str
    reach_days: int
    error_days: int

    @property
    def held(self) -> bool:
        """Whether the release came within the window."""
        return self.error_days == 0


@dataclass(frozen=True)
class Fitted:
    """The chances, and the days in which the hold of a plan halves."""

    faith: Mapping[SourceKind, float]
    holds: Mapping[Status, float]
    half_life_days: float

    def hold(self, said: Said) -> float:
        """Return the chance that it holds if it was told truly."""
        planned = said.status is Status.PLANNED
        fade = 0.5 ** (said.reach_days / self.half_life_days) if planned else 1.0
        return self.holds[said.status] * fade

    def chance(self, said: Said) -> float:
        """Return the chance that it holds."""
        return self.faith[said.kind] * self.hold(said)


Predict = Callable[[Said], float]


def said_in(path: Path) -> list[Said]:
    """Return the dated claims on releases in a file of histories, those on past days left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [said for line in lines if line.strip() for said in _of_line(line)]


def _of_line(line: str) -> Iterator[Said]:
    (history,) = histories([line])
    for report in history.reports:
        when = report.milestone.when
        wanted = report.milestone.event is Event.RELEASE and report.status in COMING
        if not (wanted and when and history.released and report.reported < history.released):
            continue
        if report.outlet is None:
            continue  # a retrospective report hides who told it
        end = when.latest or when.earliest
        source = published_by(report.outlet, report.url)
        yield Said(
            source.kind,
            report.status,
            source.domain,
            franchise(history.installment.title),
            max(0, (end - report.reported).days) if end else 0,
            error_days(when, DateRange.on(history.released)),
        )


# ── fitting ─────────────────────────────────────────────────────────────────────────────────


def fit(claims: Sequence[Said]) -> Fitted:
    """Return the chances under which the claims are likeliest, priors included."""
    return max((_fit(claims, days) for days in HALF_LIVES), key=lambda f: _likelihood(f, claims))


def _fit(claims: Sequence[Said], half_life_days: float) -> Fitted:
    overall = sum(said.held for said in claims) / len(claims)
    found = Fitted(JUDGED, dict.fromkeys(COMING, overall), half_life_days)
    kinds, statuses = Counter(s.kind for s in claims), Counter(s.status for s in claims)
    for _ in range(STEPS):
        told: Counter[SourceKind] = Counter()
        held: Counter[Status] = Counter()
        for said in claims:
            missed = max(1e-9, 1.0 - found.chance(said))
            fade = found.hold(said) / found.holds[said.status] * found.faith[said.kind]
            base = found.holds[said.status]
            true = found.faith[said.kind] * (1.0 - found.hold(said)) / missed
            told[said.kind] += 1.0 if said.held else true  # type: ignore[assignment]
            held[said.status] += 1.0 if said.held else base * (1.0 - fade) / missed  # type: ignore[assignment]
        found = Fitted(
            {
                k: (told[k] + FAITH_CLAIMS * p) / (kinds[k] + FAITH_CLAIMS)
                for k, p in JUDGED.items()
            },
            {s: (held[s] + HOLD_CLAIMS * overall) / (statuses[s] + HOLD_CLAIMS) for s in COMING},
            half_life_days,
        )
    return replace(found, faith=_in_order_of_trust(found.faith, kinds))


def _in_order_of_trust(
    faith: Mapping[SourceKind, float], claims: Mapping[SourceKind, int]
) -> dict[SourceKind, float]:
    """Return chances that never rise from one kind to the next, as near to these as can be.

    Method: pool adjacent violators (Barlow et al. 1972), each kind by its claims and its prior's.
    """
    pools: list[tuple[float, float, list[SourceKind]]] = []
    for kind, chance in faith.items():
        weight, kinds = claims.get(kind, 0) + FAITH_CLAIMS, [kind]
        while pools and pools[-1][0] < chance:
            before, heavy, others = pools.pop()
            chance = (before * heavy + chance * weight) / (heavy + weight)
            weight, kinds = heavy + weight, [*others, *kinds]
        pools.append((chance, weight, kinds))
    return {kind: chance for chance, _, kinds in pools for kind in kinds}


def _likelihood(fitted: Fitted, claims: Iterable[Said]) -> float:
    return -log_loss([(fitted.chance(said), said.held) for said in claims])


def record_claims(claims: Sequence[Said], fitted: Fitted) -> int:
    """Return how many claims the prior of an outlet's record is worth.

    Method: empirical Bayes. A beta prior worth k claims means a correlation of 1 / (k + 1) between
    the claims of an outlet; k is that of the posterior mean of the correlation, all being as
    likely before, by the marginal likelihood of the outcomes of all outlets on a grid of faiths.
    """
    outlets: dict[str, list[Said]] = {}
    for said in claims:
        if said.domain:
            outlets.setdefault(said.domain, []).append(said)
    logs = [
        sum(_marginal(own, fitted, 1.0 / alike - 1.0) for own in outlets.values())
        for alike in CORRELATIONS
    ]
    likely = [exp(value - max(logs)) for value in logs]
    sofar = 0.0
    for alike, part in zip(CORRELATIONS, likely, strict=True):
        sofar += part
        if sofar >= QUARTILE * sum(likely):
            return round(1.0 / alike - 1.0)
    raise AssertionError("a share of a sum is reached before its end")


def _marginal(own: Sequence[Said], fitted: Fitted, weight: float) -> float:
    mean = fitted.faith[own[0].kind]
    a, b = mean * weight, (1.0 - mean) * weight
    points = [(n + 0.5) / 60 for n in range(60)]
    prior = [exp((a - 1) * log(p) + (b - 1) * log(1 - p)) for p in points]
    outcomes = [(fitted.hold(said), said.held) for said in own]
    like = [prod(_outcome(p * hold, held) for hold, held in outcomes) for p in points]
    return log(sum(x * y for x, y in zip(prior, like, strict=True)) / sum(prior))


def _outcome(chance: float, held: bool) -> float:
    return max(1e-9, chance if held else 1.0 - chance)


# ── judging ─────────────────────────────────────────────────────────────────────────────────


def rules(claims: Sequence[Said]) -> dict[str, Predict]:
    """Return what foretells whether a claim holds, each made on the same claims."""
    overall = sum(said.held for said in claims) / len(claims)
    share = {s: _share([c for c in claims if c.status is s], overall) for s in COMING}
    fitted = fit(claims)
    weight = record_claims(claims, fitted)
    return {
        "one share for all": lambda said: overall,
        # The shares of the statuses, over the faith of the press that told most of them.
        "judged faith": lambda said: JUDGED[said.kind] * share[said.status] / 0.9,
        "share by status": lambda said: share[said.status],
        "fitted": fitted.chance,
        "fitted, with records": _recorded(claims, fitted, weight),
    }


def _recorded(claims: Sequence[Said], fitted: Fitted, weight: int) -> Predict:
    """Return the rule by which an outlet's other claims, of other titles, speak for it."""

    def chance(said: Said) -> float:
        own = [c for c in claims if c.domain == said.domain and c.family != said.family]
        outcomes = [(fitted.hold(c), c.held) for c in own]
        mean = fitted.faith[said.kind]
        return faith_of(outcomes, prior_mean=mean, prior_weight=weight) * fitted.hold(said)

    return chance


def _share(claims: Sequence[Said], overall: float) -> float:
    return (sum(c.held for c in claims) + HOLD_CLAIMS * overall) / (len(claims) + HOLD_CLAIMS)


def out_of_fold(claims: Sequence[Said]) -> dict[str, tuple[float, float]]:
    """Return the Brier score and the log loss of each rule, made without the franchise judged."""
    told: dict[str, list[tuple[float, bool]]] = {}
    for train, test in _folds(claims):
        for name, rule in rules(train).items():
            told.setdefault(name, []).extend((rule(said), said.held) for said in test)
    return {name: (brier(pairs), log_loss(pairs)) for name, pairs in told.items()}


def _folds(claims: Sequence[Said]) -> Iterator[tuple[list[Said], list[Said]]]:
    families = sorted({said.family for said in claims})
    for seed in range(SHUFFLES):
        random.Random(seed).shuffle(families)  # noqa: S311 -- a shuffle that can be made again
        place = {family: number % FOLDS for number, family in enumerate(families)}
        for fold in range(FOLDS):
            yield (
                [said for said in claims if place[said.family] != fold],
                [said for said in claims if place[said.family] == fold],
            )


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean square of what was missed; 0.25 is a coin."""
    return sum((chance - held) ** 2 for chance, held in pairs) / len(pairs)


def log_loss(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the mean surprise, in nats."""
    return -sum(log(min(0.999, max(0.001, p if held else 1 - p))) for p, held in pairs) / len(pairs)


def summary(claims: Sequence[Said]) -> str:
    """Return what was measured, a line a kind and status: how many held, and how the others erred.

    Days late are those between the end of the window and the release.
    """
    families = len({said.family for said in claims})
    rows = [f"{len(claims)} dated claims on the releases of {families} franchises, mean error last"]
    groups = sorted({(said.status, said.kind) for said in claims}, key=_order)
    for status in COMING:
        own = [said for said in claims if said.status is status]
        rows += [_row(status, own)] if own else []
        rows += [
            _row(f"  {kind}", [said for said in own if said.kind is kind])
            for how, kind in groups
            if how is status
        ]
    return "\n".join(rows)


def _order(group: tuple[Status, SourceKind]) -> tuple[int, int]:
    return COMING.index(group[0]), list(SourceKind).index(group[1])


def _row(name: str, claims: Sequence[Said]) -> str:
    late = sorted(said.error_days for said in claims if said.error_days > 0)
    early = [said for said in claims if said.error_days < 0]
    held = sum(said.held for said in claims)
    mean = sum(said.error_days for said in claims) / len(claims)
    middle = f" (the middle one by {late[len(late) // 2]} days)" if late else ""
    return (
        f"{name:<12} {len(claims):3} said, {held / len(claims):.2f} held, "
        f"{len(late)} late{middle}, {len(early)} early; {mean:+.0f} days"
    )
