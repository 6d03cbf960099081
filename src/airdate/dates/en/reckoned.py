"""Dates reckoned by a length of time: "three weeks from Tuesday", "within six months"."""

from __future__ import annotations

from airdate.dates import productions as p
from airdate.dates.en import contexts as c
from airdate.dates.en.days import weekday_number
from airdate.dates.en.numbers import number
from airdate.dates.en.units import UNITS, in_steps, unit_letter
from airdate.dates.meanings import (
    Beside,
    Both,
    Counted,
    Fixed,
    Lasting,
    Meaning,
    Recurring,
    Shifted,
)
from airdate.dates.rules import Found, Rule

ONE_DAY = frozenset({"day", "weekday"})
TODAY = Shifted("day", 0)
NOT_A_SPAN = r"(?i)\b(?:first|time|best|worst|biggest|highest|lowest|only|season|show|series)\s+$"


def is_day(meaning: Meaning) -> bool:
    """Return whether a meaning is a single day, as far as its form tells."""
    if isinstance(meaning, Fixed):
        return meaning.period.unit in ONE_DAY
    if isinstance(meaning, Shifted):
        return meaning.unit == "day" and meaning.exact
    if not isinstance(meaning, Recurring):
        return False
    found = meaning.at({"year": 2024, "month": 2024 * 12, "week": 2024 * 52}[meaning.cycle])
    return found is not None and found.unit in ONE_DAY


def from_day(found: Found) -> Meaning | None:
    """Return the day of "three weeks from Tuesday", "two days before Christmas"."""
    lasting, of = found.meaning("d"), found.meaning("of")
    if not isinstance(lasting, Lasting) or isinstance(lasting.number, str) or lasting.mod:
        return None
    if lasting.unit not in ("D", "W", "FN", "M", "Y") or not is_day(of):
        return None
    unit, count = in_steps(lasting)
    side = found.words("side")
    return Counted(unit, -count if side == "before" else count, of, ahead=side == "from")


def weekday_week(found: Found) -> Meaning | None:
    """Return the day of "Friday week", "tomorrow week": a week after the coming one."""
    if "Week" in found.text_of_match:
        return None
    unit = found.words("u")
    of = p.weekdays(weekday_number(found)) if "wd" in found else found_deictic(found)
    return Counted(unit, 1, of, ahead=True)


def found_deictic(found: Found) -> Meaning:
    """Return today or tomorrow."""
    return Shifted("day", int(found.value("deictic", "w")))


def stretch(found: Found) -> Meaning | None:
    """Return the span of "in 18 to 24 months", "in a year or two"."""
    unit = UNITS[unit_letter(found)]
    low = number(found, "n") if "n" in found else 1
    high = number(found, "z") if "z" in found else 2
    if not isinstance(low, int | float) or not isinstance(high, int | float) or low >= high:
        return None
    first = TODAY if "from" in found else _ahead(unit, int(low))
    return Both(first, _ahead(unit, int(high)))


def _ahead(unit: str, count: int) -> Shifted:
    return Shifted(unit, count, exact=False, unless_past=True)


def within(found: Found) -> Meaning | None:
    """Return from the anchor to the end of "within six months", "over the next two years"."""
    if "u" in found:
        return Both(TODAY, _ahead(UNITS[unit_letter(found)], 1))
    lasting = found.meaning("d")
    if not isinstance(lasting, Lasting) or isinstance(lasting.number, str):
        return None
    words = found.words("d").removeprefix("the ")
    ahead = words.startswith(("next ", "coming "))
    if not ahead and (words != found.words("d") or found.words("side") != "within"):
        return None
    if words.startswith(("past ", "last ", "first ", "previous ", "final ", "following ")):
        return None
    return Both(TODAY, _ahead(*in_steps(lasting)))


def beside(found: Found) -> Meaning | None:
    """Return "the Friday after Thanksgiving", "the weekend before Halloween"."""
    of = found.meaning("of")
    if not is_day(of):
        return None
    unit = found.words("u") if "u" in found else ""
    if not unit:
        wd = found.meaning("wd")
        if not isinstance(wd, Recurring) or wd.name not in p.WEEKDAYS:
            return None
        unit = f"weekday {p.WEEKDAYS.index(wd.name)}"
    after = found.words("side") in ("after", "following")
    return Beside(unit, "after" if after else "before", of)


FIRST = (
    Rule(
        "weekday week",
        "DATE|DAYLIKE",
        ("( next )? wd:<weekday> u:( week | fortnight )", "w:( today | tomorrow ) u:week"),
        weekday_week,
        {"It opens Friday week.": "2025-12-05/2025-12-05"},
        (
            "It opens Black Friday week.",
            "At Fashion Week, nothing.",
            "It opened on Friday. Week two.",
        ),
        unless_before=c.DAYS_OF_NAMES,
        unless_after=r"['’-]|\s(?i:\d|one|two|three|of|long|later|after|ago)",
        view="claims",
    ),
    Rule(
        "in a stretch",
        "RANGE",
        (
            "in ( about | around | roughly | approximately )? n:@exact ( to | or | ~ ) z:@exact "
            "u:( <units> ) ( time )?",
            "in one:( a | another ) u:<unit> or two",
            "( in | within | over | during ) from:( the next ) u:<unit> or two",
        ),
        stretch,
        {
            "It starts in 18 to 24 months.": "2027-05-01/2027-11-30",
            "It starts in a year or two.": "2026-01-01/2027-12-31",
        },
        unless_before=NOT_A_SPAN,
        view="claims",
    ),
    Rule(
        "within the next unit",
        "RANGE",
        ("within the ( next | coming ) u:<unit>",),
        within,
        {"It starts within the next month.": "2025-11-22/2025-12-31"},
        view="claims",
    ),
)

STAGE_TWO = (
    Rule(
        "within a while",
        "RANGE",
        ("side:( within | over | in | during | across ) d:<DURATION>",),
        within,
        {
            "It starts within six months.": "2025-11-22/2026-05-31",
            "It films over the next 18 months.": "2025-11-22/2027-05-31",
        },
        ("It grew over the past two years.", "It will start in six weeks."),
        unless_before=NOT_A_SPAN,
        unless_after=r"(?i)\s(?:of|after|before|since|from)\b",
        view="claims",
    ),
)

COUNTED = (
    Rule(
        "weekday beside a day",
        "DATE|DAYLIKE",
        (
            "( the )? wd:<WEEKDAY> ( right | just | immediately )? side:( after | before | "
            "following | preceding ) of:<DATE>",
            "the u:( weekend | week ) ( right | just | immediately )? side:( after | before | "
            "following | preceding ) of:<DATE>",
        ),
        beside,
        {
            "It opens the Friday after Thanksgiving.": "2025-11-28/2025-11-28",
            "It opens the weekend before Halloween 2026.": "2026-10-24/2026-10-25",
            "It opens the week after Labor Day 2026.": "2026-09-14/2026-09-20",
        },
        ("It opened on Friday after March 2024.",),
        view="claims",
    ),
    Rule(
        "counted from a day",
        "DATE|DAYLIKE",
        (
            "d:<DURATION> side:from of:( <WEEKDAY> | <DEICTIC> )",
            "d:<DURATION> side:( after | before ) of:<DATE>",
        ),
        from_day,
        {
            "It starts three weeks from Tuesday.": "2025-12-16/2025-12-16",
            "It opens two days before Christmas 2026.": "2026-12-23/2026-12-23",
        },
        ("It ran for two weeks before Christmas.",),
        unless_before=r"(?i)\b(?:for|lasting|lasted|the|last|first)\s(?:the\s)?$",
        view="claims",
    ),
)
