"""Which of many patterns may match near a place of a text: told for all places in one pass."""

from __future__ import annotations

from functools import lru_cache
from operator import or_

from airdate.claims.needles import LONG, Needs, folded

_STEP = 16  # characters: places so near to each other are told the same
_REMEMBERED = 20_000  # stretches of text that are kept: those of some dozen articles


class Words(dict[str, int]):
    """Which words that patterns need are in a stretch of text without a blank, as bits; kept."""

    def __init__(self, needs: Needs) -> None:
        """Take the patterns with their needs."""
        super().__init__()
        self.needs = needs

    def __missing__(self, stretch: str) -> int:
        held = self.needs.held(folded(stretch))
        if len(stretch) < LONG:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[stretch] = held
        return held


class Nearby:
    """The words of a text that patterns need, by where they stand."""

    def __init__(self, text: str, words: Words) -> None:
        """Take a text, and the words to look for."""
        self._told = lru_cache(words.needs.told_by)
        self._held = [0] * (len(text) // _STEP + 1)
        start = 0
        for stretch in text.split(" "):
            end = start + len(stretch)
            if held := words[stretch]:
                for step in range(start // _STEP, end // _STEP + 1):
                    self._held[step] |= held
            start = end + 1

    def behind(self, reach: int) -> Near:
        """Return which patterns may match from a place on, within so many characters."""
        return Near(list(map(self._told, _spread(self._held, reach))))

    def ahead(self, reach: int) -> Near:
        """Return which patterns may match up to a place, within so many characters."""
        found = list(map(self._told, _spread(self._held[::-1], reach)))
        return Near(found[::-1])


class Near:
    """Which patterns may match at the places of a text."""

    def __init__(self, told: list[tuple[int, ...]]) -> None:
        """Take the patterns for each step of the text."""
        self._told = told

    @property
    def anywhere(self) -> frozenset[int]:
        """The patterns that may match at any place."""
        return frozenset().union(*self._told)

    def at(self, place: int) -> tuple[int, ...]:
        """Return the patterns that may match at an offset, in their order."""
        return self._told[place // _STEP]


def _spread(held: list[int], reach: int) -> list[int]:
    """Return what each step and those behind it within reach hold, by ever wider strides."""
    steps, width = (reach + _STEP - 1) // _STEP + 1, 1
    while width < steps:
        stride = min(width, steps - width)
        held = list(map(or_, held, [*held[stride:], *[0] * stride]))
        width += stride
    return held
