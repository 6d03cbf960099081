"""Jokes, which are no news: the stretches of a text in which nothing is claimed, and absurd days.

"Delayed until all of us are dead", "source: my uncle at the network", "filming wraps in 2087". What
makes a statement a joke is a row of `jests.tsv`; how far ahead a plan may lie is a number.
Laughter is no row: who writes "lol, they moved it to May" means it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from airdate.claims.clauses import Clauses
from airdate.claims.events import masked
from airdate.claims.lexicon import rows
from airdate.claims.needles import Needs, folded
from airdate.claims.subjects import Subjects
from airdate.claims.talk import talking
from airdate.model import Claim, Document, Milestone, Sentence

# The farthest ahead that studios have dated a release is nine years; what lies beyond is a joke, a
# day of the story, or a slip of the pen.
_HORIZON_YEARS = 15
_OWN = r"⟦O+⟧"


@dataclass(frozen=True, slots=True)
class Jest:
    """A row of `jests.tsv`: see its head."""

    name: str
    scope: str
    undated: bool
    talk: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document in which nothing is claimed; undated: nothing without a day."""

    start: int
    end: int
    undated: bool


@cache
def jests() -> tuple[Jest, ...]:
    """Return the rows of the list."""
    return tuple(
        Jest(
            row["name"],
            row["scope"],
            row["drops"] == "undated",
            row["where"] == "talk",
            re.compile(row["pattern"].replace("{own}", _OWN), re.IGNORECASE),
        )
        for row in rows("jests.tsv")
    )


@cache
def _needs() -> Needs:
    return Needs((jest.pattern for jest in jests()), apart=True)


def in_earnest(document: Document, found: Iterable[Claim], subjects: Subjects) -> list[Claim]:
    """Return the claims of a document that are not made in jest."""
    claims = list(found)
    spans = list(_spans(document, subjects, starts=sorted(c.start for c in claims)))
    return [claim for claim in claims if not any(_covers(span, claim) for span in spans)]


def within_reach(found: Iterable[Claim], anchor: date) -> list[Claim]:
    """Return claims without the milestones that lie farther ahead than anybody plans."""
    last = anchor.year + _HORIZON_YEARS
    return [claim for claim in found if _year(claim) <= last]


def _year(claim: Claim) -> int:
    """Return the first year in which a milestone may be, 0 where it has no day."""
    made = claim.statement
    when = made.when if isinstance(made, Milestone) else None
    first = (when.earliest or when.latest) if when else None
    return first.year if first else 0


def _covers(span: Span, claim: Claim) -> bool:
    free = span.undated and (claim.phrase or not isinstance(claim.statement, Milestone))
    return not free and span.start <= claim.start < span.end


def _spans(document: Document, subjects: Subjects, *, starts: list[int]) -> Iterator[Span]:
    """Yield the stretches of a document that are said in jest, as far as claims start in them."""
    talk: frozenset[int] | None = None  # seldom asked, and the whole text is looked through for it
    for sentence in _within_reach_of(document, starts):
        # The mask of a title has letters of its own that a row may need.
        words = folded(document.words_of(sentence.number)) + " ⟦oo⟧ ⟦tt⟧"
        for jest, match in _matches(document, sentence, subjects, _needs().met(words)):
            talk = talking(document) if talk is None else talk
            talks = sentence.number in talk
            if talks or not jest.talk:
                yield from _taken(document, sentence, jest, match, talks=talks)


def _within_reach_of(document: Document, starts: list[int]) -> Iterator[Sentence]:
    """Yield the sentences in which, or right beside which, a claim starts."""
    lines = document.sentences
    for index, sentence in enumerate(lines):
        low, high = lines[max(0, index - 1)].start, lines[index + 1 : index + 2]
        at = bisect_left(starts, min(low, sentence.start))
        if at < len(starts) and starts[at] < (high[0] if high else sentence).end:
            yield sentence


def _matches(
    document: Document, sentence: Sentence, subjects: Subjects, possible: tuple[int, ...]
) -> Iterator[tuple[Jest, re.Match[str]]]:
    """Yield what rows of the list, given by their places, find in a sentence."""
    if not possible:
        return
    words = _masked(document, sentence, subjects)
    for jest in map(jests().__getitem__, possible):
        for match in jest.pattern.finditer(words):
            if not _is_name(match[0]):
                yield jest, match


def _taken(
    document: Document, sentence: Sentence, jest: Jest, match: re.Match[str], *, talks: bool
) -> Iterator[Span]:
    """Yield what a joke takes of the text, by the scope of its row."""
    base, words = sentence.start, match.string
    if jest.scope == "vouched":
        yield _vouched(document, sentence, opens=match.start() < _OPENING)
    elif jest.scope == "after":
        yield Span(base + match.start(), sentence.end, jest.undated)
    elif jest.scope == "clause":
        low = max((m.end() for m in _JOINT.finditer(words, 0, match.start())), default=0)
        joint = _JOINT.search(words, match.end())
        yield Span(base + low, base + joint.start() if joint else sentence.end, False)
        yield Span(base, sentence.end, jest.undated)
    elif talks:
        yield Span(base, sentence.end, jest.undated)
    else:
        low, high = Clauses(words).around(match.start())
        yield Span(base + low, base + max(high, match.end()), jest.undated)


# Within so many characters a post opens with its mock source, which vouches for what follows.
_OPENING = 4
_JOINT = re.compile(r"[,;:—–]\s?|\s(?:and|but|so|or|-)\s", re.IGNORECASE)


def _vouched(document: Document, sentence: Sentence, *, opens: bool) -> Span:
    """Return a sentence with the one before it in its paragraph; where it opens one, the next."""
    place = sentence.number + (1 if opens else -1)
    lines = document.sentences
    beside = lines[min(max(place, 0), len(lines) - 1)]
    if beside.paragraph != sentence.paragraph:
        beside = sentence
    return Span(min(sentence.start, beside.start), max(sentence.end, beside.end), False)


def _is_name(words: str) -> bool:
    """Return whether words are written as a name is, so that a work may bear it: "Pigs Fly"."""
    long = re.findall(r"[^\W\d_]{3,}", words)
    return len(long) > 1 and all(word.istitle() for word in long)


def _masked(document: Document, sentence: Sentence, subjects: Subjects) -> str:
    """Return a sentence with its titles blotted out, with O where it is what the text is about."""
    named = [m for m in subjects.mentions_in(sentence) if m.end <= sentence.end]
    spans = [(m.start - sentence.start, m.end - sentence.start) for m in named]
    words = masked(document.words_of(sentence.number), spans)
    main = subjects.main.title if subjects.main else None
    for mention, (start, end) in zip(named, spans, strict=True):
        if mention.title == main:
            words = words[:start] + words[start:end].replace("T", "O") + words[end:]
    return words
