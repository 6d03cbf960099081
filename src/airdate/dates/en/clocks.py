"""Times of day, kept apart from dates."""

from __future__ import annotations

from airdate.dates.en.parts import timed
from airdate.dates.meanings import Meaning, Shifted, Timed
from airdate.dates.rules import Found, Rule


def clock(found: Found) -> Meaning | None:
    """Return a time of the anchor's day: "10:35 a.m.", "9pm", "08:30 UTC"."""
    words = found.words("c").replace(".", ":")
    if words.isdigit() and len(words) == 4:
        words = f"{words[:2]}:{words[2:]}"
    parts = ["".join(c for c in part if c.isdigit()) for part in words.split(":")]
    hour, minute = int(parts[0]), int(parts[1] or 0) if len(parts) > 1 else 0
    half = found.words("half")[:1] if "half" in found else words.strip("m")[-1:]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None
    zone = "Z" if "utc" in found else ""
    return Timed(f"T{hour:02}:{minute:02}{zone}", Shifted("day", 0, "near"))


def daypart(found: Found) -> Meaning | None:
    """Return "this morning", "last night", "tonight", "mid-afternoon"."""
    if "p" in found:
        return Timed(found.value("daypart", "t"), Shifted("day", 0, "near"))
    if "w" in found:
        return Timed("TNI", Shifted("day", 0))
    shift = -1 if found.words("which") == "last" else 0
    return Timed(found.value("daypart", "t"), Shifted("day", shift))


def that_part(found: Found) -> Meaning | None:
    """Return "that night", "the next morning"."""
    shift = 1 if "next" in found else -1 if "previous" in found else 0
    return Timed(found.value("daypart", "t"), Shifted("day", shift, "reference"))


def noon(found: Found) -> Meaning | None:
    """Return noon or midnight."""
    return Timed(found.value("noon", "k"), Shifted("day", 0, "near"))


RULES = (
    Rule(
        "clock",
        "CLOCK|DATE",
        (
            "c:( <clock> | <hour> | <dotclock> ) half:( am | pm | a . m .? | p . m .? ) ( @zone )?",
            "c:<clockhalf> ( @zone )?",
            "c:( <clock> | <fourdigits> ) utc:( utc | gmt )",
            "c:<clock> ( @zone )?",
            "c:<hour> o ' clock",
        ),
        clock,
        {"It starts at 10:35 a.m.": "2025-11-22T10:35", "It starts at 9pm ET.": "2025-11-22T21:00"},
        ("They lost 3:1.",),
    ),
    Rule(
        "tonight",
        "DAYPART|DATE",
        ("w:<tonight>", "which:( this | last ) t:<daypart>", "p:<part> t:<daypart>"),
        daypart,
        {"It airs tonight.": "2025-11-22TNI", "It aired last night.": "2025-11-21TNI"},
    ),
    Rule(
        "that night",
        "DAYPART|DATE",
        (
            "that ( same )? t:<daypart>",
            "the next:( next | following ) t:<daypart>",
            "the previous:( previous ) t:<daypart>",
            "the t:<daypart> previous:before",
        ),
        that_part,
        {"It opened on March 4, 2025, and that night it failed.": "2025-03-04TNI"},
    ),
    Rule("noon", "CLOCK|DATE", ("k:<noon>",), noon, {"It starts at noon.": "2025-11-22T12:00"}),
)


LATE_PARTS = frozenset({"TAF", "TEV", "TNI"})  # in which "at 2:30" is after noon


def at_time(found: Found) -> Meaning | None:
    """Return a clock time of another day: "10 a.m. Tuesday", "Sunday afternoon at 2:30"."""
    inner, of = found.meaning("c"), found.meaning("d")
    if not isinstance(inner, Timed):
        return None
    if not isinstance(of, Timed):
        return Timed(inner.suffix, of)
    late = of.suffix in LATE_PARTS and inner.suffix[1:3] < "12"
    hour = f"{int(inner.suffix[1:3]) + 12:02}" if late else inner.suffix[1:3]
    return Timed(f"T{hour}{inner.suffix[3:]}", of.of)


ATTACHED = (
    Rule(
        "part of a day",
        "DAYPART|DATE",
        (
            "d:( <WEEKDAY> | <MONTHDAY> | <DAY> | <DAYLIKE> ) ,? ( in the )? ( <part> )? "
            "t:<daypart>",
            "( the )? ( <part> )? t:<daypart> d:( <DEICTIC> | <WEEKDAY> )",
            "( the )? t:<daypart> ( of | on ) ( the )? d:( <WEEKDAY> | <MONTHDAY> | <DAY> | "
            "<DAYLIKE> )",
        ),
        timed,
        {"It aired on Tuesday morning.": "2025-11-18TMO"},
    ),
    Rule(
        "time of a day",
        "DAYPART|DATE",
        (
            "( the )? c:<DAYPART> ( <DURATION> )? ( of | on )? d:( <WEEKDAY> | <MONTHDAY> | "
            "<DAY> )",
            "c:<CLOCK> ,? ( on )? d:( <WEEKDAY> | <MONTHDAY> | <DAY> | <DAYLIKE> | <DAYPART> )",
            "d:( <WEEKDAY> | <MONTHDAY> | <DAY> | <DAYLIKE> | <DAYPART> ) ,? ( at )? c:<CLOCK>",
        ),
        at_time,
        {"It aired at 10 a.m. on Tuesday.": "2025-11-18T10:00"},
    ),
)
