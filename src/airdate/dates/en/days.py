"""Days and months that the calendar names, and weekdays."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.numbers import ordinal, year_number
from airdate.dates.meanings import Fixed, Meaning
from airdate.dates.periods import Period, day
from airdate.dates.rules import Found, Rule

NEAR = 24  # characters that tell a month from the other word that it is
MAY_RUNS_ON = re.compile(
    rf"\s?(?:to|-|–|/|and|or|through|until)\s?(?:early |late |mid-)?(?:{c.MONTH_NAMES})\b|,?\s\d"
)
BEFORE_MAY, AFTER_MAY = re.compile(c.BEFORE_MAY), re.compile(c.AFTER_MAY)
BEFORE_SLOT = re.compile(c.BEFORE_SLOT)
SURELY_MAY, AFTER_SURELY_MAY = re.compile(c.SURELY_MAY), re.compile(c.AFTER_SURELY_MAY)


def month_number(found: Found, name: str = "mo") -> int:
    """Return 1..12 of the captured month."""
    words = found.words(name).rstrip(" .")
    values = found.vocabulary.meanings
    return int(values["month"].get(words) or values["abbr"][words])


def bare_month(found: Found) -> Meaning | None:
    """Return a month of whichever year; None for "may" and "march" that look like other words.

    Both are a name and a verb too: alone they need a word before them that times have.
    """
    of_month = p.months(month_number(found))
    if found.words("mo") not in ("may", "march") or found.followed(BEFORE_SLOT, NEAR):
        return of_month
    if found.followed(MAY_RUNS_ON, NEAR):
        return of_month
    if found.preceded(SURELY_MAY, NEAR):
        return None if found.followed(AFTER_SURELY_MAY, NEAR) else of_month
    if not found.preceded(BEFORE_MAY, NEAR) or found.followed(AFTER_MAY, NEAR):
        return None
    return of_month


def month_day_year(found: Found) -> Meaning | None:
    """Return the day of "February 14, 2026"."""
    exact = day(year_number(found), month_number(found), ordinal(found, "d"))
    return Fixed(exact) if exact else None


def month_day(found: Found) -> Meaning | None:
    """Return the day of "February 14"."""
    of_month, number = month_number(found), ordinal(found, "d")
    return p.days_of_year(of_month, number) if day(2024, of_month, number) else None


def month_year(found: Found) -> Meaning | None:
    """Return the month of "February 2026"."""
    return p.in_year(p.months(month_number(found)), year_number(found))


def numeric(order: str, found: Found) -> Meaning | None:
    """Return the day of three numbers; in day-month order where month-day cannot be."""
    fields = dict(zip(order, p.numbers(found.words("d")), strict=False))
    if len(fields) < 3:
        return None
    y, m, d = p.full_year(fields["y"]), int(fields["m"]), int(fields["d"])
    exact = day(y, m, d) or (day(y, d, m) if order != "ymd" else None)
    return Fixed(exact) if exact else None


def slashed_day(found: Found) -> Meaning | None:
    """Return the day of "2/14"; in day-month order where month-day cannot be."""
    first, second = (int(number) for number in p.numbers(found.words("d")))
    if (first, second) == (24, 7):
        return None
    if day(2024, first, second):
        return p.days_of_year(first, second)
    return p.days_of_year(second, first) if day(2024, second, first) else None


NINE_ELEVEN = Period("day", date(2001, 9, 11).toordinal())


def last_day_of_two(found: Found) -> Meaning | None:
    """Return the later day of "March 3-5, 2013"."""
    start, _ = found.bounds
    names = re.findall(c.MONTH_NAMES, found.text[max(0, start - 24) : start])
    values = found.vocabulary.meanings
    key = names[-1].lower()
    number = int(values["month"].get(key) or values["abbr"][key])
    exact = day(year_number(found), number, ordinal(found, "d"))
    return Fixed(exact) if exact else None


def first_day_of_two(found: Found) -> Meaning | None:
    """Return the earlier day of "6-7 February"."""
    end = found.nodes[found.match.end() - 1].end
    name = re.search(c.MONTH_NAMES, found.text[end : end + 30])
    values = found.vocabulary.meanings
    if name is None:
        return None
    key = name[0].lower()
    number = int(values["month"].get(key) or values["abbr"][key])
    return p.days_of_year(number, ordinal(found, "d"))


def weekday_number(found: Found, name: str = "wd") -> int:
    """Return 0 (Monday) .. 6."""
    words = found.words(name).rstrip(" .")
    values = found.vocabulary.meanings
    return int(values["weekday"].get(words) or values["wdabbr"][words])


RULES = (
    Rule(
        "month-day-year",
        "DAY|DATE",
        (
            "( @weekday ,? ( the )? )? mo:@month ( the )? d:@day ,? ( of )? y:( @year | "
            "@spelled_year )",
            "@weekday ,? ( the )? d:@day ( of )? mo:@month ,? y:@year",
            "y:<year> mo:@month d:@day",
            "d:@day mo:@month ,? y:@year",
            "the d:<dth> mo:@month ,? y:@year",
            "( the )? d:@spoken_day ( day )? of mo:@month ,? ( of )? y:@year",
        ),
        month_day_year,
        {
            "It opens February 14, 2026.": "2026-02-14",
            "It opens on Friday, 14 March 2026.": "2026-03-14",
            "It opens the 3rd of March, 2026.": "2026-03-03",
        },
        ("On February 30, 2026 nothing opens.",),
    ),
    Rule(
        "month-day",
        "MONTHDAY|OFYEAR|DATE",
        (
            "mo:@month ( the )? d:@day",
            "( the )? d:@spoken_day ( day )? of mo:@month",
            "the d:<dth> mo:@month",
            "d:@day mo:@month",
        ),
        month_day,
        {"It opened on November 13.": "2025-11-13", "It opened on the 4th of July.": "2025-07-04"},
        ("It opened in April 31 cinemas.",),
        unless_after=r"(?i)[-–]\d{3,}|[.,]\d|\s?%|:\d",
        unless_before=r"\d[.,:/]$",
    ),
    Rule(
        "numbers, month first",
        "DAY|DATE",
        ("d:<slashed>",),
        partial(numeric, "mdy"),
        {"It opens 2/14/2026.": "2026-02-14", "It opens 14/2/2026.": "2026-02-14"},
        ("A 40/50/60 mix.",),
    ),
    Rule(
        "numbers, day first",
        "DAY|DATE",
        ("d:<dotted>",),
        partial(numeric, "dmy"),
        {"It opens 14.02.2026.": "2026-02-14"},
        ("Version 40.50.60 is out.",),
        unless_before=r"(?i)\b(?:v|version|release|build)\.?\s?$",
    ),
    Rule(
        "numbers, year first",
        "DAY|DATE",
        ("d:<iso>", "d:<yearfirst>"),
        partial(numeric, "ymd"),
        {"It opens 2026-05-08.": "2026-05-08", "It opens 2026/5/8.": "2026-05-08"},
        ("The code is 2026-13-45.",),
    ),
    Rule(
        "month-year",
        "MONTHYEAR|DATE",
        ("mo:@month ,? ( of | in )? ( the year )? y:( @year | @spelled_year )",),
        month_year,
        {"It opens in February 2026.": "2026-02", "It opens in Feb. of 2026.": "2026-02"},
    ),
    Rule(
        "month",
        "MONTH|OFYEAR|DATE",
        ("mo:<month>",),
        bare_month,
        {"It opened in October.": "2025-10", "It gave up its March slot.": "2025-03"},
        ("It may open.", "Theresa May left.", "Protesters March on."),
        unless_after=r"['’]s?\s[A-Z]\w+\s[A-Z]",
    ),
    Rule(
        "month, short",
        "MONTH|OFYEAR|DATE",
        ("mo:<abbr> .?",),
        lambda found: p.months(month_number(found)),
        {"It opened in Oct. and closed.": "2025-10"},
        ("The sun, the jan and the dec.",),
        unless_after=r"\s[A-Z]",
        only_before=c.BEFORE_SHORT_MONTH,
    ),
    Rule(
        "second of two days",
        "DATE",
        ("d:<dom>", "d:<dth>"),
        lambda found: p.days_of_month(ordinal(found, "d"), which="same"),
        {"It ran on April 6-7.": "2025-04-07"},
        only_before=(
            rf"(?i)\b(?:{c.MONTH_NAMES})\.?\s\d{{1,2}}(?:th|st|nd|rd)?\s?(?:[-–]|and|to)\s?$"
        ),
        unless_after=rf"(?i)\s(?:{c.MONTH_NAMES})|[-:./]\d|\s?%",
        view="timex",
    ),
    Rule(
        "second of two days, with the year",
        "DAY|DATE",
        ("d:@day ,? y:<year>",),
        last_day_of_two,
        {"It ran March 3-5, 2013.": "2013-03-05"},
        only_before=rf"\b(?:{c.MONTH_NAMES})\.?\s\d{{1,2}}(?:th|st|nd|rd)?\s?(?:[-–]|and|to)\s?$",
        view="timex",
    ),
    Rule(
        "nine eleven",
        "DAY|DATE",
        ("d:<slashpair>",),
        lambda found: Fixed(NINE_ELEVEN) if found.text_of_match == "9/11" else None,
        {"It changed after 9/11.": "2001-09-11"},
        ("They share it 7/11.",),
    ),
    Rule(
        "month and day with a slash",
        "MONTHDAY|DATE",
        ("d:<slashpair>",),
        slashed_day,
        {"It opens on 2/14.": "2026-02-14/2026-02-14"},
        ("On 24/7 they work.", "It got 8/10."),
        only_before=c.before("on until till by since from starting premieres premiered drops"),
        unless_after=r"(?i)\s?(?:%|of\b|stars)|[/.]\d",
        view="claims",
    ),
    Rule(
        "month in lower case, with its year",
        "MONTHYEAR|DATE",
        ("mo:<lowmonth> y:<year>",),
        lambda found: None if found.text_of_match[0].isupper() else month_year(found),
        {"It ended in march 2022.": "2022-03"},
    ),
    Rule(
        "day of a month in lower case",
        "MONTHDAY|OFYEAR|DATE",
        ("mo:<lowmonth> d:@day",),
        lambda found: None if found.text_of_match[0].isupper() else month_day(found),
        {"It is out on march 12.": "2026-03-12"},
        ("They march 12 miles.", "It may 12 times."),
        only_before=c.before("on until till by since from is it's to for early late"),
        unless_after=r"\s(?:miles|km|times|people|men|of)\b|,\d|[.:]\d|%",
    ),
    Rule(
        "month in lower case",
        "MONTH|OFYEAR|DATE",
        ("mo:<lowmonth>",),
        lambda found: None if found.text_of_match[0].isupper() else p.months(month_number(found)),
        {"It ended in march.": "2025-03"},
        ("It may end.", "They march in.", "On the march, it rained."),
        only_before=c.before("in since until till early late mid last next"),
    ),
    Rule(
        "month, short, in a run",
        "MONTH|OFYEAR|DATE",
        ("mo:<abbr> .?",),
        lambda found: p.months(month_number(found)),
        {"It ran Jan-Mar 2012.": "2012-01"},
        only_after=rf"(?i)(?:\s?[-–/]\s?|\s(?:or|to|thru|through|till)\s)(?:{c.MONTH_NAMES})\b",
    ),
    Rule(
        "first of two days",
        "DATE",
        ("d:<dom>",),
        first_day_of_two,
        {"It ran on 6-7 February.": "2025-02-06"},
        only_after=rf"\s?(?:[-–]|and|to)\s?\d{{1,2}}\s(?:of\s)?(?:{c.MONTH_NAMES})",
        unless_before=r"[$£€]$",
        view="timex",
    ),
    Rule(
        "weekday",
        "WEEKDAY|DATE",
        ("wd:<weekday>",),
        lambda found: p.weekdays(weekday_number(found)),
        {"It opened on Tuesday.": "2025-11-18"},
        ("Friday Night Lights returns.", "Wednesday Addams smiles."),
        unless_after=c.NAMED_FOR_A_DAY,
        unless_before=c.DAYS_OF_NAMES,
    ),
    Rule(
        "weekday, short",
        "WEEKDAY|DATE",
        ("wd:<wdabbr> .?",),
        lambda found: p.weekdays(weekday_number(found)),
        {"It opened on Tues. at nine.": "2025-11-18"},
        ("The sun sat.",),
        only_before=c.before("on last next this"),
    ),
    Rule(
        "day of the month",
        "MONTHLY|DATE",
        ("( the )? d:<dth>",),
        lambda found: p.days_of_month(ordinal(found, "d")),
        {"It opened on the 14th.": "2025-11-14"},
        ("The 14th season is here.", "He finished 3rd.", "On the 14th floor."),
        only_before=c.BEFORE_14TH,
        only_after=c.AFTER_14TH,
    ),
    Rule(
        "day of that month",
        "MONTHLY|DATE",
        ("( the )? d:<dth>",),
        lambda found: p.days_of_month(ordinal(found, "d")),
        {"The 3rd of next month is the day.": "2025-12-03"},
        ("The 3rd of the films is out.",),
        only_after=r"(?i)\sof (?:this|last|next|that) month\b",
    ),
    Rule(
        "day of the month, alone",
        "MONTHLY|DATE",
        ("( the )? d:<dth>",),
        lambda found: p.days_of_month(ordinal(found, "d")),
        {"When is it out? The 14th.": "2025-11-14"},
        ("He finished 3rd.", "The 14th season is here."),
        only_before=r"^\s*$|[.!?:]\s$|\n$",
        only_after=r"\s*(?:$|[.!?](?:\s|$)|\n)",
    ),
)
