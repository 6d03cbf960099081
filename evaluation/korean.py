"""Score the Korean reader on the Korean passages of the corpus, and list what it gets wrong.

    python -m evaluation.korean [--part open|aside|all] [--errors]
    python -m evaluation.korean --count foreign > src/airdate/claims/ko/foreign_syllables.tsv
    python -m evaluation.korean --count names > src/airdate/claims/ko/name_syllables.tsv

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
from airdate.claims.ko import lexicon
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


def count_foreign() -> Iterator[tuple[str, float]]:
    """Yield (syllable, weight): the log of how much more often it is in names from abroad.

    Counted in the names of `foreign_names.txt` and in the open passages without their people.
    """
    names = Counter("".join(_listed("foreign_names.txt")).replace(" ", ""))
    texts = Counter(re.findall("[가-힣]", " ".join(_without_people())))
    yield from _weights(names, texts)


def count_names() -> Iterator[tuple[str, float]]:
    """Yield (place and syllable, weight): how much more often it is there in Korean names.

    `2민` is 민 in the second place. Counted in the names of `korean_names.txt`, and in the words of
    the open passages and of `common_words.txt` that begin like a family name and are no person's.
    """
    listed = " ".join(_listed("korean_names.txt")).split()
    words = re.findall(r"(?<![가-힣])[가-힣]{3,}", " ".join(_without_people()))
    words += " ".join(_listed("common_words.txt")).split()
    surnames = set(lexicon.words("surname"))
    others = [w[:3] for w in words if w[0] in surnames and len(w) > 2]
    yield from _weights(
        Counter(f"{n + 1}{name[n]}" for name in listed if len(name) == 3 for n in (0, 1, 2)),
        Counter(f"{n + 1}{word[n]}" for word in others for n in (0, 1, 2)),
    )


def _listed(name: str) -> list[str]:
    lines = files("airdate.claims.ko").joinpath(name).read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _without_people() -> Iterator[str]:
    """Yield the open passages with the people and parts that are labelled in them taken out."""
    for passage in passages("open"):
        text = " ".join(passage["sentences"])
        for claim in passage["cast"]:
            text = text.replace(claim["person"], "").replace(claim["character"] or "\0", "")
        yield text


def _weights(names: Counter[str], texts: Counter[str]) -> Iterator[tuple[str, float]]:
    """Yield the log-odds of each kind, half a count added on both sides."""
    kinds = len(names.keys() | texts.keys())
    for kind in sorted(names.keys() | texts.keys()):
        in_names = (names[kind] + 0.5) / (names.total() + 0.5 * kinds)
        in_texts = (texts[kind] + 0.5) / (texts.total() + 0.5 * kinds)
        yield kind, math.log(in_names / in_texts)


def main() -> None:
    """Print the scores, and the errors of the open part where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("open", "aside", "all"), default="open")
    parser.add_argument("--errors", action="store_true", help="list misses and false finds")
    parser.add_argument("--count", choices=("foreign", "names"), help="weigh syllables of names")
    options = parser.parse_args()
    if options.count:
        print("syllable\tweight")
        for syllable, weight in count_foreign() if options.count == "foreign" else count_names():
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
