"""Parts of a year: quarters, halves, seasons, holidays and the trade's own seasons."""

from __future__ import annotations

from functools import partial

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.numbers import ordinal
from airdate.dates.meanings import Fixed, Meaning, Part, Recurring
from airdate.dates.periods import part_of_year, year
from airdate.dates.rules import Found, Rule


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


def holiday(found: Found) -> Meaning | None:
    """Return a holiday, or a season of the trade."""
    when = found.value("holiday", "h")
    if "weekend" in found:
        return p.holiday_weekend(when)
    return p.holidays(when)


def long_weekend(found: Found) -> Meaning | None:
    """Return the weekend at July 4 or at Martin Luther King Day."""
    if "d" not in found:
        return p.holiday_weekend("3 monday 01")
    return p.holiday_weekend("07-04") if ordinal(found, "d") == 4 else None


VALENTINE = "02-14"

RULES = (
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
        ("q:<halfcode>",),
        coded,
        {"It lands in H2 2026.": "2026-H2"},
        ("An H1 heading.",),
        only_after=r"[\s'’]*\d\d",
    ),
    Rule(
        "half code with its year",
        "HALF|DATE",
        ("q:<halfyear>",),
        coded,
        {"It lands in 2H26.": "2026-H2"},
    ),
    Rule(
        "quarter",
        "QUARTER|OFYEAR|DATE",
        ("( the )? ( fiscal )? n:( <ordinal> | <nth> | final | last ) ( fiscal )? quarter",),
        partial(part_of, "quarter", 4),
        {"It lands in the third quarter.": "2025-Q3"},
        ("He scored in the last quarter of the game.",),
        unless_after=c.IN_PLAY,
        trims=True,
    ),
    Rule(
        "half",
        "HALF|OFYEAR|DATE",
        ("( the )? n:( first | second | latter | last | back | front ) half",),
        partial(part_of, "half", 2),
        {"It lands in the second half of 2026.": "2026-H2"},
        ("He scored in the second half.",),
        only_after=c.HALF_OF_A_YEAR,
    ),
    Rule(
        "season, plain",
        "SEASON|OFYEAR|DATE",
        ("( the )? s:( summer | winter | autumn )",),
        lambda found: p.seasons(found.value("season", "s")),
        {"It ended in the summer.": "2025-SU"},
        ("The Winter Olympics begin.", "A summer camp.", "Winter Palace."),
        unless_after=c.AFTER_SUMMER,
        unless_before=c.before("donna indian white"),
    ),
    Rule(
        "season",
        "SEASON|OFYEAR|DATE",
        ("( the )? s:<season>",),
        lambda found: p.seasons(found.value("season", "s")),
        {"It ended in the spring.": "2025-SP"},
        ("Prices fall.", "A spring of water.", "They fall apart.", "The fall of Rome."),
        only_before=c.BEFORE_SEASON,
        unless_after=c.AFTER_SPRING,
    ),
    Rule(
        "season of a year",
        "SEASON|OFYEAR|DATE",
        ("( the )? s:<season>",),
        lambda found: p.seasons(found.value("season", "s")),
        {"Say spring 2027 aloud.": "2027-SP"},
        ("Say spring aloud.",),
        only_after=c.YEAR_FOLLOWS,
    ),
    Rule(
        "the new year",
        "DATE|PARTED",
        ("( early in )? the new year",),
        lambda found: Part("START", Recurring("year", year, "next", "new year")),
        {"It opens in the new year.": "2026"},
        unless_after=r"['’]s",
    ),
    Rule(
        "a saint's day without its day",
        "HOLIDAY|OFYEAR|DATE",
        ("valentine 's weekend:weekend?",),
        lambda found: p.holiday_weekend(VALENTINE) if "weekend" in found else p.holidays(VALENTINE),
        {"It opens on Valentine's.": "2026-02-14"},
        ("He left Jill Valentine's house.", "It is for Valentine's fans."),
        only_before=c.before("for by on at around until before after come this next last over"),
        only_after=r"\s*(?:$|[.,;:)!?\n]|(?:19|20)\d\d|(?:in|on|and|or|but|when|with)\b)",
    ),
    Rule(
        "long weekend",
        "HOLIDAY|OFYEAR|DATE",
        (
            "july d:( <dom> | <dth> ) ( holiday )? weekend",
            "( the )? d:<dth> of july ( holiday )? weekend",
            "mlk ( holiday )? weekend",
        ),
        long_weekend,
        {"It opens MLK weekend.": "2026-W03-WE", "It opens July 4th weekend 2026.": "2026-W27-WE"},
    ),
    Rule(
        "holiday",
        "HOLIDAY|OFYEAR|DATE",
        ("h:<holiday>", "h:<holiday> weekend:weekend", "the h:<holiday> weekend:weekend"),
        holiday,
        {"It opens at Christmas.": "2025-12-25", "It opened on Memorial Day.": "2025-05-26"},
        unless_after=c.AFTER_HOLIDAY,
    ),
)
