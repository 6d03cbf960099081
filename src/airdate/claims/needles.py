"""Which of many patterns can be met in a text at all: each has words that it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

# Letters that count as an "i" where case does not, although their lower case is another.
_DOTTED = str.maketrans({"İ": "i", "ı": "i"})
_GRAM = 3  # letters by which needles are found: shorter ones are looked for one by one


class Needles:
    """Groups of words, of which each may be told to be absent from a text in one pass over it."""

    def __init__(self, groups: Iterable[Collection[str] | None]) -> None:
        """Take the words of each group, folded; None for a group that no word tells of."""
        self._always: list[int] = []
        self._short: list[tuple[str, int]] = []
        self._grams: dict[str, list[tuple[str, int]]] = {}
        for index, words in enumerate(groups):
            if words is None or "" in words:
                self._always.append(index)
                continue
            for word in words:
                rows = (
                    self._short if len(word) < _GRAM else self._grams.setdefault(word[:_GRAM], [])
                )
                rows.append((word, index))

    def met(self, text: str) -> list[int]:
        """Return the indices of the groups with a word in a folded text, in their order."""
        found = set(self._always)
        rows = [self._short]
        rows += map(self._grams.__getitem__, self._grams.keys() & _grams(text))
        for row in rows:
            for word, index in row:
                if index not in found and word in text:
                    found.add(index)
        return sorted(found)


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
