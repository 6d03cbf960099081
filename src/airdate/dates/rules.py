"""A rule: a name, patterns, a production, and the examples and counter-examples that test it.

`Found` is what a production reads: the captured words of one match, as values; and, in later
stages, the meanings of the nodes that earlier rules made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from airdate.dates.meanings import Meaning
from airdate.dates.tense import ENGLISH, Cues
from airdate.dates.vocabulary import HYPHENS, Vocabulary, Word, joined

# Examples of rules are read as if written on this day, a Saturday.
EXAMPLE_ANCHOR = date(2025, 11, 22)


class Node(NamedTuple):
    """A stretch of the text: a token, or what a rule made of several.

    A tuple, for one is made of every word near a date.

    letter: as the matcher sees it.  meaning: None for a token.  rules: the names of the rules that
    made it, innermost first.  parts: the nodes that it was made of, which stand `by` further on.
    """

    start: int
    end: int
    letter: str
    meaning: Meaning | None = None
    rules: tuple[str, ...] = ()
    parts: tuple[Node, ...] = ()
    by: int = 0

    def moved(self, by: int) -> Node:
        """Return the same, met so many characters further on."""
        start, end, letter, meaning, rules, parts, before = self
        return Node(start + by, end + by, letter, meaning, rules, parts, before + by)

    @property
    def inner(self) -> list[Node]:
        """The nodes that it was made of, where they stand."""
        return [part.moved(self.by) for part in self.parts]


# What is asked: of the text from one place to another, counted from the stretch's start; answered.
Question = tuple[Callable[[str], re.Match[str] | None], int, int, bool]


class Around:
    """The text about a stretch, and what rules asked of it.

    start: of the stretch.  is_told: whether all that was looked at is among the questions.
    """

    __slots__ = ("is_told", "questions", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start
        self.questions: list[Question] = []
        self.is_told = True

    def matches(self, look: Callable[[str], re.Match[str] | None], low: int, high: int) -> bool:
        """Return whether a pattern's `search` or `match` finds something from low to high."""
        answer = look(self.text[max(0, low) : high]) is not None
        self.questions.append((look, low - self.start, high - self.start, answer))
        return answer


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule: `name in found`, `found.words(name)`, `found.value(category, name)`."""

    around: Around
    nodes: list[Node]
    match: re.Match[str]
    vocabulary: Vocabulary

    def __contains__(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    @property
    def text(self) -> str:
        """The whole text: what is read of it beyond the match is not kept. See `followed`."""
        self.around.is_told = False
        return self.around.text

    def followed(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Return whether a pattern matches right behind. reach: characters that it may look at."""
        _, end = self.bounds
        return self.around.matches(pattern.match, end, end + reach)

    def preceded(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Return whether a pattern is found before (write `$`), among so many characters."""
        start, _ = self.bounds
        return self.around.matches(pattern.search, start - reach, start)

    def words(self, name: str) -> str:
        """Return the captured words, hyphens left out, folded; "" for nothing."""
        start, end = self.match.span(name)
        if start >= end:
            return ""
        return joined(self.around.text[self.nodes[start].start : self.nodes[end - 1].end])

    @property
    def bounds(self) -> tuple[int, int]:
        """Where the whole match stands in the text."""
        start, end = self.match.span()
        low, high = self.nodes[start].start, self.nodes[end - 1].end
        return low, low + len(self.around.text[low:high].rstrip(HYPHENS))

    @property
    def text_of_match(self) -> str:
        """The text of the whole match."""
        start, end = self.bounds
        return self.around.text[start:end]

    @property
    def words_of_match(self) -> str:
        """The words of the whole match, folded."""
        return joined(self.text_of_match)

    def value(self, category: str, name: str) -> str:
        """Return the lexicon's value of the captured words. Raises: KeyError."""
        return self.vocabulary.meanings[category][self.words(name)]

    def digits(self, name: str) -> str:
        """Return the captured digits, as ASCII."""
        return "".join(str(int(c)) for c in self.words(name) if c.isdigit())

    def meaning(self, name: str) -> Meaning:
        """Return the meaning of the captured node."""
        found = self.nodes[self.match.start(name)].meaning
        if found is None:
            raise LookupError(f"{name!r} is a word, not a node")
        return found


Production = Callable[[Found], Meaning | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of telling a time.

    kind: the category of the node that it makes, for rules of later stages.
    patterns: in the language of `patterns`.  means: the production; None from it refuses.
    examples: text → TIMEX3 value (for ranges: the range), read on EXAMPLE_ANCHOR.
    counter: texts in which the rule finds nothing.
    unless_before, unless_after, only_before, only_after: regular expressions on the 64 characters
    before (write `$`) and after.
    trims: an article before what a hyphen makes an adjective is left out ("a [two-year] deal").
    view: "both", or "timex" or "claims" where only that view has the rule.
    """

    name: str
    kind: str
    patterns: tuple[str, ...]
    means: Production
    examples: Mapping[str, str] = field(default_factory=dict)
    counter: tuple[str, ...] = ()
    unless_before: str = ""
    unless_after: str = ""
    only_before: str = ""
    only_after: str = ""
    view: str = "both"
    trims: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """All that the tagger knows of a language.

    named: what `@name` stands for in patterns.  stages: rules in the order in which they are
    applied; the nodes of one stage are the words of the next.  script: the letters of a language
    without spaces between words and endings, as a regular expression's set.  solid: it has
    no spaces at all.  cues: of its tenses.
    """

    code: str
    rows: tuple[Word, ...]
    named: Mapping[str, str]
    stages: tuple[tuple[Rule, ...], ...]
    script: str = ""
    solid: bool = False
    cues: Cues = ENGLISH
