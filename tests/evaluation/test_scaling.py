"""What a second worker gains is set against what a second process gains."""

from __future__ import annotations

from evaluation import scaling


def test_the_gain_is_a_share_of_that_of_unrelated_processes() -> None:
    """Workers gain half again, processes twice; so three quarters, and 0.6 of their reading."""
    found = scaling.Round(one_worker=2.0, two_workers=3.0, one_process=2.5, two_processes=5.0)
    assert (0.75, 0.6) == (found.gained, found.reached)


def test_every_kind_of_run_reads_all_batches() -> None:
    """Workers and processes have a rate each, and the table a row a round and one of medians."""
    lines = list(scaling.told(2, 1))
    rows = [line for line in lines if line.startswith(("| round", "| medians"))]
    assert 2 == len(rows)
    assert rows[0].removeprefix("| round 1") == rows[1].removeprefix("| medians")


def test_batches_are_the_same_each_time() -> None:
    """Another process makes the same ones by their number."""
    one, two = scaling.batches(1), scaling.batches(1)
    assert one[0].equals(two[0])
