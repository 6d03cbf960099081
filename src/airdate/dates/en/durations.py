"""How long and how often: durations, sets, and words that name no day at all."""

from __future__ import annotations

import re

from airdate.dates.en.days import month_number, weekday_number
from airdate.dates.en.numbers import number, ordinal
from airdate.dates.en.units import unit_letter
from airdate.dates.meanings import Bare, Lasting, Meaning
from airdate.dates.rules import Found, Rule

OF = re.compile(" of ")


def duration(found: Found) -> Meaning | None:
    """Return how long: "two years", "several months", "a day"."""
    mod = found.value("approx", "m") or None if "m" in found else None
    unit = unit_letter(found)
    count = number(found, "n") if "n" in found else 1 if "one" in found else "X"
    if count is None or (unit == "Q" and _is_share(found)):
        return None
    if not isinstance(count, str) and count >= 1000 and not found.words("u").endswith("s"):
        return None
    if "half" in found:
        count = 0.5 if isinstance(count, str) else count + 0.5
    return Lasting(count, unit, mod)


def _is_share(found: Found) -> bool:
    """Return whether quarters are no time: "a quarter", "three-quarters of it"."""
    if "consecutive" in found.words_of_match or "straight" in found.words_of_match:
        return False
    return found.words("u") == "quarter" or found.followed(OF, 4)


def each(found: Found) -> Meaning | None:
    """Return "every Friday", "each year", "every two weeks"."""
    if "wd" in found:
        return Bare("SET", f"XXXX-WXX-{weekday_number(found) + 1}")
    if "mo" in found:
        return Bare("SET", f"XXXX-{month_number(found):02}")
    if "s" in found:
        return Bare("SET", f"XXXX-{found.value('season', 's')}")
    count = number(found, "n") if "n" in found else ordinal(found, "o") if "o" in found else 1
    unit = unit_letter(found)
    time = "T" if unit.islower() else ""
    return Bare(
        "SET", f"P{time}{count if isinstance(count, str) else int(count or 1)}{unit.upper()}"
    )


def weekly(found: Found) -> Meaning | None:
    """Return daily, weekly, Fridays."""
    if "wd" in found:
        return Bare("SET", f"XXXX-WXX-{int(found.value('weekdays', 'wd')) + 1}")
    return Bare("SET", found.value("adverbset", "w"))


def vague(found: Found) -> Meaning | None:
    """Return now, recently, soon."""
    table = "vagueref" if "w" in found else "refadj"
    return Bare("DATE", found.value(table, "w" if "w" in found else "a"))


def of_history(found: Found) -> Meaning | None:
    """Return "former", "this period": told only where a text is a history."""
    table = "pastref" if "w" in found else "pastadj"
    return Bare("DATE", found.value(table, "w" if "w" in found else "a"), granularity="history")


RULES = (
    Rule(
        "each",
        "SET",
        (
            "<every> ( other )? ( n:@number | o:( <ordinal> | <nth> ) )? u:( <unit> | <units> | "
            "<clockunit> | <clockunits> )",
            "<every> ( other )? ( wd:<weekday> | mo:<month> | s:<season> )",
        ),
        each,
        {
            "It airs every Friday.": "XXXX-WXX-5",
            "It airs every two weeks.": "P2W",
            "It airs each year.": "P1Y",
        },
    ),
    Rule(
        "weekly",
        "SET",
        ("w:<adverbset>", "wd:<weekdays>"),
        weekly,
        {"It airs weekly.": "P1W", "It airs on Fridays.": "XXXX-WXX-5"},
        ("The Daily Mail wrote it.",),
        unless_after=r"\s(?:Mail|News|Express|Mirror|Star|Telegraph|Show|Post|Standard|Herald"
        r"|Times|Planet)\b",
        unless_before=r"(?:Entertainment|Publishers|Variety|Business|Us|TV)\s$",
    ),
    Rule(
        "per unit",
        "SET",
        ("( per | a ) u:<unit>", "( per | a | an ) u:<clockunit>"),
        each,
        {"They make 15 a year.": "P1Y"},
        ("It took a year.",),
        only_before=r"(?i)(?:\d%?|\b(?:times|once|twice|million|billion|hundred|thousand|dollars"
        r"|percent|hours|days|pounds|episodes|barrels|shares|cents))\s$",
        unless_after=r"(?i)\s(?:ago|earlier|later|before|after|from now|old|or|and)\b",
    ),
    Rule(
        "the past decade",
        "DURATION",
        ("( the )? one:past u:( decade | century )",),
        duration,
        {"It grew over the past decade.": "P10Y"},
    ),
    Rule(
        "duration",
        "DURATION",
        (
            "n:@number ( more | full | consecutive | straight | whole | additional | trading | "
            "working )? u:( <units> | <unit> | <clockunits> | <clockunit> ) ( or so | or more )?",
            "m:<approx> n:@exact ( more | full | consecutive | straight | whole | additional )? "
            "u:( <units> | <unit> | <clockunits> | <clockunit> )",
            "( m:<approx> )? n:@exact ( to | or | ~ ) @exact u:( <units> | <clockunits> )",
            "one:( a | an ) u:<unit> ( or so | or two )",
            "( m:<approx> )? one:( a | an | one ) ( full | whole | further | additional )? u:( "
            "<unit> | hour | minute ) half:( and a half )?",
            "( m:<approx> )? half:( half ) ( a | an ) u:( <unit> | <clockunit> )",
            "n:@exact ( consecutive | straight | full )? u:<quarterunit>",
        ),
        duration,
        {
            "It took about 18 months.": "P18M",
            "It took half a year.": "P6M",
            "It took two and a half hours.": "PT2H30M",
        },
        (
            "It took a while.",
            "The 6-year-old left.",
            "A second group came.",
            "A quarter of it is gone.",
        ),
        unless_after=r"(?i)[-\s]olds?\b|\s(?:of age|into)\b",
        trims=True,
    ),
    Rule(
        "the duration",
        "DURATION",
        ("the ( m:<approx> )? n:@number u:( <units> | <clockunits> )",),
        duration,
        {"The two years were quiet.": "P2Y"},
        unless_after=r"(?i)[-\s]olds?\b",
    ),
    Rule(
        "vague duration",
        "DURATION",
        ("u:( <units> | <clockunits> )",),
        duration,
        {"It took years.": "PXY"},
        ("The 6 years-old left.",),
        unless_after=r"(?i)[-\s]old\b",
    ),
    Rule(
        "past durations",
        "DURATION",
        (
            "( at least )? ( the )? ( last | past | next | coming | previous | first | final | "
            "following | latest | remaining ) n:@number ( trading | full | consecutive )? u:( "
            "<units> | <unit> | <clockunits> | <quarterunit> ) ( or so )?",
            "( the )? ( first | last | past | next | coming | recent | following | early | "
            "later | final ) u:( <units> | <clockunits> | <quarterunit> )",
            "( the )? past u:( decade | century )",
        ),
        duration,
        {"For the past two years it was quiet.": "P2Y"},
    ),
    Rule(
        "the year ended",
        "DURATION",
        ("the ( fiscal )? u:( year )",),
        lambda found: Lasting(1, "Y"),
        {"For the year ended July 2, it lost money.": "P1Y"},
        ("The year was good.",),
        only_after=r"(?i)\s(?:ended|ending)\b",
    ),
    Rule(
        "vague",
        "REF|DATE",
        ("w:<vagueref>",),
        vague,
        {"They did it recently.": "PAST_REF"},
        view="timex",
    ),
    Rule(
        "vague adjective",
        "REF|DATE",
        ("a:<refadj>",),
        vague,
        {"The current plan holds.": "PRESENT_REF"},
        view="timex",
    ),
    Rule(
        "of a history",
        "REF|DATE",
        ("a:<pastadj>", "w:<pastref>"),
        of_history,
        {},
        view="timex",
    ),
    Rule(
        "at night",
        "REF",
        ("night",),
        lambda found: Bare("TIME", "XXXX-XX-XXTNI"),
        {"They travel at night.": "XXXX-XX-XXTNI"},
        ("It aired on Friday night.",),
        only_before=r"(?i)\bat\s$",
        view="timex",
    ),
)
