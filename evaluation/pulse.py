"""How well moods and themes of posts are read: fit on one half, measured on the other.

python -m evaluation.pulse score          F1 of each label, both ways round, and the agreement
python -m evaluation.pulse fit            the weights that ship, fitted on both halves
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from airdate.pulse.features import features
from airdate.pulse.feeling import LABELS, MOODS, THEMES, Model, feel

_ROOT = Path(__file__).resolve().parent.parent
CORPUS = _ROOT / "corpus" / "pulse"
WEIGHTS = _ROOT / "src" / "airdate" / "pulse" / "weights.tsv"

_PENALTY = 1.0
"""Of the squared weights: of .3, 1, 3 the best by the halves, by little."""

_STEPS = 60
_BARS = tuple(n / 40 for n in range(6, 30))

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

    Method: logistic regression with squared weights held back, by Newton's steps; the bar of each
    label is where F1 is best on the posts left out of five folds.
    """
    found = [features(post["text"]) for post in posts]
    names = sorted({name for each in found for name in each})
    table = np.array([[each.get(name, 0.0) for name in names] for each in found])
    model: dict[str, tuple[float, Mapping[str, float]]] = {}
    for label in LABELS:
        truth = np.array([_soft(post, label) for post in posts])
        weights = _solved(table, truth)
        bar = _bar(table, truth)
        model[label] = (bar, dict(zip(names, weights.tolist(), strict=True)))
    return model


def _soft(post: Row, label: str) -> float:
    """Return the share of the hands by whom a label holds."""
    hands = [post["labels"], *([post["again"]] if "again" in post else [])]
    return sum(truths(hand)[label] for hand in hands) / len(hands)


def _solved(table: Any, truth: Any) -> Any:
    weights = np.zeros(table.shape[1])
    hold = np.full(table.shape[1], _PENALTY)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - truth) + hold * weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(hold)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _bar(table: Any, truth: Any) -> float:
    folds = np.arange(len(truth)) % 5
    chance = np.zeros(len(truth))
    for fold in range(5):
        weights = _solved(table[folds != fold], truth[folds != fold])
        chance[folds == fold] = 1 / (1 + np.exp(-np.clip(table[folds == fold] @ weights, -30, 30)))
    return max(_BARS, key=lambda bar: (_f1(chance >= bar, truth >= 0.5), -abs(bar - 0.5)))


def _f1(told: Any, truth: Any) -> float:
    hits = float(np.sum(told & truth))
    every = float(np.sum(told) + np.sum(truth))
    return 2 * hits / every if every else 0.0


def scored(posts: Sequence[Row], model: Model) -> dict[str, float]:
    """Return the F1 of each label against the writer's, and of all moods and themes together."""
    read = [feel(post["text"], model=model) for post in posts]
    told = {label: np.array([_told(each, label) for each in read], bool) for label in LABELS}
    return _figures(told, [truths(post["labels"]) for post in posts])


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
    print(f"{'':<12}" + "".join(f"{name:>17}" for name in figures))
    for label in (*LABELS, "moods", "themes"):
        cells = "".join(f"{each[label]:>17.2f}" for each in figures.values())
        print(f"{label:<12}{cells}")


if __name__ == "__main__":
    main()
