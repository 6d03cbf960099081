"""What a phrase means before it is placed in the calendar: the small terms that rules compose.

A `Meaning` is pure form ("the February after", "two years back from the anchor"); `resolve` turns
it into days with the anchor, the text before it, and the tense around it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from airdate.dates.periods import Period
from airdate.model import Timex

# near: the anchor in news, the text's last date in a history.
Base = Literal["anchor", "reference", "near"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that the words name in full."""

    period: Period


@dataclass(frozen=True, slots=True)
class Recurring:
    """What comes once in each turn of a cycle: a month of the year, a weekday, a 14th.

    cycle: year, month or week.  at: the turn's number → the period, None where that turn has none.
    which: "near" by tense; "last", "this", "next"; or "following", "previous", "same" from the
    text's last date.  weekday: 0..6, of the turns about the anchor the one on that day is meant.
    """

    cycle: str
    at: Callable[[int], Period | None]
    which: str = "near"
    name: str = ""
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """A recurring thing in the turn that another meaning names: "February of next year"."""

    what: Recurring
    turn: Meaning


@dataclass(frozen=True, slots=True)
class Shifted:
    """A unit some turns from the anchor or from the text's last date.

    exact: the result is that unit itself ("last year"); else counted from the day, at the unit's
    grain ("two years ago").  unless_past: nothing where the tense is past ("sold in 11 days").
    """

    unit: str
    count: int
    base: Base = "anchor"
    exact: bool = True
    mod: str | None = None
    unless_past: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A length of time from a day: "three weeks from Tuesday". ahead: that day is yet to come."""

    unit: str
    count: int
    of: Meaning
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """The weekday, week or weekend right before or after a day: "the Friday after Thanksgiving".

    unit: as of `Nth`: week, weekend, or "weekday 4".
    """

    unit: str
    side: Literal["before", "after"]
    of: Meaning


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit of a longer period: "the first week of March"; -1 is the last."""

    number: int
    unit: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class Part:
    """The early, mid or late part. mod: TIMEX3's START, MID, END; APPROX is the whole, about."""

    mod: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class Half:
    """The first or second half, cut between two days: "the second half of February"."""

    number: int
    of: Meaning


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of day: suffix is TIMEX3's, "TMO" or "T10:35"."""

    suffix: str
    of: Meaning


@dataclass(frozen=True, slots=True)
class RestOf:
    """From the anchor to the end of a period, or from its start to the anchor."""

    side: Literal["later", "earlier"]
    of: Meaning


@dataclass(frozen=True, slots=True)
class Lasting:
    """A duration. number: "X" where vague.  unit: TIMEX3's letter, lower case below a day."""

    number: float | str
    unit: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class LastQuarter:
    """The quarter that a report speaks of: the text's last one, else the last before the anchor.

    current: the one in which the anchor lies.
    """

    current: bool = False


@dataclass(frozen=True, slots=True)
class LastQuarterOf:
    """The text's last quarter, in another year: "the 1988 period"."""

    turn: Meaning


@dataclass(frozen=True, slots=True)
class Both:
    """From the start of the one to the end of the other: "X or Y", "between X and Y"."""

    low: Meaning
    high: Meaning


@dataclass(frozen=True, slots=True)
class Bound:
    """An open range. side: "by" (up to its end), "before", "from" (its start on), "after"."""

    side: Literal["by", "before", "from", "after"]
    of: Meaning


@dataclass(frozen=True, slots=True)
class Bare:
    """A TIMEX3 value without days: durations, sets, PRESENT_REF. why: it has none, where said."""

    type: Timex
    value: str
    mod: str | None = None
    granularity: str = "open"
    why: str = ""


Meaning = (
    Fixed
    | Recurring
    | Within
    | Shifted
    | Counted
    | Beside
    | Nth
    | Part
    | Half
    | Timed
    | RestOf
    | Lasting
    | LastQuarter
    | LastQuarterOf
    | Both
    | Bound
    | Bare
)


def floats(meaning: Meaning) -> bool:
    """Return whether it has no turn of its own: "February", "the first week of March"."""
    if isinstance(meaning, Part | Half | Timed | Nth | Beside):
        return floats(meaning.of)
    return isinstance(meaning, Recurring) and meaning.which == "near"


def by_reference(meaning: Meaning) -> bool:
    """Return whether it is told from the date before it: "the following March"."""
    match meaning:
        case Part() | Half() | Timed() | Nth() | Beside():
            return by_reference(meaning.of)
        case Within():
            return by_reference(meaning.turn)
        case Recurring():
            return meaning.which in ("following", "previous", "same")
        case Shifted():
            return meaning.base == "reference"
    return False
