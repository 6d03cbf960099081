"""Witnesses as rows of numbers, so that what they make together is known for every day at once.

Method: the chance that none of them is right is a running product over the days on which they
speak; of one origin the best counts, as in `weighing.support`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from airdate.model import SourceKind, Weighed
from airdate.sources.independence import house, voice_behind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Days = NDArray[np.int64]
    Chances = NDArray[np.float64]

# Chances that differ by less are the same: sums and products of floats are no surer.
_DIGITS = 9
NOBODY = ""


class Panel:
    """Witnesses in the order in which they spoke. said: their days as ordinals.

    official: those who speak for themselves.  told: the chance that each is right if read rightly.
    """

    def __init__(self, weighed: Sequence[Weighed]) -> None:
        """Take them in the order of `weigh`, the earliest said first."""
        self.weighed = weighed
        self.place = {each.entry.id: n for n, each in enumerate(weighed)}
        self.said: Days = ordinals(each.entry.said_on for each in weighed)
        self.weight: Chances = np.array([each.weight for each in weighed], float)
        self.told: Chances = np.array([as_told(each) for each in weighed], float)
        self.official: Flags = np.array(
            [each.source.kind is SourceKind.OFFICIAL for each in weighed], bool
        )
        houses = [house(each.source) or NOBODY for each in weighed]
        self._houses = np.array(houses, object)
        self._voices = np.array([voice_behind(each.entry) or NOBODY for each in weighed], object)
        origins = [self.place.get(each.origin, n) for n, each in enumerate(weighed)]
        self._origin_houses = np.array([houses[at] for at in origins], object)
        self._named = {*houses, *self._voices}
        self._arrange()
        self._judging: dict[str, Flags] = {}

    def _arrange(self) -> None:
        """Put those of one origin side by side: only of them the best alone counts."""
        numbers = {name: n for n, name in enumerate(dict.fromkeys(w.origin for w in self.weighed))}
        of = np.array([numbers[w.origin] for w in self.weighed], np.int64)
        self._alone = len(numbers) == len(self.weighed)
        self._order = np.argsort(of, kind="stable")
        self._lift = 2.0 * of[self._order, None]
        first = np.ones(len(of), bool)
        first[1:] = np.diff(of[self._order]) > 0
        self._first = first[:, None]

    def may_judge(self, own: str) -> Flags:
        """Return who proves anything of a house: not by its own word, nor its echo."""
        if own not in self._judging:
            self._judging[own] = self._not_of(own)
        return self._judging[own]

    def _not_of(self, own: str) -> Flags:
        if own not in self._named:
            return np.ones(len(self.weighed), bool)
        theirs = np.array(self._houses == own, bool)
        echo = np.array(self._voices == own, bool)
        copied = np.array(self._origin_houses == own, bool) & ~self.official
        found: Flags = np.where(theirs, self.official, ~echo & ~copied)
        return found

    def misses(self, who: Flags, weight: Chances) -> Chances:
        """Return the chance that none of them is right, after each has spoken; before all it is 1.

        who: a column for each company that is asked about.
        """
        rows, columns = who.shape
        out = np.ones((rows + 1, columns))
        if not rows:
            return out
        values = np.where(who, weight[:, None], 0.0)
        if self._alone:
            out[1:] = 1.0 - values
        else:
            out[1:][self._order] = self._steps(values[self._order])
        np.multiply.accumulate(out, axis=0, out=out)
        return out

    def _steps(self, values: Chances) -> Chances:
        """Return by what each lowers the chance that its origin is wrong."""
        best = np.maximum.accumulate(values + self._lift, axis=0) - self._lift
        before = np.zeros_like(best)
        before[1:] = best[:-1]
        before[np.broadcast_to(self._first, before.shape)] = 0.0
        left = 1.0 - before
        steps: Chances = np.divide(1.0 - best, left, out=np.ones_like(best), where=left > 0.0)
        return steps


def support_of(misses: Any) -> Any:
    """Return the chance that somebody is right, by the chance that nobody is."""
    return np.round(1.0 - misses, _DIGITS)


def as_told(witness: Weighed) -> float:
    """Return the chance that a witness is right, if it was read rightly."""
    sure = witness.entry.claim.confidence or 1.0
    return witness.weight if sure == 1.0 else min(1.0, witness.weight / sure)


def ordinals(days: Iterable[date]) -> Days:
    """Return days as numbers."""
    return np.array([day.toordinal() for day in days], np.int64)
