"""The watcher survives kill -9 and a full disk: nothing is lost, nothing is there twice."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.watch.played import SITES

from airdate.ledger import open_ledger
from airdate.ledger.office import places as office

pytestmark = pytest.mark.slow


def begun(where: Path, day: int, *, room: int | None = None) -> subprocess.Popen[str]:
    """Return a watcher in a process of its own. room: bytes that a file of it may have."""

    def limit() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.Popen(
        [sys.executable, "-m", "tests.watch.played", str(where), str(day)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=limit,
    )


def headings(where: Path) -> Counter[str]:
    """Return how often each document is there."""
    with open_ledger(where, write=False) as ledger:
        return Counter(each.heading for each in ledger.dispatches())


EXPECTED = Counter(f"Salt Road, report {site}-{n}" for site in range(SITES) for n in range(2))


def test_killed(tmp_path: Path) -> None:
    """However often it is killed in the midst, in the end every document is there once."""
    where = tmp_path / "ledger.db"
    chance = random.Random(5)
    for day in range(3):
        watcher = begun(where, day)
        assert watcher.stdout is not None
        for line in watcher.stdout:
            if line.startswith("at work"):
                break
        time.sleep(chance.uniform(0.0, 0.4))
        watcher.kill()
        watcher.communicate()
    last = begun(where, 6)
    told, _ = last.communicate(timeout=300)
    assert told.splitlines()[-1] == "done"
    assert EXPECTED == headings(where)
    with open_ledger(where, write=False) as ledger:
        assert [0] * SITES == [each.waiting for each in office.health(ledger)]
        read = {
            visit.address
            for visit, _ in office.log(ledger)
            if visit.address and visit.outcome in ("read", "known")
        }
    assert 2 * SITES == len(read)


def test_full_disk(tmp_path: Path) -> None:
    """Without room it says so and loses nothing; with room it completes the work."""
    where = tmp_path / "ledger.db"
    with open_ledger(where):
        pass
    room = where.stat().st_size + 40_000
    starved = begun(where, 0, room=room)
    told, _ = starved.communicate(timeout=300)
    assert "disk" in told
    assert headings(where) < EXPECTED
    last = begun(where, 3)
    told, _ = last.communicate(timeout=300)
    assert told.splitlines()[-1] == "done"
    assert EXPECTED == headings(where)
