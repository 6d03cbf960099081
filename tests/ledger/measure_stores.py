"""Measures a file beside a server: python -m tests.ledger.measure_stores.

The figures of docs/why/postgresql.md come from here; both stores wait for the disk.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import PROGRAMS
from tests.ledger.makers import moment
from tests.ledger.measure_journals import _article
from tests.ledger.pgserver import running

from airdate.ledger import open_ledger

_SINGLE, _BATCHES, _BATCH, _WRITERS = 150, 8, 100, 4


def _write(where: str, first: int) -> None:
    with open_ledger(where, wait_seconds=60) as ledger:
        for n in range(first, first + _SINGLE):
            ledger.record(_article(n), recorded_at=moment(0))


def _at_once(where: str) -> float:
    """Return the documents a second of several writers together, one a transaction."""
    firsts = [20_000 + 1000 * n for n in range(_WRITERS)]
    writers = [multiprocessing.Process(target=_write, args=(where, first)) for first in firsts]
    start = time.perf_counter()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return _SINGLE * _WRITERS / (time.perf_counter() - start)


def _measure(name: str, where: str) -> str:
    """Return a row of the table."""
    batches = [_article(10_000 + n) for n in range(_BATCHES * _BATCH)]
    with open_ledger(where) as ledger:
        start = time.perf_counter()
        for n in range(_SINGLE):
            ledger.record(_article(n), recorded_at=moment(0))
        single = _SINGLE / (time.perf_counter() - start)
        start = time.perf_counter()
        ledger.record_all(batches, recorded_at=moment(0), batch=_BATCH)
        claims = len(batches) * 20 / (time.perf_counter() - start)
        start = time.perf_counter()
        entries = ledger.entries()
        asked = len(entries) / (time.perf_counter() - start)
        start = time.perf_counter()
        ledger.installments()
        listed = (time.perf_counter() - start) * 1000
        start = time.perf_counter()
        lines = len(list(ledger.export()))
        exported = len(entries) / (time.perf_counter() - start)
        assert lines
    return (
        f"| {name} | {single:.0f} | {_at_once(where):.0f} | {claims:.0f} | {asked:.0f} "
        f"| {listed:.0f} ms | {exported:.0f} |\n"
    )


def main() -> None:
    """Print the table."""
    sys.stdout.write(
        "| store | documents/s, one a transaction | the same by 4 writers "
        "| claims/s, 100 documents a transaction | entries asked/s | listing "
        "| claims exported/s |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(_measure("file", str(Path(folder) / "ledger.db")))
        sys.stdout.flush()
    with running(PROGRAMS, durable=True) as server:
        sys.stdout.write(_measure("server", server.address(server.empty())))


if __name__ == "__main__":
    main()
