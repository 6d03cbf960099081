"""How fast the reader reads, and where its time goes.

    python -m evaluation.speed [--functions N]

KB/s of text on one core: dense release articles, the same among paragraphs without news, and
Korean passages; cold is a first reading in a fresh process, lexicons and patterns included, warm
the best of three more. The profile gives the share of each module, its calls into C included.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from airdate import claims
from airdate.documents import compose
from airdate.model import Document
from evaluation import corpus
from evaluation.reading import document_of

# KB/s on one core: a thousand articles of 4 KB in ten seconds.
GOAL = 400.0
_REPEATS = 3
_PROFILE_ROWS = 15
_PACKAGE = "/airdate/"
_ANCHOR = date(2025, 6, 10)
# Of the corpus, the files that are news on releases throughout: articles and agency reports.
_ARTICLES = ("article-", "agency-")
# What most of the web is to the reader: nothing is awaited in it.
_NO_NEWS = (
    "The bakery on the corner opens at seven and sells out of rye bread long before noon.",
    "Her grandmother kept bees, and the jars stood in a row on the kitchen window all winter.",
    "A good knife needs little care: wash it by hand, dry it, and keep it away from the sink.",
    "The path follows the river for two miles before it climbs through the beech wood.",
    "Rain is forecast for the north, with a fresh wind from the west towards the evening.",
)
_SPARSE = 12  # paragraphs without news for each with


def best_of(act: Callable[[], object], *, repeats: int = _REPEATS) -> float:
    """Return the least CPU seconds that an act took."""
    taken = []
    for _ in range(repeats):
        begun = time.process_time()
        act()
        taken.append(time.process_time() - begun)
    return min(taken)


def dense() -> list[Document]:
    """Return the English news articles of the corpus: short, and dense with release news."""
    found = [p for p in corpus.passages(corpus.FOLDER) if p["id"].startswith(_ARTICLES)]
    return [document_of(p) for p in found if p["language"] == "en"]


def sparse() -> list[Document]:
    """Return every tenth article among paragraphs in which nothing is awaited."""
    chance = random.Random(0)  # noqa: S311 - not for secrets
    return [
        compose(
            document.heading,
            [
                line
                for told in document.text.split("\n")[1:]
                for line in [told, *(_idle(chance) for _ in range(_SPARSE))]
            ],
            published=document.published,
        )
        for document in dense()[::10]
    ]


def _idle(chance: random.Random) -> str:
    return " ".join(chance.sample(_NO_NEWS, 3))


def korean() -> list[Document]:
    """Return the Korean passages of the corpus."""
    found = corpus.passages(corpus.FOLDER)
    return [document_of(p) for p in found if p["language"] == "ko"]


KINDS: dict[str, Callable[[], list[Document]]] = {
    "dense": dense,
    "sparse": sparse,
    "korean": korean,
}


def kilobytes(documents: Sequence[Document]) -> float:
    """Return the size of documents in thousands of bytes."""
    return sum(len(d.text.encode()) for d in documents) / 1000


def read_all(documents: Sequence[Document]) -> None:
    """Read documents, each on its day."""
    for document in documents:
        claims.read(document, anchor=document.published or _ANCHOR)


def cold(kind: str) -> float:
    """Return the KB/s of a first reading in a fresh process."""
    script = (
        "import sys, time; from evaluation import speed; found = speed.KINDS[sys.argv[1]](); "
        "begun = time.process_time(); speed.read_all(found); "
        "print(speed.kilobytes(found) / (time.process_time() - begun))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, kind], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def rates() -> Iterator[str]:
    """Yield the KB/s of each kind of text, cold and warm, and the share of the goal."""
    for kind, gather in KINDS.items():
        documents = gather()
        size = kilobytes(documents)
        read_all(documents)
        warm = size / best_of(lambda found=documents: read_all(found))  # type: ignore[misc]
        share = f" ({warm / GOAL:.0%} of the goal of {GOAL:.0f})" if kind == "dense" else ""
        yield f"{kind:7}{warm:8.0f} KB/s warm, {cold(kind):4.0f} cold, {size:4.0f} KB{share}"


def profile(rows: int = _PROFILE_ROWS) -> Iterator[str]:
    """Yield the share of the time that each module takes in dense articles, the largest first."""
    yield from (f"{share:6.1%}  {name}" for name, share in _profiled(by_module, rows))


def functions(rows: int) -> Iterator[str]:
    """Yield the share of the time that each function takes by itself, the largest first."""
    yield from (f"{share:6.1%}  {name}" for name, share in _profiled(by_function, rows))


def _profiled(
    share: Callable[[pstats.Stats], Counter[str]], rows: int
) -> Sequence[tuple[str, float]]:
    documents = dense()
    read_all(documents)  # loads the lexicons
    profiler = cProfile.Profile()
    profiler.runcall(read_all, documents)
    return share(pstats.Stats(profiler)).most_common(rows)


def by_module(stats: pstats.Stats) -> Counter[str]:
    """Return the share of the time that each module of the package took, 0..1.

    What it calls outside, in C or in the standard library, counts for the caller.
    """
    return _shares(stats, lambda path, _: path.rpartition(_PACKAGE)[2])


def by_function(stats: pstats.Stats) -> Counter[str]:
    """Return the share of the time that each function of the package took by itself, 0..1."""
    return _shares(stats, lambda path, name: f"{path.rpartition(_PACKAGE)[2]}: {name}")


def _shares(stats: pstats.Stats, named: Callable[[str, str], str]) -> Counter[str]:
    found: Counter[str] = Counter()
    rows = stats.stats  # type: ignore[attr-defined]
    for (path, _, name), (_, _, own, _, callers) in rows.items():
        if _PACKAGE in path:
            found[named(path, name)] += own
        for (caller, _, calling), (_, _, taken, _) in callers.items():
            if _PACKAGE not in path and _PACKAGE in caller:
                found[named(caller, calling)] += taken
    whole = sum(found.values())
    return Counter({name: taken / whole for name, taken in found.items()})


def main() -> None:
    """Print the rates and the profile."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--functions", type=int, metavar="N", help="the N slowest functions too")
    asked = parser.parse_args()
    for line in rates():
        print(line, flush=True)
    for line in (*profile(), *(functions(asked.functions) if asked.functions else ())):
        print(f"  {line}")


if __name__ == "__main__":
    main()
