"""Sentence → cues: wordings that tell of an event, titles blotted out first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from airdate.claims.ko.lexicon import rows
from airdate.claims.ko.macros import BLOT, expanded
from airdate.claims.needles import Needles, folded, needed
from airdate.model import Status

WEAK, ORDER = "weak", "order"


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording that tells of an event: `words[start:end]` of a sentence.

    event: one of the model, `order` (renewed or announced) or `weak` (release, if there is a day).
    undated: the statuses with which it makes a claim without a day.
    """

    start: int
    end: int
    event: str
    rule: str
    undated: frozenset[Status]


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str], frozenset[Status]], ...]:
    return tuple(
        (
            row["event"],
            row["rule"],
            re.compile(expanded(row["pattern"])),
            frozenset(Status(s) for s in row["undated"].split() if s != "-"),
        )
        for row in rows("cues.tsv")
    )


@cache
def _needles() -> Needles:
    return Needles(needed(pattern) for _, _, pattern, _ in _patterns())


def blotted(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a sentence with the letters of its titles blotted out, of the same length."""
    for start, end in spans:
        words = words[:start] + BLOT * (end - start) + words[end:]
    return words


# "명단을 12일 공개했다" lets a list be seen, no show; "시즌3를 12월 공개한다" does.
_THING = re.compile(r"(?P<what>[^\s□]+)[을를]\s(?:\S+\s){0,2}$")
_SHOW = re.compile(r"시즌|파트|작품$|드라마$|영화$|시리즈$|이야기$|\d편$|속편$|□$|\d$")


# "촬영은 6월에 시작해 12월 끝났다": the second verb leans on the first.
_SHOOTING = re.compile(r"촬영|크랭크\s?인")


def _of_thing(rule: str, words: str, start: int) -> bool:
    """Return whether what is shown at a cue is another thing than the work."""
    found = _THING.search(words[max(0, start - 40) : start]) if rule == "out" else None
    if found is None:
        return False
    if re.search(r"[을를]\s(?:통해|시작으로|끝으로|마치고)", found[0]):
        return False
    return not _SHOW.search(found["what"]) or found["what"] in ("작품", "라인업")


def cues(words: str) -> list[Cue]:
    """Return the cues of a sentence in order, none overlapping: the earlier row wins."""
    found: list[Cue] = []
    patterns = _patterns()
    for number in _needles().met(folded(words)):
        event, rule, pattern, undated = patterns[number]
        for match in pattern.finditer(words):
            if match.end() == match.start() or _of_thing(rule, words, match.start()):
                continue
            if rule in ("shooting_then_ends", "goes_on") and not _SHOOTING.search(
                words, 0, match.start()
            ):
                continue
            if not any(c.start < match.end() and match.start() < c.end for c in found):
                found.append(Cue(match.start(), match.end(), event, rule, undated))
    return sorted(found, key=lambda c: c.start)
