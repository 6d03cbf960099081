"""Which of many patterns can be met in a text at all: each has words that it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

# Letters that count as an "i" where case does not, although their lower case is another.
_DOTTED = str.maketrans({"İ": "i", "ı": "i"})
_GRAM = 3  # letters by which needles are found: shorter ones are looked for one by one
_REMEMBERED = 20_000  # stretches of text that are kept: those of some dozen articles
_LONG = 40  # characters; a longer stretch is no word, and will not come again


class Needles:
    """Groups of words, of which each may be told to be absent from a text in one pass over it.

    A word without a blank lies in one stretch of text without a blank, and the words of a language
    come again and again: what each stretch holds is kept.
    """

    def __init__(self, groups: Iterable[Collection[str] | None]) -> None:
        """Take the words of each group, folded; None for a group that no word tells of."""
        self._always = 0
        self._apart: list[tuple[str, int]] = []  # words with a blank: looked for one by one
        self._short: list[tuple[str, int]] = []
        self._grams: dict[str, list[tuple[str, int]]] = {}
        self._known: dict[str, int] = {}
        for index, words in enumerate(groups):
            for word in {""} if words is None else words:
                self._take(word, 1 << index)

    def _take(self, word: str, bit: int) -> None:
        if not word:
            self._always |= bit
        elif word.split() != [word]:
            self._apart.append((word, bit))
        elif len(word) < _GRAM:
            self._short.append((word, bit))
        else:
            self._grams.setdefault(word[:_GRAM], []).append((word, bit))

    def mask(self, text: str) -> int:
        """Return the groups with a word in a folded text, as bits."""
        found, known = self._always, self._known
        for stretch in text.split():
            held = known.get(stretch)
            found |= self._held(stretch) if held is None else held
        for word, bit in self._apart:
            if word in text:
                found |= bit
        return found

    def met(self, text: str) -> tuple[int, ...]:
        """Return the indices of the groups with a word in a folded text, in their order."""
        return places(self.mask(text))

    def _held(self, stretch: str) -> int:
        """Return the groups with a word in a stretch of text, and keep them for the next time."""
        found = 0
        rows = [self._short]
        rows += map(self._grams.__getitem__, self._grams.keys() & _grams(stretch))
        for row in rows:
            for word, bit in row:
                if word in stretch:
                    found |= bit
        if len(stretch) < _LONG:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[stretch] = found
        return found


@lru_cache(maxsize=4096)  # few sets of rules are met, and those often
def places(mask: int) -> tuple[int, ...]:
    """Return the places of the bits of a number, the lowest first."""
    return tuple(place for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def folded(text: str) -> str:
    """Return a text as needles are looked for in it: without case."""
    return text.casefold() if text.isascii() else text.translate(_DOTTED).casefold()


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return folded words of which a match of a pattern holds one at least; None where unknown.

    They are of letters and digits alone. Method: the pattern's own syntax tree, in which a
    sequence needs what any of its parts needs, and a choice what all of its branches need.
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # another Python: every pattern is then tried
        return None
    return _of_sequence(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))


def _of_sequence(parts: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    options: list[frozenset[str]] = []
    run = ""
    for name, value in [*parts, ("END", None)]:
        letter = chr(value) if str(name) == "LITERAL" else ""
        if letter.isalnum():
            run += letter
            continue
        if run:
            options.append(frozenset({folded(run)}))
            run = ""
        if inner := _of_part(str(name), value):
            options.append(inner)
    return min(options, key=_frequency, default=None)


def _of_part(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _of_sequence(value[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _of_sequence(value[2]) if value[0] else None
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name != "BRANCH":
        return None
    branches = [_of_sequence(branch) for branch in value[1]]
    every = [words for words in branches if words is not None]
    return frozenset().union(*every) if len(every) == len(branches) else None


def _frequency(words: frozenset[str]) -> float:
    """Return how often a text may hold one of the words: the longer, the more seldom."""
    return sum(8.0 ** -len(word) for word in words)
