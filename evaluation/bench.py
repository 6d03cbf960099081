"""Speed and quality in one run, as ratios beside named peers and limits, with what explains them.

    python -m evaluation.bench [--quick] [--ledger FILE]

Times are CPU seconds of this process, the best of three, so that a busy machine says little.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from airdate import claims, pipeline, samples
from airdate.claims.cast import strip
from airdate.documents import Given, compose, read_source
from airdate.ledger import open_ledger
from airdate.ledger.lookup import find
from airdate.model import Document, Reading
from evaluation import bench_forecast, generate, shared, speed
from evaluation.speed import best_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_REPEATS = 3


def sample_documents() -> list[Document]:
    """Return the documents of the sample dossier: dense release news."""
    given = Given(now=NOW)
    found = [d for path in samples.dossier() for d in read_source(str(path), given=given)]
    return [d for d in found if isinstance(d, Document)]


def reading() -> Iterator[str]:
    """Yield how fast articles are read, beside a bare scan of their text, and the profile.

    The limit is one pass of the tokens of the cast over the text: what no reader in Python beats.
    """
    yield from (f"reader        {line}" for line in speed.rates())
    documents = speed.dense()
    kilobytes = speed.kilobytes(documents)
    scan = best_of(lambda: [strip.tokens(d.text, 0, len(d.text)) for d in documents])
    split = best_of(lambda: [compose(d.heading, d.text.split("\n")[1:]) for d in documents])
    yield f"tokens        {kilobytes / scan:10.0f} KB/s, one pass alone"
    yield f"sentences     {kilobytes / split:10.0f} KB/s, composing alone"
    yield from (f"  {line}" for line in speed.profile())


def _copies(reading_: Reading, count: int) -> list[Reading]:
    """Return readings of as many documents that differ by a word."""
    return [
        replace(reading_, document=replace(reading_.document, text=f"{reading_.document.text} {n}"))
        for n in range(count)
    ]


def ledger(count: int) -> Iterator[str]:
    """Yield how fast readings are recorded, beside bare inserts of as many rows by sqlite3."""
    document = max(sample_documents(), key=lambda d: len(d.text))
    readings = _copies(claims.read(document, anchor=document.published or NOW.date()), count)
    rows = count * (2 + len(readings[0].claims))
    with tempfile.TemporaryDirectory() as folder:
        singly, batched, bare = (Path(folder) / name for name in ("one.db", "all.db", "bare.db"))
        begun = time.perf_counter()
        with open_ledger(singly) as kept:
            for found in readings:
                kept.record(found, recorded_at=NOW)
        one_by_one = time.perf_counter() - begun
        begun = time.perf_counter()
        with open_ledger(batched) as kept:
            kept.record_all(readings, recorded_at=NOW)
        in_batches = time.perf_counter() - begun
        begun = time.perf_counter()
        with sqlite3.connect(bare) as connection:
            connection.execute("create table row (a, b, c, d, e, f, g, h, i, j, k, l)")
            connection.executemany(
                "insert into row values (?,?,?,?,?,?,?,?,?,?,?,?)", [("words",) * 12] * rows
            )
        inserts = time.perf_counter() - begun
    yield f"ledger        {count / one_by_one:10.0f} documents/s, durable one by one"
    yield f"ledger        {count / in_batches:10.0f} documents/s in batches"
    ratio = in_batches / inserts
    yield f"sqlite3       {count / inserts:10.0f} documents/s as bare rows ({ratio:.0f}x)"


def telling() -> Iterator[str]:
    """Yield what a forecast and a brief cost, from a ledger of the sample dossier."""
    as_of = date(2026, 2, 28)
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "a.db") as kept:
        for document in sample_documents():
            found = claims.read(document, anchor=document.published or NOW.date())
            kept.record(found, recorded_at=NOW)
        best = find(kept.installments(as_of=as_of), "aouad", season=2)[0]
        believed = pipeline.reconcile(kept, best.installment, as_of=as_of)
        asked = best_of(lambda: kept.entries(best.installment, as_of=as_of, general=True))
        reconciled = best_of(lambda: pipeline.reconcile(kept, best.installment, as_of=as_of))
        foreseen = best_of(lambda: pipeline.foresee(kept, believed))
        moved = best_of(lambda: pipeline.history(kept, best.installment, as_of=as_of))
        days = len(pipeline.history(kept, best.installment, as_of=as_of))
        told = best_of(lambda: pipeline.tell(kept, best.installment, ref=best.ref, as_of=as_of))
    yield f"entries       {asked * 1000:10.1f} ms of the ledger"
    yield f"timeline      {reconciled * 1000:10.1f} ms with its entries"
    yield f"forecast      {foreseen * 1000:10.1f} ms with the season before"
    yield f"history       {moved * 1000:10.1f} ms for {days} days of news"
    yield f"brief         {told * 1000:10.1f} ms with how the forecast moved"


def forecasting(count: int) -> Iterator[str]:
    """Yield what one forecast costs from a loaded timeline, and many titles on two cores."""
    yield from bench_forecast.one()
    yield from bench_forecast.many(count)


def start() -> Iterator[str]:
    """Yield the CPU time of a bare start, beside Python's own."""

    def run(*words: str) -> float:
        script = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
            "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
            "print(used.ru_utime + used.ru_stime)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
        )
        return float(done.stdout)

    ours = min(run(sys.executable, "-m", "airdate", "--help") for _ in range(_REPEATS))
    bare = min(run(sys.executable, "-c", "pass") for _ in range(_REPEATS))
    yield f"--help        {ours * 1000:10.0f} ms of CPU (limit: 250 ms)"
    yield f"python        {bare * 1000:10.0f} ms of CPU for nothing ({ours / bare:.1f}x)"


def serving(ledger: Path | None, count: int) -> Iterator[str]:
    """Yield how fast pages of a large ledger answer 16 clients, beside the limits.

    ledger: one that is there (`python -m evaluation.generate FILE --documents 100000`), else one
    of so many documents is made.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = ledger or Path(folder) / "ledger.db"
        if ledger is None:
            rate = generate.fill(path, count)
            yield f"generated     {rate:10.0f} documents/s, {count} documents of 10 claims"
        command = [sys.executable, "-m", "tests.web.measure", "--ledger", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            yield from (line.rstrip() for line in running.stdout or ())
        if running.returncode:
            raise SystemExit(f"{' '.join(command)} failed with {running.returncode}")


def main() -> None:
    """Run every part and print it as it comes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    parser.add_argument("--ledger", type=Path, help="a large one to serve, instead of making one")
    asked = parser.parse_args()
    quick = asked.quick
    parts = {
        "Start": start(),
        "Reading": reading(),
        "Recording": ledger(50 if quick else 500),
        "Telling": telling(),
        "Forecasting": forecasting(500 if quick else bench_forecast.MANY),
        "Serving": serving(asked.ledger, 500 if quick else 10_000),
    }
    for name, lines in parts.items():
        print(f"\n{name}")
        for line in lines:
            print(f"  {line}", flush=True)
    if not shared.is_there():
        print("\nThe evaluation data is not beside the repository: quality is not measured.")
        return
    limit = ["--documents", "5"] if quick else []
    for words in (["evaluation.bench_dates", *limit], ["evaluation.forecast", "score"]):
        print(f"\n{' '.join(words)}", flush=True)
        subprocess.run([sys.executable, "-m", *words], check=True)


if __name__ == "__main__":
    main()
