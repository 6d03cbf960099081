"""The bench runs its parts by name, each in a run of its own where it needs one."""

from __future__ import annotations

import sys

import pytest

from evaluation import bench


def test_what_another_module_prints_is_passed_on() -> None:
    """Line by line, without their ends."""
    lines = list(bench.outside("evaluation.scaling", "--help"))
    assert lines[0].startswith("usage: ")
    assert [line.rstrip() for line in lines] == lines


def test_a_module_that_fails_ends_the_bench() -> None:
    """With its words and its code, not with half a table."""
    with pytest.raises(SystemExit, match="no_such_module failed with 1"):
        list(bench.outside("evaluation.no_such_module"))


def test_a_part_that_is_not_there_is_refused_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is measured."""
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "dates", "tides"])
    with pytest.raises(SystemExit, match="2"):
        bench.main()
    assert "no such part: tides; there are start, reading, dates" in capsys.readouterr().err


def test_parts_are_measured_when_they_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the part named prints, below its name."""
    monkeypatch.setattr(bench, "start", lambda: iter(["--help 1 ms"]))
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "start"])
    bench.main()
    assert capsys.readouterr().out.endswith("\nStart\n\n--help 1 ms\n")
