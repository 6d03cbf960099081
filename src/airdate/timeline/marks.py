"""What the words of a release tell of it: a part, a festival, the thing itself; see `marks.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from airdate.model import Entry

FESTIVAL, MAIN, PART, FIRST, PILOT, FINAL = "festival", "main", "part", "first", "pilot", "final"
# The numbers that a part goes by; the last of an unknown number of parts is told as such.
_NUMBERS = {
    **{word: n for n, word in enumerate(("one", "two", "three", "four", "five"), 1)},
    **{word: n for n, word in enumerate(("i", "ii", "iii", "iv", "v"), 1)},
    "second": 2,
    "third": 3,
    "fourth": 4,
}
_LAST = ("final", "last", "remaining")
_SEASON = re.compile(r"\bseason\b|시즌", re.IGNORECASE)
# What series call their seasons, now and then.
_PARTED = re.compile(r"part|파트|volume", re.IGNORECASE)
# What ends a clause: a festival named in another clause is not where this release is.
_CLAUSE = re.compile(r"[,;:–—]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One row of the lexicon."""

    name: str
    language: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark in a sentence: its name (`part 2`), and where it stands."""

    name: str
    start: int
    end: int


@cache
def _by_name(name: str) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks() if mark.name == name)


@cache
def marks() -> tuple[Mark, ...]:
    """Return the rows of the lexicon."""
    text = (files("airdate.timeline") / "marks.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in text.splitlines()[1:] if row]
    return tuple(
        Mark(name, language, re.compile(pattern, re.IGNORECASE), example, counterexample)
        for name, language, pattern, example, counterexample in rows
    )


def marked(entry: Entry, name: str) -> bool:
    """Return whether the sentence of a claim bears a mark."""
    return any(mark.pattern.search(entry.sentence_words) for mark in _by_name(name))


def showing_of(entry: Entry) -> str | None:
    """Return what a claim of a release is of: `part 2`, `festival`, or None for the release itself.

    The mark that stands before the words of the claim counts, the last of several; else what
    follows them. A festival counts within the clause alone, and a part that goes by the number of
    the season is the season.
    """
    if not any(marked(entry, name) for name in (PART, FESTIVAL)):
        return None
    found = _found(entry)
    after = [f for f in found if f.start >= entry.words_end]
    before = [f for f in found if f.end <= entry.words_start]
    inside = [f for f in found if f not in after and f not in before]
    bracket = [f for f in after if entry.sentence_words[entry.words_end : f.start].strip() == "("]
    nearest = [*inside, *bracket, *reversed(before), *after]
    name = nearest[0].name if nearest else MAIN
    return None if name in (MAIN, FIRST) else name


def _found(entry: Entry) -> list[_Found]:
    """Return the marks of the sentence in their order, those of other clauses left out."""
    title = re.compile(re.escape(entry.claim.subject.title), re.IGNORECASE)
    # A film called "Part Two" is not the second part of itself.
    words = title.sub(lambda match: " " * len(match[0]), entry.sentence_words)
    found = []
    for mark in marks():
        if mark.name not in (PART, FIRST, FESTIVAL, MAIN):
            continue
        matches = list(mark.pattern.finditer(words))
        for match in matches:
            name = _part(match, entry, alone=len(matches) == 1) if mark.name == PART else mark.name
            here = _Found(name, match.start(), match.end())
            if mark.name != FESTIVAL or _same_clause(words, here, entry):
                found.append(here)
    return sorted(found, key=lambda f: (f.start, f.end))


def _part(match: re.Match[str], entry: Entry, *, alone: bool) -> str:
    """Return what a part is called, the first part being where the release begins.

    alone: no other part is named beside it: of a series in parts, "part 5" is the fifth season.
    """
    number = match["number"].casefold()
    if number in _LAST:
        return "last part"
    n = _NUMBERS.get(number) or int(number)
    season = _SEASON.search(entry.sentence_words) or not _PARTED.match(match[0])
    if n < 2 or (n == entry.claim.subject.season and alone and not season):
        return MAIN
    return f"part {n}"


def _same_clause(words: str, found: _Found, entry: Entry) -> bool:
    low, high = sorted(((found.start, found.end), (entry.words_start, entry.words_end)))
    return not _CLAUSE.search(words[low[1] : high[0]])
