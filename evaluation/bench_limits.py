"""Limits that no reader beats on this machine, and tables of how far from them a stage is.

Rates are per CPU second of one process, so that a busy machine says little; yet cores that share
caches and memory are slower while the other one works, so that ratios alone are to be believed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from airdate.claims import gate
from evaluation.speed import best_of

_T = TypeVar("_T")
COPYING = "memory, copying"
_COPIED_BYTES = 256_000_000
_REPEATS = 5
_SECONDS = 2.0
_TIMES = 5  # a scan is over within the ticks of the clock


@dataclass(frozen=True, slots=True)
class Stage:
    """How fast a stage is, per CPU second of one process.

    units: how many records, documents, ... a second, None where only bytes are told.
    limit: the name of the stage that it cannot be faster than. goal: what is wanted of it, in
    units where there are units, else in MB/s.
    """

    name: str
    megabytes: float
    units: float | None = None
    limit: str | None = None
    goal: float | None = None


def table(title: str, stages: Sequence[Stage], *, units: str = "") -> Iterator[str]:
    """Yield stages as a table, each beside its limit and its goal, if it has one."""
    known = {stage.name: stage for stage in stages}
    columns = [title, *([f"{units}/s"] if units else []), "MB/s", "of its limit", "of the goal"]
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for stage in stages:
        limit = known.get(stage.limit or "")
        reached = stage.megabytes if stage.units is None else stage.units
        cells = [
            stage.name,
            *(["" if stage.units is None else f"{stage.units:,.0f}"] if units else []),
            f"{stage.megabytes:,.3g}" if stage.megabytes < 100 else f"{stage.megabytes:,.0f}",
            f"{stage.megabytes / limit.megabytes:.2%} of {limit.name}" if limit else "",
            f"{reached / stage.goal:.0%} of {stage.goal:,g}" if stage.goal else "",
        ]
        yield f"| {' | '.join(cells)} |"


def copying() -> Stage:
    """Return how fast memory is copied: each byte read once and written once."""
    source = bytearray(os.urandom(1_000_000)) * (_COPIED_BYTES // 1_000_000)
    target = bytearray(len(source))
    view = memoryview(target)

    def copy() -> None:
        view[:] = source

    copy()
    return Stage(COPYING, len(source) / 1e6 / best_of(copy, repeats=_REPEATS))


def scanning(data: Sequence[bytes], *, text: bool) -> list[Stage]:
    """Return how fast each engine scans for the terms of the gate, and does nothing else."""
    size = sum(map(len, data)) / 1e6
    found = []
    for engine in gate.engines():

        def scan(engine: gate.Engine = engine) -> None:
            for each in [*data] * _TIMES:
                gate.score(each, text=text, engine=engine)

        scan()
        found.append(Stage(f"scan alone, {engine}", size * _TIMES / best_of(scan), limit=COPYING))
    return found


def once_each(
    make: Callable[[int, int], Sequence[_T]], act: Callable[[Sequence[_T]], object], *, step: int
) -> tuple[list[_T], float]:
    """Return what was worked on, and the CPU seconds, of the best of a few runs over fresh things.

    make: gives things from a number on, so many; no two runs have the same ones, so that what is
    remembered of a text is of no use. step: a run takes a multiple of so many, for some seconds.
    """
    first = make(0, step)
    act(first)  # what is loaded at first use is not measured
    begun = time.process_time()
    act(make(step, step))
    taken = max(time.process_time() - begun, 1e-6)
    count = step * max(1, min(50, round(_SECONDS / taken)))
    best: tuple[list[_T], float] | None = None
    for run in range(3):
        things = make(2 * step + run * count, count)
        seconds = best_of(lambda things=things: act(things), repeats=1)  # type: ignore[misc]
        if best is None or seconds / len(things) < best[1] / len(best[0]):
            best = list(things), seconds
    assert best is not None  # noqa: S101 - three runs were made
    return best


def load() -> str:
    """Return how busy the machine is, in words for the head of a run."""
    cores = os.cpu_count() or 1
    one, five, fifteen = os.getloadavg()
    busy = "busy with other work" if one > cores * 0.75 else "quiet"
    return f"{cores} cores, load {one:.1f}, {five:.1f}, {fifteen:.1f}: {busy}"
