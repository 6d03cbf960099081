"""The tokens of a sentence as traits see them: titles, days, names and numbers by their kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from airdate.claims import bodies

_TOKEN = re.compile(r"⟦T*⟧|[^\W\d_]+(?:['’][a-z]+)?|\d+|[^\w\s]")
_LONG = 80  # tokens of a sentence whose presence is a trait
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
# Words that keep their meaning where a headline writes them with a capital.
_KEPT = frozenset(["season", "series", "part", "film", "the"])


@dataclass(frozen=True, slots=True)
class Shape:
    """The tokens of a sentence, its days as one each, and where each begins.

    present: the different ones of its first eighty.
    """

    tokens: list[str]
    starts: list[int]
    present: tuple[str, ...]

    def at(self, offset: int) -> int:
        """Return the place of the first token that begins at an offset or behind it."""
        return bisect_left(self.starts, offset)


def shape(masked: str, days: list[tuple[int, int]]) -> Shape:
    """Return the shape of a sentence.

    masked: the sentence with its titles blotted out.  days: the spans of its days, by position.
    """
    tokens: list[str] = []
    starts: list[int] = []
    index = 0
    for match in _TOKEN.finditer(masked):
        start = match.start()
        while index < len(days) and days[index][1] <= start:
            index += 1
        if index < len(days) and days[index][0] <= start:
            if starts and starts[-1] == days[index][0]:
                continue
            tokens.append("DAY")
            starts.append(days[index][0])
            continue
        tokens.append(_plain(match[0], not tokens))
        starts.append(start)
    return Shape(tokens, starts, tuple(dict.fromkeys(tokens[:_LONG])))


@lru_cache(maxsize=8)  # a section is asked for each draft in it
def words_of(subheading: str) -> tuple[str, ...]:
    """Return the first words of a sub-heading, folded, each once."""
    return tuple(dict.fromkeys(_TOKEN.findall(subheading.casefold())[:8]))


@lru_cache(maxsize=20_000)  # words: those of some dozen articles
def _plain(token: str, first: bool) -> str:
    """Return a token as a feature: titles, numbers, months and names by their kind alone."""
    if token[0] == "⟦":
        return "TITLE"
    if token.isdigit():
        return "YEAR" if len(token) == 4 else "NUMBER"
    folded = token.casefold()
    if folded in _MONTHS and token[0].isupper():
        return "MONTH"
    kind = bodies.kind_of(token) if token[0].isupper() else None
    if kind:
        return kind.upper()
    if token[0].isupper() and not first and not token.isupper() and len(token) > 2:
        return f"Name:{folded}" if folded in _KEPT else "NAME"
    return folded.replace("’", "'")
