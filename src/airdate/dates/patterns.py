"""The pattern language of the rules: words and categories become a regular expression on letters.

    <month>            a word of the category            name:<month>   the same, captured
    @day               another pattern, by its name      name:@day      the same, captured
    the                the word itself                   ( a | b )      either
    x?  x{1,3}         optional; counted                 ~              a dash or hyphen

A hyphen between two items is allowed and means nothing ("mid-February", "two-year"); other marks
stand for themselves. Repetition is always bounded, and a text's letters are a tenth of its
length, so no pattern takes more than linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from airdate.dates.vocabulary import Vocabulary

ITEM = re.compile(
    r"(?P<name>[a-z_0-9]+:)?"
    r"(?:<(?P<category>[A-Za-z0-9 ]+)>|@(?P<sub>[a-z_]+)|(?P<mark>[()|~])|(?P<word>[^\s()"
    r"|?{}<>@~]+))"
    r"(?P<count>\?|\{\d+,\d+\})?|(?P<space>\s+)"
)


def literals(patterns: Mapping[str, str]) -> set[str]:
    """Return the words that patterns name themselves."""
    found = set()
    for pattern in patterns.values():
        for item in ITEM.finditer(pattern):
            if item["word"]:
                found.add(item["word"])
    return found


class Pattern:
    """A pattern as a regular expression on letters, made when a text first has what it needs.

    named: the patterns that `@name` stands for.
    Raises: ValueError, on first use, for a pattern that is not of the language.
    """

    def __init__(self, text: str, vocabulary: Vocabulary, *, named: Mapping[str, str]) -> None:
        self._source = (text, vocabulary, named)
        self.needs = needs(text, vocabulary, named=named)
        self._regex: re.Pattern[str] | None = None

    def rarest(self, common: frozenset[str]) -> frozenset[str]:
        """Return of the sets of letters that it needs the one least often met."""
        if not self.needs:
            return frozenset()
        return min(self.needs, key=lambda need: (len(need & common), len(need)))

    def finditer(self, letters: str, present: frozenset[str]) -> Iterator[re.Match[str]]:
        """Return the matches in some letters. present: the letters among them."""
        for need in self.needs:
            if need.isdisjoint(present):
                return iter(())
        if self._regex is None:
            text, vocabulary, named = self._source
            self._regex = re.compile(translate(text, vocabulary, named=named))
        return self._regex.finditer(letters)


def needs(
    pattern: str, vocabulary: Vocabulary, *, named: Mapping[str, str]
) -> list[frozenset[str]]:
    """Return sets of letters of each of which a match holds at least one."""
    frames: list[list[list[frozenset[str]]]] = [[[]]]
    for item in ITEM.finditer(pattern):
        optional = (item["count"] or "").startswith(("?", "{0"))
        if item["mark"] == "(":
            frames.append([[]])
        elif item["mark"] == "|":
            frames[-1].append([])
        elif item["mark"] == ")":
            inner = _either(frames.pop())
            frames[-1][-1] += [] if optional else inner
        elif not item["space"] and not optional:
            frames[-1][-1] += _letters_of(item, vocabulary, named)
    return _either(frames[0])


def _either(alternatives: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Return what is needed whichever alternative matches."""
    if len(alternatives) == 1:
        return alternatives[0]
    if not all(alternatives):
        return []
    return [frozenset().union(*(min(needed, key=len) for needed in alternatives))]


def _letters_of(
    item: re.Match[str], vocabulary: Vocabulary, named: Mapping[str, str]
) -> list[frozenset[str]]:
    if item["sub"]:
        return needs(named.get(item["sub"], ""), vocabulary, named=named)
    if item["word"]:
        return [frozenset(vocabulary.letters(f"={item['word']}"))]
    if item["mark"]:
        return [frozenset(vocabulary.letters("hyphen") + vocabulary.letters("dash"))]
    heads = {chain[0] for chain in vocabulary.sequences.get(item["category"], ())}
    chained = "".join(vocabulary.letters(f"={head}") for head in heads)
    return [frozenset(vocabulary.letters(item["category"]) + chained)]


def translate(
    pattern: str, vocabulary: Vocabulary, *, named: Mapping[str, str], captures: bool = True
) -> str:
    """Return the regular expression's text. Raises: ValueError."""
    out, position = [], 0
    for item in ITEM.finditer(pattern):
        if item.start() != position:
            break
        position = item.end()
        out.append(_item(item, vocabulary, named, captures))
    if position != len(pattern):
        raise ValueError(f"not a pattern from here on: {pattern[position:]!r} in {pattern!r}")
    return "".join(out)


def _item(
    item: re.Match[str], vocabulary: Vocabulary, named: Mapping[str, str], captures: bool
) -> str:
    if item["space"]:
        return ""
    count = item["count"] or ""
    name = item["name"] if captures else None
    if item["mark"] == "(":
        return f"(?P<{name[:-1]}>" if name else "(?:"
    if item["mark"] in ("|", ")"):
        return item["mark"] + count
    hyphen = _set(vocabulary.letters("hyphen"))
    if item["mark"]:
        return f"[{vocabulary.letters('hyphen')}{vocabulary.letters('dash')}]{count}"
    core = _core(item, vocabulary, named, captures)
    if name:
        return f"(?:(?P<{name[:-1]}>{core}){hyphen}?){count}"
    return f"(?:{core}{hyphen}?){count}" if count else f"{core}{hyphen}?"


def _core(
    item: re.Match[str], vocabulary: Vocabulary, named: Mapping[str, str], captures: bool
) -> str:
    if item["sub"]:
        if item["sub"] not in named:
            raise ValueError(f"no pattern is called {item['sub']!r}")
        inner = translate(
            named[item["sub"]], vocabulary, named=named, captures=captures and not item["name"]
        )
        return f"(?:{inner})"
    if item["word"]:
        return _set(vocabulary.letters(f"={item['word']}"))
    category = item["category"]
    single = _set(vocabulary.letters(category))
    hyphen = _set(vocabulary.letters("hyphen")) + "?"
    chains = sorted(vocabulary.sequences.get(category, ()), key=len, reverse=True)
    if not chains:
        return single
    longer = [hyphen.join(_set(vocabulary.letters(f"={w}")) for w in chain) for chain in chains]
    return f"(?:{'|'.join([*longer, single])})"


def _set(letters: str) -> str:
    """Return one of some letters as a regular expression; of none, what never matches.

    Runs of letters are written as ranges, for short expressions are compiled sooner.
    """
    if len(letters) == 1:
        return letters
    runs: list[list[str]] = []
    for letter in sorted(letters):
        if runs and ord(letter) - ord(runs[-1][-1]) == 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    parts = [f"{run[0]}-{run[-1]}" if len(run) > 2 else "".join(run) for run in runs]
    return f"[{''.join(parts)}]" if letters else "(?!)"
