"""A post → what weights are given to: cues of the lexicon, the sentiment library, its shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

# What is judged: the longest posts ramble, and their mood stands in the beginning.
LONGEST = 2_000

_QUOTED = re.compile(r"^\s{0,3}(?:>|&gt;).*$", re.MULTILINE)
_CAPS = re.compile(r"\b[A-Z]{3,}\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATED = re.compile(r"\b(?:not|no|never|n'?t|isn'?t|don'?t|won'?t|without)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:i|me|my|we|our|us)\b", re.IGNORECASE)


def features(text: str) -> dict[str, float]:
    """Return the features of a post by name, each 0 or more, most of them absent."""
    words = plain(text)
    found: dict[str, float] = {"bias": 1.0}
    for name, pattern in cues():
        hits = len(pattern.findall(words))
        if hits:
            found[f"cue={name}"] = min(hits, 3) ** 0.5
    found |= _sentiment(words)
    found |= _shape(words)
    return found


def plain(text: str) -> str:
    """Return a post without what it quotes, cut, with straight apostrophes."""
    own = _QUOTED.sub(" ", text)[:LONGEST] or text[:LONGEST]
    return own.replace("’", "'")


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the classes of the lexicon, each with what finds its cues."""
    by_class: dict[str, list[str]] = {}
    for cue, name, _ in rows():
        by_class.setdefault(name, []).append(cue)
    return tuple(
        (name, re.compile("|".join(map(_bounded, alternatives)), re.IGNORECASE))
        for name, alternatives in by_class.items()
    )


def _bounded(cue: str) -> str:
    """Return a cue that begins and ends at the bounds of words, where it has letters there.

    Words of Korean take their endings without a blank, so they are found within others.
    """
    if not cue.isascii() and re.search(r"[가-힣ㄱ-ㅎ]", cue):
        return f"(?:{cue})"
    return rf"(?<!\w)(?:{cue})(?!\w)"


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    """Return the lexicon: cue (an expression), class, example."""
    text = (files("airdate.pulse") / "lexicon.tsv").read_text("utf-8")
    split = (line.split("\t") for line in text.splitlines()[1:] if line)
    return tuple((cue, name, example) for cue, name, example in split)


def _shape(words: str) -> Mapping[str, float]:
    letters = [c for c in words if c.isalpha()]
    tokens = _WORD.findall(words)
    found = {
        "long": min(len(tokens), 80) / 40,
        "short": float(len(tokens) <= 6),
        "shouted": min(len(_CAPS.findall(words)), 4) / 2,
        "stressed": min(words.count("!"), 4) / 2,
        "asked": min(words.count("?"), 2) / 2,
        "trailing": float("..." in words or "…" in words),
        "negated": min(len(_NEGATED.findall(words)), 3) / 2,
        "personal": min(len(_PERSON.findall(words)), 4) / 2,
        "digits": min(sum(c.isdigit() for c in words), 8) / 4,
        "lower": float(bool(letters) and words.islower()),
        "drawn": float(bool(re.search(r"([a-z])\1{3,}", words, re.IGNORECASE))),
    }
    return {name: value for name, value in found.items() if value}


def _sentiment(words: str) -> Mapping[str, float]:
    scores = _library().polarity_scores(words)
    compound = scores["compound"]
    found = {
        "glad": max(0.0, compound),
        "cross": max(0.0, -compound),
        "pos": scores["pos"],
        "neg": scores["neg"],
        "mixed": 2 * min(scores["pos"], scores["neg"]),
    }
    return {f"vader={name}": value for name, value in found.items() if value}


@cache
def _library() -> Any:
    """Return VADER (Hutto and Gilbert, ICWSM 2014). Raises: UsageError where it is not there."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        from airdate.errors import UsageError

        raise UsageError(
            "The pulse needs a package that is not installed: vaderSentiment.",
            "Install it: pip install 'airdate[pulse]'",
        ) from error
    return SentimentIntensityAnalyzer()
