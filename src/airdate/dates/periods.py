"""Stretches of the calendar as a unit and a number, so that "next" is plus one.

A `Period` is the n-th day, week, month, … of the proleptic Gregorian calendar. Years before
Christ are negative: they have a value and no days, for `datetime.date` begins in year 1.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from airdate.model import DateRange

SEASONS = ("SP", "SU", "FA", "WI")
# The month in which a season starts, by hemisphere; three months each.
SEASON_START = {
    "season": {"SP": 3, "SU": 6, "FA": 9, "WI": 12},
    "southern season": {"SP": 9, "SU": 12, "FA": 3, "WI": 6},
}
# EDTF level 2 (ISO 8601-2, 4.8): 21-24 seasons, 25-32 by hemisphere, 33-36 quarters, 40-41 halves.
EDTF_SEASON = {"season": 21, "southern season": 29, "quarter": 33, "half": 40}
PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "season": 4, "southern season": 4, "year": 1}
YEARS = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}


class Period(NamedTuple):
    """The `number`-th stretch of a unit: a day's ordinal, a month counted from year 0, …

    A tuple, for one is looked up in the caches below for every turn that a date might mean.
    """

    unit: str
    number: int

    def shift(self, count: int) -> Period:
        """Return the period of the same unit `count` later (earlier if negative)."""
        return Period(self.unit, self.number + count)

    @property
    def year(self) -> int:
        """The year in which it starts; negative before Christ."""
        if self.unit in PER_YEAR:
            return self.number // PER_YEAR[self.unit]
        if self.unit in YEARS:
            return self.number * YEARS[self.unit]
        return first_day(self).year

    @property
    def range(self) -> DateRange | None:
        """The days of it, None where the calendar of `datetime` does not reach."""
        return _range_of(self)


@lru_cache(maxsize=4096)
def _range_of(period: Period) -> DateRange | None:
    try:
        return DateRange(first_day(period), last_day(period))
    except (ValueError, OverflowError):
        return None


def year(number: int) -> Period:
    """Return a year."""
    return Period("year", number)


def month(of_year: int, number: int) -> Period:
    """Return a month by its number, 1..12."""
    return Period("month", of_year * 12 + number - 1)


def day(of_year: int, of_month: int, number: int) -> Period | None:
    """Return a day, None where the calendar has no such day."""
    try:
        return Period("day", date(of_year, of_month, number).toordinal())
    except ValueError:
        return None


def part_of_year(unit: str, of_year: int, number: int) -> Period:
    """Return a quarter (1..4), half (1..2) or season (1..4 from spring) of a year."""
    return Period(unit, of_year * PER_YEAR[unit] + number - 1)


@lru_cache(maxsize=4096)
def first_day(period: Period) -> date:
    """Return the first day. Raises: ValueError, OverflowError outside years 1 to 9999."""
    unit, number = period.unit, period.number
    if unit in ("day", "weekday", "night"):
        return date.fromordinal(number)
    if unit in ("week", "weekend"):
        return date.fromordinal(number * 7 + (6 if unit == "weekend" else 1))
    if unit in YEARS:
        return date(number * YEARS[unit] or 1, 1, 1)
    if unit == "holiday weekend":
        return _around(number)[0]
    if "/" in unit:
        return date(number, int(unit[:2]), int(unit[3:5]))
    of_year, index = divmod(number, PER_YEAR[unit])
    if unit in SEASON_START:
        return date(of_year, SEASON_START[unit][SEASONS[index]], 1)
    return date(of_year, index * (12 // PER_YEAR[unit]) + 1, 1)


@lru_cache(maxsize=4096)
def last_day(period: Period) -> date:
    """Return the last day. Raises: ValueError, OverflowError outside years 1 to 9999."""
    unit, number = period.unit, period.number
    first = first_day(period)
    if unit in ("day", "weekday", "night"):
        return first
    if unit in ("week", "weekend"):
        return first + timedelta(6 if unit == "week" else 1)
    if unit in YEARS:
        return date(number * YEARS[unit] + YEARS[unit] - 1, 12, 31)
    if unit == "holiday weekend":
        return _around(number)[1]
    if "/" in unit:
        return date(number + (unit[6:] < unit[:5]), int(unit[6:8]), int(unit[9:]))
    return _end_of_months(first, 12 // PER_YEAR[unit])


def _end_of_months(first: date, months: int) -> date:
    of_year, index = divmod(first.year * 12 + first.month - 1 + months - 1, 12)
    return date(of_year, index + 1, monthrange(of_year, index + 1)[1])


def _around(ordinal: int) -> tuple[date, date]:
    """Return the long weekend of a holiday: Thursday and Friday reach forward, Monday back."""
    weekday = (ordinal - 1) % 7
    saturday = ordinal + (5 - weekday if weekday >= 2 else -2 - weekday)
    bounds = min(saturday, ordinal), max(saturday + 1, ordinal)
    return date.fromordinal(bounds[0]), date.fromordinal(bounds[1])


def containing(unit: str, when: date) -> Period:
    """Return the period of a unit in which a day lies; December to February is one winter."""
    if unit in ("day", "weekday", "night"):
        return Period(unit, when.toordinal())
    if unit in ("week", "weekend"):
        return Period(unit, (when.toordinal() - 1) // 7)
    if unit in YEARS:
        return Period(unit, when.year // YEARS[unit])
    if unit in SEASON_START:
        return _season_of(unit, when)
    per_year = PER_YEAR[unit]
    return Period(unit, when.year * per_year + (when.month - 1) * per_year // 12)


def _season_of(unit: str, when: date) -> Period:
    for name, start in SEASON_START[unit].items():
        past = (when.month - start) % 12
        if past < 3:
            of_year = when.year - (1 if when.month < start else 0)
            return Period(unit, of_year * 4 + SEASONS.index(name))
    raise AssertionError(f"every month lies in a season: {when}")


def timex_value(period: Period) -> str:
    """Return the TIMEX3 value: 1998, 1998-02, 1998-Q3, 1998-W08-WE, 199, BC0480-SU, …"""
    unit, number = period.unit, period.number
    if unit in ("day", "weekday", "night"):
        return date.fromordinal(number).isoformat()
    if unit in ("week", "weekend"):
        iso = date.fromordinal(number * 7 + 1).isocalendar()
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "weekend" else "")
    if unit == "holiday weekend":
        return timex_value(containing("weekend", _around(number)[0]))
    if "/" in unit:
        return f"{number:04}"
    if unit in ("decade", "century", "millennium"):
        digits = {"decade": 3, "century": 2, "millennium": 1}[unit]
        return f"{number:0{digits}}" if number >= 0 else f"BC{-number - 1:0{digits}}"
    of_year, index = divmod(number, PER_YEAR[unit])
    text = f"{of_year:04}" if of_year > 0 else f"BC{-of_year:04}"
    return text + _value_suffix(unit, index)


def _value_suffix(unit: str, index: int) -> str:
    if unit == "year":
        return ""
    if unit in SEASON_START:
        return f"-{SEASONS[index]}"
    return f"-{index + 1:02}" if unit == "month" else f"-{unit[0].upper()}{index + 1}"


def edtf_text(period: Period) -> str | None:
    """Return the EDTF text of a period: level 0 to 2, an interval for weeks; None before year 1."""
    unit, number = period.unit, period.number
    if period.range is None:
        return None
    if unit in ("week", "weekend", "holiday weekend") or "/" in unit:
        return str(period.range)
    if unit in ("decade", "century", "millennium"):
        return timex_value(period).ljust(4, "X")
    if unit in EDTF_SEASON and last_day(period).year > first_day(period).year:
        # Readers of EDTF end a winter with its year; two months say what is meant.
        return f"{first_day(period):%Y-%m}/{last_day(period):%Y-%m}"
    if unit in EDTF_SEASON:
        of_year, index = divmod(number, PER_YEAR[unit])
        return f"{of_year:04}-{EDTF_SEASON[unit] + index}"
    return timex_value(period)


def thirds(period: Period) -> tuple[DateRange, DateRange, DateRange]:
    """Return early, mid and late: they share no day, and together are the period.

    A year: four months each; a decade: years 0-3, 4-6, 7-9; a season, quarter or half: whole months
    where they divide evenly; else days, the last part taking the rest. `shared/claims.md`.
    Raises: ValueError outside years 1 to 9999, and for what has fewer than three days.
    """
    cuts = {"year": (4, 8), "decade": (48, 84), "century": (400, 800)}.get(period.unit)
    if cuts is None and period.unit in PER_YEAR and period.unit != "month":
        step = 12 // PER_YEAR[period.unit] // 3
        cuts = (step, 2 * step)
    first, last = first_day(period), last_day(period)
    if cuts:
        middle, late = (_end_of_months(first, cut) + timedelta(1) for cut in cuts)
    else:
        size = 10 if period.unit == "month" else max(1, ((last - first).days + 1) // 3)
        middle = min(first + timedelta(size), last)
        late = min(first + timedelta(2 * size), last)
    return _cut(first, middle, late, last)


def _cut(
    first: date, middle: date, late: date, last: date
) -> tuple[DateRange, DateRange, DateRange]:
    return (
        DateRange(first, middle - timedelta(1)),
        DateRange(middle, late - timedelta(1)),
        DateRange(late, last),
    )


def nth_days(first: date, last: date, *, number: int, unit: str) -> tuple[date, date] | None:
    """Return the n-th (-1: last) day, week, weekend or "weekday 4" from one day to another.

    Weeks are counted from the first day, seven days each; None where there are not so many.
    """
    size = 7 if unit.startswith("week") else 1
    if unit.startswith("weekday ") or unit == "weekend":
        wanted = 5 if unit == "weekend" else int(unit[-1])
        ahead, back = (wanted - first.weekday()) % 7, (last.weekday() - wanted) % 7
        low = first + timedelta(ahead + 7 * (number - 1)) if number > 0 else last - timedelta(back)
        size = 2 if unit == "weekend" else 1
    else:
        low = first + timedelta(size * (number - 1)) if number > 0 else last - timedelta(size - 1)
    return (low, low + timedelta(size - 1)) if first <= low <= last else None


def days_beside(first: date, last: date, *, unit: str, side: str) -> tuple[date, date]:
    """Return the week, weekend or "weekday 4" nearest before or after some days, not among them."""
    wanted = {"week": 0, "weekend": 5}.get(unit)
    if wanted is None:
        wanted = int(unit[-1])
    size = {"week": 7, "weekend": 2}.get(unit, 1)
    if side == "after":
        low = last + timedelta((wanted - last.weekday() - 1) % 7 + 1)
    else:
        end = (wanted + size - 1) % 7
        low = first - timedelta((first.weekday() - end - 1) % 7 + size)
    return low, low + timedelta(size - 1)


def easter(of_year: int) -> date:
    """Return Easter Sunday.

    Method: anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
    """
    golden, (century, rest) = of_year % 19, divmod(of_year, 100)
    leaps, odd = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    quads, years = divmod(rest, 4)
    weekday = (32 + 2 * odd + 2 * quads - epact - years) % 7
    fix = (golden + 11 * epact + 22 * weekday) // 451
    of_month, offset = divmod(epact + weekday - 7 * fix + 114, 31)
    return date(of_year, of_month, offset + 1)
