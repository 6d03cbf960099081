"""Themes that no list knows, found in the posts and named by their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log, sqrt

from airdate.pulse.features import plain
from airdate.pulse.posts import Said

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_LEAST_WRITERS = 4
"""Whoever fewer people speak of is no theme."""

_LEAST_Z = 2.0
"""Standard deviations by which a phrase must be above its past: beyond 2 it is hardly chance."""

_MOST = 6
_QUOTES = 3
_PRIOR = 0.5
"""Of each phrase so many writers are taken to have been seen on either side."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A theme by its own words. z: how far it is above its past, in standard deviations."""

    words: str
    writers: int
    before: int
    z: float
    quotes: tuple[Said, ...]


def fresh_themes(now: Sequence[Said], past: Sequence[Said]) -> tuple[Fresh, ...]:
    """Return phrases that writers use now and hardly used before, the plainest first.

    Method: the log-odds ratio of writers who use a phrase, with a small symmetric prior, over its
    standard error (Monroe, Colaresi and Quinn, Political Analysis 16, 2008). Without a past, or
    with one much smaller than now, nothing can be fresh.
    """
    if len(past) < len(now) / 2 or not now:
        return ()
    recent, before = _users(now), _users(past)
    many, other = len({_who(p) for p in now}), len({_who(p) for p in past})
    found = []
    for phrase, users in recent.items():
        if len(users) < _LEAST_WRITERS:
            continue
        z = _z(len(users), many, len(before.get(phrase, ())), other)
        if z >= _LEAST_Z:
            found.append((phrase, users, z))
    return tuple(_named(found, before, now))


def _z(now: int, many: int, before: int, other: int) -> float:
    a, b = now + _PRIOR, many - now + _PRIOR
    c, d = before + _PRIOR, other - before + _PRIOR
    return (log(a / b) - log(c / d)) / sqrt(1 / a + 1 / b + 1 / c + 1 / d)


def _named(
    found: list[tuple[str, set[str], float]], before: dict[str, set[str]], now: Sequence[Said]
) -> Iterable[Fresh]:
    """Yield the themes; a phrase within a longer one of the same people is told by the longer."""
    ordered = sorted(found, key=lambda each: (-each[2], -len(each[0]), each[0]))
    taken: list[tuple[str, set[str]]] = []
    for phrase, users, z in ordered:
        if any(_same(phrase, users, other, theirs) for other, theirs in taken):
            continue
        taken.append((phrase, users))
        quotes = [p for p in now if phrase in _phrases(p.text)]
        yield Fresh(phrase, len(users), len(before.get(phrase, ())), z, tuple(quotes[:_QUOTES]))
        if len(taken) == _MOST:
            return


def _same(phrase: str, users: set[str], other: str, theirs: set[str]) -> bool:
    words = set(phrase.split()) & set(other.split())
    return bool(words) and len(users & theirs) >= 0.6 * len(users)


def _users(posts: Iterable[Said]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        for phrase in _phrases(post.text):
            found[phrase].add(_who(post))
    return found


def _who(post: Said) -> str:
    return post.author or post.id


def _phrases(text: str) -> set[str]:
    """Return the words and pairs of words of a post that tell something."""
    words = [word.casefold() for word in _WORD.findall(plain(text))]
    telling = [word if _tells(word) else "" for word in words]
    pairs = (f"{a} {b}" for a, b in pairwise(telling) if a and b)
    return {*filter(None, telling), *pairs}


def _tells(word: str) -> bool:
    return word not in _common() and (len(word) > 3 or not word.isascii())


@cache
def _common() -> frozenset[str]:
    text = (files("airdate.pulse") / "common_words.txt").read_text("utf-8")
    return frozenset(text.split())
