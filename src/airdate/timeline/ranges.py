"""How two ranges of days relate: the words in which claims agree and differ."""

from __future__ import annotations

from datetime import date

from airdate.model import DateRange


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
