"""How fast the site answers: `python -m tests.web.measure`, a person reads it.

Makes a ledger of as many titles with three documents each, or takes one that is there (as
`python -m evaluation.generate` makes it), serves it from a process of its own, and asks for home
and titles from some clients at once.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx2

from airdate.ledger import open_ledger
from airdate.model import (
    Claim,
    DateRange,
    Document,
    Event,
    Installment,
    Milestone,
    Reading,
    Sentence,
    Status,
)

_DOCUMENTS = 3
_CLAIMS = 6
_TIMES = 25
_OUTLETS = ("variety.com", "deadline.com", "pinkvilla.com", "upi.com", "soompi.com", "ign.com")
_EVENTS = (Event.RENEWED, Event.FILMING_START, Event.FILMING_WRAP, Event.RELEASE, Event.RELEASE)
_WORDS = (
    "amber", "brass", "cedar", "dusk", "ember", "frost", "glass",
    "harbour", "iron", "jade", "kite", "lantern", "marble",
)  # fmt: skip


def readings(titles: int) -> Iterator[Reading]:
    """Yield readings of made-up news, the same on every run."""
    chance = random.Random(7)
    for number in range(titles):
        words = (_WORDS[number % 13], _WORDS[number // 13 % 13], str(number // 169))
        subject = Installment(" ".join(words).title(), 2)
        for _ in range(_DOCUMENTS):
            yield _reading(subject, chance)


def _reading(subject: Installment, chance: random.Random) -> Reading:
    day = date(2024, 1, 1) + timedelta(chance.randrange(1000))
    lines = [f"{subject.title} news {chance.random()}"]
    claims, sentences, at = [], [Sentence(0, 0, len(lines[0]), 0)], len(lines[0]) + 1
    for number in range(1, _CLAIMS + 1):
        event = chance.choice(_EVENTS)
        done = event is not Event.RELEASE
        when = day - timedelta(chance.randrange(60)) if done else date(2026, 1, 1)
        when += timedelta(0 if done else chance.randrange(700))
        line = f"Season 2: {event} on {when}, it is said ({chance.random()})."
        start = at + line.index(str(when))
        statement = Milestone(event, DateRange(when, when + timedelta(chance.choice((0, 30, 90)))))
        status = Status.DONE if done else Status.PLANNED
        claims.append(Claim(subject, statement, status, None, number, start, start + 10))
        sentences.append(Sentence(number, at, at + len(line), number))
        lines.append(line)
        at += len(line) + 1
    outlet = chance.choice(_OUTLETS)
    url = f"https://{outlet}/{chance.random()}"
    text = "\n".join(lines)
    made = Document(text, lines[0], tuple(sentences), outlet, url, day, "page")
    return Reading(made, "made-1", tuple(claims))


async def ask(base: str, paths: list[str], clients: int) -> list[float]:
    """Return the seconds that each of the answers took, from the quickest on."""
    times: list[float] = []

    async def one(client: httpx2.AsyncClient, first: int) -> None:
        for number in range(_TIMES):
            begun = time.perf_counter()
            answer = await client.get(paths[(first + number) % len(paths)])
            answer.raise_for_status()
            times.append(time.perf_counter() - begun)

    async with httpx2.AsyncClient(base_url=base, timeout=120) as client:
        await asyncio.gather(*(one(client, number) for number in range(clients)))
    return sorted(times)


def tell(name: str, times: list[float]) -> None:
    """Print the median and the 95th percentile."""
    middle, slow = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{name:28} p50 {middle * 1000:7.1f} ms   p95 {slow * 1000:7.1f} ms")  # noqa: T201


def measure(base: str, clients: int) -> None:
    """Print how long it takes until all titles are there, and how long pages take then."""
    begun = time.perf_counter()
    httpx2.get(base, timeout=600).raise_for_status()
    print(f"the first page after {time.perf_counter() - begun:.1f} s", flush=True)  # noqa: T201
    pending = _pending(base)
    if pending:
        tell(f"home, {clients}, {pending} pending", asyncio.run(ask(base, ["/"], clients)))
    while _pending(base):
        time.sleep(2)
    print(f"all titles after {time.perf_counter() - begun:.1f} s", flush=True)  # noqa: T201
    found = httpx2.get(f"{base}/api/v1/titles?limit=20", timeout=120).json()["items"]
    titles = [f"/t/{item['ref']}" for item in found]
    tell("titles for the first time", asyncio.run(ask(base, titles, 1)))
    for many in (1, clients):
        tell(f"home, {many} clients", asyncio.run(ask(base, ["/"], many)))
        tell(f"titles, {many} clients", asyncio.run(ask(base, titles, many)))


def _pending(base: str) -> int:
    return int(httpx2.get(f"{base}/index.json?state=all", timeout=600).json()["pending"])


def _made(path: Path, titles: int) -> Path:
    with open_ledger(path) as ledger:
        moment = datetime(2026, 11, 1, tzinfo=UTC)
        ledger.record_all(readings(titles), recorded_at=moment, batch=1000)
    return path


def main() -> None:
    """Make the ledger, serve it and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--titles", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--ledger", type=Path, help="one that is there, instead of making it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or _made(Path(folder) / "ledger.db", asked.titles)
        command = [sys.executable, "-m", "airdate", "serve", "--db", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            lines = "".join(running.stdout.readline() for _ in range(2)) if running.stdout else ""
            try:
                found = re.search(r"http://[\d.]+:\d+", lines)
                measure(found[0] if found else "", asked.clients)
            finally:
                running.terminate()


if __name__ == "__main__":
    main()
