"""Dates told from the anchor's day or from the text: "yesterday", "next year", "two days later"."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.days import month_number, weekday_number
from airdate.dates.en.numbers import ordinal
from airdate.dates.en.units import UNITS, in_steps, unit_letter
from airdate.dates.meanings import Bare, Lasting, LastQuarter, Meaning, RestOf, Shifted
from airdate.dates.rules import Found, Rule

OF_A_MONTH = re.compile(c.OF_A_MONTH)
WHICH = {-1: "last", 0: "this", 1: "next"}


def deictic(found: Found) -> Meaning | None:
    """Return yesterday, today, tomorrow."""
    shift = int(found.value("deictic", "w"))
    if "beyond" in found:
        shift *= 2
    return Shifted("day", shift)


def turn(found: Found) -> int:
    """Return -1, 0, 1 for last, this, next."""
    words, values = found.words("t"), found.vocabulary.meanings
    table = next(name for name in ("last", "this", "next") if words in values[name])
    return int(values[table][words])


def this_unit(found: Found) -> Meaning | None:
    """Return "last year", "this week", "next month"."""
    unit = UNITS[unit_letter(found)]
    if unit != "year" and found.followed(OF_A_MONTH, 24):
        return None
    return Shifted(unit, turn(found))


def this_named(found: Found) -> Meaning | None:
    """Return "last October", "this fall", "next Friday", "this Christmas"."""
    which = WHICH[turn(found)]
    if "d" in found:
        return p.days_of_year(month_number(found), ordinal(found, "d"), which=which)
    if "mo" in found:
        return p.months(month_number(found), which=which)
    if "wd" in found:
        return p.weekdays(weekday_number(found), which=which)
    if "s" in found:
        return p.seasons(found.value("season", "s"), which=which)
    return p.holidays(found.value("holiday", "h"), which=which)


def same_unit(found: Found) -> Meaning | None:
    """Return "the following year", "the same day": told from the text's last date."""
    shift = int(found.value("relative", "r"))
    return Shifted(UNITS[unit_letter(found)], shift, "reference")


def that_unit(found: Found) -> Meaning | None:
    """Return "that year", "that same day"."""
    return Shifted(UNITS[unit_letter(found)], 0, "reference")


def that_named(found: Found) -> Meaning | None:
    """Return "that September", "the following spring"."""
    which = "same"
    if "r" in found:
        shift = int(found.value("relative", "r"))
        which = {1: "following", -1: "previous", 0: "same"}[shift]
    if "mo" in found:
        return p.months(month_number(found), which=which)
    if "wd" in found:
        return p.weekdays(weekday_number(found), which=which)
    return p.seasons(found.value("season", "s"), which=which)


def definite(found: Found) -> Meaning | None:
    """Return "the quarter", "the latest period", "the week", "the year"."""
    words = found.words("u")
    if words in ("quarter", "period"):
        return LastQuarter("current" in found.words_of_match)
    if words == "weekend":
        return p.weekends()
    return Shifted(UNITS[unit_letter(found)], 0, "near")


def year_earlier(found: Found) -> Meaning | None:
    """Return "the year-ago quarter", "year-earlier": a year before the text's last quarter."""
    if "-" not in found.text_of_match:
        return None
    return Shifted("year", -1, "reference", exact=False)


def rest_of(side: Literal["later", "earlier"], found: Found) -> Meaning | None:
    """Return "later this year", "earlier this month", "the rest of the year"."""
    return RestOf(side, found.meaning("d"))


def in_the_unit(found: Found) -> Meaning | None:
    """Return "later in the year", "earlier in the month"."""
    side: Literal["later", "earlier"] = "later" if found.words("side") == "later" else "earlier"
    return RestOf(side, Shifted(found.words("u").replace("season", "year"), 0, "near"))


def quarter_ago(found: Found) -> Meaning | None:
    """Return "a year ago", "two months earlier", "three weeks from now"."""
    lasting = found.meaning("d")
    if not isinstance(lasting, Lasting):
        return None
    words = found.words("side")
    sign = -1 if words in ("ago", "earlier", "before", "previously", "back", "prior") else 1
    base: Literal["anchor", "reference"] = (
        "anchor" if words in ("ago", "back", "hence", "from now") else "reference"
    )
    if words.startswith(("from", "hence", "from now", "from today")):
        base = "anchor"
    if isinstance(lasting.number, str):
        return Bare("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    unit, count = in_steps(lasting)
    return Shifted(unit, count * sign, base, exact=False, mod=lasting.mod)


def quarter_away(found: Found) -> Meaning | None:
    """Return the day that is "two weeks away"."""
    lasting = found.meaning("d")
    if not isinstance(lasting, Lasting) or isinstance(lasting.number, str):
        return None
    if lasting.unit.islower():
        return None
    unit, count = in_steps(lasting)
    return Shifted(unit, count, exact=False, unless_past=True)


def in_duration(found: Found) -> Meaning | None:
    """Return "in three weeks" as the day it names."""
    lasting = found.meaning("d")
    if not isinstance(lasting, Lasting) or isinstance(lasting.number, str):
        return None
    if found.words("d").startswith(("the ", "next ", "coming ", "past ", "last ")):
        return None
    unit, count = in_steps(lasting)
    return Shifted(unit, count, exact=False, unless_past=True)


RULES = (
    Rule(
        "later in the unit",
        "DATE",
        ("side:( later | earlier ) ( on )? in the u:( week | month | year | season )",),
        in_the_unit,
        {"It came earlier in the year.": "2025", "It came later in the month.": "2025-11"},
    ),
    Rule(
        "yesterday",
        "DAY|DATE|DEICTIC",
        ("w:<deictic>", "the day beyond:before w:yesterday", "the day beyond:after w:tomorrow"),
        deictic,
        {
            "It opened yesterday.": "2025-11-21",
            "It opens tomorrow.": "2025-11-23",
            "It opened the day before yesterday.": "2025-11-20",
        },
        ("USA Today said no.",),
        unless_before=r"\b(?:USA|Russia|China|Korea|India|Entertainment|Media)\s$",
    ),
    Rule(
        "last, this, next unit",
        "TURN|DATE",
        ("t:( <last> | <this> | <next> ) u:<unit>",),
        this_unit,
        {
            "It was made last year.": "2024",
            "It is due next month.": "2025-12",
            "It is due this week.": "2025-W47",
        },
        ("For the past two years nothing came.", "It wrapped in the last week of March."),
    ),
    Rule(
        "last, this, next named",
        "DATE|DAYLIKE",
        (
            "t:( <last> | <this> | <next> ) mo:@month d:@day",
            "t:( <last> | <this> | <next> ) ( mo:@month | wd:@weekday | s:<season> | h:<holiday> )",
        ),
        this_named,
        {
            "It opened last October.": "2025-10",
            "It opens next Friday.": "2025-11-28",
            "It opens next spring.": "2026-SP",
        },
        ("It says coming spring 2027.",),
        unless_after=r"\s(?:of\s)?(?:19|20)\d\d\b",
    ),
    Rule(
        "last, this, next quarter",
        "TURN|DATE",
        ("t:( <last> | <this> | <next> ) u:<quarterunit>",),
        lambda found: None if found.words("u") == "quarters" else this_unit(found),
        {"It is due next quarter.": "2026-01-01/2026-03-31"},
        view="claims",
    ),
    Rule(
        "the following unit",
        "TURN|DATE",
        ("the r:<relative> u:<unit>", "the u:day r:following"),
        same_unit,
        {"It ended in 2019 and returned the following year.": "2020"},
        unless_after=r"(?i)\s(?:of|that)\b",
    ),
    Rule(
        "the unit",
        "TURN|DATE",
        ("the ( full )? u:( year | week )", "the u:weekend"),
        definite,
        {"It rose over the week.": "2025-W47"},
        ("The year ended July 2 was good.", "The year 2000 problem."),
        unless_after=r"(?i)\s(?:ended|ending|to\b|of\b|after|before|when|that|in which|earlier"
        r"|later|\d|since|following|prior|long|round|beginning|starting"
        r"|commencing|[a-z]+teen\b|two\b)",
        unless_before=r"(?i)\b(?:of|throughout|later in|early in|late in|earlier in|rest of"
        r"|part of|half of|end of|months? of|quarters? of)\s$(?<!end "
        r"of\s)(?<!half of\s)(?<!quarter of\s)(?<!months of\s)",
    ),
    Rule(
        "the quarter",
        "QUARTER|DATE",
        (
            "the ( latest | most recent | current | 's )? u:<quarterunit>",
            "the latest u:period",
        ),
        definite,
        {"Profit fell in the third quarter of 2024; sales rose in the quarter.": "2024-Q3"},
        ("It lies in the French Quarter.",),
        unless_after=r"(?i)\s(?:of\b|mile|horse|moon|century|finals?|-|from)",
    ),
    Rule(
        "a year before it",
        "DATE",
        (
            "( the )? ( comparable | same | corresponding )? ( year earlier | year ago ) ( "
            "quarter | period | month )",
            "( the )? ( comparable | same )? ( year earlier | year ago ) <ordinal> quarter",
            "( the | a )? ( year earlier | year ago )",
        ),
        year_earlier,
        {"Sales rose in the third quarter of 2024 from the year-ago quarter.": "2023-Q3"},
        ("A year ago it fell.",),
        unless_before=r"(?i)\b(?:one|\w+th|last)\s$",
        trims=True,
    ),
    Rule(
        "current fiscal year",
        "TURN|DATE",
        (
            "( the )? t:( <last> | <this> | <next> ) fiscal u:year",
            "( the )? current t:this fiscal u:year",
        ),
        this_unit,
        {"It is due next fiscal year.": "2026"},
    ),
    Rule(
        "that unit",
        "TURN|DATE",
        ("that ( same | very )? u:<unit>",),
        that_unit,
        {"It ended in 2019 and, that year, returned.": "2019"},
    ),
    Rule(
        "that named",
        "DATE|DAYLIKE",
        ("( that ( same )? | the r:<relative> ) ( mo:<month> | wd:<weekday> | s:<season> )",),
        that_named,
        {"It began in April 2023 and wrapped that September.": "2023-09"},
        ("They decided that August 23 was free.",),
        unless_after=r"\s\d{1,2}(?:st|nd|rd|th)?\b",
    ),
)

STAGE_TWO = (
    Rule(
        "ago",
        "DATE|DAYLIKE",
        (
            "d:<DURATION> side:( ago | later | earlier | previously | hence | from now | from "
            "today )",
        ),
        quarter_ago,
        {
            "It ended two months ago.": "2025-09",
            "It ended in 2019 and two years later returned.": "2021",
        },
        unless_after=r"\sthan\b",
    ),
    Rule(
        "a while away",
        "DATE|DAYLIKE",
        ("d:<DURATION> away",),
        quarter_away,
        {"It is only two weeks away.": "2025-12-06/2025-12-06"},
        ("He lives two hours away.", "It is two weeks away from its start."),
        unless_after=r"(?i)\sfrom\b",
        view="claims",
    ),
    Rule(
        "in a while",
        "DATE|DAYLIKE",
        ("in d:<DURATION> 's? ( time )?",),
        in_duration,
        {"It starts in three weeks.": "2025-12-13/2025-12-13"},
        view="claims",
        unless_before=r"(?i)\b(?:first|time|best|worst|biggest|highest|lowest|only|season|show"
        r"|series)\s+$",
        unless_after=r"(?i)\s(?:of\b|since\b)",
    ),
    Rule(
        "later this year",
        "DATE",
        (
            "later ( in | on )? d:( <TURN> | <DAYLIKE> | <DAY> | <WEEKDAY> | <DAYPART> | "
            "<SEASON> )",
            "( the )? ( rest | remainder | balance ) of ( the )? d:<TURN>",
        ),
        partial(rest_of, "later"),
        {"It arrives later this year.": "2025"},
    ),
    Rule(
        "earlier this year",
        "DATE",
        (
            "earlier ( in | on )? d:( <TURN> | <DAYLIKE> | <DAY> | <WEEKDAY> | <DAYPART> | "
            "<SEASON> )",
        ),
        partial(rest_of, "earlier"),
        {"It wrapped earlier this year.": "2025"},
    ),
)
