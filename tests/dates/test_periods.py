"""Periods of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from airdate.dates.periods import (
    Period,
    containing,
    easter,
    edtf_text,
    month,
    part_of_year,
    thirds,
    timex_value,
    year,
)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (year(2026), "2026-01-01/2026-12-31"),
        (month(2028, 2), "2028-02-01/2028-02-29"),
        (part_of_year("quarter", 2026, 3), "2026-07-01/2026-09-30"),
        (part_of_year("half", 2026, 2), "2026-07-01/2026-12-31"),
        (part_of_year("season", 2026, 4), "2026-12-01/2027-02-28"),
        (part_of_year("southern season", 2026, 1), "2026-09-01/2026-11-30"),
        (containing("week", date(2026, 12, 31)), "2026-12-28/2027-01-03"),
        (containing("weekend", date(2026, 12, 31)), "2027-01-02/2027-01-03"),
        (containing("season", date(2026, 1, 31)), "2025-12-01/2026-02-28"),
        (Period("decade", 203), "2030-01-01/2039-12-31"),
        (year(-480), "None"),
        (year(10_000), "None"),
    ],
)
def test_a_period_has_its_days(period: Period, expected: str) -> None:
    """None where `datetime` does not reach."""
    assert expected == str(period.range)


@pytest.mark.parametrize(
    ("period", "value", "edtf"),
    [
        (year(79), "0079", "0079"),
        (year(-480), "BC0480", None),
        (month(-44, 3), "BC0044-03", None),
        (Period("decade", 199), "199", "199X"),
        (Period("century", 19), "19", "19XX"),
        (part_of_year("season", 2026, 2), "2026-SU", "2026-22"),
        (containing("week", date(2026, 12, 31)), "2026-W53", "2026-12-28/2027-01-03"),
    ],
)
def test_a_period_is_written(period: Period, value: str, edtf: str | None) -> None:
    """As TIMEX3 and as EDTF."""
    assert (value, edtf) == (timex_value(period), edtf_text(period))


def test_the_thirds_of_a_month_are_ten_days_each_and_the_rest() -> None:
    """`shared/claims.md`: days 1 to 10, 11 to 20, 21 to the last."""
    found = [str(part) for part in thirds(month(2026, 2))]
    assert ["2026-02-01/2026-02-10", "2026-02-11/2026-02-20", "2026-02-21/2026-02-28"] == found


@pytest.mark.parametrize(
    ("of_year", "expected"), [(2024, (3, 31)), (2026, (4, 5)), (2038, (4, 25))]
)
def test_easter(of_year: int, expected: tuple[int, int]) -> None:
    """Known Easter Sundays, the latest possible among them."""
    assert date(of_year, *expected) == easter(of_year)
