"""On which weekdays a service releases."""

from datetime import date

import pytest

from airdate.forecast.habits import habit


def test_the_habit_starts_with_the_weekday_of_the_day() -> None:
    """Fridays are the likeliest on Netflix: fourth after a Monday, first of a Friday."""
    monday, friday = (habit("Netflix", start=date(2026, 11, day)) for day in (23, 27))

    assert (max(monday), max(friday)) == (monday[4], friday[0])
    assert 1.0 == pytest.approx(sum(monday))
    assert sorted(monday) == pytest.approx(sorted(friday))


@pytest.mark.parametrize("service", [None, "", "tvN", "tvN/Netflix"])
def test_a_habit_that_was_not_measured_is_none(service: str | None) -> None:
    """Nor where a broadcaster has it too."""
    assert () == habit(service, start=date(2026, 11, 23))
