"""`airdate forecast` with its reasons, the news that would move it, and its history."""

from __future__ import annotations

import re
from datetime import date

import pytest

EARLIER = """\
Title: Netflix renews The Long Wait
Outlet: deadline.com
URL: https://deadline.com/2025/03/the-long-wait-renewed
Published: 2025-03-10

Netflix has renewed “The Long Wait” for season 2, the company announced on March 10, 2025.
"""


@pytest.fixture
def told(call, article, db, tmp_path):
    """Return `airdate` on a ledger that holds the order and the wrap of a season."""
    order = tmp_path / "order.txt"
    order.write_text(EARLIER, encoding="utf-8")
    assert 0 == call("add", "--db", db, order, article).code
    return lambda *arguments, **named: call("--db", db, *arguments, **named)


def test_the_history_has_a_row_for_each_day_of_news_and_today(told) -> None:
    """With what was said, by whom, and the number of a claim that `explain` knows."""
    out = told("forecast", "tlw", "--as-of", "2026-04-01", "--history").out

    assert ["2025-03-10", "2026-02-22", "2026-04-01"] == re.findall(
        r"^  (\d{4}-\d\d-\d\d)", out, re.M
    )
    assert "no news since" in out
    assert "Deadline" in out
    for number in re.findall(r"\[([0-9a-f]{8})\]", out):
        assert 0 == told("explain", number).code


def test_the_history_for_a_program_has_the_same_days(told) -> None:
    """And the last is the forecast of today."""
    found = told("forecast", "tlw", "--as-of", "2026-04-01", "--history", "--json").json()
    now = told("forecast", "tlw", "--as-of", "2026-04-01", "--json").json()
    last = found["history"][-1]

    assert ("The Long Wait", 2) == (found["title"], found["season"])
    assert ["2025-03-10", "2026-02-22", "2026-04-01"] == [row["day"] for row in found["history"]]
    assert now["quantiles"]["0.5"] == last["median"]
    assert now["never"] == last["never"]
    assert [] == last["reports"]


@pytest.mark.parametrize("columns", ["80", "100"])
def test_no_row_is_wider_than_the_terminal(told, monkeypatch, columns) -> None:
    """Of the forecast, nor of its history."""
    monkeypatch.setenv("COLUMNS", columns)
    for more in ((), ("--history",)):
        out = told("forecast", "tlw", "--as-of", "2026-04-01", *more).out
        assert int(columns) >= max(len(row) for row in out.splitlines())


def test_the_forecast_tells_what_news_would_move_it(told) -> None:
    """In words and as JSON, that which would move it most first."""
    out = told("forecast", "tlw", "--as-of", "2026-04-01").out
    found = told("forecast", "tlw", "--as-of", "2026-04-01", "--json").json()["prospects"]

    assert "News that would move it most" in out
    effects = [prospect["effect_days"] for prospect in found]
    assert sorted(effects, reverse=True) == effects
    assert "release" in {prospect["event"] for prospect in found}


def test_the_brief_tells_the_movement_in_one_sentence_with_its_sources(told) -> None:
    """And the line can be explained."""
    brief = told("brief", "tlw", "--as-of", "2026-04-01", "--format", "json").json()
    [section] = [s for s in brief["sections"] if s["name"] == "Forecast"]
    [line] = [one for one in section["lines"] if one["ref"].endswith(".movement")]

    assert line["text"].startswith("Since 10 March 2025 the middle of the forecast has moved from")
    assert line["claims"]
    assert 0 == told("explain", line["ref"], "--as-of", "2026-04-01").code


def test_one_day_of_news_is_no_movement(told) -> None:
    """Nothing was there to be moved."""
    brief = told("brief", "tlw", "--as-of", "2025-03-10", "--format", "json").json()

    assert not [one for s in brief["sections"] for one in s["lines"] if "movement" in one["ref"]]


def test_months_without_a_chance_are_passed_over(told) -> None:
    """The bars begin with the last month that has none."""
    out = told("forecast", "tlw", "--as-of", "2026-04-01").out
    bars = out.partition("Chance of release by the end of\n")[2].partition("\n\n")[0].splitlines()

    assert 1 >= sum(" 0%" in row for row in bars)
    assert 24 >= len(bars)


def test_the_end_of_time_is_no_error(told) -> None:
    """Nor is a day long before any news."""
    assert 0 == told("forecast", "tlw", "--as-of", date.max, "--history").code
    early = told("forecast", "tlw", "--as-of", "2025-01-01", "--history")
    assert 2 == early.code
    assert "2025-03-10" in early.err
