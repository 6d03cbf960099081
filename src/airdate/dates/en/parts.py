"""Dates made of a date: a month of a named year, the end of it, its first week."""

from __future__ import annotations

from dataclasses import replace

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.days import weekday_number
from airdate.dates.en.numbers import ordinal
from airdate.dates.meanings import (
    Base,
    Fixed,
    LastQuarterOf,
    Meaning,
    Nth,
    Part,
    Recurring,
    Shifted,
    Timed,
    Within,
)
from airdate.dates.rules import Found, Rule


def of_turn(found: Found) -> Meaning | None:
    """Return "February of next year", "summer 2026", "the third quarter of that year"."""
    what, turn = found.meaning("what"), found.meaning("turn")
    if not isinstance(what, Recurring) or what.cycle != "year":
        return None
    if isinstance(turn, Fixed) and turn.period.unit == "year":
        return p.in_year(what, turn.period.number)
    return Within(what, turn)


def of_week(found: Found) -> Meaning | None:
    """Return "Tuesday of next week"; the turn must be a week."""
    what, turn = found.meaning("what"), found.meaning("turn")
    if not isinstance(turn, Shifted) or turn.unit != "week" or not isinstance(what, Recurring):
        return None
    return Within(what, turn)


def of_month(found: Found) -> Meaning | None:
    """Return "the 15th of next month"."""
    what = found.meaning("what")
    return Within(what, found.meaning("turn")) if isinstance(what, Recurring) else None


def same(found: Found) -> Meaning | None:
    """Return the meaning of the one date in it."""
    return found.meaning("d")


def on_weekday(found: Found) -> Meaning | None:
    """Return "Thursday, November 13", in the year about the anchor in which it is a Thursday."""
    of = found.meaning("d")
    if not isinstance(of, Recurring) or of.which != "near" or of.cycle != "year":
        return of
    return replace(of, weekday=named_weekday(found))


def dated_weekday(found: Found) -> Meaning | None:
    """Return "Friday the 13th", of the month about the anchor in which there is one."""
    number = ordinal(found, "d")
    return replace(p.days_of_month(number), weekday=named_weekday(found))


def named_weekday(found: Found) -> int | None:
    """Return 0 (Monday) .. 6 of the captured node; None where it is none."""
    wd = found.meaning("wd")
    return p.WEEKDAYS.index(wd.name) if isinstance(wd, Recurring) else None


def about(found: Found) -> Meaning | None:
    """Return "around 2027"."""
    return Part("APPROX", found.meaning("d"))


def part(found: Found) -> Meaning | None:
    """Return "early 2026", "the end of March", "mid-February"."""
    mod = found.value("part", "p") if "p" in found else found.value("edge", "e")
    return Part(mod, found.meaning("d"))


def end_of_unit(found: Found) -> Meaning | None:
    """Return "the end of the month", "year-end": of the text's last date."""
    if found.words("u") == "end":
        return Part("END", Shifted(found.words("e"), 0))
    base: Base = "reference" if "that" in found.words_of_match.split() else "near"
    return Part(found.value("edge", "e"), Shifted(found.words("u"), 0, base))


def holidays_of(found: Found) -> Meaning | None:
    """Return "the 2026 holidays"; the turn must be a year."""
    turn = found.meaning("turn")
    yearly = isinstance(turn, Fixed) or (isinstance(turn, Shifted) and turn.unit == "year")
    return Within(p.holidays("11-01/12-31"), turn) if yearly else None


def edge_of(found: Found) -> Meaning | None:
    """Return "summer's end", "midway through 2026"."""
    return Part("MID" if "through" in found.words_of_match else "END", found.meaning("d"))


def nth(found: Found) -> Meaning | None:
    """Return "the first week of March", "the second Tuesday in March 2026"."""
    number = ordinal(found, "n")
    if "wd" in found:
        return Nth(number, f"weekday {weekday_number(found)}", found.meaning("d"))
    return Nth(number, found.words("u"), found.meaning("d"))


def timed(found: Found) -> Meaning | None:
    """Return "Tuesday morning", "the morning of June 5", "noon Thursday"."""
    suffix = found.value("daypart" if "t" in found else "noon", "t" if "t" in found else "k")
    return Timed(suffix, found.meaning("d"))


def weeks_of(found: Found) -> Meaning | None:
    """Return "the week of March 6", "the weekend of March 6"."""
    return Nth(0, found.words("u"), found.meaning("d"))


TURNS = (
    Rule(
        "of a year",
        "DATE",
        ("what:<OFYEAR> ,? ( of | in )? turn:<TURN>", "( the )? turn:<TURN> 's what:<OFYEAR>"),
        of_turn,
        {
            "It opens in summer 2026.": "2026-SU",
            "It opened in June last year.": "2024-06",
            "It opens in the third quarter of next year.": "2026-Q3",
            "It opens at Christmas 2026.": "2026-12-25",
        },
    ),
    Rule(
        "year before the quarter",
        "DATE",
        ("( the )? turn:<TURN> what:( <QUARTER> | <HALF> | <HOLIDAY> )",),
        of_turn,
        {
            "It fell in the 1988 third quarter.": "1988-Q3",
            "It was shown at the 2024 upfronts.": "2024",
        },
    ),
    Rule(
        "that period of a year",
        "DATE",
        (
            "( the )? ( same | corresponding | comparable | like )? turn:<TURN> 's? ( period | "
            "quarter )",
            "( the )? ( same | corresponding | comparable | like ) ( period | quarter | month | "
            "time ) ( in | of )? turn:<TURN>",
            "( the )? ( same | corresponding | comparable | like ) ( period | quarter ) "
            "turn:<DAYLIKE>",
        ),
        lambda found: LastQuarterOf(found.meaning("turn")),
        {"Profit fell in the third quarter of 2024 from the 2023 period.": "2023-Q3"},
    ),
    Rule(
        "weekday and day",
        "DAYLIKE|DATE",
        ("wd:<WEEKDAY> ,? ( the )? d:( <MONTHDAY> | <MONTHLY> )",),
        on_weekday,
        {
            "It opened on Thursday, November 13.": "2025-11-13",
            "It opened on Thursday, December 5.": "2024-12-05",
        },
    ),
    Rule(
        "weekday and day of the month",
        "DAYLIKE|DATE",
        ("wd:<WEEKDAY> ( the )? d:<dth>",),
        dated_weekday,
        {"It opens on Friday the 13th.": "2026-02-13/2026-02-13"},
        ("The Friday the 13th films are back.", "On Friday the 13th season starts."),
        only_before=c.before("on until till by from since before after is was to for"),
        only_after=c.AFTER_14TH,
        view="claims",
    ),
    Rule(
        "nth of a month",
        "DATE",
        (
            "( the )? n:( <ordinal> | <nth> | <lastord> ) ( full )? ( u:( week | weekend | day "
            ") | wd:<WEEKDAY> ) ( of | in ) d:( <MONTH> | <MONTHYEAR> | <YEAR> | <TURN> | "
            "<SEASON> )",
        ),
        nth,
        {"It shoots in the first week of June 2026.": "2026-W23"},
    ),
)

IN_WEEK = (
    Rule(
        "weekday of a week",
        "DATE|DAYLIKE",
        ("what:<WEEKDAY> ,? ( of )? turn:<TURN>", "turn:<TURN> ,? ( on )? what:<WEEKDAY>"),
        of_week,
        {
            "It opens on Tuesday of next week.": "2025-11-25/2025-11-25",
            "It opens next week on Wednesday.": "2025-11-26/2025-11-26",
        },
        ("It opens Friday next year.",),
        view="claims",
    ),
    Rule(
        "in a month of the year before it",
        "DATE",
        ("turn:<TURN> ,? in what:( <MONTH> | <SEASON> )",),
        of_turn,
        {"It opened last year in May.": "2024-05-01/2024-05-31"},
        view="claims",
    ),
    Rule(
        "holidays of a year",
        "DATE",
        ("( the )? turn:<TURN> ( holidays | holiday )",),
        holidays_of,
        {"It opens over the 2026 holidays.": "2026-11-01/2026-12-31"},
        ("It opens next week holiday or not.",),
        view="claims",
    ),
)

OF_MONTH = (
    Rule(
        "day of a named month",
        "DATE|DAYLIKE",
        ("what:<MONTHLY> of turn:<TURN>",),
        of_month,
        {"It opens on the 15th of next month.": "2025-12-15"},
    ),
)

MODIFIED = (
    Rule(
        "part of a date",
        "DATE|PARTED",
        ("( the )? p:<part> ( in | on | of )? d:<DATE>", "( the )? ( very )? e:<edge> of d:<DATE>"),
        part,
        {
            "It arrives in early 2026.": "2026",
            "It arrives in mid-February.": "2026-02",
            "It arrives at the end of 2026.": "2026",
        },
    ),
    Rule(
        "about a date",
        "DATE|PARTED",
        (
            "m:( about | around | circa | approximately | roughly | ca .? | c . ) d:( <YEAR> | "
            "<MONTHDAY> | <MONTH> | <MONTHYEAR> | <DAY> | <CLOCK> | <DECADE> | <CENTURY> | "
            "<SEASON> )",
        ),
        about,
        {"It opens around 2027.": "2027"},
    ),
    Rule(
        "end of a season",
        "DATE|PARTED",
        ("d:( <SEASON> | <DATE> ) 's end", "( midway | halfway ) through d:<DATE>"),
        edge_of,
        {"It wraps at summer's end.": "2026-SU", "It opens midway through 2026.": "2026"},
    ),
    Rule(
        "end of the unit",
        "DATE|PARTED",
        (
            "( the )? ( very )? e:<edge> of ( the | that | this ) u:( year | month | week | "
            "quarter | day | decade | century )",
            "e:( year | month ) 's? u:end",
        ),
        end_of_unit,
        {"It arrives by the end of the month.": "2025-11"},
    ),
    Rule(
        "week of a day",
        "DATE",
        ("( the )? u:( week | weekend ) ( of | beginning | starting | commencing ) d:<DATE>",),
        weeks_of,
        {"It arrives the week of March 6, 2000.": "2000-W10"},
    ),
)
