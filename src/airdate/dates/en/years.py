"""Years, decades, centuries; years before Christ; the year of "2007-08"."""

from __future__ import annotations

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.days import month_number
from airdate.dates.en.numbers import ordinal, year_number
from airdate.dates.meanings import Fixed, Meaning
from airdate.dates.periods import Period
from airdate.dates.rules import Found, Rule


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
    if first % 10 or (found.text_of_match.endswith(("'s", "’s")) and "the" not in found):
        return None
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


RULES = (
    Rule(
        "year",
        "YEAR|TURN|DATE",
        ("y:<year>", "( the )? ( year | calendar year ) y:<year>"),
        lambda found: p.the_year(year_number(found)),
        {"It opens in 2026.": "2026", "It opens in the year 2026.": "2026"},
        ("It has 2026 episodes.", "Some 1984 people came.", "Route 2025 is closed."),
        unless_before=c.NOT_A_YEAR_BEFORE,
        unless_after=c.NOT_A_YEAR_AFTER,
    ),
    Rule(
        "spelled year",
        "YEAR|TURN|DATE",
        ("( the year )? y:@spelled_year",),
        lambda found: the_spelled_year(found),
        {"It opened in nineteen ninety-six.": "1996"},
        ("Nineteen people came.", "Two thousand people came.", "Twenty one people came."),
        only_before=c.BEFORE_SPELLED_YEAR,
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
        {"It ran in 2007-08.": "2008"},
        only_before=r"(?<!\d)(?:1[5-9]|20)\d\d[-–]$",
        view="timex",
    ),
    Rule(
        "short year",
        "YEAR|TURN|DATE",
        ("y:<shortyear>",),
        lambda found: p.the_year(year_number(found)),
        {"It opens in '26.": "2026"},
        ("He said '26 people came.",),
        only_before=c.BEFORE_SHORT_YEAR,
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
        unless_before=r"(?i)\b(?:an|the|this|that|tv)\s$",
    ),
    Rule(
        "decade",
        "DECADE|DATE",
        ("( the )? n:<decade>", "( the )? n:<shortdecade>", "the:the n:<year> 's"),
        decade,
        {"It is set in the 1990s.": "199", "It is set in the '80s.": "198"},
        ("In 2025's best show, nothing happens.", "It is the 2021's best."),
        unless_before=c.before("his her their my your our"),
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
)
