"""Sums of the traits of names: the same as those of the named features, model by model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from evaluation.reading import document_of

from airdate.claims import mentions
from airdate.claims.choice import Model, model, using
from airdate.claims.title_scores import scores
from airdate.documents import compose
from airdate.model import Document
from evaluation import corpus

SOURCE = Path(__file__).parents[2] / "src"


def _texts() -> list[Document]:
    return [document_of(p) for p in corpus.passages(corpus.FOLDER) if p["language"] == "en"]


def _named(document: Document) -> list[complex]:
    """Return the sums over the features by name."""
    found = mentions.possible(document)
    traits = [mentions.traits(document, n, p, others=found.keys()) for n, p in found.items()]
    return [complex(model("main").score(f), model("titles").score(f)) for f in traits]


def test_sums_are_those_of_the_named_features() -> None:
    """In every text of the corpus each name has the sum of the weights of its features."""
    for document in _texts():
        found = mentions.possible(document)
        assert pytest.approx(_named(document), abs=1e-9) == scores(document, found)


def test_other_models_in_place_are_asked() -> None:
    """While other models are fitted, their weights count, and afterwards those that are kept."""
    document = compose("'Night Ferry' returns", ["Night Ferry is back in May."])
    found = mentions.possible(document)
    kept = scores(document, found)
    with using({"main": Model(("score",), {"1": (2.5,)})}):
        assert {2.5} == {score.real for score in scores(document, found)}
    assert kept == scores(document, found)


def test_the_sums_do_not_hang_on_the_order_of_sets() -> None:
    """Two runs with other hash seeds give the same, to the last bit."""
    script = (
        "from airdate.claims import mentions; from airdate.claims.title_scores import scores; "
        "from airdate.documents import compose; "
        "text = compose('Night Ferry returns', ['The second season of Night Ferry, with Mia Hart, "
        "is on Netflix in May.', 'Variety says that “Iron Gull” and Kingdom 2: Ashes wait.']); "
        "print(scores(text, mentions.possible(text)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert 1 == len(said)
