"""How fast the site answers: `python -m tests.web.measure`, a person reads it.

Makes a ledger of as many titles with three documents each, or takes one that is there (as
`python -m evaluation.generate` makes it), serves it from a process of its own, and asks for home
and titles from some clients at once. Each figure stands beside its share of the limit.
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
from typing import Any

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
_MEDIAN_MS, _SLOW_MS = 100.0, 300.0
"""The limits of the median and of the 95th percentile."""
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
    """Print the median and the 95th percentile, and what share of the limits they are."""
    middle, slow = times[len(times) // 2] * 1000, times[int(len(times) * 0.95)] * 1000
    shares = f"({middle / _MEDIAN_MS:.2f} and {slow / _SLOW_MS:.2f} of the limits)"
    print(f"{name:36} p50 {middle:7.1f} ms   p95 {slow:7.1f} ms   {shares}", flush=True)  # noqa: T201


def measure(base: str, clients: int, *, path: Path, process: int) -> None:
    """Print how long it takes until all titles are there, and how long pages take then."""
    begun = time.perf_counter()

    def since(what: str) -> None:
        print(f"{what} after {time.perf_counter() - begun:.1f} s", flush=True)  # noqa: T201

    httpx2.get(base, timeout=600).raise_for_status()
    since("the first page")
    shown = 0
    while not shown and _pending(base):
        shown = len(_home(base)["titles"])
    since(f"a page of {shown or 'all'} titles")
    if pending := _pending(base):
        tell(f"home, {clients} clients, {pending} pending", asyncio.run(ask(base, ["/"], clients)))
    while _pending(base):
        time.sleep(2)
    since("all titles")
    found = httpx2.get(f"{base}/api/v1/titles?limit=20", timeout=120).json()["items"]
    titles = [f"/t/{item['ref']}" for item in found]
    tell("titles at the top, first time", asyncio.run(ask(base, titles, 1)))
    others = _others(base)
    tell("other titles, first time", asyncio.run(ask(base, others, 1)))
    for many in (1, clients):
        tell(f"home, {many} clients", asyncio.run(ask(base, ["/"], many)))
        tell(f"titles, {many} clients", asyncio.run(ask(base, titles, many)))
        tell(f"other titles, {many} clients", asyncio.run(ask(base, others, many)))
    print(f"memory {_megabytes(process)}", flush=True)  # noqa: T201
    _one_more(base, path)


def _one_more(base: str, path: Path) -> None:
    """Print how soon one more document is told of, recorded by another process: this one."""
    top = _home(base)["titles"][0]
    address = f"{base}/t/{top['ref']}"
    page = httpx2.get(address, timeout=600).text
    subject = Installment(top["title"], top["season"])
    reading = _reading(subject, random.Random(time.time_ns()))
    with open_ledger(path) as ledger:
        ledger.record(reading, recorded_at=datetime.now(UTC))
    begun = time.perf_counter()
    _documents(base, top, more_than=top["documents"])
    home = time.perf_counter() - begun
    while page == httpx2.get(address, timeout=600).text:
        time.sleep(0.05)
    whole = time.perf_counter() - begun
    print(f"one more document: told by home {home:.2f} s, by its title {whole:.2f} s", flush=True)  # noqa: T201


def _documents(base: str, row: dict[str, Any], *, more_than: int) -> None:
    """Wait until home tells more documents of a title than so many."""
    asked = {"state": "all", "q": row["title"]}
    while True:
        found = httpx2.get(f"{base}/index.json", params=asked, timeout=600).json()["titles"]
        if any(one["ref"] == row["ref"] and one["documents"] > more_than for one in found):
            return
        time.sleep(0.05)


def _others(base: str) -> list[str]:
    """Return titles from all over the list, of many and of few documents."""
    found = _home(base, limit=1)
    count = int(found.get("total", 0))
    chosen: list[str] = []
    for number in range(1, count // 60 + 1):
        rows = _home(base, page=number)["titles"]
        chosen += [f"/t/{row['ref']}" for row in rows[:: max(1, len(rows) // 2)]]
        if len(chosen) >= 2 * _TIMES:
            break
    return chosen or ["/"]


def _home(base: str, **query: int) -> dict[str, Any]:
    asked = {"state": "all"} | {key: str(value) for key, value in query.items()}
    answer = httpx2.get(f"{base}/index.json", params=asked, timeout=600)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _megabytes(process: int) -> str:
    """Return the memory of a process, now and at most, where the system tells."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return "not told by this system"
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    now, most = (int(told[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now} MB, at most {most} MB"


def _pending(base: str) -> int:
    return int(_home(base)["pending"])


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
    parser.add_argument(
        "--ledger",
        type=Path,
        help="one that is there, instead of making it; one document is recorded in it",
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or _made(Path(folder) / "ledger.db", asked.titles)
        command = [sys.executable, "-m", "airdate", "serve", "--db", str(path), "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            lines = "".join(running.stdout.readline() for _ in range(2)) if running.stdout else ""
            try:
                found = re.search(r"http://[\d.]+:\d+", lines)
                base = found[0] if found else ""
                measure(base, asked.clients, path=path, process=running.pid)
            finally:
                running.terminate()


if __name__ == "__main__":
    main()
