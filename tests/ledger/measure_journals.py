"""Measures the ledger with each journal of SQLite: python -m tests.ledger.measure_journals FOLDER.

The figures of docs/why/sqlite.md come from here. FOLDER: on the disk that is to be measured.
"""

from __future__ import annotations

import multiprocessing
import sqlite3
import sys
import time
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.ledger.makers import HARBOUR, claim, document, moment

from airdate.errors import LedgerBusy
from airdate.ledger import open_ledger
from airdate.model import Reading

_CLAIMS = 20
_SINGLE, _BATCHES, _BATCH = 150, 8, 100
_PAUSE_SECONDS = 0.002


def _article(number: int) -> Reading:
    """Return the reading of an article of some 3 KB with 20 claims."""
    lines = [
        f"Report {number}, line {n}: the harbour lies still and season 2 is said to come in 2026."
        for n in range(40)
    ]
    read = document(*lines, url=f"https://harbour-news.example/{number}")
    claims = tuple(claim(read, line[:24], subject=HARBOUR) for line in lines[:_CLAIMS])
    return Reading(read, "reader-1", claims)


def _read(path: Path, stop: Event, answers: multiprocessing.Queue[list[float]]) -> None:
    """Ask for the newest claim again and again; put how long each answer took, in ms."""
    taken = []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=30)) as raw:
        while not stop.is_set():
            start = time.perf_counter()
            raw.execute("SELECT title, status FROM claims ORDER BY number DESC LIMIT 5").fetchall()
            taken.append((time.perf_counter() - start) * 1000)
            time.sleep(_PAUSE_SECONDS)
    answers.put(sorted(taken))


def _measure(path: Path, journal: str) -> str:
    """Return a row of the table: documents a second, claims a second, how long readers wait."""
    with open_ledger(path):
        pass
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA journal_mode = {journal}")
    single = [_article(n) for n in range(_SINGLE)]
    batches = [_article(10_000 + n) for n in range(_BATCHES * _BATCH)]
    with open_ledger(path) as ledger:
        start = time.perf_counter()
        for article in single:
            ledger.record(article, recorded_at=moment(0))
        per_second = _SINGLE / (time.perf_counter() - start)
        start = time.perf_counter()
        ledger.record_all(batches, recorded_at=moment(0), batch=_BATCH)
        claims = len(batches) * _CLAIMS / (time.perf_counter() - start)
    waits = _while_writing(path)
    share = [waits[int(len(waits) * part)] for part in (0.5, 0.99)]
    return (
        f"| {journal} | {per_second:.0f} | {claims:.0f} | {share[0]:.2f} | {share[1]:.1f} "
        f"| {waits[-1]:.1f} | {_beside_a_long_answer(path)} |"
    )


def _while_writing(path: Path) -> list[float]:
    stop = multiprocessing.Event()
    answers: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    reader = multiprocessing.Process(target=_read, args=(path, stop, answers))
    reader.start()
    with open_ledger(path) as ledger:
        for n in range(_SINGLE):
            ledger.record(_article(20_000 + n), recorded_at=moment(0))
        more = [_article(30_000 + n) for n in range(_BATCHES * _BATCH)]
        ledger.record_all(more, recorded_at=moment(0))
    stop.set()
    waits = answers.get()
    reader.join()
    return waits


def _beside_a_long_answer(path: Path) -> str:
    """Return what a writer does while somebody reads a long answer slowly."""
    with closing(sqlite3.connect(path)) as raw, open_ledger(path) as ledger:
        slow = raw.execute("SELECT * FROM claims")
        slow.fetchone()
        try:
            ledger.record(_article(40_000), recorded_at=moment(0))
        except LedgerBusy:
            return "waits, then LedgerBusy"
        finally:
            slow.close()
    return "writes"


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]).resolve()
    sys.stdout.write(
        f"SQLite {sqlite3.sqlite_version}\n\n"
        "| journal | documents/s, one a transaction | claims/s, 100 documents a transaction "
        "| reader's wait: median ms | 99% ms | longest ms | beside a long answer |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    for journal in ("DELETE", "TRUNCATE", "PERSIST", "WAL"):
        sys.stdout.write(_measure(folder / f"{journal}.db", journal) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
