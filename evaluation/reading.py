"""Score the reader on a folder of annotated articles, and list its costliest errors.

    python -m evaluation.reading [FOLDER] [--part all|aside|open] [--errors N] [--kind KIND]
                                 [--by-document] [--reliability]

FOLDER: documents as JSON (`shared/eval/reading/README.md`), beside the scorer `score_reading.py`.
`aside` is every third document, which is only ever measured; `open` is the rest. FOLDER may also
be that of the corpus (`corpus/reading`), of which a fifth is put aside.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from airdate import claims
from airdate.documents import compose
from airdate.model import Document
from evaluation import corpus

DEFAULT = Path(__file__).resolve().parents[2] / "shared/eval/reading/dev"


def document_of(article: dict[str, Any]) -> Document:
    """Return the document of an annotated article."""
    return compose(
        article["heading"],
        article["paragraphs"],
        outlet=article["outlet"],
        url=article["url"],
        published=date.fromisoformat(article["published"]),
        published_basis="given",
        name=article["id"],
        language=article.get("language", "en"),
    )


def articles(folder: Path, part: str) -> list[dict[str, Any]]:
    """Return the annotated articles of a part: all, aside (every third) or open (the rest)."""
    found = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(folder.glob("*.json"))]
    aside = {a["id"] for a in found[2::3]}
    if not found:
        found = [p for p in corpus.passages(folder) if p["language"] in claims.LANGUAGES]
        aside = {p["id"] for p in found if corpus.is_aside(p)}
    return [a for a in found if part == "all" or (a["id"] in aside) is (part == "aside")]


def predictions(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what the reader finds in each article, by its id, in the form of the scorer."""
    result = {}
    for article in found:
        document = document_of(article)
        reading = claims.read(document, anchor=document.published or date.min)
        result[article["id"]] = claims.jsonform(reading)
    return result


def scorer() -> ModuleType:
    """Return the scorer that lies beside the development set."""
    path = DEFAULT.parents[1] / "score_reading.py"
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def errors(
    scoring: ModuleType, found: list[dict[str, Any]], predicted: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind of error, document, what) for milestones missed, invented or read wrongly."""
    for article in found:
        gold, said = (
            scoring.collapse(x["milestones"], scoring.milestone_key, "source")
            for x in (article, predicted[article["id"]])
        )
        matched = scoring.match(gold, said, scoring.milestone_agreement)
        yield from _misread(article, matched)
        for claim in gold:
            if not any(g is claim for g, _, _ in matched):
                yield f"missed {claim['event']}", article["id"], _line(article, claim)
        for claim in said:
            if not any(p is claim for _, p, _ in matched):
                what = _line(article, claim) + f" <{claim['rule']}>"
                yield f"invented {claim['event']}", article["id"], what


def _misread(article: dict[str, Any], matched: list[Any]) -> Iterator[tuple[str, str, str]]:
    names = ("when", "overlap", "status", "season", "source")
    for gold, said, agreed in matched:
        for name, right in zip(names, agreed, strict=True):
            if not right and name != "overlap":
                what = f"{gold[name]} was read as {said[name]} <{said['rule']}>"
                yield f"wrong {name}", article["id"], f"{what}\n      {_line(article, gold)}"


def _line(article: dict[str, Any], claim: dict[str, Any]) -> str:
    number = min(claim["sentence"], len(article["sentences"]) - 1)
    fields = [claim[k] for k in ("title", "season", "event", "when", "phrase", "status", "source")]
    return f"{fields} {number}: {article['sentences'][number]}"


def main() -> None:
    """Print the scores, then the errors by kind, the costliest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--part", choices=("all", "aside", "open"), default="all")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--kind", default="", help="only errors whose kind starts so")
    parser.add_argument("--by-document", action="store_true")
    parser.add_argument("--by-kind", action="store_true", help="by kind of article")
    parser.add_argument("--reliability", action="store_true")
    options = parser.parse_args()
    found = articles(options.folder, options.part)
    predicted = predictions(found)
    scoring = scorer()
    scoring.report(scoring.score({a["id"]: a for a in found}, predicted))
    if options.by_document:
        _print_by_document(scoring, found, predicted=predicted)
    if options.by_kind:
        _print_by_kind(scoring, found, predicted=predicted)
    if options.reliability:
        _print_reliability(scoring, found, predicted=predicted)
    if options.errors:
        # what is put aside is for figures only: its texts are never shown
        shown = [a for a in found if a in articles(options.folder, "open")]
        print_errors(list(errors(scoring, shown, predicted)), options.errors, kind=options.kind)


def _print_by_document(
    scoring: ModuleType, found: list[dict[str, Any]], *, predicted: dict[str, dict[str, Any]]
) -> None:
    print()
    for article in found:
        each = scoring.score({article["id"]: article}, predicted)["milestones"]
        cells = " ".join(f"{each[level]['micro'][2]:6.3f}" for level in scoring.LEVELS)
        print(article["id"], cells, article["outlet"])


def _print_by_kind(
    scoring: ModuleType, found: list[dict[str, Any]], *, predicted: dict[str, dict[str, Any]]
) -> None:
    print("\nkind       articles  " + "  ".join([*scoring.LEVELS, *scoring.CAST_LEVELS]))
    for kind in sorted({a.get("kind", "?") for a in found}):
        of_kind = {a["id"]: a for a in found if a.get("kind", "?") == kind}
        scores = scoring.score(of_kind, predicted)
        cells = [scores["milestones"][level]["micro"][2] for level in scoring.LEVELS]
        cells += [scores["cast"][level]["micro"][2] for level in scoring.CAST_LEVELS]
        print(f"{kind:10s} {len(of_kind):8d}  " + "  ".join(f"{cell:.3f}" for cell in cells))


def _print_reliability(
    scoring: ModuleType, found: list[dict[str, Any]], *, predicted: dict[str, dict[str, Any]]
) -> None:
    """Print how often milestones of a confidence are right in event, range and status."""
    bins: dict[float, list[bool]] = {}
    for article in found:
        gold, said = (
            scoring.collapse(x["milestones"], scoring.milestone_key, "source")
            for x in (article, predicted[article["id"]])
        )
        matched = scoring.match(gold, said, scoring.milestone_agreement)
        right = {id(claim) for _, claim, agreed in matched if agreed[0] and agreed[2]}
        for claim in said:
            bins.setdefault(round(claim["confidence"], 1), []).append(id(claim) in right)
    print("\nconfidence  claims  right")
    for confidence, hits in sorted(bins.items()):
        print(f"{confidence:10.1f} {len(hits):7d} {sum(hits) / len(hits):6.2f}")


def print_errors(found: list[tuple[str, str, str]], most: int, *, kind: str = "") -> None:
    """Print errors by their kind, the most frequent first; only kinds that begin with `kind`."""
    names = sorted({k for k, _, _ in found}, key=lambda k: -sum(e[0] == k for e in found))
    for name in names:
        if not name.startswith(kind):
            continue
        of_kind = [e for e in found if e[0] == name]
        print(f"\n{name}: {len(of_kind)}")
        for _, document, what in of_kind[:most]:
            print(f"  {document} {what}")


if __name__ == "__main__":
    main()
