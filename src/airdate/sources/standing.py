"""How outlets stood on any day, by what time had decided on their claims: numbers, no words.

A claim that counted as one that held, or as one that did not, from a day until before another is
a spell. All spells of a large ledger are a few megabytes; the claims are a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from airdate.model import SourceKind
from airdate.sources.weighing import hold_of
from airdate.sources.weights import weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from airdate.sources.judging import Fate

_KINDS = tuple(SourceKind)
# Steps in which the shares of misses settle; the fifth decimal stands after ten.
_STEPS = 15

SPELL = np.dtype(
    [
        ("outlet", "<i4"),
        ("kind", "<i1"),
        ("held", "<i1"),
        ("since", "<i4"),
        ("until", "<i4"),
        ("hold", "<f8"),
    ]
)
"""A spell: the number of the outlet's name, its kind, whether the claim held, from which day on
and until before which (ordinals), and the chance to hold if it was told truly."""

Spells = Any
"""An array of spells, in the order in which their claims were said."""


@dataclass
class Outlets:
    """The domains of outlets by number, in the order in which they were met."""

    names: list[str] = field(default_factory=list)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def number(self, name: str) -> int:
        """Return the number of a domain, a new one where it is new."""
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]


def spells_of(fates: Iterable[Fate], outlets: Outlets) -> Spells:
    """Return the spells of claims on one installment: their outlets' own, no imitation's."""
    rows = [
        (
            outlets.number(fate.source.domain),
            _KINDS.index(fate.source.kind),
            fate.held,
            fate.since.toordinal(),
            fate.until.toordinal(),
            hold_of(fate.entry),
        )
        for fate in fates
    ]
    return np.array(rows, SPELL)


class Standings:
    """How each outlet stood on any day, by the spells of all its claims."""

    def __init__(self, groups: Iterable[Spells], outlets: Outlets) -> None:
        """Take the spells of each installment, and the names of the outlets in them."""
        found = [group for group in groups if len(group)]
        spells = np.concatenate(found) if found else np.empty(0, SPELL)
        order = np.argsort(spells["outlet"], kind="stable")
        numbers, starts = np.unique(spells["outlet"][order], return_index=True)
        parts = np.split(spells[order], starts[1:]) if len(numbers) else []
        self._careers = {
            outlets.names[number]: Career(part)
            for number, part in zip(numbers.tolist(), parts, strict=True)
        }

    def track_record(self, as_of: date) -> Standing:
        """Return the chance that each outlet with a record tells what is so, by its domain."""
        return Standing(self._careers, as_of)


class Career:
    """What became of the claims of one outlet: what it had shown by any day."""

    def __init__(self, spells: Spells) -> None:
        """Take the spells of one outlet."""
        self._spells = spells
        self._days = np.unique(np.concatenate([spells["since"], spells["until"]]))
        kind = _KINDS[spells["kind"][0]]
        self._mean = weights().faith[kind.value]
        self._known: dict[int, float | None] = {}

    def faith(self, as_of: date) -> float | None:
        """Return the chance that it tells what is so as of a day, None without a record."""
        day = as_of.toordinal()
        place = int(np.searchsorted(self._days, day, "right"))
        if place not in self._known:
            self._known[place] = self._faith(day)
        return self._known[place]

    def _faith(self, day: int) -> float | None:
        spells = self._spells
        counted = spells[(spells["since"] <= day) & (day < spells["until"])]
        if not len(counted):
            return None
        missed = counted["hold"][counted["held"] == 0]
        return settled_faith(
            len(counted) - len(missed),
            missed,
            prior_mean=self._mean,
            prior_weight=weights().record_claims,
        )


def settled_faith(
    held: int, missed: NDArray[np.float64], *, prior_mean: float, prior_weight: float
) -> float:
    """Return the chance 0..1 that an outlet tells what is so: `track_record.faith_of`.

    held: how many claims held.  missed: the chances to hold of those that did not, in any order.
    """
    holds, counts = np.unique(missed, return_counts=True)
    slipped, faith = 1.0 - holds, prior_mean
    for _ in range(_STEPS if held or len(missed) else 0):
        wrong = 1.0 - faith * holds
        # The chance that what did not hold had yet been told truly.
        true = np.divide(faith * slipped, wrong, out=np.zeros_like(wrong), where=wrong > 0.0)
        told = held + float((true * counts).sum())
        faith = (prior_mean * prior_weight + told) / (prior_weight + held + len(missed))
    return faith


class Standing(Mapping[str, float]):
    """The chance that each outlet tells what is so as of a day: worked out for who is asked for."""

    def __init__(self, careers: Mapping[str, Career], as_of: date) -> None:
        """Take what is known of all outlets."""
        self._careers = careers
        self._as_of = as_of
        self._asked: dict[str, float | None] = {}

    def __bool__(self) -> bool:
        """Whether any outlet has a record on some day; that costs nothing to tell."""
        return bool(self._careers)

    def _faith(self, domain: str) -> float | None:
        if domain not in self._asked:
            career = self._careers.get(domain)
            self._asked[domain] = career.faith(self._as_of) if career else None
        return self._asked[domain]

    def __getitem__(self, domain: str) -> float:
        """Return the chance 0..1. Raises: KeyError where an outlet has no record."""
        faith = self._faith(domain)
        if faith is None:
            raise KeyError(domain)
        return faith

    def get(self, domain: str, default: Any = None) -> Any:
        """Return the chance 0..1, the default where an outlet has no record."""
        faith = self._faith(domain)
        return default if faith is None else faith

    def __contains__(self, domain: object) -> bool:
        """Return whether an outlet has a record."""
        return isinstance(domain, str) and self._faith(domain) is not None

    def __iter__(self) -> Iterator[str]:
        """Yield the domains of all outlets with a record."""
        return iter(sorted(domain for domain in self._careers if domain in self))

    def __len__(self) -> int:
        """Return how many outlets have one."""
        return sum(1 for _ in self)
