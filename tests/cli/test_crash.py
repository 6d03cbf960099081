"""`kill -9` in the middle of `airdate add`: whole documents only, and the next run completes it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from airdate.ledger import open_ledger

_DOCUMENTS = 200
_KILLS = 20


@pytest.fixture
def dispatches(tmp_path: Path) -> Path:
    """Return a folder of dispatches, each with two claims of its own."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(_DOCUMENTS):
        text = (
            f"Title: Dispatch {number} on The Long Wait\nOutlet: variety.com\n"
            f"Published: 2026-01-{number % 28 + 1:02}\n\n"
            f"“The Long Wait” season 2 wrapped filming in May 2025, report {number} says.\n\n"
            f"“The Long Wait” season 2 will premiere in March {2026 + number % 3}.\n"
        )
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def _add(folder: Path, db: Path) -> list[str]:
    return [sys.executable, "-m", "airdate", "--db", str(db), "add", str(folder)]


def _whole(db: Path) -> dict[str, int]:
    """Return the number of claims of each document; opening the ledger checks its form."""
    with open_ledger(db, write=False) as ledger:
        counts: dict[str, int] = {}
        for entry in ledger.entries():
            counts[entry.document_id] = counts.get(entry.document_id, 0) + 1
        for document in counts:
            ledger.document(document)
        return counts


@pytest.mark.slow
def test_a_killed_add_leaves_whole_documents_and_can_be_repeated(dispatches, tmp_path) -> None:
    """Twenty kills at random moments, then a run to the end: as if nothing had happened."""
    clean, db = tmp_path / "clean.db", tmp_path / "killed.db"
    begun = time.monotonic()
    subprocess.run(_add(dispatches, clean), check=True, capture_output=True, timeout=300)
    took = time.monotonic() - begun
    expected = _whole(clean)
    assert _DOCUMENTS == len(expected)

    chance = random.Random(20)
    cut_short = 0
    for _ in range(_KILLS):
        run = subprocess.Popen(
            _add(dispatches, db), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            run.wait(chance.uniform(0.1, took))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            cut_short += 1
        if db.exists() and db.stat().st_size:
            partial = _whole(db)
            assert partial == {document: expected[document] for document in partial}
    assert cut_short, "no run was killed: the moments are chosen too late"

    subprocess.run(_add(dispatches, db), check=True, capture_output=True, timeout=300)
    assert expected == _whole(db)
