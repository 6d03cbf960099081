"""How fast text is read for claims: general news, dense release articles, and what limits both.

    python -m evaluation.bench_reading

General news is that of `bench_news`: one document in a hundred has one sentence on a release.
Every document is read once, so that nothing remembered of it helps; dense articles are few, and
are read three times. Composing (finding sentences in a text) is told apart and together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from airdate import claims
from airdate.claims import gate
from airdate.documents import compose
from airdate.model import Document
from evaluation import bench_limits, bench_news, shared, speed
from evaluation.bench_limits import Stage

PLAIN_GOAL = 30.0
"""MB/s of general news through the whole reader, on one core."""

DENSE_GOAL = 1.0
"""MB/s of dense release articles."""

_Article = tuple[str, list[str], date]
_T = TypeVar("_T", Document, _Article)
_DAY = date(2026, 3, 2)
_WORD = re.compile(r"\w+|[^\w\s]")
_STEP = 100  # of documents, so that each run has its hundredth
_SCANNED = 400
_CLAIMED = 200


def plain() -> list[Stage]:
    """Return how fast general news is read, its limits first."""
    copying = bench_limits.copying()
    data = [d.text.encode() for d in bench_news.documents(_SCANNED)]
    scans = bench_limits.scanning(data, text=True)
    return [
        copying,
        *scans,
        _timed("composing alone", _articles, bench_news.composed, limit=copying.name),
        _timed("reading, all of it", _documents, speed.read_all, limit=scans[0].name),
        _timed(
            "gated, without a release", _untold, _read_gated, limit=scans[0].name, goal=PLAIN_GOAL
        ),
        _timed("reading, gated", _documents, _read_gated, limit=scans[0].name, goal=PLAIN_GOAL),
        _timed(
            "gate, composing, reading", _articles, _read_whole, limit=scans[0].name, goal=PLAIN_GOAL
        ),
    ]


def dense() -> list[Stage]:
    """Return how fast dense release articles are read, beside what composing them takes."""
    found = speed.dense()
    size = speed.kilobytes(found) / 1000
    speed.read_all(found)
    parts = [(d.heading, d.text.split("\n")[1:]) for d in found]
    composing = speed.best_of(lambda: [compose(*part) for part in parts])
    words = speed.best_of(lambda: [_WORD.findall(d.text) for d in found])
    reading = speed.best_of(lambda: speed.read_all(found))
    return [
        Stage("composing alone", size / composing),
        # What no reader in Python beats that looks at every word.
        Stage("words, one pass alone", size / words),
        Stage("reading", size / reading, limit="words, one pass alone", goal=DENSE_GOAL),
    ]


def real() -> list[Stage]:
    """Return how fast texts of others are read that tell of no release, where they are there.

    Each but once: what a made text lacks in variety would help the reader.
    """
    sets = {"Wikinews (MEANTIME)": "meantime_dev", "Wikipedia on wars (WikiWars)": "wikiwars_dev"}
    found = []
    for name, file in sets.items() if shared.is_there() else ():
        path = shared.FOLDER / "eval" / "timex" / f"{file}.jsonl"
        documents = [_of_record(line) for line in path.read_text("utf-8").splitlines()]
        seconds = speed.best_of(lambda d=documents: _read_gated(d), repeats=1)  # type: ignore[misc]
        found.append(Stage(name, speed.kilobytes(documents) / 1000 / seconds, goal=PLAIN_GOAL))
    return found


def claimed(count: int = _CLAIMED) -> str:
    """Return in words in how many general documents claims were found, and in how many are."""
    found = bench_news.documents(count)
    plainly, gated = (
        sum(bool(claims.read(d, anchor=d.published or _DAY, gated=how).claims) for d in found)
        for how in (False, True)
    )
    told = round(count * bench_news.TOLD_SHARE)
    return (
        f"Claims were found in {gated} of {count} general documents by the gated reader, in "
        f"{plainly} by the plain one; {told} have a sentence on a release."
    )


def _of_record(line: str) -> Document:
    record = json.loads(line)
    heading, *paragraphs = record["text"].split("\n")
    return compose(heading, paragraphs, published=date.fromisoformat(record["dct"]))


def _articles(start: int, count: int) -> list[_Article]:
    return bench_news.articles(count, start=start)


def _documents(start: int, count: int) -> list[Document]:
    return bench_news.composed(_articles(start, count))


def _read_gated(found: Sequence[Document]) -> None:
    for document in found:
        claims.read(document, anchor=document.published or _DAY, gated=True)


def _untold(start: int, count: int) -> list[Document]:
    """Return the documents of a stretch that have no sentence on a release."""
    every = round(1 / bench_news.TOLD_SHARE)
    found = enumerate(_articles(start, count), start + 1)
    return bench_news.composed([article for number, article in found if number % every])


def _read_whole(found: Sequence[_Article]) -> None:
    """Read articles as `airdate bulk` does: composed only where the gate lets them through."""
    told = [a for a in found if gate.tells("\n".join([a[0], *a[1]]).encode())]
    _read_gated(bench_news.composed(told))


def _timed(
    name: str,
    make: Callable[[int, int], Sequence[_T]],
    act: Callable[[Sequence[_T]], object],
    *,
    limit: str,
    goal: float | None = None,
) -> Stage:
    things, seconds = bench_limits.once_each(make, act, step=_STEP)
    return Stage(name, sum(map(_size, things)) / 1e6 / seconds, limit=limit, goal=goal)


def _size(thing: Document | _Article) -> int:
    """Return the bytes of a document or an article."""
    if isinstance(thing, Document):
        return len(thing.text.encode())
    heading, paragraphs, _ = thing
    return len("\n".join([heading, *paragraphs]).encode())


def told() -> Iterator[str]:
    """Yield the tables and the profile."""
    yield from bench_limits.table("general news, one core", plain())
    yield claimed()
    yield ""
    if others := real():
        yield from bench_limits.table("texts of others without releases, reading", others)
        yield ""
    yield from bench_limits.table("dense release articles, one core", dense())
    yield "of the reading of dense articles:"
    yield from speed.profile()


def main() -> None:
    """Print them."""
    for line in told():
        print(line, flush=True)


if __name__ == "__main__":
    main()
