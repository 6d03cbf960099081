"""Score the Korean reader on the Korean passages of the corpus, and list what it gets wrong.

    python -m evaluation.korean [--part open|aside|all] [--errors]
    python -m evaluation.korean --count-syllables > src/airdate/claims/ko/foreign_syllables.tsv

`aside` is every fifth passage, which is only ever measured: `--errors` is refused for it.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from types import ModuleType
from typing import Any

from airdate import claims
from airdate.claims.jsonform import jsonform
from airdate.documents import compose
from airdate.model import Document
from evaluation import corpus, reading


def document_of(passage: dict[str, Any]) -> Document:
    """Return the document of a passage, in its language."""
    return compose(
        passage["heading"],
        passage["paragraphs"],
        outlet=passage["outlet"],
        published=date.fromisoformat(passage["published"]),
        name=passage["id"],
        language=passage["language"],
    )


def passages(part: str) -> list[dict[str, Any]]:
    """Return the Korean passages of a part: open, aside or all."""
    found = [p for p in corpus.passages() if p["language"] == "ko"]
    return [p for p in found if part == "all" or corpus.is_aside(p) is (part == "aside")]


def predictions(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return what the reader finds in each passage, by its id."""
    read = {}
    for passage in found:
        document = document_of(passage)
        said = claims.read(document, anchor=document.published or date.min)
        read[passage["id"]] = jsonform(said)
    return read


def count_syllables() -> Iterator[tuple[str, float]]:
    """Yield (syllable, weight): the log of how much more often it is in names from abroad.

    Counted in the names of `foreign_names.txt` and in the open passages without their people, with
    half a count added on both sides.
    """
    lines = files("airdate.claims.ko").joinpath("foreign_names.txt").read_text("utf-8").splitlines()
    names = Counter("".join(line for line in lines if not line.startswith("#")).replace(" ", ""))
    texts: Counter[str] = Counter()
    for passage in passages("open"):
        text = " ".join(passage["sentences"])
        for claim in passage["cast"]:
            text = text.replace(claim["person"], "")
        texts.update(re.findall("[가-힣]", text))
    kinds = len(names.keys() | texts.keys())
    for syllable in sorted(names.keys() | texts.keys()):
        in_names = (names[syllable] + 0.5) / (names.total() + 0.5 * kinds)
        in_texts = (texts[syllable] + 0.5) / (texts.total() + 0.5 * kinds)
        yield syllable, math.log(in_names / in_texts)


def main() -> None:
    """Print the scores, and the errors of the open part where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("open", "aside", "all"), default="open")
    parser.add_argument("--errors", action="store_true", help="list misses and false finds")
    parser.add_argument("--count-syllables", action="store_true", help="weigh syllables of names")
    options = parser.parse_args()
    if options.count_syllables:
        print("syllable\tweight")
        for syllable, weight in count_syllables():
            print(f"{syllable}\t{weight:.2f}")
        return
    if options.errors and options.part != "open":
        raise SystemExit("errors are shown of the open part alone; the rest is only measured")
    found = passages(options.part)
    read = predictions(found)
    scoring = reading.scorer()
    scoring.report(scoring.score({p["id"]: p for p in found}, read))
    if options.errors:
        wrong = list(reading.errors(scoring, found, read)) + list(_of_cast(scoring, found, read))
        reading.print_errors(wrong, len(wrong))


def _of_cast(
    scoring: ModuleType, found: list[dict[str, Any]], read: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind of error, passage, what) for people missed, invented or given another kind."""
    for passage in found:
        gold, said = (
            scoring.collapse(x["cast"], scoring.cast_key, "character")
            for x in (passage, read[passage["id"]])
        )
        matched = scoring.match(gold, said, scoring.cast_agreement)
        for claim in gold:
            if not any(g is claim for g, _, _ in matched):
                yield "missed person", passage["id"], _line(passage, claim)
        for claim in said:
            if not any(p is claim for _, p, _ in matched):
                yield "invented person", passage["id"], _line(passage, claim)
        for one, other, agreed in matched:
            if not agreed[0]:
                yield "wrong kind", passage["id"], f"{other['kind']} for {_line(passage, one)}"


def _line(passage: dict[str, Any], claim: dict[str, Any]) -> str:
    number = min(claim["sentence"], len(passage["sentences"]) - 1)
    fields = [claim[k] for k in ("title", "season", "person", "character", "kind")]
    return f"{fields} {number}: {passage['sentences'][number]}"


if __name__ == "__main__":
    main()
