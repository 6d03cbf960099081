"""Words for days, ranges and probabilities: a range never looks like a date, nothing is certain."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from airdate.model import DateRange


def day_words(day: date) -> str:
    """Return a day in words: `19 February 2026`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def month_words(day: date) -> str:
    """Return the month of a day in short words: `Feb 2026`."""
    return f"{calendar.month_abbr[day.month]} {day.year}"


def _starts_month(day: date) -> bool:
    return day.day == 1


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(1)).day == 1


def range_words(when: DateRange) -> str:
    """Return a range in words, no more exact than it is.

    `19 February 2026`, `11-20 February 2026`, `September-December 2026`, `2026`,
    `by 20 February 2026`, `from 1 May 2024 on` (with en dashes).
    """
    low, high = when.earliest, when.latest
    if low is None or high is None:
        return _open_words(low, high)
    if low == high:
        return day_words(low)
    if _starts_month(low) and _ends_month(high):
        return _months_words(low, high)
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{day_words(high)}"
    if low.year == high.year:
        return f"{low.day} {calendar.month_name[low.month]} – {day_words(high)}"
    return f"{day_words(low)} – {day_words(high)}"


def _open_words(low: date | None, high: date | None) -> str:
    if low is not None:
        return f"from {day_words(low)} on"
    return f"by {day_words(high)}" if high is not None else "at an unknown time"


def _months_words(low: date, high: date) -> str:
    first, last = calendar.month_name[low.month], calendar.month_name[high.month]
    if low.year != high.year:
        if low.month == 1 and high.month == 12:
            return f"{low.year}–{high.year}"
        return f"{first} {low.year} – {last} {high.year}"
    if low.month == 1 and high.month == 12:
        return str(low.year)
    if low.month == high.month:
        return f"{first} {low.year}"
    return f"{first}–{last} {low.year}"


def with_preposition(when: DateRange) -> str:
    """Return the range with the preposition that a sentence needs: `in 2026`, `on 19 ...`."""
    words = range_words(when)
    if when.earliest is None or when.latest is None:
        return words
    if when.earliest == when.latest:
        return f"on {words}"
    whole_months = _starts_month(when.earliest) and _ends_month(when.latest)
    return f"in {words}" if whole_months else f"some time within {words}"


def percent(probability: float) -> str:
    """Return a probability as a percentage that claims no certainty: never 0 % nor 100 %."""
    if probability >= 0.995:
        return "over 99\u00a0%"
    if probability <= 0.005:
        return "under 1\u00a0%"
    return f"{probability * 100:.0f}\u00a0%"


def days_words(days: int) -> str:
    """Return a count of days in words."""
    return f"{days} day" if abs(days) == 1 else f"{days} days"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun: `1 claim`, `2 claims`, `1,234 claims`, `0 claims`."""
    return f"{count:,} {noun_of(count, noun, plural)}"


def noun_of(count: int, noun: str, plural: str = "") -> str:
    """Return the noun of a count, in the singular for one thing alone."""
    return noun if abs(count) == 1 else plural or f"{noun}s"
