"""Tables of stages: each beside its limit and its goal."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from evaluation.bench_limits import Stage

from evaluation import bench_limits


def test_a_stage_is_told_as_a_share_of_its_limit_and_its_goal() -> None:
    """In the units of the goal where there are units, else in MB/s."""
    stages = [
        Stage("copying", 1_000.0),
        Stage("reading", 50.0, 750.0, limit="copying", goal=1_500),
    ]
    assert [
        "| one core | records/s | MB/s | of its limit | of the goal |",
        "| --- | --- | --- | --- | --- |",
        "| copying |  | 1,000 |  |  |",
        "| reading | 750 | 50 | 5.00% of copying | 50% of 1,500 |",
    ] == list(bench_limits.table("one core", stages, units="records"))


def test_without_units_the_goal_is_of_bytes() -> None:
    """A tenth of a megabyte is not rounded away."""
    rows = list(bench_limits.table("text", [Stage("reading", 0.123, goal=1.0)]))
    assert "| reading | 0.123 |  | 12% of 1 |" == rows[-1]


def test_nothing_is_worked_on_twice() -> None:
    """Fresh things for each run, so that what is remembered is of no use."""
    seen: list[int] = []

    def act(things: Sequence[int]) -> None:
        seen.extend(things)
        sum(range(3_000_000))

    things, seconds = bench_limits.once_each(
        lambda start, count: range(start, start + count), act, step=2
    )
    assert len(seen) == len(set(seen))
    assert set(things) <= set(seen)
    assert seconds > 0


@pytest.mark.parametrize(("load", "word"), [((0.1, 0.1, 0.1), "quiet"), ((999.0, 1, 1), "busy")])
def test_a_busy_machine_is_said_to_be_busy(
    monkeypatch: pytest.MonkeyPatch, load: tuple[float, float, float], word: str
) -> None:
    """By its load a core."""
    monkeypatch.setattr("os.getloadavg", lambda: load)
    assert word in bench_limits.load()
