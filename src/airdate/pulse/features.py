"""A post → what weights are given to: cues, words, the sentiment library, its shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from airdate.pulse.cues import found_cues, tokens
from airdate.pulse.works import other_works, people, without_title

# What is judged: the longest posts ramble, and their mood stands in the beginning.
LONGEST = 2_000

_QUOTED = re.compile(r"^\s{0,3}(?:>|&gt;).*$", re.MULTILINE)
_CAPS = re.compile(r"\b[A-Z]{3,}\b")
_STOPS = re.compile(r"[.!?…\n]+")
_HANGUL = re.compile(r"[가-힣]{2,}")
_NEGATED = frozenset(
    ["not", "no", "never", "nothing", "isnt", "dont", "wont", "cant", "didnt", "doesnt", "without"]
)
_PERSON = frozenset(["i", "im", "ive", "id", "ill", "me", "my", "we", "our", "us", "weve", "were"])
_SIGNS = frozenset('.!?…\n;:,()"/%$#@→>')


def features(text: str, *, title: str | None = None) -> dict[str, float]:
    """Return the features of a post by name, each 0 or more, most of them absent.

    title: of the thread that it stands in; its words say nothing of the mood.
    """
    own = plain(text)
    told = without_title(own, title)
    words = tokens(told)
    found: dict[str, float] = {"bias": 1.0}
    found |= _cues(told, words)
    found |= _names(own, title)
    found |= {f"word={word}": 1.0 for word in _words(told, words)}
    found |= _sentiment(told)
    found |= _shape(told, words)
    return found


def plain(text: str) -> str:
    """Return a post without what it quotes, cut, with straight apostrophes."""
    head = text[: 2 * LONGEST]
    own = _QUOTED.sub(" ", head)[:LONGEST]
    return (own if own.strip() else head[:LONGEST]).replace("’", "'")


def _cues(text: str, words: Sequence[str]) -> dict[str, float]:
    """Return each class of cues by how often it is told, and the families that they are of."""
    seen: Counter[str] = Counter()
    places: set[tuple[str, int]] = set()
    for name, at, denied in found_cues(text, words):
        if (name, at) in places:
            continue
        places.add((name, at))
        family = name.partition(".")[0]
        seen[f"no={family}" if denied else f"cue={name}"] += 1
        if not denied:
            seen[f"of={family}"] += 1
    return {name: min(count, 3) ** 0.5 for name, count in seen.items()}


def _names(text: str, title: str | None) -> dict[str, float]:
    works, persons = len(other_works(text, title)), people(text)
    found = {"works": min(works, 3) ** 0.5, "people": min(persons, 2) ** 0.5}
    return {name: value for name, value in found.items() if value}


def _words(text: str, words: Sequence[str]) -> Iterator[str]:
    """Yield words, pairs of words, and pairs of syllables of Korean, which joins its endings."""
    told = [word for word in words if word not in _SIGNS]
    yield from (word for word in told if not word[0].isdigit())
    yield from (f"{a}_{b}" for a, b in pairwise(told) if not (a[0].isdigit() or b[0].isdigit()))
    for run in _HANGUL.findall(text):
        yield from (run[n : n + 2] for n in range(len(run) - 1))


def _shape(text: str, words: Sequence[str]) -> Mapping[str, float]:
    letters = [c for c in text if c.isalpha()]
    told = [word for word in words if word not in _SIGNS]
    sentences = [part for part in _STOPS.split(text) if part.strip()]
    found = {
        "long": min(len(told), 80) / 40,
        "short": float(len(told) <= 6),
        "sentences": min(len(sentences), 6) / 3,
        "curt": min(sum(len(part.split()) <= 3 for part in sentences), 3) / 3,
        "shouted": min(len(_CAPS.findall(text)), 4) / 2,
        "stressed": min(text.count("!"), 4) / 2,
        "asked": min(text.count("?"), 2) / 2,
        "asks alone": float(text.rstrip().endswith("?") and len(sentences) == 1),
        "trailing": float("..." in text or "…" in text),
        "negated": min(sum(word in _NEGATED for word in told), 3) / 2,
        "personal": min(sum(word in _PERSON for word in told), 4) / 2,
        "digits": min(sum(c.isdigit() for c in text), 8) / 4,
        "quotes": float(text.count('"') >= 2),
        "lower": float(bool(letters) and text.islower()),
        "drawn": float(bool(re.search(r"([a-z])\1{3,}", text, re.IGNORECASE))),
        "foreign": float(not text.isascii() and bool(_HANGUL.search(text))),
    }
    return {name: value for name, value in found.items() if value}


def _sentiment(text: str) -> Mapping[str, float]:
    """Return the scores of VADER: of the whole, and of its last sentence, where posts turn."""
    scores = _library().polarity_scores(text)
    compound = scores["compound"]
    parts = [part for part in _STOPS.split(text) if part.strip()]
    last = _library().polarity_scores(parts[-1])["compound"] if len(parts) > 1 else compound
    found = {
        "glad": max(0.0, compound),
        "cross": max(0.0, -compound),
        "pos": scores["pos"],
        "neg": scores["neg"],
        "mixed": 2 * min(scores["pos"], scores["neg"]),
        "ends glad": max(0.0, last),
        "ends cross": max(0.0, -last),
    }
    return {f"vader={name}": value for name, value in found.items() if value}


@cache
def _library() -> Any:
    """Return VADER (Hutto and Gilbert, ICWSM 2014). Raises: UsageError where it is not there."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        from airdate.errors import UsageError, installing

        raise UsageError(
            "The pulse needs a package that is not installed: vaderSentiment.",
            f"Install it: {installing('pulse')}",
        ) from error
    return SentimentIntensityAnalyzer()
