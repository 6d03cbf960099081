"""Fit the weights of the Korean reader on the open Korean passages, or measure them out of fold.

python -m evaluation.train_korean             fit, write src/airdate/claims/ko/weights_*.tsv
python -m evaluation.train_korean --folds 5   measure out of fold, write nothing
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from airdate.claims.choice import Model
from airdate.claims.ko import signs, weighed
from airdate.claims.ko.reader import read
from airdate.model import Installment, title_key
from evaluation import fit, korean, reading

KINDS = ("none", "cast", "returning", "new", "departing")
FOLDER = Path(__file__).resolve().parents[1] / "src" / "airdate" / "claims" / "ko"
PENALTY = fit.Penalty(l1=1.5, l2=1.0)
Passage = dict[str, Any]


def examples(passage: Passage) -> Iterator[tuple[list[str], str]]:
    """Yield (signs, kind) of each person that the reader weighs in a passage."""
    met: list[tuple[list[str], str, Installment]] = []
    signs_of = signs.of_person

    def noted(seen: Any, told: Any, *, rule: str) -> list[str]:
        found = signs_of(seen, told, rule=rule)
        met.append((found, seen.person.name, told.subject))
        return found

    document = korean.document_of(passage)
    with patch.object(signs, "of_person", noted), weighed.using({"kind": Model(KINDS, {})}):
        read(document, anchor=document.published or date.min)
    for found, name, subject in met:
        yield found, _label(passage, name, subject.title)


def _label(passage: Passage, name: str, title: str) -> str:
    """Return what someone is to a work in the labels of a passage: the kind that tells most."""
    found = {
        claim["kind"]
        for claim in passage["cast"]
        if title_key(claim["title"]) == title_key(title)
        and (name in claim["person"].split() or name == claim["person"])
    }
    return next((k for k in ("departing", "new", "returning", "cast") if k in found), "none")


def fitted(passages: Sequence[Passage]) -> dict[str, Model]:
    """Return the models fitted on passages."""
    found = [example for passage in passages for example in examples(passage)]
    weights = fit.fit_labels(
        [signs_ for signs_, _ in found], [kind for _, kind in found], labels=KINDS, penalty=PENALTY
    )
    return {"kind": Model(KINDS, weights)}


def write(models: dict[str, Model]) -> None:
    """Write models beside the pack, a row a feature, in the order of the features."""
    for name, model in models.items():
        lines = ["\t".join(("feature", *model.labels))]
        for feature, weights in sorted(model.weights.items()):
            lines.append("\t".join((feature, *(f"{w:.3f}" if w else "" for w in weights))))
        (FOLDER / f"weights_{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def out_of_fold(passages: Sequence[Passage], folds: int) -> dict[str, Any]:
    """Return what the reader finds in passages that its weights have not seen, by their ids."""
    found: dict[str, Any] = {}
    for fold in range(folds):
        models = fitted([p for n, p in enumerate(passages) if n % folds != fold])
        with weighed.using(models):
            found |= korean.predictions([p for n, p in enumerate(passages) if n % folds == fold])
    return found


def main() -> None:
    """Fit and write, or print the scores out of fold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    passages = korean.passages("open")
    if not options.folds:
        write(fitted(passages))
        return
    scoring = reading.scorer()
    gold = {p["id"]: p for p in passages}
    scoring.report(scoring.score(gold, out_of_fold(passages, options.folds)))


if __name__ == "__main__":
    main()
