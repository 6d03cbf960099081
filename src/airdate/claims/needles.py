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
Stems = Collection[str] | None
_APOSTROPHES = {"'", "’"}
_SETS = 3  # of words that a pattern needs are looked for
LONG = 40  # characters; a longer stretch is no word, and will not come again


class Needles:
    """Groups of words, of which each may be told to be absent from a text in one pass over it.

    A word without a blank lies in one stretch of text without a blank, and the words of a language
    come again and again: what each stretch holds is kept.
    """

    def __init__(self, groups: Iterable[Collection[str] | None]) -> None:
        """Take the words of each group, folded; None for a group that no word tells of."""
        self.always = 0  # the groups that no word tells of, as bits
        self._apart: list[tuple[str, int]] = []  # words with a blank: looked for one by one
        self._short: list[tuple[str, int]] = []
        self._grams: dict[str, list[tuple[str, int]]] = {}
        self._known: dict[str, int] = {}
        for index, words in enumerate(groups):
            for word in {""} if words is None else words:
                self._take(word, 1 << index)

    def _take(self, word: str, bit: int) -> None:
        if not word:
            self.always |= bit
        elif word.split() != [word]:
            self._apart.append((word, bit))
        elif len(word) < _GRAM:
            self._short.append((word, bit))
        else:
            self._grams.setdefault(word[:_GRAM], []).append((word, bit))

    def mask(self, text: str) -> int:
        """Return the groups with a word in a folded text, as bits."""
        found, known = self.always, self._known
        for stretch in text.split():
            held = known.get(stretch)
            found |= self._held(stretch) if held is None else held
        for word, bit in self._apart:
            if word in text:
                found |= bit
        return found

    def spots(self, text: str) -> list[tuple[int, int, int]]:
        """Return where a folded text has words of groups: start, end, and the groups as bits."""
        found, at, known = [], 0, self._known
        for stretch in text.split(" "):
            held = known.get(stretch)
            if held is None:
                held = self._held(stretch)
            end = at + len(stretch)
            if held:
                found.append((at, end, held))
            at = end + 1
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
        if len(stretch) < LONG:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[stretch] = found
        return found


class Needs:
    """Patterns, of which each may be told to have no match in a text in one pass over it.

    A pattern is met where the text holds a word of each of the sets, of the rarest three, of one of
    its ways to match.
    """

    def __init__(
        self,
        patterns: Iterable[re.Pattern[str]],
        *,
        stems: Iterable[Stems] = (),
        apart: bool = False,
    ) -> None:
        """Take patterns.

        stems: words of a list for each, of which a match holds one as well.  apart: whether the
        branches of a pattern that is a choice are told apart, which pays for few and long ones.
        """
        every = [ways(pattern) if apart else [needs(pattern)] for pattern in patterns]
        self._pattern = [place for place, found in enumerate(every) for _ in found]
        sets = [way[:_SETS] for found in every for way in found]
        listed = list(stems) or [None] * len(every)
        layers: list[list[Stems]] = [[listed[place] for place in self._pattern]]
        layers += [[s[depth] if depth < len(s) else None for s in sets] for depth in range(_SETS)]
        self._count = len(sets)
        self._all = (1 << self._count) - 1
        self._needles = Needles(words for layer in layers for words in layer)
        self._met: dict[int, tuple[int, ...]] = {}

    def met(self, text: str) -> tuple[int, ...]:
        """Return the places of the patterns that a folded text may hold, in their order."""
        return self.told_by(self._needles.mask(text))

    def held(self, text: str) -> int:
        """Return as bits which words that patterns need are in a folded text; 0 for none."""
        return self._needles.mask(text) & ~self._needles.always

    def spots(self, text: str) -> list[tuple[int, int, int]]:
        """Return where a folded text has words that patterns need: start, end, and `held` of it.

        The bits of all spots of a part of a text, together, are what that part holds.
        """
        return self._needles.spots(text)

    def told_by(self, held: int) -> tuple[int, ...]:
        """Return the places of the patterns that a text may hold whose words are `held`."""
        found = self.told(held)
        met = self._met.get(found)
        return self._of(found) if met is None else met

    def told(self, held: int) -> int:
        """Return the patterns, or their ways to match, that such a text may hold, as bits."""
        mask = held | self._needles.always
        found = self._all
        for _ in range(_SETS + 1):
            found &= mask
            mask >>= self._count
        return found

    def _of(self, found: int) -> tuple[int, ...]:
        """Return the patterns of ways to match, given as bits, and keep them for the next time."""
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        met = self._met[found] = tuple(dict.fromkeys(self._pattern[at] for at in places(found)))
        return met


@lru_cache(maxsize=4096)  # few sets of rules are met, and those often
def places(mask: int) -> tuple[int, ...]:
    """Return the places of the bits of a number, the lowest first."""
    return tuple(place for place, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}


def folded(text: str) -> str:
    """Return a text as needles are looked for in it: without case, with one kind of apostrophe."""
    if not text.isascii() and ("İ" in text or "ı" in text):
        text = text.translate(_DOTTED)
    return text.casefold().replace("’", "'")


# Letters that are others without case than in small writing; seldom met.
_ODD = re.compile("[ıſİ]")
_CAPITAL_OR_FLAG = re.compile(r"[A-ZÀ-ÖØ-Þ]|\(\?-?[a-z]+:")


def small(text: str) -> str | None:
    """Return a text in small letters, its places kept, for patterns of `in_small`; None if odd."""
    found = text.lower()
    odd = len(found) != len(text) or not (text.isascii() or _ODD.search(text) is None)
    return None if odd else found


def in_small(pattern: re.Pattern[str]) -> re.Pattern[str] | None:
    """Return a pattern that ignores case as one for small letters, None where it is none.

    It matches `small` texts as the pattern does the texts, in half the time: branches of a choice
    are then told by their first letters.
    """
    bare = re.sub(r"\\.", "", pattern.pattern)
    if not pattern.flags & re.IGNORECASE or _CAPITAL_OR_FLAG.search(bare):
        return None
    return re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)


def needed(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return folded words of which a match of a pattern holds one at least; None where unknown.

    They are of letters, digits and signs. Method: the pattern's own syntax tree, in which a
    sequence needs what any of its parts needs, and a choice what all of its branches need.
    """
    return next(iter(needs(pattern)), None)


def needs(pattern: re.Pattern[str]) -> tuple[frozenset[str], ...]:
    """Return sets of folded words, of each of which a match of a pattern holds one, rarest first.

    As `needed`, which is the first of them.
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # another Python: every pattern is then tried
        return ()
    return _rarest_first(_options(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))


def ways(pattern: re.Pattern[str]) -> list[tuple[frozenset[str], ...]]:
    """Return what each way to match a pattern needs, as `needs`: one for each branch of a choice.

    The choice is the one that the pattern as a whole is; a pattern without one has one way.
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # another Python: every pattern is then tried
        return [()]
    parts = list(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
    choices = [at for at, (name, _) in enumerate(parts) if str(name) == "BRANCH"]
    if not choices:
        return [needs(pattern)]
    at = choices[0]
    whole = ([*parts[:at], *branch, *parts[at + 1 :]] for branch in parts[at][1][1])
    return [_rarest_first(_options(each)) for each in whole]


def _rarest_first(options: list[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(dict.fromkeys(options), key=_frequency))


def _options(parts: Sequence[tuple[Any, Any]]) -> list[frozenset[str]]:
    options: list[frozenset[str]] = []
    run = ""
    for name, value in [*parts, ("END", None)]:
        letter = _letter(str(name), value)
        if letter:
            run += letter
            continue
        if run:
            options.append(frozenset({folded(run)}))
            run = ""
        options += _of_part(str(name), value)
    return options


def _letter(name: str, value: Any) -> str:
    """Return the letter, digit or sign that a part of a pattern is; "" for all else."""
    if name == "LITERAL":
        letter = chr(value)
        return "" if letter.isspace() else "'" if letter in _APOSTROPHES else letter
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return "'" if {chr(code) for _, code in value} <= _APOSTROPHES else ""
    return ""


def _of_part(name: str, value: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _options(value[-1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _options(value[2]) if value[0] else []
    if name == "ATOMIC_GROUP":
        return _options(value)
    if name != "BRANCH":
        return []
    every = [min(_options(branch), key=_frequency, default=None) for branch in value[1]]
    known = [words for words in every if words is not None]
    return [frozenset().union(*known)] if len(known) == len(every) else []


def _frequency(words: frozenset[str]) -> float:
    """Return how often a text may hold one of the words: the longer, the more seldom."""
    return sum(8.0 ** -len(word) for word in words)
