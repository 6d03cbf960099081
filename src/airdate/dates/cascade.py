"""The matcher: stages of rules over clusters of words, longest match first, left to right.

A cluster is a run of words that some rule knows, with at least one that can carry a time; the
rest of the text is never looked at. Which rules match a cluster depends on its letters alone, so
the answer is kept: news repeats its shapes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import import_module

from airdate.dates.lexer import Lexer
from airdate.dates.patterns import Pattern, literals
from airdate.dates.phrases import Phrases
from airdate.dates.rules import Around, Found, Language, Node, Rule
from airdate.dates.vocabulary import HYPHENS, PLAIN, Vocabulary

WINDOW = 64  # characters that a guard may look at on either side
KEPT_SHAPES = 20_000  # cluster shapes remembered; a shape is some 15 letters
LONG_SHAPE = 60  # letters of a cluster that hardly comes twice

LANGUAGES = ("en", "ko", "es", "ja")

# "a two-year", "the third-quarter": the article belongs to the noun behind.
ADJECTIVE = re.compile(r"(?i)(?:an?|the)\s(?:[\w.]+[\s-])*[\w.]+[-‐‑][a-z]+$")

# A hyphen that joins words has no space about it; one that does is a dash ("LONDON - May 5").
SPACED = re.compile(r"\s[-\u2010\u2011]|[-\u2010\u2011]\s")

Shape = tuple[tuple[int, int, int, re.Match[str]], ...]


@dataclass
class Compiled:
    """A rule with its patterns, and the letter of the nodes that it makes."""

    rule: Rule
    patterns: list[Pattern]
    dashes: bool
    letter: str


class Stage:
    """Rules that are matched together, and the shapes already matched."""

    def __init__(self, rules: list[Compiled], *, common: frozenset[str]) -> None:
        """Index the patterns by a letter that they need. common: letters of words without time."""
        self.rules = rules
        self._shapes: dict[str, Shape] = {}
        self._patterns = [(n, p) for n, compiled in enumerate(rules) for p in compiled.patterns]
        self._always: list[int] = []
        self._by_letter: dict[str, list[int]] = {}
        for place, (_, pattern) in enumerate(self._patterns):
            for letter in pattern.rarest(common):
                self._by_letter.setdefault(letter, []).append(place)
            if not pattern.needs:
                self._always.append(place)

    def starts(self, kinds: frozenset[str]) -> bool:
        """Return whether some pattern matches words alone. kinds: the letters of nodes."""
        return any(not any(n <= kinds for n in pattern.needs) for _, pattern in self._patterns)

    def matches(self, letters: str) -> Shape:
        """Return (start, -length, rule number, match) of all rules on a cluster, in order."""
        known = self._shapes.get(letters)
        if known is None:
            known = self._match(letters)
            if len(self._shapes) < KEPT_SHAPES and len(letters) < LONG_SHAPE:
                self._shapes[letters] = known
        return known

    def _match(self, letters: str) -> Shape:
        present = frozenset(letters)
        places = set(self._always)
        for letter in present:
            places.update(self._by_letter.get(letter, ()))
        found = []
        for place in sorted(places):
            number, pattern = self._patterns[place]
            for m in pattern.finditer(letters, present):
                if m.end() > m.start():
                    found.append((m.start(), m.start() - m.end(), number, m))
        return tuple(sorted(found, key=lambda f: f[:3]))


class Machine:
    """A language made ready: its vocabulary, its stages, and what a cluster looks like.

    starting: of each view the stages that can find something where none before them did.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        everything = [rule for stage in language.stages for rule in stage]
        texts = dict(language.named) | {
            f"{rule.name} {i}": text for rule in everything for i, text in enumerate(rule.patterns)
        }
        self.vocabulary = Vocabulary(language.rows, literals(texts))
        for rule in everything:
            self.vocabulary.make_kind(rule.kind)
        compiled = [[self._compile(rule) for rule in stage] for stage in language.stages]
        functional = self.vocabulary.functional(language.script)
        common = frozenset(functional)
        self.views = {
            view: [
                Stage([c for c in stage if c.rule.view in ("both", view)], common=common)
                for stage in compiled
            ]
            for view in ("timex", "claims")
        }
        kinds = frozenset(c.letter for stage in compiled for c in stage)
        self.starting = {
            view: [stage for stage in stages if stage.starts(kinds)]
            for view, stages in self.views.items()
        }
        self.lexer = Lexer(self.vocabulary, script=language.script, solid=language.solid)
        known = f"[^{PLAIN}]"
        self.cluster = re.compile(
            f"(?:[{functional}]{{0,12}}(?![{functional}]){known})+[{functional}]{{0,12}}"
            if functional
            else f"{known}+"
        )
        self.phrases = {
            view: Phrases(partial(self._read, stages, self.starting[view]))
            for view, stages in self.views.items()
        }

    def _read(
        self, stages: list[Stage], starting: list[Stage], around: Around, end: int
    ) -> list[Node]:
        """Return what stages of rules find in a stretch, not yet placed in the calendar."""
        found: list[Node] = []
        start = around.start
        letters, bounds = self.lexer.cut(around.text[start:end])
        for cluster in self.cluster.finditer(letters):
            shape = cluster[0]
            if not any(stage.matches(shape) for stage in starting):
                continue
            nodes = [
                Node(start + bounds[i][0], start + bounds[i][1], letters[i])
                for i in range(*cluster.span())
            ]
            for stage in stages:
                if stage.matches(shape):
                    nodes = run(stage, nodes, around, vocabulary=self.vocabulary)
                    shape = "".join([node.letter for node in nodes])
            found += [node for node in nodes if node.meaning is not None]
        return found

    def _compile(self, rule: Rule) -> Compiled:
        named = self.language.named
        patterns = [Pattern(text, self.vocabulary, named=named) for text in rule.patterns]
        dashes = any("~" in text for text in rule.patterns)
        return Compiled(rule, patterns, dashes, self.vocabulary.make_kind(rule.kind))


def run(stage: Stage, nodes: list[Node], around: Around, *, vocabulary: Vocabulary) -> list[Node]:
    """Return the nodes with what the stage's rules match made into nodes of its own."""
    matches = stage.matches("".join([node.letter for node in nodes]))
    if not matches:
        return nodes
    out: list[Node] = []
    position = 0
    for start, negative_length, number, match in matches:
        if start < position:
            continue
        compiled = stage.rules[number]
        made = _make(compiled, Found(around, nodes, match, vocabulary), start - negative_length)
        if made:
            node, end = made
            out += nodes[position:start]
            out.append(node)
            position = end
    return out + nodes[position:]


def _make(compiled: Compiled, found: Found, end: int) -> tuple[Node, int] | None:
    nodes, text = found.nodes, found.around.text
    start = found.match.start()
    while end > start + 1 and text[nodes[end - 1].start : nodes[end - 1].end] in HYPHENS:
        end -= 1
    if (
        compiled.rule.trims
        and end - start > 2
        and ADJECTIVE.match(text, nodes[start].start, nodes[end - 1].end)
    ):
        start += 1
    first, last = nodes[start].start, nodes[end - 1].end
    if not compiled.dashes and _is_dashed(text, first, last):
        return None
    if not _allowed(compiled.rule, found.around, first, last):
        return None
    meaning = compiled.rule.means(found)
    if meaning is None:
        return None
    inner = tuple(name for node in nodes[start:end] for name in node.rules)
    parts = tuple(node for node in nodes[start:end] if node.meaning is not None)
    node = Node(first, last, compiled.letter, meaning, (*inner, compiled.rule.name), parts)
    return node, end


def _is_dashed(text: str, start: int, end: int) -> bool:
    """Return whether a hyphen that is a dash stands in some words."""
    return (
        text.find("-", start, end) >= 0
        or text.find("\u2010", start, end) >= 0
        or text.find("\u2011", start, end) >= 0
    ) and SPACED.search(text, start, end) is not None


def _allowed(rule: Rule, around: Around, start: int, end: int) -> bool:
    """Return whether the words around let a rule apply."""
    return not (
        (rule.unless_before and _before(rule.unless_before, around, start))
        or (rule.only_before and not _before(rule.only_before, around, start))
        or (rule.unless_after and _after(rule.unless_after, around, end))
        or (rule.only_after and not _after(rule.only_after, around, end))
    )


def _before(guard: str, around: Around, start: int) -> bool:
    return around.matches(_guard(guard).search, start - WINDOW, start)


def _after(guard: str, around: Around, end: int) -> bool:
    return around.matches(_guard(guard).match, end, end + WINDOW)


@cache
def _guard(text: str) -> re.Pattern[str]:
    """Return a guard, compiled when a rule first needs it."""
    return re.compile(text)


@lru_cache(maxsize=8)
def machine(code: str) -> Machine:
    """Return a language made ready, once. Raises: ValueError for one that we do not know."""
    if code not in LANGUAGES:
        raise ValueError(f"no dates are read in {code!r}: choose one of {', '.join(LANGUAGES)}")
    return Machine(import_module(f"airdate.dates.{code}").language())
