"""How well `airdate bulk` tells copies among millions of documents, and what that takes.

    python -m evaluation.copies [--stories N] [--documents N]

Stories are written by chance, word after word as our corpus has them one after another, so that
strangers share turns of phrase as in the news.  Each is passed on with an edit; beside it stands an
independent article on the same event, with the same quotation.  The scale is tried on signatures
made by chance, half of them of copies, and on pages of one template.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from airdate.bulk import copies, likeness
from airdate.model import Document
from evaluation.corpus import passages

_END = "."
_SENTENCES = (8, 25)
_OWN = 3
_LONGEST, _TURN = 40, 4
_DAYS = 365


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a day. story: its number.  edit: how it was made of the first of its story."""

    story: int
    edit: str
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The share of copies that is found (0..1), and how many of all texts are wrongly joined.

    Wrong is an independent article on the same event, or any text of another story.
    """

    recall: float
    wrong: int
    texts: int


@cache
def _after() -> dict[str, list[str]]:
    """Return the words of our corpus with those that follow each of them."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in passages():
        for paragraph in passage["paragraphs"]:
            words = [_END, *paragraph.replace(". ", " . ").split(), _END]
            for one, other in pairwise(words):
                found[one].append(other)
    return found


def sentence(chance: random.Random) -> str:
    """Return a sentence by chance."""
    words = [chance.choice(_after()[_END])]
    while len(words) < _LONGEST and words[-1] != _END:
        # Now and then a new beginning: most words are in our corpus once, and lead to one other.
        before = words[-1] if len(words) % _TURN else chance.choice(_all_words())
        words.append(chance.choice(_after().get(before) or [_END]))
    return " ".join(words).rstrip(" .") + "."


@cache
def _all_words() -> list[str]:
    return list(_after())


def article(chance: random.Random) -> list[str]:
    """Return the sentences of an article by chance."""
    return [sentence(chance) for _ in range(chance.randrange(*_SENTENCES))]


Edit = Callable[[list[str], random.Random], list[str]]


def _reworded(share: float) -> Edit:
    def edited(told: list[str], chance: random.Random) -> list[str]:
        return [_changed(each, share, chance) for each in told]

    return edited


def _changed(told: str, share: float, chance: random.Random) -> str:
    words = told.split()
    return " ".join(chance.choice(_all_words()) if chance.random() < share else w for w in words)


def _own(chance: random.Random) -> list[str]:
    return [sentence(chance) for _ in range(_OWN)]


EDITS: dict[str, Edit] = {
    "the same": lambda told, _: told,
    "own head": lambda told, chance: [*_own(chance), *told[1:]],
    "own tail": lambda told, chance: [*told[:-1], *_own(chance)],
    "own head and tail": lambda told, chance: [*_own(chance)[:2], *told[1:-1], *_own(chance)[:2]],
    "first half": lambda told, _: told[: max(4, len(told) // 2)],
    "first third": lambda told, _: told[: max(4, len(told) // 3)],
    "in a longer one": lambda told, chance: [*told, *article(chance)],
    "in another order": lambda told, chance: chance.sample(told, len(told)),
    "one word in 20 changed": _reworded(0.05),
    "one word in 10 changed": _reworded(0.10),
}
_INDEPENDENT = "independent"


def world(edit: str, count: int, *, seed: int = 3) -> list[Told]:
    """Return so many stories, each with a copy by an edit and an independent article."""
    chance = random.Random(f"{edit} {seed}")  # noqa: S311 - no secret
    found: list[Told] = []
    for number in range(count):
        told, day = article(chance), chance.randrange(_DAYS)
        copied = " ".join(EDITS[edit](told, chance))
        # What an independent report shares is what was said: a sentence in quotation marks.
        own = [*article(chance), chance.choice(told)]
        found.append(Told(number, "", day, " ".join(told)))
        found.append(Told(number, edit, day + chance.randrange(7), copied))
        found.append(Told(number, _INDEPENDENT, day + 1, " ".join(own)))
    return sorted(found, key=lambda each: each.day)


def measured(found: Sequence[Told]) -> Found:
    """Return how many of the copies of a world are found, and what is taken for one wrongly."""
    first = _origins(found)
    own = {each.story: first[at] for at, each in enumerate(found) if not each.edit}
    copied = [at for at, each in enumerate(found) if each.edit not in ("", _INDEPENDENT)]
    hits = sum(first[at] == own[found[at].story] for at in copied)
    joins = [(each, found[first[at]]) for at, each in enumerate(found) if first[at] != at]
    wrong = sum(_is_wrong(each, other) for each, other in joins)
    return Found(hits / len(copied), wrong, len(found))


def _is_wrong(one: Told, other: Told) -> bool:
    return one.story != other.story or _INDEPENDENT in (one.edit, other.edit)


def _origins(found: Sequence[Told]) -> Sequence[int]:
    sketches = [likeness.sketch(Document(each.text, "", ())) for each in found]
    shelf = copies.Shelf(
        np.array([each.day for each in found], np.int32),
        np.array([each.runs for each in sketches], np.int32),
        np.array([np.frombuffer(each.signature or bytes(256), "<u2") for each in sketches]),
    )
    with tempfile.TemporaryDirectory() as scratch:
        answer: list[int] = copies.origins(shelf, Path(scratch)).tolist()
    return answer


# ── what it takes ───────────────────────────────────────────────────────────────────────────


def sketching(found: Sequence[Told]) -> tuple[float, float]:
    """Return how many documents a second are sketched on one core, and by rensa alone."""
    from rensa import RMinHash  # type: ignore[import-untyped]

    documents = [Document(each.text, "", ()) for each in found]
    likeness.sketch(documents[0])
    begun = time.process_time()
    for document in documents:
        likeness.sketch(document)
    ours = len(documents) / (time.process_time() - begun)
    runs = [[" ".join(r) for r in zip(w, w[1:], w[2:], strict=False)] for w in map(_words, found)]
    begun = time.process_time()
    for each in runs:
        RMinHash.digests_from_token_sets([each], likeness.PERMUTATIONS, 1)
    return ours, len(documents) / (time.process_time() - begun)


def _words(told: Told) -> list[str]:
    return told.text.lower().split()


def _shelf(count: int, scratch: Path, *, template: bool) -> copies.Shelf:
    """Return signatures by chance: half of copies of an earlier one, or all of one template."""
    source = np.random.default_rng(7)
    shape = (count, likeness.PERMUTATIONS)
    signatures = np.memmap(scratch / "signatures", np.uint16, "w+", shape=shape)
    days = np.sort(source.integers(700_000, 700_000 + 3 * _DAYS, count)).astype(np.int32)
    base = source.integers(0, 2**16, likeness.PERMUTATIONS)
    for start in range(0, count, 50_000):
        stop = min(count, start + 50_000)
        block = source.integers(0, 2**16, (stop - start, likeness.PERMUTATIONS), np.uint16)
        if template:
            shared = source.random(block.shape) < 0.8
            block = np.where(shared, base, block)
        else:
            block = _half_copied(block, source)
        signatures[start:stop] = block
    return copies.Shelf(days, np.full(count, 400, np.int32), signatures)


def _half_copied(block: np.ndarray, source: np.random.Generator) -> np.ndarray:
    copied = np.arange(51, len(block), 2)
    other = copied - 1 - 2 * source.integers(0, 25, len(copied))
    alike = source.random((len(copied), 1)) * 0.5 + 0.5
    shared = source.random((len(copied), block.shape[1])) < alike
    block[copied] = np.where(shared, block[other], block[copied])
    return block


def report(stories: int, documents: int) -> Iterator[str]:
    """Yield what was measured, line by line."""
    yield f"{stories} stories, each with one copy and an independent article"
    for edit in EDITS:
        found = measured(world(edit, stories))
        wrong = f"{found.wrong} of {found.texts} joined wrongly"
        yield f"  {edit:26} {found.recall:7.1%} found, {wrong}"
    ours, alone = sketching(world("the same", stories))
    yield f"sketches: {ours:,.0f} documents/s of one core; rensa alone {alone:,.0f}"
    for name, template in (("half copies", False), ("pages of one template", True)):
        with tempfile.TemporaryDirectory() as folder:
            yield f"{documents:,} signatures, {name}: " + _scale(
                _shelf(documents, Path(folder), template=template), Path(folder)
            )


def _scale(shelf: copies.Shelf, folder: Path) -> str:
    """Return in words what telling copies among signatures takes."""
    count = len(shelf.days)
    tracemalloc.start()
    begun = time.perf_counter(), time.process_time()
    first = copies.origins(shelf, folder)
    took, computing = time.perf_counter() - begun[0], time.process_time() - begun[1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    repeats = int((first != np.arange(count)).sum())
    return (
        f"{took:.0f} s, {computing:.0f} s of computing, {peak / count:,.0f} bytes of memory a"
        f" document; {repeats:,} repeat others"
    )


def main() -> None:
    """Print recall, precision, speed and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=400)
    parser.add_argument("--documents", type=int, default=1_000_000)
    asked = parser.parse_args()
    for line in report(asked.stories, asked.documents):
        print(line, flush=True)


if __name__ == "__main__":
    main()
