"""Stretches of a month or year: its first months, last days, halves, first or second week."""

from __future__ import annotations

from airdate.dates import productions as p
from airdate.dates.en.days import month_number
from airdate.dates.en.numbers import number, ordinal, year_number
from airdate.dates.meanings import Both, Fixed, Half, Meaning, Nth, Part, Shifted
from airdate.dates.periods import month, year
from airdate.dates.rules import Found, Rule


def months_of(found: Found) -> Meaning | None:
    """Return "the first three months of 2026", "the closing months of 2026"."""
    count = number(found, "n") if "n" in found else 3
    if not isinstance(count, int | float) or not 1 <= count <= 12:
        return None
    of, size = year_number(found), int(count)
    low = 1 if found.words("o") in ("first", "opening") else 13 - size
    return Both(Fixed(month(of, low)), Fixed(month(of, low + size - 1)))


def weeks_of_year(found: Found) -> Meaning | None:
    """Return "the first few months of 2026" as its early part."""
    part = "START" if found.words("o") in ("first", "opening", "early") else "END"
    if "y" in found:
        return Part(part, Fixed(year(year_number(found))))
    turn = found.words("t")
    step = {"the new": 1, "next": 1, "last": -1}.get(turn, 0)
    return Part(part, Shifted("year", step))


def days_of_month(found: Found) -> Meaning | None:
    """Return "the last days of December" as the late part of it."""
    of = p.months(month_number(found))
    whole = p.in_year(of, year_number(found)) if "y" in found else of
    early = found.words("o") in ("first", "opening", "early")
    return whole and Part("START" if early else "END", whole)


def half_of_month(found: Found) -> Meaning | None:
    """Return "the second half of February"."""
    return Half(1 if found.words("n") in ("first", "front") else 2, found.meaning("d"))


def weeks_of_month(found: Found) -> Meaning | None:
    """Return "the first or second week of December"."""
    of = found.meaning("d")
    return Both(Nth(ordinal(found, "n"), "week", of), Nth(ordinal(found, "z"), "week", of))


FIRST = (
    Rule(
        "first months of a year",
        "RANGE",
        (
            "( the )? o:( first | last | final ) n:@exact months of y:@year",
            "( the )? o:( opening | closing ) months of y:@year",
        ),
        months_of,
        {"It is due in the first three months of 2026.": "2026-01-01/2026-03-31"},
        view="claims",
    ),
    Rule(
        "first weeks of a year",
        "DATE|PARTED",
        (
            "( the )? o:( first | opening | early | last | final | closing | latter ) "
            "( few | couple of | several )? ( days | weeks | months ) of y:@year",
            "( the )? o:( first | opening | early | last | final | closing | latter ) "
            "( few | couple of | several )? ( weeks | months ) of "
            "t:( the new | this | next | last | the ) year",
        ),
        weeks_of_year,
        {
            "It is due in the first few months of 2026.": "2026-01-01/2026-04-30",
            "It is due in the first weeks of the new year.": "2026-01-01/2026-04-30",
        },
        view="claims",
    ),
    Rule(
        "first days of a month",
        "DATE|PARTED",
        (
            "( the )? o:( first | opening | early | last | final | closing | dying ) days of "
            "mo:@month ( ,? y:@year )?",
        ),
        days_of_month,
        {"It wrapped in the last days of December 2024.": "2024-12-21/2024-12-31"},
        view="claims",
    ),
)

WEEKS = (
    Rule(
        "weeks of a month",
        "RANGE",
        (
            "( the )? n:( <ordinal> | <nth> ) ( or | and | to ) ( the )? z:( <ordinal> | <nth> | "
            "<lastord> ) ( week | weeks ) ( of | in ) d:( <MONTH> | <MONTHYEAR> )",
        ),
        weeks_of_month,
        {"It is due the first or second week of December.": "2025-12-01/2025-12-14"},
        view="claims",
    ),
)

HALVES = (
    Rule(
        "half of a month",
        "RANGE",
        (
            "( the )? n:( first | second | latter | last | back | front ) half of d:( <MONTH> | "
            "<MONTHYEAR> )",
        ),
        half_of_month,
        {"It opens in the second half of February 2026.": "2026-02-15/2026-02-28"},
        view="claims",
    ),
)
