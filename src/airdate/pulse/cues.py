"""Cues of the lexicon in a post, each with whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[.!?…\n;:]|[,()\"/%$#@→>]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_PARTS = re.compile(r"\d+\*?|\D+")
_SCRIPT = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]|[^\w\s,.!?;:'\"()/-]")
_STOPS = frozenset(".!?…\n;")
_DENIALS = frozenset(
    [
        "not",
        "no",
        "never",
        "nobody",
        "without",
        "hardly",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "wont",
        "wouldnt",
        "cant",
        "cannot",
        "couldnt",
        "aint",
        "havent",
        "hasnt",
        "nothing",
        "nunca",
        "sin",
        "tampoco",
        "ni",
    ]
)
_REACH = 3
"""Words before a cue within which a denial is taken to be of it."""

_GAP = 3
"""Words that the `~` of a cue may stand for."""

_NUMBER = "0"
"""Stands in a cue for any number."""

_SHORTEST, _LONGEST = 3, 12
"""Letters of a cue's first word that ends in `*`."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the lexicon. said: ways to say it, parted by bars (docs/pulse.md)."""

    said: str
    name: str
    example: str


@cache
def lexicon() -> tuple[Cue, ...]:
    """Return the rows of the lexicon."""
    text = (files("airdate.pulse") / "lexicon.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines()[1:] if line)
    return tuple(Cue(*line) for line in lines)


def tokens(text: str) -> list[str]:
    """Return words, numbers and signs in small letters, without apostrophes, "soooo" as "so"."""
    plain = _STRETCHED.sub(r"\1", text.casefold())
    return [token.replace("'", "") for token in _TOKEN.findall(plain)]


def found_cues(text: str, words: Sequence[str]) -> Iterator[tuple[str, int, bool]]:
    """Yield the class, the place and the denial of each cue.

    words: the tokens of the text. Cues of Korean and of signs are found in the text itself, as
    Korean joins endings to its words; their place is below 1.
    """
    phrases, stems, pieces = _index()
    for at, word in enumerate(words):
        begun = phrases.get(word, ())
        if word[0].isdigit():
            begun = [*begun, *phrases.get(_NUMBER, ())]
        for phrase, name in begun:
            if _goes_on(words, at + 1, phrase):
                yield name, at, _denied(words, at)
        for size in range(_SHORTEST, min(_LONGEST, len(word)) + 1):
            for phrase, name in stems.get(word[:size], ()):
                if _goes_on(words, at + 1, phrase):
                    yield name, at, _denied(words, at)
    if _SCRIPT.search(text):
        folded = text.casefold()
        for place, (piece, name) in enumerate(pieces):
            if piece in folded:
                yield name, -place, False


def _goes_on(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    """Return whether the rest of a phrase stands at a place; `~` skips a few words."""
    for place, wanted in enumerate(phrase):
        if wanted == "~":
            rest = phrase[place + 1 :]
            return any(_goes_on(words, n, rest) for n in _skipped(words, at))
        if at >= len(words) or not _is(words[at], wanted):
            return False
        at += 1
    return True


def _skipped(words: Sequence[str], at: int) -> Iterator[int]:
    for skip in range(_GAP + 1):
        yield at + skip
        if at + skip >= len(words) or words[at + skip] in _STOPS:
            return


def _is(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    if wanted == _NUMBER:
        return word[0].isdigit()
    return word == wanted


def _denied(words: Sequence[str], at: int) -> bool:
    for word in reversed(words[max(0, at - _REACH) : at]):
        if word in _STOPS:
            return False
        if word in _DENIALS:
            return True
    return False


_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@cache
def _index() -> tuple[_Phrases, _Phrases, list[tuple[str, str]]]:
    """Return cues by their first word, by its stem, and those that are found within words."""
    phrases: _Phrases = {}
    stems: _Phrases = {}
    pieces: list[tuple[str, str]] = []
    for cue in lexicon():
        for way in cue.said.split("|"):
            if _SCRIPT.search(way.replace("*", "").replace("~", "").replace("$", "")):
                pieces.append((way.strip(), cue.name))
                continue
            for first, *rest in _spelled(way):
                index = stems if first.endswith("*") else phrases
                index.setdefault(first.rstrip("*"), []).append((tuple(rest), cue.name))
    return phrases, stems, pieces


def _spelled(way: str) -> Iterator[tuple[str, ...]]:
    """Yield what a way of saying stands for: "hope/hoping they" is two."""
    plain = _STRETCHED.sub(r"\1", way.replace("'", "").casefold())
    slots = [[slot] if slot == "/" else slot.split("/") for slot in plain.split()]
    for said in product(*slots):
        yield tuple(part for word in said for part in _PARTS.findall(word))
