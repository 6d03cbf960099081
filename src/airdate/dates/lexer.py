"""How a text is cut into tokens: only about the words that can carry a time.

No token but a sum of money crosses a blank, so what stands between blanks is looked at once and
remembered by a mark; the marks of a text show where rules may find something.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import NamedTuple

from airdate.dates.vocabulary import CACHE_WORDS, PLAIN, Vocabulary

LONGEST_CHUNK = 32  # characters; a longer one hardly comes twice
CURRENCY = "$£€¥₩"

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

CHUNK = re.compile(r"\S+")
# The mark of a chunk is the sum of what holds of it, as a letter: a known word begins it (1) or
# ends it (2), one in it can carry a time (4). Where a known word meets a known word, a rule may
# cross; of the words before the first that carries a time no cluster takes more than twelve.
MARKS = "abcdefgh"
RUN = re.compile("(?:[cd](?=[bdfh])){0,12}[e-h](?:(?<=[cdgh])[bdfh])*")


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


class Cut(NamedTuple):
    """Tokens in a row: their letters, and where each of them begins and ends."""

    letters: str
    bounds: list[tuple[int, int]]


class Lexer(dict[str, str]):
    """chunk → its mark, filled as chunks are met."""

    def __init__(self, vocabulary: Vocabulary, *, script: str, solid: bool) -> None:
        """script, solid: as of `token_pattern`."""
        super().__init__()
        self._vocabulary, self._solid = vocabulary, solid
        self._token = token_pattern(vocabulary, script=script, solid=solid)
        self._timeless = frozenset(vocabulary.functional(script) + PLAIN)

    def __missing__(self, chunk: str) -> str:
        """Return the mark of a chunk that was not met before."""
        letters = self.cut(chunk).letters
        # A sign of money reaches for the number behind it.
        begins = letters[0] != PLAIN or chunk[0].isdecimal()
        ends = letters[-1] != PLAIN or chunk[-1] in CURRENCY
        hot = not self._timeless.issuperset(letters)
        mark = MARKS[begins + 2 * ends + 4 * hot]
        if len(chunk) <= LONGEST_CHUNK and len(self) < CACHE_WORDS:
            self[chunk] = mark
        return mark

    def cut(self, words: str) -> Cut:
        """Return the tokens of some words."""
        pieces = self._token.split(words)
        ends = list(accumulate(map(len, pieces)))
        letters = "".join(map(self._vocabulary.__getitem__, pieces[1::2]))
        return Cut(letters, list(zip(ends[::2], ends[1::2], strict=False)))

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Return, in order, where what lies about the words that can carry a time begins and ends.

        Beyond the ends of each no rule looks at words.
        """
        if self._solid:
            return [(0, len(text))]
        chunks = text.split()
        runs = [run.span() for run in RUN.finditer("".join(map(self.__getitem__, chunks)))]
        if not runs:
            return []
        ends = list(accumulate(map(len, chunks), initial=0))
        # Most texts have one blank between two words, and none before the first.
        if ends[-1] + len(chunks) - 1 == len(text.rstrip()):
            return [(ends[low] + low, ends[high] + high - 1) for low, high in runs]
        spans = [found.span() for found in CHUNK.finditer(text)]
        return [(spans[low][0], spans[high - 1][1]) for low, high in runs]
