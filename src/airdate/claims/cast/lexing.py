"""Text → words and signs, a stretch without blanks at a time.

The stretches of a language come again and again: what each holds is kept, so that most of a text
is looked up and not read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<own>(?<=\w)['’]s\b)"
    r"|(?P<word>(?:[^\W\d_]\.){2,}|(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|Prof|Lt|Sgt|"
    r"Capt|Gen)\.(?=\s)"
    r"|[^\W_]+(?:[-‐‑'’ʼ.&](?!s\b|(?:directed|scripted|penned|helmed|produced|written|starring|"
    r"fronted|toplined|headlined|voiced|created|led|starrer|run)\b)[^\W_]+)*\+?)"
    r"|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_INITIAL = re.compile(r"[^\W\d_]\Z")
_PRONOUN = re.compile(r"s?he(?=\Z|'(?:s|ll|d)\Z)")
_ACTORS = frozenset({"actor", "actress", "performer", "filmmaker"})
QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "*": "*", "_": "_"}
_REMEMBERED = 20_000  # stretches that are kept: those of some dozen articles
_LONG = 40  # characters; a longer stretch is no word, and will not come again


class Token(NamedTuple):
    """A word or sign of the document at `text[start:end]`."""

    start: int
    end: int
    words: str
    is_word: bool


class Stretch:
    """Characters without a blank between them, and what is in them.

    tokens: by their place in it; last: the same where nothing follows, so that "St." has a dot.
    small: its words without a capital.  capitals: how many have one.  pronoun: whether a word of it
    may stand for a person.  initial: whether it ends in a letter that may hold its dot.
    """

    __slots__ = ("capitals", "initial", "last", "pronoun", "small", "tokens")

    def __init__(self, words: str) -> None:
        self.tokens = _read(words + " ")
        self.last = _read(words)
        spoken = [t.words for t in self.tokens if t.is_word]
        self.small = tuple([word for word in spoken if not word[0].isupper()])
        self.capitals = len(spoken) - len(self.small)
        self.pronoun = any(pronoun(w) or is_actor(w) for w in map(lowered, spoken))
        before = self.tokens[-2].words if words[-1] == "." and len(self.tokens) > 1 else ""
        self.initial = _INITIAL.match(before) is not None and before.isupper()


def _read(words: str) -> tuple[Token, ...]:
    return tuple(
        Token(m.start(), m.end(), m[0], m.lastgroup == "word")
        for m in _TOKEN.finditer(words)
        if m.lastgroup != "space"
    )


def lowered(word: str) -> str:
    """Return a word in lower case with plain apostrophes."""
    return word.casefold().replace("’", "'")


def pronoun(word: str) -> re.Match[str] | None:
    """Return the "he" or "she" that a word in lower case is, or begins with: "she'll"."""
    return _PRONOUN.match(word)


def is_actor(word: str) -> bool:
    """Return whether a word in lower case names a person where "the" stands before it."""
    return word in _ACTORS


_KNOWN: dict[str, Stretch] = {}


def stretches(text: str) -> list[Stretch]:
    """Return the stretches of a text between blanks, in order."""
    known = _KNOWN
    return [known.get(words) or _kept(words) for words in text.split()]


def _kept(words: str) -> Stretch:
    found = Stretch(words)
    if len(words) < _LONG:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        _KNOWN[words] = found
    return found


def tokens(text: str, start: int, end: int, found: list[Stretch] | None = None) -> list[Token]:
    """Return the words and signs of a part of a text; an initial holds its dot.

    found: its stretches, where they are known.
    """
    laid: list[Token] = []
    new = tuple.__new__  # half the time of the constructor, which is in Python
    part, at = text[start:end], 0
    for words, stretch in zip(part.split(), found or stretches(part), strict=True):
        at = part.index(words, at)
        first = start + at
        at += len(words)
        for begins, ends, word, is_word in stretch.tokens if at < len(part) else stretch.last:
            laid.append(new(Token, (first + begins, first + ends, word, is_word)))
        if stretch.initial and part[at : at + 1] == " " and part[at + 1 : at + 2].isupper():
            laid.pop()
            letter = laid.pop()
            laid.append(Token(letter.start, start + at, letter.words + ".", True))
    return laid
