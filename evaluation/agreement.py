"""How far careful readers agree on the corpus: two labelled a part of it blind.

    python -m evaluation.agreement

Prints the F1 of each blind reader against the writer's labels, and of one against the other.
"""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from evaluation import corpus, shared


def labels(path: Path) -> dict[str, dict[str, Any]]:
    """Return the claims of a blind reader by passage."""
    with path.open(encoding="utf-8") as lines:
        return {found["id"]: found for found in map(json.loads, lines)}


def main() -> None:
    """Print the agreement of each pair of readers."""
    blind = {p.stem: labels(p) for p in sorted((corpus.FOLDER / "blind").glob("*.jsonl"))}
    ids = next(iter(blind.values())).keys()
    readers = {"writer": {p["id"]: p for p in corpus.passages() if p["id"] in ids}} | blind
    judge = shared.scorer("score_reading")
    print(f"{len(ids)} passages: " + ", ".join([*judge.LEVELS, *judge.CAST_LEVELS]))
    for (name, gold), (other, said) in combinations(readers.items(), 2):
        result = judge.score(gold, said)
        cells = [result["milestones"][level]["micro"][2] for level in judge.LEVELS]
        cells += [result["cast"][level]["micro"][2] for level in judge.CAST_LEVELS]
        print(f"{name} and {other}: " + "  ".join(f"{cell:.3f}" for cell in cells))


if __name__ == "__main__":
    main()
