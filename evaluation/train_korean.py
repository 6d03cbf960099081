"""Fit the weights of the Korean reader on the open Korean passages, or measure them out of fold.

python -m evaluation.train_korean             fit, write src/airdate/claims/ko/weights_*.tsv
python -m evaluation.train_korean --folds 5   measure out of fold, write nothing
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from airdate.claims.choice import Model, using
from airdate.claims.ko import marks, signs
from airdate.claims.ko.reader import read
from airdate.model import Installment, title_key
from evaluation import fit, korean, reading

KINDS = ("none", "cast", "returning", "new", "departing")
STATUSES = ("none", "done", "planned", "expected", "rumoured", "dropped", "denied")
STATUS_PENALTY = fit.Penalty(l1=1.0, l2=0.5)
FOLDER = Path(__file__).resolve().parents[1] / "src" / "airdate" / "claims" / "ko"
PENALTY = fit.Penalty(l1=1.5, l2=1.0)
Passage = dict[str, Any]
# Models that choose nothing, while examples are gathered.
BLANK = {"ko/kind": Model(KINDS, {}), "ko/status": Model(STATUSES, {})}


def examples(passage: Passage) -> Iterator[tuple[list[str], str]]:
    """Yield (signs, kind) of each person that the reader weighs in a passage."""
    met: list[tuple[list[str], str, Installment]] = []
    signs_of = signs.of_person

    def noted(seen: Any, told: Any, *, rule: str) -> list[str]:
        found = signs_of(seen, told, rule=rule)
        met.append((found, seen.person.name, told.subject))
        return found

    document = korean.document_of(passage)
    with patch.object(signs, "of_person", noted), using(BLANK):
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


def drafts(passage: Passage, scoring: ModuleType) -> Iterator[tuple[list[str], str]]:
    """Yield (signs, status) of each draft of a milestone in a passage, `none` where it is none."""
    met: list[tuple[list[str], Any]] = []
    signs_of = marks.of_draft

    def noted(line: Any, found: Any, others: Any) -> list[str]:
        told = signs_of(line, found, others)
        met.append((told, found))
        return told

    document = korean.document_of(passage)
    same = Model(STATUSES, {f"status={s}": _only(s) for s in STATUSES[1:]})
    with (
        patch.object(marks, "of_draft", noted),
        using({"ko/status": same, "ko/kind": Model(KINDS, {})}),
    ):
        read(document, anchor=document.published or date.min)
    said = [
        {
            "title": found.subject.title,
            "season": found.subject.season,
            "event": found.event,
            "when": str(found.when) if found.when else None,
            "status": found.status,
            "source": None,
            "number": number,
        }
        for number, (_, found) in enumerate(met)
    ]
    # Repeats of a claim all have the status of the label that they agree with best.
    for number, (told, _) in enumerate(met):
        yield told, _status_of(said[number], passage["milestones"], scoring)


def _only(status: str) -> tuple[float, ...]:
    return tuple(9.0 if s == status else 0.0 for s in STATUSES)


def _status_of(claim: dict[str, Any], labels: list[dict[str, Any]], scoring: ModuleType) -> str:
    """Return the status of the label that a draft agrees with best, `none` where there is none."""
    best: tuple[Any, str] | None = None
    for label in labels:
        agreed = scoring.milestone_agreement(label | {"source": [None]}, claim | {"source": [None]})
        if agreed is None or not agreed[1]:
            continue
        key = (agreed[0], agreed[2])
        if best is None or key > best[0]:
            best = (key, label["status"])
    return best[1] if best else "none"


def fitted(passages: Sequence[Passage]) -> dict[str, Model]:
    """Return the models fitted on passages."""
    found = [example for passage in passages for example in examples(passage)]
    weights = fit.fit_labels(
        [signs_ for signs_, _ in found], [kind for _, kind in found], labels=KINDS, penalty=PENALTY
    )
    scoring = reading.scorer()
    told = [example for passage in passages for example in drafts(passage, scoring)]
    sure = fit.fit_labels(
        [signs for signs, _ in told], [s for _, s in told], labels=STATUSES, penalty=STATUS_PENALTY
    )
    return {"ko/kind": Model(KINDS, weights), "ko/status": Model(STATUSES, sure)}


def write(models: dict[str, Model]) -> None:
    """Write models beside the pack, a row a feature, in the order of the features."""
    for name, model in models.items():
        lines = ["\t".join(("feature", *model.labels))]
        for feature, weights in sorted(model.weights.items()):
            lines.append("\t".join((feature, *(f"{w:.3f}" if w else "" for w in weights))))
        (FOLDER / f"weights_{name.partition('/')[2]}.tsv").write_text(
            "\n".join(lines) + "\n", encoding="utf-8"
        )


def out_of_fold(passages: Sequence[Passage], folds: int) -> dict[str, Any]:
    """Return what the reader finds in passages that its weights have not seen, by their ids."""
    found: dict[str, Any] = {}
    for fold in range(folds):
        models = fitted([p for n, p in enumerate(passages) if n % folds != fold])
        with using(models):
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
