"""kill -9, at any moment, again and again: nothing is lost, and a repeat can be told."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.alerts.servers import Got
from tests.alerts.stories import NOON, channel, rule, story, tell

from airdate.alerts.shown import log_json
from airdate.ledger import Ledger, open_ledger
from airdate.model import Event, Installment

ROOT = Path(__file__).resolve().parents[2]
KILLS = 25
TITLES = 30


def _wait(happened: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something happened, or the process ended."""
    while not happened() and process.poll() is None:
        time.sleep(0.005)


def start(path: Path, turn: int) -> subprocess.Popen[bytes]:
    """Start a turn of the engine, an hour after the last one, when all leases are over."""
    moment = (NOON + timedelta(hours=turn)).isoformat()
    program = [sys.executable, "-m", "tests.alerts.killed_run", str(path), moment]
    return subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE)


@pytest.mark.slow
def test_killed(tmp_path: Path, web: Got) -> None:
    """Each notice arrives; by the number of its message, each arrives exactly once."""
    path = tmp_path / "ledger.db"
    web.delay = 0.1
    with open_ledger(path) as ledger:
        # A rule a title, so that there are many messages to be cut short.
        to = channel(ledger, web.address())
        for number in range(TITLES):
            named = {"title": f"Road {number}", "season": 1}
            rule(ledger, to, kinds=frozenset({"date", "moved"}), **named)
    chance, killed, sending = random.Random(4), 0, 0
    latest: dict[str, str] = {}
    for turn in range(1, KILLS + 1):
        with open_ledger(path) as ledger:
            _more_news(ledger, turn, latest=latest)
        process = start(path, turn)
        assert process.stdout is not None
        assert b"ready\n" == process.stdout.readline()
        before = len(web.keys)
        if turn % 3:  # in the middle of sending
            _wait(lambda before=before: len(web.keys) > before, process)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.2 if turn % 3 else 1.5))
        process.kill()
        process.wait()
        process.stdout.close()
        killed += process.returncode < 0
        sending += len(web.keys) > before
    assert killed >= 20
    assert sending >= 10
    # GIVEN_UP_AFTER counts from the making of a message: none is so old yet.
    with start(path, KILLS + 1) as last:
        last.wait()
    assert 0 == last.returncode
    with open_ledger(path) as ledger:
        log = log_json(ledger, most=10_000)
    assert {"sent"} == {message["state"] for message in log}
    bodies: defaultdict[str, list[str]] = defaultdict(list)
    for key, raw in zip(web.keys, web.bodies, strict=True):
        if raw is not None:  # what was killed while it was sent came in part
            bodies[key].append(repr(raw))
    assert len(web.keys) > len(bodies), "no kill fell between sending and marking"
    # What is repeated under one number is the same, word by word.
    assert {1} == {len(set(copies)) for copies in bodies.values()}
    told = Counter(
        (message["rule"], notice["id"]) for message in log for notice in message["notices"]
    )
    assert {1} == set(told.values())
    assert {message["id"] for message in log} == set(bodies)
    arrived = {
        (notice["title"], notice["when"]) for b in web.bodies if b for notice in b["notices"]
    }
    # What moved again before anybody looked is told as it is then.
    assert set(latest.items()) <= arrived
    assert TITLES == len(latest)


def _more_news(ledger: Ledger, turn: int, *, latest: dict[str, str]) -> None:
    """Record the first news of some titles, and of others that their day moved."""
    at = NOON + timedelta(hours=turn, minutes=-30)
    for number in range(TITLES):
        subject, month = Installment(f"Road {number}", 1), 1 + number % 9
        if number % KILLS == turn - 1:
            day, outlet = f"2026-0{month}-28", "variety.com"
        elif number % KILLS == turn - 2:
            day, outlet = f"2027-0{month}-07", "deadline.com"
        else:
            continue
        when = latest[subject.title] = f"{day}/{day}"
        published = at.date().isoformat()
        report = story(Event.RELEASE, when, subject=subject, published=published, outlet=outlet)
        tell(ledger, report, at=at)
