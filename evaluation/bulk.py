"""How much the gates of `airdate bulk` keep, and how near each stage is to its limit.

    python -m evaluation.bulk [--pages N] [--shared FOLDER]

Recall: of the labelled passages of our own corpus (and of a folder of annotated articles), each
made a bare page, how many pass each gate, and how many of their labelled claims; the passages are
a few sentences long and meant to be hard, so whole articles pass more often. Speed: of computing,
on one core, on synthetic general news with one page in fifty on a production, as shares of what
its library does alone in the same run.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from airdate.bulk import forms, glance, unicode, worker
from airdate.bulk.warc import warc_records
from airdate.claims import gate
from evaluation.archives import pages, warc_bytes
from evaluation.corpus import passages

_TERMS = worker.Terms(datetime(2026, 5, 1, tzinfo=UTC))
_SHARE = 0.02
_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What passes a gate: of so many passages, and of their labelled claims (0..1)."""

    name: str
    passages: float
    claims: float


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a stage is. limit: the stage that it cannot be faster than, None for a limit."""

    name: str
    records_per_second: float
    megabytes_per_second: float
    limit: str | None = None


def recall(found: Sequence[dict[str, Any]]) -> list[Kept]:
    """Return what each gate keeps of labelled passages, made pages; the second behind the first."""
    total = sum(map(_labels, found)) or 1
    rows: list[Kept] = []
    for engine in gate.engines():
        raw = [each for each in found if gate.passes(_page(each), engine=engine)]
        seen = [each for each in raw if _passes_glance(_page(each), engine)]
        texts = [each for each in found if gate.tells(_text(each), engine=engine)]
        for name, kept in (("raw page", raw), ("page, then glance", seen), ("text", texts)):
            claims = sum(map(_labels, kept)) / total
            rows.append(Kept(f"{name}, {engine}", len(kept) / len(found), claims))
    return rows


@dataclass(frozen=True, slots=True)
class Passed:
    """What passes each gate of general news, in which there is nothing to find (0..1)."""

    raw: float
    glanced: float


def passed(count: int) -> Passed:
    """Return what the gates let through of so many pages of general news."""
    found = [page for _, _, page in pages(count, share=0.0)]
    raw = [page for page in found if gate.passes(page)]
    seen = [page for page in raw if _passes_glance(page, None)]
    return Passed(len(raw) / count, len(seen) / count)


def missed(found: Sequence[dict[str, Any]]) -> list[str]:
    """Return the names of the passages that the gates let go, with how many claims each has."""
    gone = [e for e in found if not (gate.passes(_page(e)) and _passes_glance(_page(e), None))]
    return [f"{each['id']} ({_labels(each)})" for each in gone]


def _passes_glance(page: bytes, engine: gate.Engine | None) -> bool:
    return gate.tells(glance.glance(page).encode(), engine=engine)


def _page(passage: dict[str, Any]) -> bytes:
    """Return a passage as a bare page: what menus hold must not help it through the gate."""
    body = "".join(f"<p>{html.escape(words)}</p>" for words in passage["paragraphs"])
    heading = html.escape(passage["heading"] or "")
    return (
        f"<html><head><title>{heading}</title></head><body><h1>{heading}</h1>{body}</body></html>"
    ).encode()


def _text(passage: dict[str, Any]) -> bytes:
    return "\n".join([passage["heading"] or "", *passage["paragraphs"]]).encode()


def _labels(passage: dict[str, Any]) -> int:
    return sum(len(passage.get(name) or ()) for name in ("milestones", "claims", "cast"))


def speeds(count: int, *, share: float = _SHARE, weight: int = 0) -> list[Speed]:
    """Return how fast each stage is on so many pages, limits first.

    share: of the pages, those on a production. weight: bytes of styles, scripts and cards in each.
    """
    packed = warc_bytes(pages(count, share=share, weight=weight))
    rows = [
        {"source": "a.warc.gz", "position": n, **record}
        for n, record in enumerate(warc_records(io.BytesIO(packed)), 1)
        if isinstance(record, dict)
    ]
    data = [row["payload"] for row in rows]
    size = sum(map(len, data)) / 1e6
    batch = forms.batch_of(rows, forms.raw())
    text = [glance.glance(page).encode() for page in data]

    def timed(name: str, work: Callable[[], object], limit: str | None = None) -> Speed:
        seconds = _seconds(work)
        return Speed(name, len(rows) / seconds, size / seconds, limit)

    found = [
        timed("unpacking alone", lambda: _unpacked(packed)),
        timed(
            "archive to records", lambda: list(warc_records(io.BytesIO(packed))), "unpacking alone"
        ),
    ]
    for engine in gate.engines():
        scan = f"scan alone, {engine}"
        found.append(timed(scan, partial(_scanned, data, engine)))
        found.append(timed(f"gate, {engine}", partial(_gated, rows, engine), scan))
    parser = "parser alone"
    found.append(timed(parser, lambda: _parsed(data)))
    found.append(timed("glance", lambda: [glance.glance(page) for page in data], parser))
    found.append(timed("gate on the text", lambda: [gate.tells(t) for t in text]))
    whole = timed(
        "worker, all stages", lambda: worker.read_batch(batch, _TERMS), "archive to records"
    )
    return [*found, whole]


def _scanned(data: Iterable[bytes], engine: gate.Engine) -> int:
    return sum(gate.score(page, engine=engine) for page in data)


def _gated(rows: Iterable[dict[str, Any]], engine: gate.Engine) -> int:
    return sum(
        gate.passes(
            unicode.as_unicode(r["payload"], kind="page", charset=r["charset"]), engine=engine
        )
        for r in rows
    )


def _parsed(data: Iterable[bytes]) -> None:
    from resiliparse.parse.html import HTMLTree

    for page in data:
        HTMLTree.parse(page.decode())


def _unpacked(data: bytes) -> int:
    """Return how many bytes members of gzip hold: what reading an archive cannot do without."""
    size = 0
    while data:
        unpacker = zlib.decompressobj(31)
        size += len(unpacker.decompress(data))
        data = unpacker.unused_data
    return size


def _seconds(work: Callable[[], object]) -> float:
    """Return the least computing that some work takes, of a few times."""
    work()  # what is loaded at first use is not measured
    best = float("inf")
    for _ in range(_REPEATS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return max(best, 1e-9)


def main() -> None:
    """Print recall and speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--shared", type=Path, help="a folder of annotated articles, JSON")
    asked = parser.parse_args()
    _print_recall("our own corpus", passages())
    if asked.shared:
        _print_recall(asked.shared.name, _articles(asked.shared))
    general = passed(asked.pages)
    print(f"general news let through: {general.raw:.1%} by the bytes, {general.glanced:.1%} in all")
    _print_speeds(speeds(asked.pages))


def _articles(folder: Path) -> list[dict[str, Any]]:
    """Return the annotated articles of a folder, one a JSON file."""
    found = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.rglob("*.json"))]
    return [each for each in found if isinstance(each, dict) and "paragraphs" in each]


def _print_recall(name: str, found: Sequence[dict[str, Any]]) -> None:
    print(f"gates on {len(found)} passages of {name}: kept of passages, of their claims")
    for row in recall(found):
        print(f"  {row.name:32} {row.passages:7.1%} {row.claims:7.1%}")
    print(f"  let go (claims): {', '.join(missed(found)) or 'none'}")


def _print_speeds(found: Sequence[Speed]) -> None:
    known = {row.name: row for row in found}
    print("stage                            records/s     MB/s   of its limit")
    for row in found:
        limit = known.get(row.limit or "")
        of_limit = row.records_per_second / limit.records_per_second if limit else 0.0
        share = f"   {of_limit:6.1%} of {limit.name}" if limit else ""
        speed = f"{row.records_per_second:11,.0f} {row.megabytes_per_second:8,.1f}"
        print(f"{row.name:30} {speed}{share}")


if __name__ == "__main__":
    main()
