"""Speed and quality in one run, as ratios beside named peers and limits, with what explains them.

    python -m evaluation.bench [--quick] [--ledger FILE] [--only PART ...]

Times are CPU seconds of this process, the best of some, so that a busy machine says little; where
waiting is what is measured (serving, workers), a control in the same run says how busy it was.
What each part measures is told in docs/benchmarks.md.
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
from airdate.documents import Given, read_source
from airdate.ledger import open_ledger
from airdate.ledger.lookup import find
from airdate.model import Document, Reading
from evaluation import (
    bench_bulk,
    bench_forecast,
    bench_limits,
    bench_reading,
    generate,
    memory,
    scaling,
    shared,
    speed,
)
from evaluation.speed import best_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_REPEATS = 3


def sample_documents() -> list[Document]:
    """Return the documents of the sample dossier: dense release news."""
    given = Given(now=NOW)
    found = [d for path in samples.dossier() for d in read_source(str(path), given=given)]
    return [d for d in found if isinstance(d, Document)]


def reading() -> Iterator[str]:
    """Yield how fast articles are read, cold and warm, and how far from their limits and goals."""
    yield from speed.rates()
    yield ""
    yield from bench_reading.told()


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
        yield from outside("tests.web.measure", "--ledger", str(path))


def outside(*words: str) -> Iterator[str]:
    """Yield what another module of the evaluation prints, run by itself."""
    command = [sys.executable, "-m", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        yield from (line.rstrip() for line in running.stdout or ())
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {running.returncode}")


def quality() -> Iterator[str]:
    """Yield how good forecasts are, where the evaluation data is."""
    if shared.is_there():
        yield from outside("evaluation.forecast", "score")
    else:
        yield "The evaluation data is not beside the repository: not measured."


def parts(*, quick: bool, ledger_file: Path | None) -> dict[str, Iterator[str]]:
    """Return every part by its name. quick: with fewer documents, for a look."""
    few = ["--documents", "5"] if quick else []
    return {
        "start": start(),
        "reading": reading(),
        "dates": outside("evaluation.bench_dates", *few),
        "archives": bench_bulk.told(100 if quick else 1_000),
        "workers": scaling.told(*((8, 2) if quick else (60, 5))),
        "memory": memory.told((0.01, 0.1) if quick else (0.1, 1.0), workers=2),
        "recording": ledger(50 if quick else 500),
        "telling": telling(),
        "forecasting": forecasting(500 if quick else bench_forecast.MANY),
        "serving": serving(ledger_file, 500 if quick else 10_000),
        "forecasts": quality(),
    }


def main() -> None:
    """Run every part and print it as it comes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    parser.add_argument("--ledger", type=Path, help="a large one to serve, instead of making one")
    parser.add_argument("--only", nargs="+", metavar="PART", help="of the parts, those named")
    asked = parser.parse_args()
    found = parts(quick=asked.quick, ledger_file=asked.ledger)
    if unknown := set(asked.only or ()) - set(found):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(found)}")
    print(bench_limits.load())
    for name in asked.only or found:
        print(f"\n{name.capitalize()}\n")
        for line in found[name]:
            print(line, flush=True)


if __name__ == "__main__":
    main()
