"""How a text is cut into tokens: only about the words that can carry a time.

No token but a sum of money crosses a blank, so what stands between blanks is cut once and its
letters are kept; of most texts a look at each such chunk is all that is done.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, compress
from operator import add
from typing import NamedTuple

from airdate.dates.vocabulary import CACHE_WORDS, PLAIN, Vocabulary

LONGEST_CHUNK = 32  # characters; a longer one hardly comes twice
CURRENCY = "$£€¥₩"
CHUNK = re.compile(r"\S+")
# "$ 500": the one token that crosses a blank.
PARTED_SUM = re.compile(rf"[{CURRENCY}]\s\d")
LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
# About a line break inside a wrapped sentence, as TOKEN has it.
BEFORE_WRAP, AFTER_WRAP = LOWER | {","}, LOWER | frozenset("0123456789")

# A line break inside a wrapped sentence is a space; any other is a token that no rule crosses.
TOKEN = re.compile(
    rf"([{CURRENCY}]\s?\d[\d.,]*\w*"
    r"|\d{4}-\d\d-\d\d(?:T\d[\d:.]*Z?)?(?![\w-])"
    r"|\d+(?:[.,:/]\d+)*\w*%?"
    r"|[^\W\d]\w*"
    r"|['’]s\b|['’]\d\ds?\b"
    r"|(?<![a-z,])\n|\n(?![a-z0-9])"
    r"|[^\w\s])"
)


def token_pattern(vocabulary: Vocabulary, *, script: str, solid: bool) -> re.Pattern[str]:
    """Return how a language's text is cut: one group, for `split` then keeps what lies between.

    script: letters of a language that writes words and endings in one; its known words are cut
    off wherever a word or a known one before them ends, the rest of a word is one token.
    solid: it has no spaces at all, so that a known word may begin anywhere.
    """
    if not script:
        return TOKEN
    rest = "" if solid else "+"
    own = re.compile(f"[{script}]+")
    known = sorted((w for w in vocabulary.words() if own.fullmatch(w)), key=len, reverse=True)
    return re.compile(
        r"(\d{4}-\d\d-\d\d(?![\d-])|\d+(?:[.,:/]\d+)*%?"
        f"|{'|'.join(known)}|[{script}]{rest}|[^\\W\\d{script}]+"
        r"|['’]\d\d(?!\d)|\n|[^\w\s])"
    )


class Stretch(NamedTuple):
    """Tokens in a row: their letters, and where each of them begins and ends in the text."""

    letters: str
    bounds: list[tuple[int, int]]


class Lexer(dict[str, bool]):
    """chunk → whether it holds a word that can carry a time, filled as chunks are met."""

    def __init__(self, vocabulary: Vocabulary, *, script: str, solid: bool) -> None:
        """script, solid: as of `token_pattern`."""
        super().__init__()
        self._vocabulary = vocabulary
        self._solid, self._wraps = solid, not script
        self._token = token_pattern(vocabulary, script=script, solid=solid)
        self._timeless = frozenset(vocabulary.functional(script) + PLAIN)
        self._cut = lru_cache(CACHE_WORDS)(self._cut_anew)

    def __missing__(self, chunk: str) -> bool:
        """Return whether a chunk that was not met before can carry a time."""
        short = len(chunk) <= LONGEST_CHUNK
        letters, _ = self._cut(chunk) if short else self._cut_anew(chunk)
        hot = not self._timeless.issuperset(letters)
        if short and len(self) < CACHE_WORDS:
            self[chunk] = hot
        return hot

    def _cut_anew(self, chunk: str) -> tuple[str, list[tuple[int, int]]]:
        """Return the letters of the tokens of a chunk, and their bounds in it."""
        pieces = self._token.split(chunk)
        ends = list(accumulate(map(len, pieces)))
        letters = "".join(map(self._vocabulary.__getitem__, pieces[1::2]))
        return letters, list(zip(ends[::2], ends[1::2], strict=False))

    def stretches(self, text: str) -> list[Stretch]:
        """Return, in order, what lies about the words that can carry a time.

        Beyond the ends of each there is a word that no rule knows, or nothing.
        """
        if self._solid:
            return [Stretch(*self._cut_anew(text))]
        chunks = text.split()
        hot = list(compress(range(len(chunks)), map(self.__getitem__, chunks)))
        if not hot:
            return []
        if any(sign in text for sign in CURRENCY) and PARTED_SUM.search(text):
            return [Stretch(*self._cut_anew(text))]
        starts = _starts(text, chunks)
        found, beyond = [], 0
        for index in hot:
            if index < beyond:
                continue
            low, beyond = index, index + 1
            while low and self._linked(text, chunks, starts, low):
                low -= 1
            while beyond < len(chunks) and self._linked(text, chunks, starts, beyond):
                beyond += 1
            found.append(self._joined(chunks[low:beyond], starts[low:beyond]))
        return found

    def _linked(self, text: str, chunks: list[str], starts: list[int], index: int) -> bool:
        """Return whether words that rules know meet where a chunk begins."""
        left, right = chunks[index - 1], chunks[index]
        if self._cut(left)[0][-1] == PLAIN or self._cut(right)[0][0] == PLAIN:
            return False
        begin = starts[index]
        if "\n" not in text[starts[index - 1] + len(left) : begin]:
            return True
        wrapped = left[-1] in BEFORE_WRAP and right[0] in AFTER_WRAP
        return wrapped and self._wraps and starts[index - 1] + len(left) + 1 == begin

    def _joined(self, chunks: list[str], starts: list[int]) -> Stretch:
        """Return the tokens of chunks in a row, with their bounds in the text."""
        cuts = [self._cut(chunk) for chunk in chunks]
        bounds = [
            (start + low, start + high)
            for start, (_, inner) in zip(starts, cuts, strict=True)
            for low, high in inner
        ]
        return Stretch("".join([letters for letters, _ in cuts]), bounds)


def _starts(text: str, chunks: list[str]) -> list[int]:
    """Return where each chunk begins in a text; most texts have one blank between two."""
    ends = list(accumulate(map(len, chunks), initial=0))
    if ends[-1] + len(chunks) - 1 == len(text.rstrip()):
        return list(map(add, ends, range(len(chunks))))
    return [found.start() for found in CHUNK.finditer(text)]
