"""Waits between seasons: what they tell of the next, and of its never coming."""

from pathlib import Path

import numpy as np
import pytest

from airdate.errors import AirdateError
from airdate.forecast.waits import Wait, figures_of, read_waits

HEAD = "title,season,days,event,format,previous_gap_days"


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    """Return a file of waits."""
    path = tmp_path / "waits.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


def simulated(count: int, *, comes: float, median: float) -> list[Wait]:
    """Return waits of which a share comes, lognormally, cut off at three years."""
    luck = np.random.default_rng(7)
    days = np.exp(luck.normal(np.log(median), 0.5, count))
    some = luck.random(count) < comes
    seen = [(float(d), bool(c and d < 1096)) for d, c in zip(days, some, strict=True)]
    return [Wait(d if came else 1096.0, came) for d, came in seen]


def test_figures_are_found_again_in_what_they_made() -> None:
    """The share that never comes too, though nobody saw it."""
    found = figures_of(simulated(3000, comes=0.4, median=500.0))

    assert np.log(500.0) == pytest.approx(found["gap.mu"], abs=0.05)
    assert np.log(0.5) == pytest.approx(found["gap.sigma"], abs=0.08)
    assert 0.6 == pytest.approx(found["never.unknown"], abs=0.03)


def test_waits_so_far_are_not_taken_for_waits() -> None:
    """Seasons of last month, none followed yet, shorten nothing."""
    waits = simulated(800, comes=0.5, median=500.0)
    young = [Wait(30.0, came=False) for _ in range(800)]

    alone, beside = figures_of(waits), figures_of([*waits, *young])

    assert alone["gap.mu"] == pytest.approx(beside["gap.mu"], abs=0.02)
    assert alone["never.unknown"] == pytest.approx(beside["never.unknown"], abs=0.02)


def test_a_slow_series_stays_slow() -> None:
    """The wait grows with the one before it."""
    waits = [Wait(days, True, 2, days) for days in (300.0, 450.0, 700.0, 900.0)] * 30

    assert figures_of(waits)["gap.previous"] > 0.5


def test_only_scripted_series_are_read(tmp_path: Path) -> None:
    """A wait so far is told from one that ended."""
    path = table(tmp_path, "A,1,400,1,scripted,", "B,2,90,0,scripted,365", "C,1,9,1,kids,")

    assert [Wait(400.0, True, 1, None), Wait(90.0, False, 2, 365.0)] == read_waits(path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A,1,soon,1,scripted,", "could not convert string to float: 'soon'"),
        ("A,1,-4,1,scripted,", "days is a number above 0, not '-4'"),
        ("A,1,400,yes,scripted,", "event is 1 or 0, not 'yes'"),
        ("A,one,400,1,scripted,", "invalid literal"),
    ],
)
def test_a_line_that_is_no_wait_is_named(tmp_path: Path, row: str, told: str) -> None:
    """By its number in the file, with what is wrong."""
    with pytest.raises(AirdateError, match=r"waits\.csv, line 3 is no wait") as caught:
        read_waits(table(tmp_path, "A,1,400,1,scripted,", row))

    assert told in caught.value.problem


def test_missing_columns_are_named(tmp_path: Path) -> None:
    """With those that there should be."""
    with pytest.raises(AirdateError, match="no column event, season"):
        read_waits(table(tmp_path, head="days,format,previous_gap_days"))


def test_what_is_no_text_is_said_so(tmp_path: Path) -> None:
    """Rather than a traceback."""
    path = tmp_path / "waits.csv"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(AirdateError, match="not UTF-8"):
        read_waits(path)
