"""How two ranges of days relate."""

import pytest

from airdate.model import DateRange
from airdate.timeline.ranges import covers, distance, meet, slip_days


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("2026-01-01/2026-12-31", "2026-03-01/2026-03-31", True),
        ("2026-03-01/2026-03-31", "2026-01-01/2026-12-31", False),
        ("2026-01-01/..", "2026-03-01/2026-03-31", True),
        ("2026-01-01/..", "../2026-03-31", False),
        ("../2026-12-31", "2026-03-01/..", False),
        ("../..", "../2026-03-31", True),
    ],
)
def test_covers_tells_whether_all_days_lie_in_the_first(
    wide: str, narrow: str, expected: bool
) -> None:
    """An open bound covers every day on its side, and nothing closed covers an open one."""
    actual = covers(DateRange.parse(wide), DateRange.parse(narrow))

    assert expected is actual


def test_meet_gives_the_shared_days_and_closes_open_bounds() -> None:
    """`by March` and `2026` meet in the months from January to March."""
    actual = meet(DateRange.parse("../2026-03-31"), DateRange.parse("2026-01-01/2026-12-31"))

    expected = DateRange.parse("2026-01-01/2026-03-31")
    assert expected == actual
    assert meet(expected, DateRange.parse("2027-01-01/..")) is None


def test_distance_counts_the_days_between() -> None:
    """Ranges that overlap are no days apart, whichever comes first."""
    may, july = DateRange.parse("2026-05-01/2026-05-31"), DateRange.parse("2026-07-01/2026-07-31")

    apart = [distance(may, july), distance(july, may), distance(may, may)]

    assert [31, 31, 0] == apart


def test_a_slip_runs_from_end_to_end() -> None:
    """An open end has no slip."""
    old, new = DateRange.parse("2025-01-01/2025-12-31"), DateRange.parse("2026-02-01/2026-02-28")

    slips = [slip_days(old, new), slip_days(new, old), slip_days(old, DateRange(None, None))]

    assert [59, -59, None] == slips
