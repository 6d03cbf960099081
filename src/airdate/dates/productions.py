"""Productions that every language shares: captured values → meanings."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from airdate.dates.meanings import Bare, Fixed, Meaning, Part, Recurring, Shifted, Within
from airdate.dates.periods import SEASONS, Period, day, easter, month, part_of_year, year
from airdate.dates.rules import Found

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# A year of two digits lies between 1970 and 2069: no announced title is older or further away.
CENTURY_PIVOT = 70


def full_year(digits: str) -> int:
    """Return the year that two or four digits write."""
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= CENTURY_PIVOT else 2000)


def months(number: int, *, which: str = "near") -> Recurring:
    """Return a month of whichever year."""
    return Recurring("year", lambda y: month(y, number), which, f"month {number}")


def days_of_year(of_month: int, number: int, *, which: str = "near") -> Recurring:
    """Return a day of a month of whichever year."""
    return Recurring(
        "year", lambda y: day(y, of_month, number), which, f"{of_month:02}-{number:02}"
    )


def weekdays(number: int, *, which: str = "near") -> Recurring:
    """Return a weekday (0 is Monday) of whichever week."""
    return Recurring(
        "week", lambda w: Period("weekday", w * 7 + 1 + number), which, WEEKDAYS[number]
    )


def weekends(*, which: str = "near") -> Recurring:
    """Return the weekend of whichever week."""
    return Recurring("week", lambda w: Period("weekend", w), which, "weekend")


def days_of_month(number: int, *, which: str = "near") -> Recurring:
    """Return a day of whichever month."""
    return Recurring("month", lambda m: day(m // 12, m % 12 + 1, number), which, f"day {number}")


def seasons(name: str, *, which: str = "near", unit: str = "season") -> Recurring:
    """Return a season of whichever year."""
    number = SEASONS.index(name) + 1
    return Recurring("year", lambda y: part_of_year(unit, y, number), which, f"season {name}")


def parts_of_year(unit: str, number: int, *, which: str = "near") -> Recurring:
    """Return a quarter or half of whichever year."""
    return Recurring("year", lambda y: part_of_year(unit, y, number), which, f"{unit} {number}")


def in_year(what: Recurring, of_year: int) -> Meaning | None:
    """Return what recurs in a given year; None where that year has none (29 February)."""
    found = what.at(of_year)
    return Fixed(found) if found else None


def holidays(when: str, *, which: str = "near") -> Recurring:
    """Return a holiday, or a season of the trade, of whichever year; `when`: `holidays.tsv`."""
    if "/" in when:
        return Recurring("year", lambda y: trade_season(when, y), which, f"season {when}")
    return Recurring("year", lambda y: holiday(when, y), which, f"holiday {when}")


@cache
def holiday(when: str, of_year: int) -> Period | None:
    """Return the day of a holiday in a year, None where no table has it."""
    words = when.split()
    try:
        if words[0] == "easter":
            return Period("day", easter(of_year).toordinal() + int(words[1]))
        if words[0] == "moon":
            text = moons().get((of_year, words[1]))
            return day(of_year, int(text[:2]), int(text[3:])) if text else None
        if len(words) == 1:
            return day(of_year, int(when[:2]), int(when[3:5]))
        return _nth_weekday(of_year, words)
    except (ValueError, OverflowError):
        return None


def _nth_weekday(of_year: int, words: list[str]) -> Period:
    """Return "4 thursday 11 +1": the day after the fourth Thursday of November."""
    nth, weekday, of_month = int(words[0]), WEEKDAYS.index(words[1]), int(words[2])
    if nth > 0:
        first = date(of_year, of_month, 1).toordinal()
        ordinal = first + (weekday - (first - 1)) % 7 + 7 * (nth - 1)
    else:
        last = date(of_year + of_month // 12, of_month % 12 + 1, 1).toordinal() - 1
        ordinal = last - (last - 1 - weekday) % 7
    return Period("day", ordinal + (int(words[3]) if len(words) > 3 else 0))


MOON_DAYS = ("seollal", "chuseok", "diwali")  # the columns of `moon.tsv`


@cache
def moons() -> dict[tuple[int, str], str]:
    """Return (year, name) → MM-DD of the days that follow the moon."""
    found = {}
    path = Path(__file__).with_name("moon.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            of_year, *days_of_year = line.split("\t")
            for name, when in zip(MOON_DAYS, days_of_year, strict=True):
                found[int(of_year), name] = when
    return found


def trade_season(when: str, of_year: int) -> Period:
    """Return a season of the trade in a year: "11-01/12-31", or "11-01/03-15 -1".

    It may end in the next year; with -1 it starts in the year before the one that it is named for.
    """
    span, _, shift = when.partition(" ")
    return Period(span, of_year + int(shift or 0))


def holiday_weekend(when: str) -> Recurring:
    """Return the long weekend at a holiday: from Saturday or the holiday to Sunday or it."""

    def at(of_year: int) -> Period | None:
        found = holiday(when, of_year)
        return Period("holiday weekend", found.number) if found else None

    return Recurring("year", at, "near", f"weekend of {when}")


def numbers(words: str) -> list[str]:
    """Return the runs of digits in some words, as ASCII."""
    return re.findall(r"[0-9]+", "".join(str(int(c)) if c.isdigit() else c for c in words))


def ancient(value: str, granularity: str) -> Bare:
    """Return a date before the calendar of `datetime` begins: a value without days."""
    return Bare("DATE", value, granularity=granularity)


def decade_of(first_year: int) -> Fixed:
    """Return the decade that starts in a year."""
    return Fixed(Period("decade", first_year // 10))


def decade_before_christ(first_year: int) -> Bare:
    """Return a decade before Christ, which has no days."""
    return ancient(f"BC{first_year // 10:03}", "decade")


def the_year(number: int) -> Fixed:
    """Return a year."""
    return Fixed(year(number))


# ── shared by the languages that put the turn before the part: 내년 2월, 来年2月 ────────────────


def shifted(unit: str, found: Found) -> Meaning | None:
    """Return a unit counted from the anchor: 내년, 先月, 다음 주, 明日."""
    table = {"year": "thisyear", "month": "thismonth", "week": "thisweek", "day": "deictic"}[unit]
    return Shifted(unit, int(found.value(table, "t")))


def of_turn(found: Found) -> Meaning | None:
    """Return what recurs, in the year, month or week named before it: 2026년 하반기, 来月3日."""
    what, turn = found.meaning("what"), found.meaning("turn")
    if not isinstance(what, Recurring):
        return None
    if isinstance(turn, Fixed) and what.cycle == "year":
        return in_year(what, turn.period.number)
    return Within(what, turn)


def part(found: Found) -> Meaning | None:
    """Return an early, middle or late part: 2월 중순, 2026年末."""
    return Part(found.value("part", "p"), found.meaning("d"))


def part_of_this_year(found: Found) -> Meaning | None:
    """Return a part of the anchor's year, or all of it: 연말, 年内."""
    mod = found.value("yearpart", "p")
    return Shifted("year", 0) if mod == "ALL" else Part(mod, Shifted("year", 0))
