"""Where a sentence can be cut: the borders across which words seldom belong together."""

from __future__ import annotations

import re
from bisect import bisect_left

# A border and how strong it is: 1 within a thought, 2 between statements.
_BORDER = re.compile(
    r"(?P<strong>[;:]|\s[–—-]{1,2}\s|—|[.!?]['\"’”]?\s|"
    r",?\s(?:but|while|whereas|although|though|even\sthough|however|because|so\sthat|despite|"
    r"when|whenever|unless|if|given\sthat|considering)\b|,\s(?:and|so|with|as)\b)"
    r"|(?P<weak>[,()]|\s(?:and|or|as|since|after|before|until|ahead\sof|prior\sto|following|than|"
    r"that|which|who|whose|where|with|to\sbe)\b)",
    re.IGNORECASE,
)
STRONG, WEAK = 2, 1


class Clauses:
    """The borders of a sentence, by position in it."""

    def __init__(self, words: str) -> None:
        borders = [
            (m.start(), STRONG if m["strong"] is not None else WEAK)
            for m in _BORDER.finditer(words)
        ]
        self._starts = [start for start, _ in borders]
        self._sums = [0]
        for _, strength in borders:
            self._sums.append(self._sums[-1] + strength)
        self._strong = [start for start, strength in borders if strength == STRONG]
        self._length = len(words)

    def between(self, start: int, end: int) -> int:
        """Return the summed strength of the borders in `words[start:end]`."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._sums[max(high, low)] - self._sums[low]

    def strong_between(self, start: int, end: int) -> int:
        """Return how many strong borders there are in `words[start:end]`."""
        return max(0, bisect_left(self._strong, end) - bisect_left(self._strong, start))

    def around(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the statement, between strong borders, that holds `offset`."""
        index = bisect_left(self._strong, offset + 1)
        start = self._strong[index - 1] if index else 0
        end = self._strong[index] if index < len(self._strong) else self._length
        return start, end
