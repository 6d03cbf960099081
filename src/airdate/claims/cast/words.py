"""Reduced sentence → its tokens, and which of them are words or phrases of a class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from airdate.claims.lexicon import rows

_TOKEN = re.compile(r"[A-Z](?:'s)?|[a-z0-9][\w'-]*|[^\s\w]")
_REMEMBERED = 20_000
# The further stems of a phrase after its first, and the classes of the phrase.
_Phrase = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a reduced sentence.

    senses: the index of the first token of each word or phrase of a class, with the class.
    """

    text: str
    tokens: list[str]
    senses: list[tuple[int, str]]

    @classmethod
    def of(cls, text: str) -> Words:
        """Return the tokens of a reduced sentence."""
        tokens = _TOKEN.findall(text)
        return cls(text, tokens, list(_senses(tokens)))

    def index(self, at: int) -> int:
        """Return how many tokens begin before a place of the sentence."""
        return len(_TOKEN.findall(self.text, 0, at))


@cache
def _lexicon() -> dict[str, tuple[_Phrase, ...]]:
    """Return the first stem of each phrase of `cast_words.tsv` → the phrases, short ones first."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for row in rows("cast_words.tsv"):
        for phrase in row["words"].split():
            stems = tuple(stem(word) for word in phrase.split("_"))
            found.setdefault(stems, {})[row["class"]] = None
    opened: dict[str, list[_Phrase]] = {}
    for stems in sorted(found, key=len):
        opened.setdefault(stems[0], []).append((stems[1:], tuple(found[stems])))
    return {first: tuple(phrases) for first, phrases in opened.items()}


def _senses(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where a word or phrase of a class stands, as the index of its first token."""
    for at, token in enumerate(tokens):
        for rest, senses in _opened(token):
            if not rest or tuple(map(stem, tokens[at + 1 : at + 1 + len(rest)])) == rest:
                for sense in senses:
                    yield at, sense


@lru_cache(maxsize=_REMEMBERED)
def _opened(token: str) -> tuple[_Phrase, ...]:
    """Return the phrases that a token may begin."""
    return _lexicon().get(stem(token), ())


_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", ""))


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """Return a word without its ending, so that the forms of a verb are one trait."""
    if len(word) < 4 or not word[0].isalpha():
        return word
    for ending, put in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and not word.endswith("ss"):
            doubled = ending in {"ing", "ed"} and len(stem) > 3 and stem[-1] == stem[-2] != "l"
            stem = stem[:-1] if doubled and stem[-1] != "s" else stem
            return (stem + put).removesuffix("e")
    return word
