"""Dates that the calendar names: days, months, years, quarters, halves, seasons, holidays."""

from __future__ import annotations

import re
from functools import partial

from airdate.dates import productions as p
from airdate.dates.en.numbers import ordinal
from airdate.dates.meanings import Fixed, Meaning, Recurring
from airdate.dates.periods import Period, day, part_of_year
from airdate.dates.rules import Found, Rule

NAMED = {
    "month": "( <month> | <abbr> .? )",
    "day": "( <dth> | <dom> )",
    "spoken_day": "( <dth> | <dom> | <ordinal> )",
    "year": "( <year> | ' <two> )",
    "weekday": "( <weekday> | <wdabbr> .? )",
    "bc": "( bc | bce | b . c . e .? | b . c .? )",
    "ad": "( ad | ce | a . d .? )",
    "spelled_year": "( ( nineteen | twenty | eighteen ) <numeral>{1,2} | two thousand ( and )? <numeral>{0,2} )",
    "number": "( <vague> | <pair> | <num> ( and a half | half | <slashpair> )? | <numeral> and a half"
    " | ( a <scale> | <numeral> | <scale> ) ( and? ( <numeral> | <scale> ) ){0,5} )",
    "exact": "( <pair> | <num> ( and a half | half | <slashpair> )? | ( a <scale> | <numeral> | <scale> ) ( and? ( <numeral> | <scale> ) ){0,5} )",
    "zone": "( utc | gmt | est | edt | et | pst | pdt | pt | cet | cest | bst | kst | jst | ist )",
}


SPELLED = {
    word: number
    for number, words in enumerate(
        "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
        "|sixteen|seventeen|eighteen|nineteen|twenty".split("|")
    )
    for word in [words]
} | {
    word: 10 * n
    for n, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}


def month_number(found: Found, name: str = "mo") -> int:
    """Return 1..12 of the captured month."""
    words = found.words(name).rstrip(" .")
    values = found.vocabulary.values
    return int(values["month"].get(words) or values["abbr"][words])


def year_number(found: Found, name: str = "y") -> int:
    """Return the captured year, in digits or words."""
    digits = found.digits(name)
    return p.full_year(digits) if digits else spelled_year(found.words(name))


def spelled_year(words: str) -> int:
    """Return the year of "nineteen ninety-six", "two thousand and five"."""
    first, *rest = words.split()
    total = sum(SPELLED.get(word, 0) for word in rest)
    return 2000 + total if first == "two" else SPELLED[first] * 100 + total


# "May" and "March" are a name and a verb too: alone they need a word before them that times have.
BEFORE_MAY = re.compile(
    r"(?i)\b(?:in|by|since|until|till|of|last|next|this|that|from|to|and|or|for|during|early|late|mid|through|before|"
    r"after|between|on|around|back|coming|again|each|every|past|throughout|towards?|previous|following|is|a|as|"
    r"[a-z]+day,?|begin|beginning|start|end|middle)[\s-]+$|[\n(–—/:-]\s?$|^$|,\s$"
)
AFTER_MAY = re.compile(
    r"\s+(?:of the|[a-z]+\s(?:the|a|an|his|her|their|be)\b|be\b|not\b|have\b|[A-Z])"
)


def bare_month(found: Found) -> Meaning | None:
    """Return a month of whichever year; None for "may" and "march" that look like other words."""
    start, end = found.bounds
    if found.words("mo") in ("may", "march"):
        before, after = found.text[max(0, start - 24) : start], found.text[end : end + 24]
        if not BEFORE_MAY.search(before) or AFTER_MAY.match(after):
            return None
    return p.months(month_number(found))


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


def before_christ(found: Found) -> Meaning | None:
    """Return the year or month before Christ."""
    number = -int(found.digits("n"))
    if "d" in found:
        of_month, of_day = month_number(found), ordinal(found, "d")
        return p.ancient(f"BC{-number:04}-{of_month:02}-{of_day:02}", "day")
    if "mo" in found:
        return p.in_year(p.months(month_number(found)), number)
    return p.the_year(number)


def decade(found: Found) -> Meaning | None:
    """Return the decade of "the 1990s", "the mid-'90s"."""
    first = int(found.digits("n"))
    if first < 100:
        first += 1900 if first >= 30 else 2000
    return p.decade_of(first)


def spelled_decade(found: Found) -> Meaning | None:
    """Return the decade of "the nineties"."""
    return p.decade_of(1900 + int(found.value("decadeword", "n")))


def century(found: Found) -> Meaning | None:
    """Return the century of "the 20th century"."""
    number = ordinal(found, "n")
    return Fixed(Period("century", -number if "bc" in found else number - 1))


def coded(found: Found) -> Meaning | None:
    """Return the quarter or half of "Q3 2026", "H2 2026", "3Q26", "Q3"."""
    words = found.words("q")
    unit = "quarter" if "q" in words else "half"
    digits = "".join(c for c in words if c.isdigit())
    if len(digits) == 1:
        return p.parts_of_year(unit, int(digits))
    first_is_part = not words[:4].isdigit()
    number, of_year = (digits[0], digits[1:]) if first_is_part else (digits[-1], digits[:-1])
    return Fixed(part_of_year(unit, p.full_year(of_year), int(number)))


def part_of(unit: str, size: int, found: Found) -> Meaning | None:
    """Return "the third quarter", "the latter half"."""
    number = {"latter": 2, "back": 2, "front": 1}.get(found.words("n")) or ordinal(found, "n")
    if number == -1:
        number = size
    return p.parts_of_year(unit, number) if 1 <= number <= size else None


def weekday_number(found: Found, name: str = "wd") -> int:
    """Return 0 (Monday) .. 6."""
    words = found.words(name).rstrip(" .")
    values = found.vocabulary.values
    return int(values["weekday"].get(words) or values["wdabbr"][words])


def holiday(found: Found) -> Meaning | None:
    """Return a holiday, or a season of the trade."""
    when = found.value("holiday", "h")
    if "weekend" in found:
        return p.holiday_weekend(when)
    if "/" in when:
        return Recurring("year", lambda y: p.trade_season(when, y), "near", found.words("h"))
    return p.holidays(when)


MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)


def the_spelled_year(found: Found) -> Meaning | None:
    """Return a year in words; "twenty one" is a number."""
    number = year_number(found)
    words = found.words("y").split()
    return p.the_year(number) if words[0] == "two" or number % 100 >= 10 else None


def second_year(found: Found) -> Meaning | None:
    """Return the later year of "2007-08"."""
    end = found.nodes[found.match.start()].start
    low = int(found.text[end - 5 : end - 1])
    high = low // 100 * 100 + int(found.digits("y"))
    return p.the_year(high) if low < high else None


def first_day_of_two(found: Found) -> Meaning | None:
    """Return the earlier day of "6-7 February"."""
    end = found.nodes[found.match.end() - 1].end
    name = re.search(MONTHS, found.text[end : end + 30])
    values = found.vocabulary.values
    if name is None:
        return None
    key = name[0].lower()
    number = int(values["month"].get(key) or values["abbr"][key])
    return p.days_of_year(number, ordinal(found, "d"))


NOT_A_YEAR_BEFORE = (
    r"(?i)[#$£€@/.:]-?$|\b(?:no|nos|page|pages|p|pp|room|route|highway|flight|channel|area|bus|model|version|"
    r"code|episode|chapter|(?<!holiday )(?<!awards )season|part|vol|volume|level|about|nearly|some|only|over|approximately|almost|"
    r"exactly|roughly|top|fortune|least|most|up to|plus|windows|office|runner|earth|"
    r"(?<!earlier )(?<!later )(?<!sooner )than)\.?\s*-?$"
    r"|(?<!mid-)(?<!late-)(?<!early-)(?<!post-)(?<!pre-)(?<=[A-Za-z]-)$|(?<!\b1\d\d\d[-–])(?<!\b20\d\d[-–])(?<=\d[-–—,.])$"
)
NOT_A_YEAR_AFTER = (
    r"(?i)(?:\s?%|[-–]\d{3}\b|[-–]\d{5}|\.\d|,\d{3}|[-\s](?:men|people|persons|troops|soldiers|casualties|"
    r"dead|killed|wounded|km|kilomet|miles?|feet|ft|meters|metres|yards|tons|tonnes|pounds|kg|"
    r"dollars|points?|shares?|jobs|workers|employees|planes|aircraft|ships|prisoners|"
    r"civilians|homes|words|pages|calories|votes|barrels|acres|square|horsepower|hp|cc|rpm|"
    r"mg|mm|seats|students|passengers|members|members?|items|units|copies|episodes|steps|"
    r"hours|hour|days|day|years|year|weeks|months|minutes|seconds|times|square)\b)"
)
RULES = (
    Rule(
        "month-day-year",
        "DAY|DATE",
        (
            "( @weekday ,? ( the )? )? mo:@month ( the )? d:@day ,? ( of )? y:( @year | @spelled_year )",
            "@weekday ,? ( the )? d:@day ( of )? mo:@month ,? y:@year",
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
        {"It opened in October.": "2025-10"},
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
        only_before=r"(?i)\b(?:in|by|since|until|early|late|mid|last|next|this|from|to|and|of|or|through|late-|early-|mid-)[\s-]?$",
    ),
    Rule(
        "year",
        "YEAR|TURN|DATE",
        ("y:<year>", "( the )? ( year | calendar year ) y:<year>"),
        lambda found: p.the_year(year_number(found)),
        {"It opens in 2026.": "2026", "It opens in the year 2026.": "2026"},
        ("It has 2026 episodes.", "Some 1984 people came.", "Route 2025 is closed."),
        unless_before=NOT_A_YEAR_BEFORE,
        unless_after=NOT_A_YEAR_AFTER,
    ),
    Rule(
        "spelled year",
        "YEAR|TURN|DATE",
        ("( the year )? y:@spelled_year",),
        lambda found: the_spelled_year(found),
        {"It opened in nineteen ninety-six.": "1996"},
        ("Nineteen people came.", "Two thousand people came.", "Twenty one people came."),
        only_before=r"(?i)\b(?:in|of|by|since|until|from|to|a|year|after|before)\s(?:the\syear\s)?$|(?i:year)\s*$|^",
    ),
    Rule(
        "first of two years",
        "YEAR|DATE",
        ("n:<num>",),
        lambda found: p.the_year(-int(found.digits("n"))),
        {"It ran from 499 to 493 BC.": "BC0499"},
        only_after=r"(?i)\s?(?:to|and|[-–])\s?(?:early |late )?\d{1,4}\s?B\.?C",
        view="timex",
    ),
    Rule(
        "second of two years",
        "YEAR|DATE",
        ("y:<two>",),
        second_year,
        {"It ran in 2007-08.": "2007"},
        only_before=r"(?<!\d)(?:1[5-9]|20)\d\d[-–]$",
        view="timex",
    ),
    Rule(
        "second of two days",
        "DATE",
        ("d:<dom>", "d:<dth>"),
        lambda found: p.days_of_month(ordinal(found, "d"), which="same"),
        {"It ran on April 6-7, 1915.": "1915-04-06"},
        only_before=rf"(?i)\b(?:{MONTHS})\.?\s\d{{1,2}}(?:th|st|nd|rd)?\s?(?:[-–]|and|to)\s?$",
        unless_after=rf"(?i)\s(?:{MONTHS})|[-:./]\d|\s?%",
        view="timex",
    ),
    Rule(
        "first of two days",
        "DATE",
        ("d:<dom>",),
        first_day_of_two,
        {"It ran on 6-7 February.": "2025-02-06"},
        only_after=rf"\s?(?:[-–]|and|to)\s?\d{{1,2}}\s(?:of\s)?(?:{MONTHS})",
        unless_before=r"[$£€]$",
        view="timex",
    ),
    Rule(
        "short year",
        "YEAR|TURN|DATE",
        ("' y:<two>",),
        lambda found: p.the_year(year_number(found)),
        {"It opens in '26.": "2026"},
        ("He said '26 people came.",),
        only_before=r"(?i)\b(?:in|of|since|by|until|from|summer|spring|fall|winter|early|late|mid|class of)[\s-]$",
        unless_after=r"\s[a-z]{4,}s\b|['’]",
    ),
    Rule(
        "fiscal year",
        "YEAR|TURN|DATE",
        (
            "( the )? fiscal ( year )? y:<year>",
            "( the )? fiscal ( year )? y:<two>",
            "y:<fiscalcode>",
        ),
        lambda found: p.the_year(year_number(found)),
        {"It was booked in fiscal 2024.": "2024", "It was booked in FY25.": "2025"},
    ),
    Rule(
        "before Christ",
        "YEAR|TURN|DATE",
        (
            "( c . | ca . | ca | circa )? ( the year )? n:<num> @bc",
            "mo:@month ( d:@day )? ,? n:<num> @bc",
        ),
        before_christ,
        {"It is set in 480 BC.": "BC0480", "It is set in March 44 BC.": "BC0044-03"},
    ),
    Rule(
        "after Christ",
        "YEAR|TURN|DATE",
        ("@ad n:<num>", "n:<num> @ad"),
        lambda found: p.the_year(int(found.digits("n"))),
        {"It is set in AD 79.": "0079"},
        ("He cut the ad 79 times.",),
        only_after=r"",
        unless_before=r"(?i)\b(?:an|the|this|that|tv)\s$",
    ),
    Rule(
        "decade",
        "DECADE|DATE",
        ("( the )? n:<decade>", "( the )? '? n:<shortdecade>", "( the )? n:<year> 's"),
        decade,
        {"It is set in the 1990s.": "199", "It is set in the '80s.": "198"},
        ("He scored in the 50s metres.", "In 2025's best show, nothing happens."),
        unless_before=r"(?i)\b(?:his|her|their|my|your|our|mid|early|late)[\s-]+$(?<!mid-)(?<!early )(?<!late )(?<!mid )(?<!late-)",
    ),
    Rule(
        "decade before Christ",
        "DECADE|DATE",
        ("( the )? n:<shortdecade> @bc", "( the )? n:<hundredsdecade> @bc"),
        lambda found: p.decade_before_christ(int(found.digits("n"))),
        {"It is set in the 470s BC.": "BC047"},
    ),
    Rule(
        "decade, spelled",
        "DECADE|DATE",
        ("( the )? n:<decadeword>",),
        spelled_decade,
        {"It is set in the nineties.": "199"},
        ("She is in her nineties.",),
        unless_before=r"(?i)\b(?:his|her|their|my|your|our)\s(?:early\s|mid-|late\s)?$",
    ),
    Rule(
        "century",
        "CENTURY|DATE",
        ("( the )? n:( <nth> | <ordinal> ) ( century | centuries ) ( bc:@bc | @ad )?",),
        century,
        {"It is set in the 20th century.": "19", "It is set in the fifth century BC.": "BC04"},
    ),
    Rule(
        "quarter code",
        "QUARTER|OFYEAR|DATE",
        ("q:<quartercode>", "q:<quarteryear>"),
        coded,
        {"It lands in Q3.": "2025-Q3", "It lands in 3Q26.": "2026-Q3"},
    ),
    Rule(
        "half code",
        "HALF|OFYEAR|DATE",
        ("q:<halfyear>", "q:<halfcode>"),
        coded,
        {"It lands in H2 2026.": "2026-H2"},
        ("An H1 heading.",),
        only_after=r"[\s'’]*\d|(?<=\d{3})",
    ),
    Rule(
        "quarter",
        "QUARTER|OFYEAR|DATE",
        ("( the )? ( fiscal )? n:( <ordinal> | <nth> | final | last ) ( fiscal )? quarter",),
        partial(part_of, "quarter", 4),
        {"It lands in the third quarter.": "2025-Q3"},
        ("He scored in the last quarter of the game.",),
        unless_after=r"(?i)\s(?:of the (?:game|match)|century|mile|horse|moon|finals?)",
        trims=True,
    ),
    Rule(
        "half",
        "HALF|OFYEAR|DATE",
        ("( the )? n:( first | second | latter | last | back | front ) half",),
        partial(part_of, "half", 2),
        {"It lands in the second half of 2026.": "2026-H2"},
        ("He scored in the second half.",),
        only_after=r"(?i)\s(?:of\s)?(?:the\s|fiscal\s|this\s|next\s|last\s|that\s|the (?:same|following|next) )?(?:year\b|'?\d\d)",
    ),
    Rule(
        "season, plain",
        "SEASON|OFYEAR|DATE",
        ("( the )? s:( summer | winter | autumn )",),
        lambda found: p.seasons(found.value("season", "s")),
        {"It ended in the summer.": "2025-SU"},
        ("The Winter Olympics begin.", "A summer camp.", "Winter Palace."),
        unless_after=r"(?i)[-\s](?:olympics?|games|house|palace|camp|job|vacation|holidays?|school|intern|coat|clothes|solstice|wheat|time)\b|\s[A-Z][a-z]+|\s(?:of|in)\s[A-Z]",
        unless_before=r"(?i)\b(?:donna|indian|white)\s$",
    ),
    Rule(
        "season",
        "SEASON|OFYEAR|DATE",
        ("( the )? s:<season>",),
        lambda found: p.seasons(found.value("season", "s")),
        {"It ended in the summer.": "2025-SU"},
        ("Prices fall.", "A spring of water.", "They fall apart.", "The fall of Rome."),
        only_before=r"(?i)\b(?:in|by|since|until|till|of|last|next|this|that|from|to|and|or|for|during|early|late|mid|through|before|after|between|on|around|over|the|back|coming|again|each|every|previous|following|same|at|a|released?|premiere[sd]?|planned|slated|set|due|arriv\w+|throughout|possibly|likely|in mid|in late)[\s-]+(?:the\s)?$|^\s*$|[\n:(\[\"“]\s?$|(?:,|\.)\s$",
        unless_after=r"(?i)[-\s](?:water|roll|apart|off|of(?!\s(?:\d|'|nineteen|two thousand|that|this|last|next|the year))|into|below|short|under|behind|through|olympics|games|house|palace|to|for|back|in love|down|from|out|over|victim|gap|park)\b|\s[A-Z][a-z]+(?:\s[A-Z]|er)",
    ),
    Rule(
        "holiday",
        "HOLIDAY|OFYEAR|DATE",
        ("h:<holiday>", "h:<holiday> weekend:weekend", "the h:<holiday> weekend:weekend"),
        holiday,
        {"It opens at Christmas.": "2025-12-25", "It opened on Memorial Day.": "2025-05-26"},
        unless_after=r"(?i)\s(?:tree|carol|card|movie|special|film|album|present|gift|song|massacre|offensive|egg|bunny|truce|island|seals?|bonus|party|parade|spirit|eve)\b",
    ),
    Rule(
        "weekday",
        "WEEKDAY|DATE",
        ("wd:<weekday>",),
        lambda found: p.weekdays(weekday_number(found)),
        {"It opened on Tuesday.": "2025-11-18"},
        ("Friday Night Lights returns.", "Wednesday Addams smiles."),
        unless_after=r"\s(?:Night (?:Lights|Live|Football|Massacre)|Addams|Times|Herald|Telegraph)|['’]s\s[A-Z]\w+\s[A-Z]",
        unless_before=r"(?i)\b(?:bloody|freaky|black|ruby|casual|fat|super|ash|good|palm|easter|cyber|giving)\s$",
    ),
    Rule(
        "weekday, short",
        "WEEKDAY|DATE",
        ("wd:<wdabbr> .?",),
        lambda found: p.weekdays(weekday_number(found)),
        {"It opened on Tues. at nine.": "2025-11-18"},
        ("The sun sat.",),
        only_before=r"(?i)\b(?:on|last|next|this)\s$",
    ),
    Rule(
        "day of the month",
        "MONTHLY|DATE",
        ("( the )? d:<dth>",),
        lambda found: p.days_of_month(ordinal(found, "d")),
        {"It opened on the 14th.": "2025-11-14"},
        ("The 14th season is here.", "He finished 3rd.", "On the 14th floor."),
        only_before=r"(?i)\b(?:on|until|till|by|since|before|after|from|through|to|and|or|between)\s$",
        only_after=r"(?i)\s*(?:$|[.,;:)!?\n]|(?:and|or|to|at|in|when|for|that|with|as|it|they|he|she|of (?:this|last|next|that|the) month)\b)",
    ),
)
