"""How well moods and themes of posts are read: fit on one half, measured on the other.

python -m evaluation.pulse score          F1 of each label, both ways round, and the agreement
python -m evaluation.pulse fit            the weights that ship, fitted on both halves
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from airdate.pulse.features import features
from airdate.pulse.feeling import LABELS, MOODS, THEMES, Model, feel

_ROOT = Path(__file__).resolve().parent.parent
CORPUS = _ROOT / "corpus" / "pulse"
WEIGHTS = _ROOT / "src" / "airdate" / "pulse" / "weights.tsv"

_FREEDOM = {"cue": 0.3, "of": 0.3, "no": 0.3, "word": 0.1, "vader": 1.0, "shape": 0.3}
"""Inverse penalties of squared weights, by the kind of feature."""

_BIAS = -2.0
_LEAST = 0.02
"""Weights nearer to 0 are left out."""

_FEW_POSTS = 3
_FOLDS = 5
"""Of the second half, for the figures of posts unseen by cues as by weights."""

_EXPECTED: Mapping[str, Mapping[str, float]] = {
    "glad": {"eager": 0.6, "trust": 0.6, "glad": 0.8, "cross": -0.6, "fear": -0.4},
    "cross": {"cross": 0.6, "fear": 0.8, "lost": 0.4, "long": 0.3, "want": 0.2, "glad": -0.4},
    "impatient": {"want": 0.7, "silent": 0.7, "long": 1.0},
    "hopeful": {"eager": 1.0, "trust": 1.0},
    "worried": {"fear": 1.2},
    "joking": {"laugh": 0.7, "mock": 0.7, "absurd": 1.2, "wry": 0.7},
    "relevance": {"lost": 1.2},
    "ageing": {"age": 1.2},
    "hype": {"hype": 1.0},
    "comparison": {"compare": 0.8, "works": 0.8},
    "plot": {"story": 0.7},
    "cast": {"people": 1.2, "people=": 0.5},
    "quality": {"craft": 0.8},
    "news": {"source": 0.6, "event": 0.8, "when": 0.6, "joking": 0.0},
}
"""Weights of the families of cues before any post is seen: what their names say."""

_STEPS = 60
_BAR = 0.22
"""Chance from which a label is told: half of the F1 that can be reached is where F1 is highest
(Lipton, Elkan and Naryanaswamy, ECML 2014). Bars of each label by itself fitted chance more."""

Row = Mapping[str, Any]


def rows(half: str) -> list[Row]:
    """Return the posts of a half: first or second."""
    text = (CORPUS / f"{half}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def truths(label: Row) -> dict[str, bool]:
    """Return whether each label holds by a hand."""
    told = {*label["moods"], *label["themes"]}
    found = {name: name in told for name in (*MOODS, *THEMES)}
    valence = label["valence"]
    return {"glad": valence > 0, "cross": valence < 0, **found, "news": label["news"]}


def fitted(posts: Sequence[Row]) -> Model:
    """Return the weights that explain the labels of posts best.

    Method: logistic regression whose squared weights are held back, those of words more than those
    of cues, from what their classes are expected to say; fitted to the share of the two hands.
    """
    found = [features(post["text"], title=post["title"]) for post in posts]
    names = _kept(found)
    table = np.array([[each.get(name, 0.0) for name in names] for each in found])
    free = np.array([_freedom(name) for name in names])
    model: dict[str, tuple[float, Mapping[str, float]]] = {}
    for label in LABELS:
        truth = np.array([_soft(post, label) for post in posts])
        start = np.array([_expected(label, name) for name in names])
        weights = _solved(table, truth, start, free)
        kept = {n: w for n, w in zip(names, weights.tolist(), strict=True) if abs(w) >= _LEAST}
        model[label] = (_BAR, kept)
    return model


def _kept(found: Sequence[Mapping[str, float]]) -> list[str]:
    """Return the features that are worth a weight: words of a few posts, all others."""
    seen = Counter(name for each in found for name in each)
    return sorted(
        name for name, n in seen.items() if n >= _FEW_POSTS or not name.startswith("word=")
    )


def _freedom(name: str) -> float:
    """Return how far the weight of a feature may go: the inverse of its penalty."""
    if name == "bias":
        return 100.0
    return _FREEDOM.get(name.partition("=")[0], _FREEDOM["shape"])


def _expected(label: str, name: str) -> float:
    """Return the weight that a feature is expected to have, before any post is seen."""
    if name == "bias":
        return _BIAS
    kind, _, family = name.partition("=")
    return _EXPECTED.get(label, {}).get(family if kind == "of" else name, 0.0)


def _soft(post: Row, label: str) -> float:
    """Return the share of the hands by whom a label holds."""
    hands = [post["labels"], *([post["again"]] if "again" in post else [])]
    return sum(truths(hand)[label] for hand in hands) / len(hands)


def _solved(table: Any, truth: Any, start: Any, free: Any) -> Any:
    """Return weights by Newton's steps, worked out over posts: there are fewer than features."""
    kernel = (table * free) @ table.T
    first = table @ start
    pull = np.zeros(len(truth))
    for _ in range(_STEPS):
        logit = first + kernel @ pull
        chance = _chances(logit)
        curve = np.maximum(chance * (1 - chance), 1e-3)
        goal = logit - first + (truth - chance) / curve
        moved = np.linalg.solve(kernel + np.diag(1 / curve), goal)
        done = np.abs(moved - pull).max() < 1e-5
        pull = moved
        if done:
            break
    return start + free * (table.T @ pull)


def _chances(logit: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-np.clip(logit, -30, 30)))


def _f1(told: Any, truth: Any) -> float:
    hits = float(np.sum(told & truth))
    every = float(np.sum(told) + np.sum(truth))
    return 2 * hits / every if every else 0.0


def scored(posts: Sequence[Row], model: Model) -> dict[str, float]:
    """Return the F1 of each label against the writer's, and of all moods and themes together."""
    return _compared(posts, _read(posts, model))


def folded(posts: Sequence[Row], others: Sequence[Row]) -> dict[str, float]:
    """Return the figures of posts, each fifth read by weights of the others and the rest."""
    read: dict[int, Any] = {}
    for fold in range(_FOLDS):
        rest = [post for n, post in enumerate(posts) if n % _FOLDS != fold]
        places = range(fold, len(posts), _FOLDS)
        told = _read([posts[n] for n in places], fitted([*others, *rest]))
        read |= dict(zip(places, told, strict=True))
    return _compared(posts, [read[n] for n in range(len(posts))])


def _read(posts: Sequence[Row], model: Model) -> list[Any]:
    return [feel(post["text"], title=post["title"], model=model) for post in posts]


def _compared(posts: Sequence[Row], read: Sequence[Any]) -> dict[str, float]:
    told = {label: np.array([_told(each, label) for each in read], bool) for label in LABELS}
    found = _figures(told, [truths(post["labels"]) for post in posts])
    jokes = [n for n, post in enumerate(posts) if "joking" in post["labels"]["moods"]]
    fooled = sum(told["news"][n] and not posts[n]["labels"]["news"] for n in jokes)
    hits = sum(told["news"][n] and posts[n]["labels"]["news"] for n in range(len(posts)))
    found["news told rightly"] = hits / max(1, int(np.sum(told["news"])))
    found["jokes as news"] = fooled / max(1, len(jokes))
    return found


def agreed(posts: Sequence[Row]) -> dict[str, float]:
    """Return the F1 of the second hand against the writer: what a reader could reach."""
    both = [post for post in posts if "again" in post]
    second = [truths(post["again"]) for post in both]
    told = {label: np.array([each[label] for each in second], bool) for label in LABELS}
    return _figures(told, [truths(post["labels"]) for post in both])


def _told(feeling: Any, label: str) -> bool:
    if label in ("glad", "cross"):
        return bool(feeling.valence == (1 if label == "glad" else -1))
    if label == "news":
        return bool(feeling.news)
    return label in feeling.moods or label in feeling.themes


def _figures(told: Mapping[str, Any], truth: Sequence[Mapping[str, bool]]) -> dict[str, float]:
    right = {label: np.array([each[label] for each in truth], bool) for label in LABELS}
    found = {label: _f1(told[label], right[label]) for label in LABELS}
    for name, group in (("moods", MOODS), ("themes", THEMES)):
        every = np.concatenate([told[label] for label in group])
        found[name] = _f1(every, np.concatenate([right[label] for label in group]))
    return found


def table(model: Model) -> str:
    """Return the weights as the table that ships."""
    lines = ["label\tfeature\tweight"]
    for label, (bar, weights) in model.items():
        lines.append(f"{label}\t>=\t{bar:.3f}")
        lines += [f"{label}\t{name}\t{value:.3f}" for name, value in sorted(weights.items())]
    return "\n".join(lines) + "\n"


def score() -> dict[str, dict[str, float]]:
    """Return the figures: fitted on one half and read on the other, and of two hands."""
    first, second = rows("first"), rows("second")
    return {
        "first -> second": scored(second, fitted(first)),
        "second -> first": scored(first, fitted(second)),
        "second, folded": folded(second, first),
        "two hands": agreed([*first, *second]),
    }


def main() -> None:
    """Fit or score."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("score", "fit"))
    if parser.parse_args().what == "fit":
        WEIGHTS.write_text(table(fitted([*rows("first"), *rows("second")])), encoding="utf-8")
        return
    figures = score()
    print(f"{'':<18}" + "".join(f"{name:>17}" for name in figures))
    for label in (*LABELS, "moods", "themes", "news told rightly", "jokes as news"):
        cells = "".join(f"{each.get(label, float('nan')):>17.2f}" for each in figures.values())
        print(f"{label:<18}{cells}")


if __name__ == "__main__":
    main()
