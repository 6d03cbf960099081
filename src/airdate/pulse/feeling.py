"""One post → how its writer feels, what of, and whether it tells news or jokes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from types import MappingProxyType

from airdate.pulse.features import features

MOODS = ("impatient", "hopeful", "worried", "joking")
THEMES = ("relevance", "ageing", "hype", "comparison", "plot", "cast", "quality")
LABELS = ("glad", "cross", *MOODS, *THEMES, "news")
"""What a post is judged for, each by itself: glad and cross are the two sides of its valence."""

Model = Mapping[str, tuple[float, Mapping[str, float]]]
"""For each label the chance from which it is told, and the weight of each feature."""


_SOBER = 3.0
"""How many times likelier news must be than a joke: mock news is told in the words of news."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """How a post was read. valence: -1, 0 or 1.  chances: of each label, 0..1."""

    valence: int
    moods: frozenset[str]
    themes: frozenset[str]
    news: bool
    chances: Mapping[str, float]


def feel(text: str, *, title: str | None = None, model: Model | None = None) -> Feeling:
    """Return how a post was read.

    title: of the thread that it stands in, where it is known: its words say nothing of the mood,
    and other works are told from it.
    Raises: UsageError where the sentiment library is not installed.
    Method: logistic regression on cues, the scores of VADER and the shape of the text; fitted on
    the posts of `corpus/pulse` (docs/pulse.md).
    """
    known = model or shipped()
    found = features(text, title=title)
    chances = {
        label: _chance(found, weights) for label, (_, weights) in known.items() if label in LABELS
    }
    told = {label for label, chance in chances.items() if chance >= known[label][0]}
    news = "news" in told and chances["news"] > _SOBER * chances["joking"]
    return Feeling(
        valence=_valence(told, chances),
        moods=frozenset(told.intersection(MOODS)),
        themes=frozenset(told.intersection(THEMES)),
        news=news,
        chances=MappingProxyType(chances),
    )


def _chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(value * weights.get(name, 0.0) for name, value in found.items())
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


def _valence(told: set[str], chances: Mapping[str, float]) -> int:
    if {"glad", "cross"} <= told:
        return 1 if chances["glad"] >= chances["cross"] else -1
    return ("glad" in told) - ("cross" in told)


@cache
def shipped() -> Model:
    """Return the weights that ship with airdate."""
    return parsed((files("airdate.pulse") / "weights.tsv").read_text("utf-8"))


def parsed(text: str) -> Model:
    """Return the weights of a table: label, feature, weight; the feature `>=` gives the chance."""
    bars: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines()[1:]:
        label, name, value = line.split("\t")
        if name == ">=":
            bars[label] = float(value)
        else:
            weights.setdefault(label, {})[name] = float(value)
    return MappingProxyType({label: (bars[label], weights[label]) for label in bars})
