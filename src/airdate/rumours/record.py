"""Who tells rumours that come true: a record for each outlet of what it told first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from airdate.model import Source
from airdate.rumours.lives import Rumour, State

# Before anything is known of an outlet, its rumours are taken to hold as often as those of release
# windows did (38 in 100 of 79 histories, see `timeline.evidence`), and as if three had been seen.
_PRIOR_SHARE, _PRIOR_RUMOURS = 0.38, 3.0


@dataclass(frozen=True, slots=True)
class Teller:
    """What became of the rumours that an outlet told on its own. first: of these, told first.

    share: of the settled ones, those confirmed, 0..1, drawn towards what is usual.
    early_days: the median of days by which it told what was confirmed; None without any.
    """

    source: Source
    told: int
    first: int
    confirmed: int
    refuted: int
    expired: int
    open: int
    share: float
    early_days: float | None


@dataclass(frozen=True, slots=True)
class Telling:
    """An outlet that told a rumour on its own. first: nobody told it before it.

    lead_days: from its own first telling to the day that settled the rumour; None while open.
    """

    source: Source
    state: State
    first: bool
    lead_days: int | None


def tellings(rumour: Rumour) -> tuple[Telling, ...]:
    """Return who told a rumour on its own. Repeats earn nothing, nor does what nobody told."""
    if rumour.state is State.MISREAD:
        return ()
    return tuple(
        Telling(source, rumour.state, rumour.first.source.domain == domain, _lead(rumour, domain))
        for domain, source in _own(rumour).items()
    )


def tellers(rumours: Iterable[Rumour]) -> tuple[Teller, ...]:
    """Return a record for each outlet, those who told most first."""
    return records(telling for rumour in rumours for telling in tellings(rumour))


def records(told: Iterable[Telling]) -> tuple[Teller, ...]:
    """Return a record for each outlet of what it told, those who told most first.

    Method: the share is the posterior mean of a beta-binomial, as for dated claims in `sources`.
    """
    of: dict[str, list[Telling]] = defaultdict(list)
    for telling in told:
        of[telling.source.domain].append(telling)
    return tuple(sorted(map(_teller, of.values()), key=lambda t: (-t.told, t.source.domain)))


def _own(rumour: Rumour) -> dict[str, Source]:
    """Return the outlets that told a rumour without repeating another."""
    return {w.source.domain: w.source for w in rumour.told if not w.repeats and w.source.domain}


def _teller(told: Sequence[Telling]) -> Teller:
    count = {state: sum(each.state is state for each in told) for state in State}
    settled = count[State.CONFIRMED] + count[State.REFUTED] + count[State.EXPIRED]
    hits = count[State.CONFIRMED] + _PRIOR_SHARE * _PRIOR_RUMOURS
    early = [each.lead_days or 0 for each in told if each.state is State.CONFIRMED]
    return Teller(
        source=told[-1].source,
        told=len(told),
        first=sum(each.first for each in told),
        confirmed=count[State.CONFIRMED],
        refuted=count[State.REFUTED],
        expired=count[State.EXPIRED],
        open=count[State.OPEN],
        share=hits / (settled + _PRIOR_RUMOURS),
        early_days=median(early) if early else None,
    )


def _lead(rumour: Rumour, domain: str) -> int | None:
    """Return the days from an outlet's own first telling to the day that settled it."""
    own = next(w for w in rumour.told if w.source.domain == domain)
    return (rumour.settled_on - own.entry.said_on).days if rumour.settled_on else None
