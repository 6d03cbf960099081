"""EDTF (ISO 8601-2) texts of periods and ranges."""

from __future__ import annotations

from datetime import date, timedelta

from airdate.dates.periods import Period, edtf_text
from airdate.model import DateRange


def edtf_of(period: Period) -> str | None:
    """Return the EDTF text of a period, None where it has no days."""
    return edtf_text(period)


def edtf_span(bounds: DateRange) -> str:
    """Return the shortest EDTF text of a range: 2026, 2026-02, 2026-05/2026-08, ../2026-02-20."""
    low, high = bounds.earliest, bounds.latest
    if low is None or high is None:
        return "/".join(day.isoformat() if day else ".." for day in (low, high))
    ends = _ends(low, high)
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def _ends(low: date, high: date) -> tuple[str, str]:
    """Return both ends, cut to years or months where the range is of whole ones."""
    closes = high == date.max or (high + timedelta(1)).day == 1
    if low.day == 1 and closes:
        size = 4 if low.month == 1 and high.month == 12 else 7
        return low.isoformat()[:size], high.isoformat()[:size]
    return low.isoformat(), high.isoformat()
