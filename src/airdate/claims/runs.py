"""Small words and labels in runs of capitals; `Finder`, which finds known names as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from airdate.claims.lexicon import words

# A title has at most so many words; a longer run of capitals is a headline.
LONGEST = 12
JOINERS = frozenset(
    {"of", "the", "in", "&", "a", "an", "de", "la", "and", "to", "on", "at", "for", "no", "with"}
    | {
        "x",
        "ni",
        "wa",
        "ga",
        "from",
        "or",
        "del",
        "das",
        "der",
        "le",
        "les",
        "des",
        "du",
        "el",
        "s",
        "is",
        "by",
    }
)
SMALL = JOINERS | {"vs", "are", "us", "my", "as"}
_LABELS = words("label")


def is_label(run: list[str]) -> bool:
    """Return whether words before a colon only tell the kind of text: "TV Review:"."""
    return all(word.casefold() in _LABELS for word in run)


_PIECE = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Finder:
    """Names to look for as whole words, all in one pass: the time does not grow with their number.

    steps: (state, next word or sign) → state, from state 0.  names: state → the name it ends.
    """

    steps: dict[tuple[int, str], int]
    names: dict[int, str]

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where each name stands: by start, and at one start the longest last."""
        found = _PIECE.findall(text)
        openings = {piece for state, piece in self.steps if not state}
        start = 0
        for index, piece in enumerate(found):
            if piece in openings and not (index and _is_word(found[index - 1])):
                for name in self._names_at(found, index):
                    yield start, name
            start += len(piece)

    def apart(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the places that do not overlap: the first, and at one start the longest."""
        end = 0
        for start, name in dict(self.places(text)).items():
            if start >= end:
                yield start, name
                end = start + len(name)

    def _names_at(self, found: list[str], index: int) -> Iterator[str]:
        state = 0
        while index < len(found) and (state, found[index]) in self.steps:
            state = self.steps[state, found[index]]
            index += 1
            more = index < len(found) and _is_word(found[index])  # "Help!" is not in "Help!x"
            if state in self.names and not more:
                yield self.names[state]


def finder(names: Iterable[str]) -> Finder:
    """Return what finds the names as they are spelled, letter case included."""
    steps: dict[tuple[int, str], int] = {}
    ends: dict[int, str] = {}
    for name in names:
        state = 0
        for piece in _PIECE.findall(name):
            state = steps.setdefault((state, piece), len(steps) + 1)
        ends[state] = name
    return Finder(steps, ends)


def _is_word(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] == "_"
