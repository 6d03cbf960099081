"""Dates made of two, and open bounds: what the claim view sees as one expression."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

from airdate.dates import productions as p
from airdate.dates.en.days import month_number
from airdate.dates.en.numbers import ordinal, year_number
from airdate.dates.meanings import Both, Bound, Fixed, Meaning, Part, Recurring, Shifted, Timed
from airdate.dates.periods import day, year
from airdate.dates.rules import Found, Rule


def parts(found: Found) -> Meaning | None:
    """Return "mid to late 2026"."""
    of = found.meaning("d")
    return Both(Part(found.value("part", "p"), of), Part(found.value("part", "q"), of))


def both(found: Found) -> Meaning | None:
    """Return from the start of the one to the end of the other."""
    return Both(found.meaning("a"), found.meaning("b"))


def either(found: Found) -> Meaning | None:
    """Return from the first to the last; of a list only where its dates are of a kind."""
    if "m" in found:
        first, middle = (found.nodes[found.match.start(name)] for name in ("a", "m"))
        if first.letter != middle.letter:
            return None
    return both(found)


def bound(side: Literal["by", "before", "from", "after"], found: Found) -> Meaning | None:
    """Return an open range; before the end of something is by it."""
    of = found.meaning("d")
    if side == "before" and isinstance(of, Part) and of.mod == "END":
        return Bound("by", of)
    if side == "before" and isinstance(of, Timed):
        return of  # "before dawn on Monday" is Monday
    return Bound(side, of)


def following(of: Meaning) -> Meaning | None:
    """Return the turn after another: of "this year" the next; None for what has none."""
    if isinstance(of, Part):
        return following(of.of)
    if isinstance(of, Shifted) and of.exact:
        return replace(of, count=of.count + 1)
    return Fixed(of.period.shift(1)) if isinstance(of, Fixed) else None


def or_next(found: Found) -> Meaning | None:
    """Return "late this year or early next"."""
    low = found.meaning("a")
    high = following(low)
    if high is None:
        return None
    return Both(low, Part(found.value("part", "q"), high) if "q" in found else high)


def turn_of_year(found: Found) -> Meaning | None:
    """Return December and January about New Year; by it is by the end of December."""
    side = found.words("side")
    if side in ("by", "before"):
        return Bound("by", Shifted("year", 0))
    return Recurring("year", lambda y: p.trade_season("12-01/01-31", y), "near", "turn of the year")


def turn_of_century(found: Found) -> Meaning | None:
    """Return the five years before the century and its first five: 1995 to 2004."""
    return Both(Fixed(year(1995)), Fixed(year(2004)))


def before_over(found: Found) -> Meaning | None:
    """Return "before the year is out"; of the text's year where it "was" out."""
    of = found.meaning("d")
    if "past" in found and isinstance(of, Shifted):
        of = replace(of, base="reference")
    return Bound("by", of)


def year_pair(found: Found) -> Meaning | None:
    """Return "2026-27", "1990-1995"."""
    low, digits = year_number(found), found.digits("z")
    high = int(digits) if len(digits) == 4 else low // 100 * 100 + int(digits)
    if high < low:
        high += 100
    return Both(Fixed(year(low)), Fixed(year(high))) if low < high < low + 60 else None


def year_slash(found: Found) -> Meaning | None:
    """Return "2026/27"."""
    low, high = p.numbers(found.words("z"))
    end = int(high) if len(high) == 4 else int(low) // 100 * 100 + int(high)
    return Both(Fixed(year(int(low))), Fixed(year(end))) if int(low) < end < int(low) + 60 else None


def day_pair(found: Found) -> Meaning | None:
    """Return "May 2 to 13, 2025", "2-13 May", "May 2 and 3"."""
    of_month, low, high = month_number(found), ordinal(found, "d"), ordinal(found, "z")
    if "y" in found:
        first, last = (day(year_number(found), of_month, n) for n in (low, high))
        return Both(Fixed(first), Fixed(last)) if first and last and low < high else None
    if day(2024, of_month, low) is None or day(2024, of_month, high) is None or low >= high:
        return None
    return Both(p.days_of_year(of_month, low), p.days_of_year(of_month, high))


# "It moved from May to June": two dates, of which the second holds. "Filming went on from May to
# June" is one stretch. A strong word holds over the title that it moves.
_MOVES = (
    r"mov(?:e[sd]?|ing)|push(?:e[sd]|ing)?|postpon\w+|delay\w*|shift\w*|slid\w*|slip\w*|bump\w*"
    r"|jump\w*|hop(?:s|ped|ping)?|leap\w*|kick(?:s|ed|ing)?|tak(?:en|ing)|shuffl\w*|drag\w*"
    r"|nudg\w*|yank\w*|relocat\w*|swap\w*|transfer\w*|pull(?:s|ed|ing)?|knock\w*|shov\w*"
    r"|bounc\w*|drift\w*|advanc\w*|retreat\w*|reschedul\w+|chang\w+|switch\w+|brought forward"
    r"|put(?:s|ting)?(?: \w+){0,6} (?:off|back)|held back"
)
CHANGE = (
    rf"(?i)\b(?:(?:{_MOVES})(?:[^\w.,;:!?\n]+\w+){{0,7}}[^\w.,;:!?\n]+$"
    rf"|(?:{_MOVES}|go(?:es|ne)(?! on\b)|went(?! on\b)|heads?|back|up|ahead|forward)"
    r"\W+(?:\w+\W+){0,3}$)"
)
# "Not before 2027" is 2027: how far before the date the word of doubt may stand.
_DOUBT = (
    r"(?:\b(?:not|unlikely|never|surpris\w*|astonish\w*|hardly|no way|cannot|nothing|nobody"
    r"|no one|doubt\w*)|n['’]t)\b"
)
NOT_BEFORE = rf"(?i){_DOUBT}(?:[^.!?\n]{{0,36}}|[^.,;:!?\n]*)$"

FIRST = (
    Rule(
        "days of a month",
        "RANGE",
        (
            "mo:@month d:@day ( to | through | ~ | and | & | or ) z:@day ( ,? y:@year )?",
            "( from | between )? ( the )? d:@day ( to | through | ~ | and | or ) ( the )? "
            "z:@day ( of )? mo:@month ( ,? y:@year )?",
            "mo:@month d:@day , @day ,? ( and | or ) z:@day ( ,? y:@year )?",
        ),
        day_pair,
        {
            "It runs May 2 to 13, 2025.": "2025-05-02/2025-05-13",
            "It airs November 25, 26 and 27, 2021.": "2021-11-25/2021-11-27",
        },
        ("They moved it from 10 to 24 September.",),
        unless_before=CHANGE,
        view="claims",
    ),
    Rule(
        "pair of years",
        "RANGE",
        (
            "y:<year> ~ z:( <year> | <two> | <shortyear> )",
            "y:<shortyear> ~ z:<shortyear>",
            "z:<yearpair>",
        ),
        lambda found: year_pair(found) if "y" in found else year_slash(found),
        {"It is expected in 2026-27.": "2026-01-01/2027-12-31"},
        ("Call 2026-99 now.",),
        view="claims",
    ),
)

TURNS = (
    Rule(
        "turn of the year",
        "RANGE",
        ("( side:( by | before | around | about | at ) )? ( the )? turn of the year",),
        turn_of_year,
        {
            "It opens at the turn of the year.": "2025-12-01/2026-01-31",
            "It opens by the turn of the year.": "../2025-12-31",
        },
        view="claims",
    ),
    Rule(
        "turn of the century",
        "RANGE",
        ("( the )? turn of the ( century | millennium )",),
        turn_of_century,
        {"It opened at the turn of the century.": "1995-01-01/2004-12-31"},
        view="claims",
    ),
)

PARTS = (
    Rule(
        "parts of a date",
        "RANGE",
        ("p:<part> ( to | ~ | or | and | through ) q:<part> d:<DATE>",),
        parts,
        {"It arrives mid to late 2026.": "2026-05-01/2026-12-31"},
        view="claims",
    ),
)

PAIRS = (
    Rule(
        "this or the next",
        "RANGE",
        ("a:( <TURN> | <PARTED> ) ,? or ( even | possibly | perhaps | maybe )? q:<part>? <next>",),
        or_next,
        {"It comes late this year or early next.": "2025-09-01/2026-04-30"},
        ("It comes late this year or next summer.",),
        unless_after=r"\s(?!(?:and|but|when|if|as|with|on|at|after|before|because)\b)\w",
        view="claims",
    ),
    Rule(
        "alternatives",
        "RANGE",
        (
            "a:<DATE> ,? ( or ( even | possibly | perhaps | maybe | else | in )? | / | ~ ) ( "
            "the )? b:<DATE>",
            "a:<DATE> , m:<DATE> ,? or ( the )? b:<DATE>",
        ),
        either,
        {
            "It comes in late 2026 or even early 2027.": "2026-09-01/2027-04-30",
            "It comes in May, June or July 2026.": "2026-05-01/2026-07-31",
        },
        ("It came in the first quarter, 2024 or not.",),
        view="claims",
    ),
    Rule(
        "from one to the other",
        "RANGE",
        (
            "( from )? ( the )? a:<DATE> ,? ( all the way | right )? ( to | through | through to | "
            "thru | until | till | up to | up until | into ) ( the )? b:<DATE>",
        ),
        both,
        {
            "It shoots March to May 2026.": "2026-03-01/2026-05-31",
            "It shot from April 2023 through to that October.": "2023-04-01/2023-10-31",
            "Filming went on from mid-2023 to the end of that year.": "2023-05-01/2023-12-31",
        },
        (
            "It moved from May 2026 to June 2026.",
            "They shifted Harbour Lights Two from May 2026 to June 2026.",
        ),
        unless_before=CHANGE,
        view="claims",
    ),
    Rule(
        "between",
        "RANGE",
        ("( in )? between ( the )? a:<DATE> ,? and ( the )? b:<DATE>",),
        both,
        {"It shoots between July and September 2026.": "2026-07-01/2026-09-30"},
        view="claims",
    ),
    Rule(
        "between now and then",
        "RANGE",
        (
            "( from | between ) ( now | today ) ( and | to | until | till | through ) ( the )? "
            "b:<DATE>",
        ),
        lambda found: Both(Shifted("day", 0), found.meaning("b")),
        {"It is due between now and Christmas.": "2025-11-22/2025-12-25"},
        view="claims",
    ),
)

OPEN = (
    Rule(
        "by",
        "RANGE",
        (
            "( by | through | no later than | not later than | at the latest by | on or before ) "
            "( the )? ( time )? d:( <DATE> | <RANGE> )",
            "d:( <DATE> | <RANGE> ) at the ( very )? latest",
            "d:( <DATE> | <RANGE> ) or ( earlier | sooner )",
        ),
        partial(bound, "by"),
        {"It wraps by mid-February 2026.": "../2026-02-20"},
        view="claims",
    ),
    Rule(
        "up to",
        "RANGE",
        ("( up to | up until ) ( the )? d:( <DATE> | <RANGE> )",),
        partial(bound, "by"),
        {"It shoots up to mid-February 2026.": "../2026-02-20"},
        ("It was moved up to May 2026.", "The follow-up to the 2013 film is here."),
        unless_before=rf"{CHANGE}|(?i:\b(?:follow|bring|brings|brought)\W+(?:\w+\W+)?$)",
        view="claims",
    ),
    Rule(
        "from",
        "RANGE",
        (
            "( no earlier than | no sooner than | not earlier than | not any earlier than ) ( "
            "the )? d:( <DATE> | <RANGE> )",
            "from d:( <DATE> | <RANGE> ) ( onward | onwards | forward )",
            "d:( <DATE> | <RANGE> ) ( at the ( very )? ( earliest | soonest ) | onward | onwards | "
            "or later | and beyond | or beyond | or after )",
        ),
        partial(bound, "from"),
        {
            "It arrives no earlier than 2027.": "2027-01-01/..",
            "It arrives in 2027 at the soonest.": "2027-01-01/..",
        },
        view="claims",
    ),
    Rule(
        "from then on",
        "RANGE",
        ("from d:( <DATE> | <RANGE> ) on",),
        partial(bound, "from"),
        {"It airs from May 2026 on.": "2026-05-01/.."},
        ("It airs from May 4, 2026 on Channel Nine.",),
        unless_after=r"\s(?:[A-Z]|(?:the|its|his|her|their|an?|some|all|most)\b)",
        view="claims",
    ),
    Rule(
        "after",
        "RANGE",
        ("( after | later than ) d:( <DATE> | <RANGE> )",),
        partial(bound, "after"),
        {"It arrives after March 4, 2026.": "2026-03-05/.."},
        view="claims",
    ),
    Rule(
        "before it is over",
        "RANGE",
        ("before d:<TURN> ( is | past:was | ends | ended ) ( out | over )?",),
        before_over,
        {"It arrives before the year is out.": "../2025-12-31"},
        view="claims",
    ),
    Rule(
        "before",
        "RANGE",
        ("( before | prior to ) ( the )? d:( <DATE> | <RANGE> )",),
        partial(bound, "before"),
        {"It arrives before Christmas.": "../2025-12-24"},
        (
            "It is unlikely before 2026.",
            "We can't see them coming before 2027.",
            "I would be very surprised if Harbour Lights came before 2027.",
        ),
        unless_before=NOT_BEFORE,
        view="claims",
    ),
)
