"""Runs of capitalised words: where a name of a work, a person or a company may stand.

`Finder` finds again, as whole words, the names that are known by then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from airdate.claims import bodies
from airdate.claims.lexicon import words

# A title has at most so many words; a longer run of capitals is a headline.
LONGEST = 12
JOINERS = frozenset(
    {"of", "the", "in", "&", "a", "an", "de", "la", "and", "to", "on", "at", "for", "no", "with"}
    | {
        "x",
        "ni",
        "wa",
        "ga",
        "from",
        "or",
        "del",
        "das",
        "der",
        "le",
        "les",
        "des",
        "du",
        "el",
        "s",
        "is",
        "by",
    }
)
SMALL = JOINERS | {"vs", "are", "us", "my", "as"}
# Words that part a title from its number or begin the name of an installment.
SEASON_WORDS = frozenset({"season", "seasons", "series", "episode", "episodes", "s2", "s3", "s4"})
_PART = re.compile(r"(?:parts?|volumes?)\s(?:\d|one|two|three|four|five)\b", re.IGNORECASE)
_DAY = re.compile(
    r"\s(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Spring|Summer|Fall|Autumn|Winter|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.)(?!\w)"
    r"|\d{1,2}\s[A-Z]|\d{4}\b)"
)
_POSSESSED = re.compile(r"['’]s\b")
# After these the run may well be two names: "Silo in Hertfordshire", "Filming on Dune".
_BREAKS = frozenset({"in", "on", "at", "to", "for", "from", "with", "and", "by", "is"})
# Words that open a sentence or a question, not a title.
_LEADING = words("leading")
# Words that open a sentence as often as a title: "In Silo, ..." but "For All Mankind".
_MAY_LEAD = words("may_lead")
_GENERIC = words("generic")
_LABELS = words("label")
TOKEN = re.compile(r"[^\W_][\w’'.!&+-]*|&|:")


def runs(text: str, base: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words, small joiners included, shifted by `base`."""
    run: list[re.Match[str]] = []
    last = ""
    for token in TOKEN.finditer(text):
        if _goes_on(run, token, text=text):
            run.append(token)
        else:
            yield from _closed(run, base)
            opens = _opens(token[0], after=last) and not _PART.match(text, token.start())
            run = [token] if opens else []
        last = token[0]
    yield from _closed(run, base)


def _opens(word: str, *, after: str) -> bool:
    if word.casefold() in SEASON_WORDS or word in {":", "&"}:
        return False
    numbered = after.casefold() in SEASON_WORDS | {"part", "parts", "chapter", "volume"}
    return capital(word) and not (numbered and word[0].isdigit())


def _closed(run: list[re.Match[str]], base: int) -> Iterator[tuple[int, int]]:
    while run and (run[-1][0] in JOINERS - {"no"} or run[-1][0] == ":"):
        run.pop()
    while len(run) > 1 and run[0][0].casefold() in _LEADING:
        run.pop(0)
    if run:
        yield base + run[0].start(), base + _trimmed_end(run[-1])


def _trimmed_end(token: re.Match[str]) -> int:
    if re.fullmatch(r"(?:\w\.)+", token[0]):
        return token.end()
    return token.start() + len(re.sub(r"(?:['’]s?|[.'’-]+)$", "", token[0]))


def is_label(run: list[str]) -> bool:
    """Return whether words before a colon only tell the kind of text: "TV Review:"."""
    return all(word.casefold() in _LABELS for word in run)


def capital(word: str) -> bool:
    """Return whether a word opens with a capital or a digit."""
    return word[0].isupper() or word[0].isdigit()


def _goes_on(run: list[re.Match[str]], token: re.Match[str], *, text: str) -> bool:
    """Return whether a word carries the run of capitals on."""
    if not run or len(run) > LONGEST:
        return False
    gap = text[run[-1].end() : token.start()]
    word, last = token[0], run[-1][0]
    if word.casefold() in SEASON_WORDS or last.endswith(("'", "’", "!")):
        return False
    if last != ":" and _PART.match(text, token.start()):
        return False
    if word == ":" and is_label([t[0] for t in run]):
        return False
    if word == ":":
        return gap == "" and capital(last) and not _DAY.match(text, token.end())
    if word in JOINERS and all(_DAY.match(f" {t[0]}") or t[0].isdigit() for t in run):
        return False
    if last.casefold() in _BREAKS and _DAY.match(" " + word):
        return False
    if gap != " " or (re.search(r"['’]s$", last) and bodies.kind_of(last)):
        return False
    return capital(word) or (word.casefold() in JOINERS and last != ":")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the run and its parts that may be a name by themselves.

    Cut after a possessive ("Netflix's Dark") and at small words ("Silo in Hertfordshire").
    """
    yield start, end
    words = list(re.finditer(r"\S+", text[start:end]))
    for index, word in enumerate(words):
        bare = word[0].casefold()
        generic = bare == "of" and words[index - 1][0].casefold() in _GENERIC
        if (bare in _BREAKS or generic) and 0 < index < len(words) - 1:
            before, after = words[index - 1], words[index + 1]
            if before[0].casefold() not in JOINERS:
                yield start, start + _clean_end(before)
            if capital(after[0]):
                yield start + after.start(), end
            elif index + 2 < len(words) and after[0] in {"the", "a"}:
                yield start + words[index + 2].start(), end
        elif word[0].endswith(":") and (
            start == 0 or _POSSESSED.search(text, start + word.end(), end)
        ):
            yield start, start + _clean_end(word)
        elif re.search(r"['’]s$|['’]$", word[0]) and index < len(words) - 1:
            yield start, start + _clean_end(word)
            yield start + words[index + 1].start(), end
        elif index == 0 and len(words) > 1 and bare in _MAY_LEAD:
            yield start + words[1].start(), end


def _clean_end(word: re.Match[str]) -> int:
    return word.start() + len(re.sub(r"(?:['’]s?|[:.,])$", "", word[0]))


_PIECE = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Finder:
    """Names to look for as whole words, all in one pass: the time does not grow with their number.

    steps: (state, next word or sign) → state, from state 0.  names: state → the name it ends.
    """

    steps: dict[tuple[int, str], int]
    names: dict[int, str]

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where each name stands: by start, and at one start the longest last."""
        found = _PIECE.findall(text)
        start = 0
        for index, piece in enumerate(found):
            if (0, piece) in self.steps and not (index and _is_word(found[index - 1])):
                for name in self._names_at(found, index):
                    yield start, name
            start += len(piece)

    def apart(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the places that do not overlap: the first, and at one start the longest."""
        end = 0
        for start, name in dict(self.places(text)).items():
            if start >= end:
                yield start, name
                end = start + len(name)

    def _names_at(self, found: list[str], index: int) -> Iterator[str]:
        state = 0
        while index < len(found) and (state, found[index]) in self.steps:
            state = self.steps[state, found[index]]
            index += 1
            more = index < len(found) and _is_word(found[index])  # "Help!" is not in "Help!x"
            if state in self.names and not more:
                yield self.names[state]


def finder(names: Iterable[str]) -> Finder:
    """Return what finds the names as they are spelled, letter case included."""
    steps: dict[tuple[int, str], int] = {}
    ends: dict[int, str] = {}
    for name in names:
        state = 0
        for piece in _PIECE.findall(name):
            state = steps.setdefault((state, piece), len(steps) + 1)
        ends[state] = name
    return Finder(steps, ends)


def _is_word(piece: str) -> bool:
    return piece[0].isalnum() or piece[0] == "_"
