"""What rules made of some words, kept with what they saw around: news repeats its phrases.

Rules read the words of a stretch, and ask yes or no questions of what stands about it. Where the
same words come again and every question has the same answer, the same is found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from airdate.dates.rules import Around, Node, Question

KEPT_PHRASES = 20_000  # stretches remembered; of 25 characters each
LONG_PHRASE = 80  # characters of a stretch that hardly comes twice
MOST_SURROUNDINGS = 6  # in which the same words are remembered


class Kept(NamedTuple):
    """What was found in a stretch that began at an origin, and the questions that were asked."""

    questions: tuple[Question, ...]
    origin: int
    nodes: list[Node]


class Phrases:
    """The stretches that were read, and how one is read that is new."""

    def __init__(self, read: Callable[[Around, int], list[Node]]) -> None:
        """read: what the rules make of a stretch, from its surroundings and its end."""
        self._read = read
        self._kept: dict[str, list[Kept]] = {}

    def nodes(self, text: str, start: int, end: int) -> list[Node]:
        """Return what the rules make of a stretch of a text."""
        words = text[start:end]
        known = self._kept.get(words, ())
        for questions, origin, nodes in known:
            for look, low, high, answer in questions:
                place = start + low
                if (look(text[place if place > 0 else 0 : start + high]) is None) is answer:
                    break
            else:
                by = start - origin
                return [node.moved(by) for node in nodes] if by else nodes
        return self._anew(Around(text, start), end, words)

    def _anew(self, around: Around, end: int, words: str) -> list[Node]:
        nodes = self._read(around, end)
        if around.is_told and len(words) < LONG_PHRASE and len(self._kept) < KEPT_PHRASES:
            kept = self._kept.setdefault(words, [])
            if len(kept) < MOST_SURROUNDINGS:
                kept.append(Kept(tuple(around.questions), around.start, nodes))
        return nodes
