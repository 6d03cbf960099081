"""Score the cast claims of the reader, by rule and by confidence, and list their errors.

    python -m evaluation.cast [FOLDER] [--part all|aside|open] [--one-title] [--by-hand] [--errors]

FOLDER: as in `evaluation.reading`.  `--one-title` takes all titles to be one, so that only what is
read of the persons counts; `--by-hand` scores each hand of the corpus by itself.  Errors are
listed for the open part alone: the part aside is
only ever measured.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from airdate.claims import attribution, cast, titles
from airdate.model import Claim, Credit
from evaluation.reading import DEFAULT, articles, document_of, scorer

Outcome = tuple[dict[str, Any], bool, bool]


def predicted(claim: Claim) -> dict[str, Any]:
    """Return a cast claim in the form of the scorer, with its rule and confidence."""
    credit = claim.statement
    if not isinstance(credit, Credit):
        raise TypeError(f"not a cast claim: {claim}")
    return {
        "title": claim.subject.title,
        "season": claim.subject.season,
        "person": credit.person,
        "character": credit.character,
        "kind": credit.kind.value,
        "sentence": claim.sentence,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def read(article: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cast claims that are found in an article."""
    document = document_of(article)
    claims = cast.read(
        document, subjects=titles.subjects(document), credits=attribution.credits(document)
    )
    return [predicted(claim) for claim in claims]


def outcomes(
    scoring: ModuleType, found: list[dict[str, Any]], said: dict[str, list[dict[str, Any]]]
) -> Iterator[Outcome]:
    """Yield each claim with whether its person is right, and whether its kind is as well."""
    for article in found:
        gold = scoring.collapse(article["cast"], scoring.cast_key, "character")
        claims = scoring.collapse(said[article["id"]], scoring.cast_key, "character")
        agreed = {id(p): a for _, p, a in scoring.match(gold, claims, scoring.cast_agreement)}
        for claim in claims:
            right = agreed.get(id(claim))
            yield claim, right is not None, bool(right and right[0])


def report(results: list[Outcome]) -> None:
    """Print precision by rule, and the reliability of the confidences."""
    by_rule: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_tenth: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for claim, person, kind in results:
        for counts in (by_rule[claim["rule"]], by_tenth[int(claim["confidence"] * 10)]):
            counts.update(claims=1, person=person, kind=kind)
    print("\nconfidence  claims  person   kind")
    for tenth, counts in sorted(by_tenth.items()):
        print(f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}  {_shares(counts)}")
    print("\nrule                claims  person   kind")
    for rule, counts in sorted(by_rule.items(), key=lambda r: -r[1]["claims"]):
        print(f"{rule:<18}  {_shares(counts)}")


def _shares(counts: Counter[str]) -> str:
    total = counts["claims"]
    return f"{total:6d}  {counts['person'] / total:6.2f} {counts['kind'] / total:6.2f}"


def errors(
    scoring: ModuleType, article: dict[str, Any], said: list[dict[str, Any]]
) -> Iterator[str]:
    """Yield the errors in an article, one a line: missed, invented, of another kind or part."""
    gold = scoring.collapse(article["cast"], scoring.cast_key, "character")
    claims = scoring.collapse(said, scoring.cast_key, "character")
    matched = scoring.match(gold, claims, scoring.cast_agreement)
    for claim in gold:
        if not any(g is claim for g, _, _ in matched):
            yield f"missed    {_line(article, claim)}"
    for claim in claims:
        if not any(p is claim for _, p, _ in matched):
            yield f"invented  {_line(article, claim)} <{claim['rule']}>"
    for claim, other, (kind, _, part) in matched:
        if not kind:
            yield f"kind      {other['kind']} for {_line(article, claim)} <{other['rule']}>"
        if not part:
            yield f"part      {other['character']} for {_line(article, claim)} <{other['rule']}>"


def _line(article: dict[str, Any], claim: dict[str, Any]) -> str:
    sentence = article["sentences"][claim["sentence"]]
    who = f"{claim['person']}: {claim['kind']} of {claim['title']} {claim['season'] or ''}"
    return f"{article['id']} {who.strip()}\n            {sentence}"


def of_one_title(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return claims with their titles set to one."""
    return [{**claim, "title": "one"} for claim in claims]


def untitled(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return articles with the titles of their cast claims set to one."""
    return [{**article, "cast": of_one_title(article["cast"])} for article in found]


def summary(found: list[dict[str, Any]], said: dict[str, list[dict[str, Any]]]) -> None:
    """Print precision, recall and F1 of persons and kinds, and the accuracy of the rest."""
    gold = {a["id"]: a for a in found}
    score = scorer().score(gold, {i: {"cast": said[i]} for i in gold})
    for level, figures in score["cast"].items():
        print(f"{level:<15}  P {figures['micro'][0]:.3f}  R {figures['micro'][1]:.3f}", end="")
        print(f"  F1 {figures['micro'][2]:.3f}")
    for name, share in score["cast accuracy on matched"].items():
        print(f"{name:<15}  {share or 0.0:.3f} of the matched")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--part", choices=("all", "aside", "open"), default="all")
    parser.add_argument("--one-title", action="store_true")
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found = [a for a in articles(options.folder, options.part) if a.get("language", "en") == "en"]
    said = {article["id"]: read(article) for article in found}
    if options.one_title:
        found = untitled(found)
        said = {i: of_one_title(claims) for i, claims in said.items()}
    summary(found, said)
    report(list(outcomes(scorer(), found, said)))
    if options.by_hand:
        for hand in sorted({a["id"].rpartition("-")[0] for a in found}):
            print(f"\n{hand}")
            summary([a for a in found if a["id"].startswith(hand)], said)
    if options.errors:
        shown = {a["id"] for a in articles(options.folder, "open")}
        for article in found:
            if article["id"] in shown:
                print(*errors(scorer(), article, said[article["id"]]), sep="\n")


if __name__ == "__main__":
    main()
