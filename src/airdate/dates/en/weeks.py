"""Weeks that the calendar numbers (ISO 8601), and days and weeks that it does not have."""

from __future__ import annotations

from datetime import date

from airdate.dates.en.days import month_number
from airdate.dates.en.numbers import ordinal, year_number
from airdate.dates.meanings import Bare, Fixed, Meaning, Recurring
from airdate.dates.periods import Period, containing, day
from airdate.dates.rules import Found, Rule


def iso_week(of_year: int, number: int) -> Period | None:
    """Return a week by its number, None where that year has none (53 of most years)."""
    try:
        return containing("week", date.fromisocalendar(of_year, number, 1))
    except ValueError:
        return None


def week_of_year(found: Found) -> Meaning | None:
    """Return "week 12 of 2026", "2026-W12", "W12 2026"; without days where there is no such."""
    code = found.digits("z") if "z" in found else found.digits("y") + found.digits("n").zfill(2)
    of_year, number = int(code[:4]), int(code[4:])
    if not 1 <= number <= 53:
        return None
    week = iso_week(of_year, number)
    if week is None:
        why = f"the year {of_year} has no week {number}"
        return Bare("DATE", f"{of_year:04}-WXX", granularity="week", why=why)
    if "d" in found:
        weekday = int(found.digits("d"))
        joined = " " not in found.text_of_match and 1 <= weekday <= 7
        return Fixed(Period("day", week.number * 7 + weekday)) if joined else None
    return Fixed(week)


def numbered_week(found: Found) -> Meaning | None:
    """Return "week 12" of whichever year."""
    number = int(found.digits("n"))
    return Recurring("year", lambda y: iso_week(y, number), "near", f"week {number}")


def no_such_day(found: Found) -> Meaning | None:
    """Return a date without days for "February 29, 2025", which must not become another day."""
    of_year, of_month, number = year_number(found), month_number(found), ordinal(found, "d")
    if day(of_year, of_month, number) is not None or day(2024, of_month, 1) is None:
        return None
    why = f"the calendar has no {of_year}-{of_month:02}-{number:02}"
    return Bare("DATE", f"{of_year:04}-{of_month:02}-XX", granularity="day", why=why)


RULES = (
    Rule(
        "week of a year",
        "WEEK|DATE",
        (
            "( the )? week ( no .? | number )? n:( <num> ) ,? ( of | in )? ( the year )? y:<year>",
            "n:<weekcode> ,? ( of | in | / )? y:<year>",
            "y:<year> ,? ( / )? n:<weekcode>",
            "y:<year> n:<weekcode> d:<dom>",
            "y:<year> ,? week n:<num>",
            "z:<yearweek>",
        ),
        week_of_year,
        {
            "It opens in week 12 of 2026.": "2026-W12",
            "It opens in W12 2026.": "2026-W12",
            "It opens in 2026-W53.": "2026-W53",
            "It opens on 2026-W12-3.": "2026-03-18",
        },
        ("It led in week 99 of 2026.", "Form W-2 of 2026."),
    ),
    Rule(
        "numbered week",
        "OFYEAR|DATE",
        ("( the )? week n:<num>",),
        numbered_week,
        {"It opens in week 12 of next year.": "2026-W12"},
        ("In week 3 the couples dance.",),
        only_after=r"(?i)\s(?:of|in)\s(?:this|next|last)\syear",
    ),
    Rule(
        "no such day",
        "NODAY|DATE",
        (
            "( @weekday ,? ( the )? )? mo:@month ( the )? d:@day ,? ( of )? y:@year",
            "( @weekday ,? )? ( the )? d:@spoken_day ( day )? ( of )? mo:@month ,? ( of )? y:@year",
        ),
        no_such_day,
        {"It opens on February 29, 2025.": "2025-02-XX", "Out 31 April 2026.": "2026-04-XX"},
        ("It opens on February 29, 2028.",),
    ),
)
