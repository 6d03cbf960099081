"""What a second worker gains, beside what a second, unrelated process gains on the same machine.

    python -m evaluation.scaling [--batches N] [--repeats N]

Cores that share a physical one, and a machine that is busy, give two processes less than twice
what one gets. So each round measures four things, one after the other: the local runner with one
worker and with two; one process by itself that reads the same batches, and two at once that know
nothing of each other. What counts is the runner's gain as a share of theirs (the goal is 0.9), as
the median of the rounds. Times are of the wall clock, since waiting is what is measured.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from statistics import median
from typing import IO, Any

from airdate.bulk import forms
from airdate.bulk.local import Local
from airdate.bulk.worker import Terms, read_batch
from evaluation import bench_limits
from evaluation.archives import pages

GOAL = 0.9
_TERMS = Terms(datetime(2026, 5, 1, tzinfo=UTC))
_SHARE = 0.01
_RECORDS = 64  # a batch, as of airdate bulk


@dataclass(frozen=True, slots=True)
class Round:
    """Batches a second of one round: the runner's workers, and processes that are unrelated."""

    one_worker: float
    two_workers: float
    one_process: float
    two_processes: float

    @property
    def gained(self) -> float:
        """Return the gain of two workers over one, as a share of that of two processes."""
        return (self.two_workers / self.one_worker) / (self.two_processes / self.one_process)

    @property
    def reached(self) -> float:
        """Return what two workers read, as a share of what two processes read."""
        return self.two_workers / self.two_processes


def batches(count: int) -> list[Any]:
    """Return record batches of general news, one page in a hundred on a production."""
    rows = [
        {
            "source": "a",
            "position": number,
            "url": url,
            "met_at": met,
            "kind": "page",
            "charset": "utf-8",
            "payload": page,
        }
        for number, (url, met, page) in enumerate(pages(count * _RECORDS, share=_SHARE), 1)
    ]
    starts = range(0, len(rows), _RECORDS)
    return [forms.batch_of(rows[at : at + _RECORDS], forms.raw()) for at in starts]


def by_workers(found: list[Any], count: int) -> float:
    """Return the batches a second of the local runner with so many workers, warm."""
    with Local(_TERMS, workers=count) as runner:
        _pass_over(runner.map(found * count))  # each has read pages of every kind by then
        begun = time.perf_counter()
        _pass_over(runner.map(found * count))
        return count * len(found) / (time.perf_counter() - begun)


def _pass_over(found: Iterable[object]) -> None:
    for _ in found:
        pass


def by_processes(batch_count: int, count: int) -> float:
    """Return the batches a second of so many unrelated processes together.

    Each reads all of the batches by itself; all begin at the same moment.
    """
    command = [sys.executable, "-m", "evaluation.scaling", "--alone", str(batch_count)]
    with ExitStack() as ending:
        running = [ending.enter_context(_process(command)) for _ in range(count)]
        for _, answer in running:
            if answer.readline() != "ready\n":
                raise RuntimeError(f"{' '.join(command)} did not start")
        for asked, _ in running:
            asked.write("go\n")
            asked.flush()
        return sum(float(answer.readline()) for _, answer in running)


@contextmanager
def _process(command: Sequence[str]) -> Iterator[tuple[IO[str], IO[str]]]:
    """Yield where a process is asked and where it answers; it is ended in any case."""
    pipe = subprocess.PIPE
    # Workers have sessions of their own, and Linux shares cores out by session.
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, start_new_session=True
    ) as running:
        try:
            if running.stdin and running.stdout:
                yield running.stdin, running.stdout
        finally:
            running.kill()


def alone(count: int) -> None:
    """Read so many batches once told to, and print how many a second."""
    found = batches(count)
    for batch in found:
        read_batch(batch, _TERMS)
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.perf_counter()
    for batch in found:
        forms.packed(read_batch(batch, _TERMS))
    print(len(found) / (time.perf_counter() - begun), flush=True)


def rounds(batch_count: int, repeats: int) -> Iterator[Round]:
    """Yield so many rounds."""
    found = batches(batch_count)
    for _ in range(repeats):
        yield Round(
            one_worker=by_workers(found, 1),
            one_process=by_processes(batch_count, 1),
            two_workers=by_workers(found, 2),
            two_processes=by_processes(batch_count, 2),
        )


def told(batch_count: int, repeats: int) -> Iterator[str]:
    """Yield the table of the rounds, and the medians."""
    yield f"before: {bench_limits.load()}"
    yield (
        "| records/s | one worker | two workers | one process | two processes "
        "| gain of workers | gain of processes | gain as a share |"
    )
    yield f"|{' --- |' * 8}"
    found = []
    for number, each in enumerate(rounds(batch_count, repeats), 1):
        found.append(each)
        yield _row(f"round {number}", each)
    middle = Round(*(median(getattr(r, name) for r in found) for name in _NAMES))
    yield _row("medians", middle)
    gained, reached = (median(r.gained for r in found), median(r.reached for r in found))
    yield (
        f"two workers gain {gained:.2f} of what two unrelated processes gain (goal {GOAL}), and "
        f"read {reached:.2f} of what they read; medians of {len(found)} rounds"
    )
    yield f"after: {bench_limits.load()}"


_NAMES = tuple(field.name for field in fields(Round))


def _row(name: str, each: Round) -> str:
    rates = (each.one_worker, each.two_workers, each.one_process, each.two_processes)
    gains = (rates[1] / rates[0], rates[3] / rates[2])
    cells = [*(f"{r * _RECORDS:,.0f}" for r in rates), *(f"{g:.2f}" for g in gains)]
    return f"| {name} | {' | '.join(cells)} | {each.gained:.2f} |"


def main() -> None:
    """Print the rounds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--batches", type=int, default=60, help="of 64 records")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--alone", type=int, metavar="N", help="be one of the processes")
    asked = parser.parse_args()
    if asked.alone:
        alone(asked.alone)
        return
    for line in told(asked.batches, asked.repeats):
        print(line, flush=True)


if __name__ == "__main__":
    main()
