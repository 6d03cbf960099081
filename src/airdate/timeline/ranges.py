"""How two ranges of days relate: the words in which claims agree and differ."""

from __future__ import annotations

from datetime import date, timedelta

from airdate.model import DateRange

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def covers(wide: DateRange, narrow: DateRange) -> bool:
    """Return whether every day of the second lies in the first."""
    low = wide.earliest is None or (narrow.earliest or date.min) >= wide.earliest
    high = wide.latest is None or (narrow.latest or date.max) <= wide.latest
    return low and high


def meet(one: DateRange, other: DateRange) -> DateRange | None:
    """Return the days that two ranges share, None where they share none."""
    if not one.overlaps(other):
        return None
    lows = [day for day in (one.earliest, other.earliest) if day]
    highs = [day for day in (one.latest, other.latest) if day]
    return DateRange(max(lows, default=None), min(highs, default=None))


def width(when: DateRange) -> int:
    """Return the days of a range; an open one counts as wider than any closed one."""
    return when.days or date.max.toordinal()


def distance(one: DateRange, other: DateRange) -> int:
    """Return the days between two ranges, 0 where they touch or overlap."""
    if one.overlaps(other):
        return 0
    first, second = sorted((one, other), key=lambda when: when.earliest or date.min)
    return ((second.earliest or date.max) - (first.latest or date.min)).days


def slip_days(old: DateRange, new: DateRange | None) -> int | None:
    """Return the days from the end of one range to the end of the next, None where one is open."""
    if new is None or old.latest is None or new.latest is None:
        return None
    return (new.latest - old.latest).days


def words(when: DateRange) -> str:
    """Return a range as a person would say it: `2026`, `March to May 2026`, `by 20 May 2026`."""
    low, high = when.earliest, when.latest
    if low is None and high is None:
        return "a day not given"
    if low is None or high is None:
        return f"by {_said(high)}" if high else f"{_said(low)} or later" if low else ""
    last = (high + timedelta(days=1)).day == 1 if high < date.max else True
    if low.day == 1 and last:
        return _months(low, high)
    return _joined(_said(low), _said(high))


def _said(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _months(low: date, high: date) -> str:
    """Return whole months, and whole years, by their names."""
    if (low.month, high.month) == (1, 12):
        return f"{low.year}" if low.year == high.year else f"{low.year} to {high.year}"
    first, last = (f"{_MONTHS[day.month - 1]} {day.year}" for day in (low, high))
    return _joined(first, last)


def _joined(first: str, last: str) -> str:
    """Return `first to last` without saying twice what both end with."""
    if first == last:
        return first
    start, end = first.split(), last.split()
    while start and end and len(start) > 1 and start[-1] == end[-1]:
        start, end = start[:-1], end[:-1]
    return f"{' '.join(start)} to {last}"
