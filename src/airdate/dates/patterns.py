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
from collections.abc import Mapping

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


def compile_pattern(
    pattern: str, vocabulary: Vocabulary, *, named: Mapping[str, str]
) -> re.Pattern[str]:
    """Return a pattern as a regular expression on letters.

    named: the patterns that `@name` stands for.
    Raises: ValueError for a pattern that is not of the language.
    """
    return re.compile(translate(pattern, vocabulary, named=named))


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
    hyphen = f"[{vocabulary.letters('hyphen')}]"
    if item["mark"]:
        return f"[{vocabulary.letters('hyphen')}{vocabulary.letters('dash')}]{count}"
    core = _core(item, vocabulary, named, captures)
    if name:
        return f"(?:(?P<{name[:-1]}>{core}){hyphen}?){count}"
    return f"(?:{core}{hyphen}?){count}"


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
    hyphen = f"[{vocabulary.letters('hyphen')}]?"
    chains = sorted(vocabulary.sequences.get(category, ()), key=len, reverse=True)
    if not chains:
        return single
    longer = [hyphen.join(_set(vocabulary.letters(f"={w}")) for w in chain) for chain in chains]
    return f"(?:{'|'.join([*longer, single])})"


def _set(letters: str) -> str:
    return f"[{letters}]" if letters else "(?!)"
