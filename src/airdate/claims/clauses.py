"""Where a sentence can be cut: the borders across which words seldom belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property, lru_cache

from airdate.claims.needles import Needs, folded, in_small, small

# Borders by strength: 1 within a thought, 2 between thoughts, 3 between statements.
_BORDER = re.compile(
    r"(?=[;\s—.!?,:()])"  # what each of them begins with: most letters are passed over by it
    r"(?:(?P<statement>;|\s[–—-]{1,2}\s|—|[.!?]['\"’”]?\s|"
    r",?\s(?:but|while|whereas|although|though|even\sthough|however|despite)\b|,\s(?:and|so)\b)"
    r"|(?P<thought>:|,?\s(?:because|so\sthat|when|whenever|unless|if|given\sthat|considering)\b|"
    r",\s(?:with|as)\b)"
    r"|(?P<weak>[,()]|\s(?:and|or|as|since|after|before|until|ahead\sof|prior\sto|following|than|"
    r"that|which|who|whose|where|with|to\sbe)\b))",
    re.IGNORECASE,
)
_SMALL_BORDER = in_small(_BORDER) or _BORDER
_WORTH = {"statement": 3, "thought": 2, "weak": 1}


_Borders = tuple[list[int], list[int], list[int], list[int]]


class Clauses:
    """The borders of a sentence, by position in it."""

    def __init__(self, words: str) -> None:
        self._words, self._length = words, len(words)

    @cached_property
    def _borders(self) -> _Borders:
        return _borders(self._words)

    def between(self, start: int, end: int) -> int:
        """Return the summed strength of the borders in `words[start:end]`."""
        starts, sums, _, _ = self._borders
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return sums[max(high, low)] - sums[low]

    def parted(self, start: int, end: int) -> bool:
        """Return whether a border between statements lies in `words[start:end]`."""
        statements = self._borders[3]
        return bisect_left(statements, end) > bisect_left(statements, start)

    def around(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the statement that holds `offset`."""
        return _held(self._borders[3], offset, length=self._length)

    def thought(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the thought that holds `offset`: a part of a statement."""
        return _held(self._borders[2], offset, length=self._length)


@lru_cache(maxsize=256)  # the parts of the reader ask for a sentence one after the other
def _borders(words: str) -> _Borders:
    """Return where borders are, their strengths summed up, the thoughts and the statements."""
    plain = small(words)
    found = _BORDER.finditer(words) if plain is None else _SMALL_BORDER.finditer(plain)
    starts, sums, thoughts, statements = [], [0], [], []
    for match in found:
        start, strength = match.start(), _WORTH[match.lastgroup or "weak"]
        starts.append(start)
        sums.append(sums[-1] + strength)
        if strength > 1:
            thoughts.append(start)
            if strength > 2:
                statements.append(start)
    return starts, sums, thoughts, statements


def _held(starts: list[int], offset: int, *, length: int) -> tuple[int, int]:
    index = bisect_left(starts, offset + 1)
    return (
        starts[index - 1] if index else 0,
        starts[index] if index < len(starts) else length,
    )


# "If it comes in May, ..." is only supposed; so is "should it come". In "has not
# said if", it asks instead.
_IF = re.compile(
    r"\b(?:(?:even\s|only\s)?if|unless|provided(?:\sthat)?|assuming(?:\sthat)?|supposing|in\scase|"
    r"so\slong\sas|as\slong\sas)\b(?!\s(?:not|anything|ever|any|only|so)\b)"
    r"|(?:^|[,;—–]\s|\b(?:and|but)\s)[\"“‘']?should\s(?:it|they|he|she|the|that|this|these|there|"
    r"filming|production|[A-Z][\w'’-]+)\b(?!\s(?:be|have|also|still)\b\s(?:able|a)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:unclear|uncertain|unknown|as|(?:not|never|yet\sto|to\sbe|(?:\w+n['’]t))\s(?:\w+\s){0,2}?"
    r"(?:said|say|known?|confirm(?:ed)?|clear|certain|sure|decided?|seen?|announced?|revealed?|"
    r"disclosed?))\s$",
    re.IGNORECASE,
)
_THEN = re.compile(
    r",(?!\s?\d{4}\b)|[;:()]|\s[–—-]{1,2}\s|—|,?\s(?:then|but)\b"
    r"|\s(?:it|they|we|you|that|this|there|fans|viewers|(?:the|a|its)\s(?:\w+\s){1,2})\s?"
    r"(?:will|would|could|should|may|might|can)\b",
    re.IGNORECASE,
)


@cache
def _conditions() -> Needs:
    return Needs([_IF])


def supposed(words: str) -> list[tuple[int, int]]:
    """Return the parts of a sentence that only suppose: its conditions, each up to its comma."""
    spans: list[tuple[int, int]] = []
    if not _conditions().met(folded(words)):
        return spans
    for match in _IF.finditer(words):
        if _ASKED.search(words[max(0, match.start() - 30) : match.start()]):
            continue
        end = _THEN.search(words, match.end() + 1)
        spans.append((match.start(), end.start() if end else len(words)))
    return spans


def within(offset: int, spans: list[tuple[int, int]]) -> bool:
    """Return whether an offset lies in one of the spans."""
    return any(start <= offset < end for start, end in spans)
