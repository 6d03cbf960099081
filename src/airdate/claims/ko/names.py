"""Words and their endings: what is a name, and which particle sticks to it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from airdate.claims.ko.lexicon import one_of, words

# 이 and 은 end many given names (김고은, 이하이), 과 and 를 none.
_DOUBTFUL = frozenset("이은도나로만")
# Family names that four in five people bear: with another, an ending 은 is a particle.
_FREQUENT = frozenset("김이박최정강조윤장임한오서신권황안송류전홍고문")
# Marks of agreement and rank that may stand between a name and its particle.
_RANKED = re.compile(r"(?:\s?(?:씨|님|선배))+$")


@cache
def particles() -> re.Pattern[str]:
    """Return a pattern for a particle that ends a word."""
    return re.compile(rf"{one_of('particle')}(?![가-힣A-Za-z0-9])")


def begins_like_a_name(word: str) -> bool:
    """Return whether a word of two to four syllables begins with a family name."""
    if word.startswith(words("surname2")):
        return 3 <= len(word) <= 4
    return 2 <= len(word) <= 3 and word[0] in words("surname")


@lru_cache(maxsize=20_000)  # the words of some dozen articles
def person_in(token: str) -> tuple[str, str] | None:
    """Return (name, particle) of a word that can be a Korean name of a person, else None.

    `김혜윤이` is 김혜윤 and 이, `김고은` a whole name, `수지가` is 수지 and 가: the form of three
    syllables that begins with a family name is preferred.
    """
    found: list[tuple[int, str, str]] = []
    for size in range(2, min(len(token), 4) + 1):
        name, rest = token[:size], token[size:]
        if rest and not particles().fullmatch(rest):
            continue
        if not begins_like_a_name(name):
            continue
        if size == 3 and not rest and name[-1] in "가과와를을의는에이":
            continue
        if size == 3 and not rest and name[-1] == "은" and name[0] not in _FREQUENT:
            continue
        found.append((_rank(name, rest), name, rest))
    if not found:
        return None
    _, name, rest = max(found)
    return name, rest


def _rank(name: str, rest: str) -> int:
    if name.startswith(words("surname2")):
        return 4 if rest else 3
    if len(name) == 3:
        return 2
    return 1 if rest and rest not in _DOUBTFUL else 0


def stripped(words_of_name: str) -> str:
    """Return a name without the particle and the marks of rank that stick to it."""
    bare = words_of_name.strip(" ,·'\"‘’“”<>()[]")
    found = re.search(rf"(?<=[^\s]){one_of('particle')}$", bare)
    if found and len(bare) - len(found[0]) >= 2:
        bare = bare[: found.start()]
    return _RANKED.sub("", bare).strip()
