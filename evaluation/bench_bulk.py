"""Records of WARC to claims on one core: each stage beside its limit, and where the time goes.

    python -m evaluation.bench_bulk [--pages N]

Pages are general news, a share of them on productions. Light ones are an article and little else;
heavy ones have the styles, scripts and cards that make most pages of the web larger than 100 KB.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from airdate.bulk import forms, worker
from airdate.bulk.warc import warc_records
from evaluation import bench_limits, bulk, speed
from evaluation.archives import pages, warc_bytes
from evaluation.bench_limits import Stage

GOAL = 1_500.0
"""Records of general news a second, on one core, from the archive to claims."""

HEAVY = 100_000
SHARES = (0.0, 0.01, 0.02)
"""Of pages: those on a production. General news has about one in a hundred."""

_SHARE = 0.01
_BATCH = 64
_TERMS = worker.Terms(datetime(2026, 5, 1, tzinfo=UTC))


def stages(count: int, *, weight: int) -> list[Stage]:
    """Return every stage on so many pages of a weight, the limits of each before it."""
    copying = bench_limits.copying()
    found = [copying]
    for one in bulk.speeds(count, share=_SHARE, weight=weight):
        limit = one.limit or copying.name
        found.append(Stage(one.name, one.megabytes_per_second, one.records_per_second, limit))
    return found


def whole(count: int, *, share: float, weight: int) -> Stage:
    """Return how fast an archive of so many pages is read: unpacked, in batches, to claims."""
    packed = warc_bytes(pages(count, share=share, weight=weight))
    size = sum(len(r["payload"]) for r in _records(packed)) / 1e6
    read_archive(packed)  # what is loaded at first use is not measured
    seconds = speed.best_of(lambda: read_archive(packed), repeats=2)
    name = f"archive to claims, {share:.0%} on a production"
    return Stage(name, size / seconds, count / seconds, goal=GOAL)


def read_archive(packed: bytes) -> int:
    """Return how many records an archive gives; each batch of them is read as a worker does."""
    rows: list[dict[str, Any]] = []
    count = 0
    for number, record in enumerate(_records(packed), 1):
        rows.append({"source": "a.warc.gz", "position": number, **record})
        if len(rows) == _BATCH:
            count += _worked(rows)
            rows = []
    return count + (_worked(rows) if rows else 0)


def _worked(rows: list[dict[str, Any]]) -> int:
    batch = forms.unpacked(forms.packed(forms.batch_of(rows, forms.raw())))
    return len(forms.packed(worker.read_batch(batch, _TERMS))) and len(rows)


def _records(packed: bytes) -> Iterator[dict[str, Any]]:
    return (r for r in warc_records(io.BytesIO(packed)) if isinstance(r, dict))


def profile(count: int, *, rows: int = 12) -> Iterator[str]:
    """Yield the share of the time of each module in reading an archive, the largest first.

    What a module calls outside of airdate, in C or in libraries, counts for it.
    """
    packed = warc_bytes(pages(count, share=_SHARE))
    read_archive(packed)
    profiler = cProfile.Profile()
    profiler.runcall(read_archive, packed)
    shares = speed.by_module(pstats.Stats(profiler)).most_common(rows)
    yield from (f"{share:6.1%}  {name}" for name, share in shares)


def told(count: int) -> Iterator[str]:
    """Yield the tables of so many light pages and a fifth as many heavy ones, and the profile."""
    for name, number, weight in (("light", count, 0), ("heavy", max(count // 5, 10), HEAVY)):
        found = [
            *stages(number, weight=weight),
            *(whole(number, share=share, weight=weight) for share in SHARES),
        ]
        kilobytes = found[-1].megabytes / (found[-1].units or 1) * 1000
        title = f"{name} pages, {kilobytes:.0f} KB each, one core"
        yield from bench_limits.table(title, found, units="records")
        yield ""
    yield "of reading an archive of light pages, 1% on a production:"
    yield from profile(count)


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1_000)
    for line in told(parser.parse_args().pages):
        print(line, flush=True)


if __name__ == "__main__":
    main()
