"""Which turn of a cycle is meant: which February, which Tuesday, which 14th."""

from __future__ import annotations

from datetime import date, timedelta

from airdate.dates import meanings as m
from airdate.dates.periods import Period, containing, first_day, last_day
from airdate.dates.scene import Scene
from airdate.dates.tense import FIRMLY_FUTURE, FIRMLY_PAST, FUTURE, PAST, UNKNOWN

# What a day back costs beside a day ahead, by tense: days of the year, weekdays, quarters, months
# and seasons. Found on news: weekdays nearly always lie behind, the rest mostly on the nearer side.
BACKWARD = {
    FIRMLY_PAST: (0.05, 0.1, 0.1, 0.05),
    PAST: (0.4, 0.1, 0.1, 0.15),
    UNKNOWN: (1.0, 0.15, 0.2, 1.0),
    FUTURE: (3.0, 1.5, 1.0, 3.0),
    FIRMLY_FUTURE: (12.0, 20.0, 2.0, 12.0),
}

# A weekday falls on a day of the month at least once in any such run of months.
AGREEING_MONTHS = 7
AT_HAND = 1  # days: "next Thursday" is not said of tomorrow
# "Last February" is not said of the month that ended this week.
LAST_IS_OLDER = 15

# What a day back from the text's last date costs beside a day ahead.
BACK_IN_HISTORY = 1.0


def turn_of(meaning: m.Recurring, scene: Scene) -> Period | None:
    """Return the instance meant."""
    if meaning.which in ("following", "previous", "same"):
        return _by_reference(meaning, scene)
    turns = _candidates(meaning, scene.anchor, reach=2 if meaning.which == "next" else 1)
    low, high = scene.bounds
    if meaning.weekday is not None:
        agreeing = _agreeing(meaning, low or high or scene.anchor)
        if agreeing:
            return min(agreeing, key=lambda t: _cost(t, scene))
    if meaning.which == "near" and low:
        return next((t for t in _candidates(meaning, low) if last_day(t) >= low), None)
    if meaning.which == "near" and high:
        return next((t for t in reversed(_candidates(meaning, high)) if first_day(t) <= high), None)
    if meaning.which == "last":
        far = timedelta(LAST_IS_OLDER if turns and turns[0].unit == "month" else 1)
        return next((t for t in reversed(turns) if scene.anchor - last_day(t) >= far), None)
    if meaning.which == "next":
        return _next(meaning, scene, turns)
    if meaning.which == "this":
        return _this(meaning, scene, turns)
    return _near(meaning, scene, turns)


def _candidates(meaning: m.Recurring, near: date, *, reach: int = 1) -> list[Period]:
    """Return the instances about a day, those that exist, in order."""
    number = containing(meaning.cycle, near).number
    if meaning.cycle == "year":
        reach = max(reach, 4) if meaning.at(number) is None else reach
    found = []
    for turn in range(number - reach, number + reach + 1):
        period = meaning.at(turn)
        if period is not None and period.range is not None:
            found.append(period)
    return found


def _agreeing(meaning: m.Recurring, near: date) -> list[Period]:
    """Return the instances about a day that fall on the weekday named: "Monday, March 8"."""
    reach = AGREEING_MONTHS if meaning.cycle == "month" else 1
    turns = _candidates(meaning, near, reach=reach)
    return [t for t in turns if first_day(t).weekday() == meaning.weekday]


def _next(meaning: m.Recurring, scene: Scene, turns: list[Period]) -> Period | None:
    ahead = [t for t in turns if first_day(t) > scene.anchor]
    if ahead and ahead[0].unit == "season":
        later = [t for t in ahead if t.year > scene.anchor.year]
        return later[0] if later else ahead[0]
    if meaning.cycle == "week" and ahead and (first_day(ahead[0]) - scene.anchor).days <= AT_HAND:
        return ahead[1] if len(ahead) > 1 else ahead[0]
    return ahead[0] if ahead else None


def _this(meaning: m.Recurring, scene: Scene, turns: list[Period]) -> Period | None:
    around = [t for t in turns if first_day(t) <= scene.anchor <= last_day(t)]
    if around:
        return around[0]
    number = containing(meaning.cycle, scene.anchor).number
    return meaning.at(number)


def _near(meaning: m.Recurring, scene: Scene, turns: list[Period]) -> Period | None:
    if scene.of_text and scene.reference is not None and meaning.cycle == "year":
        found = _after_reference(meaning, scene.reference)
        if found is not None:
            return found
    if meaning.cycle == "month" and scene.reference is not None:
        found = _in_month_of(meaning, scene.reference)
        if found is not None:
            return found
    if scene.direction == FIRMLY_FUTURE and meaning.name.startswith("holiday"):
        # "It drops on Halloween" is never said of the one three weeks ago.
        turns = [t for t in turns if last_day(t) >= scene.anchor]
    return min(turns, key=lambda t: _cost(t, scene), default=None)


def _after_reference(meaning: m.Recurring, reference: Period) -> Period | None:
    """Return the instance in the reference's year, or near to it: a history mostly goes forward."""
    there = meaning.at(reference.year)
    if reference.unit not in ("day", "month", "weekday") or reference.range is None:
        return there
    start = first_day(reference)
    return min(_candidates(meaning, start), key=lambda t: _leap(t, start), default=there)


def _leap(period: Period, start: date) -> float:
    if first_day(period) <= start <= last_day(period):
        return 0.0
    days = (first_day(period) - start).days
    return float(days) if days > 0 else -days * BACK_IN_HISTORY


def _in_month_of(meaning: m.Recurring, reference: Period) -> Period | None:
    if reference.unit not in ("day", "month", "weekday") or reference.range is None:
        return None
    return meaning.at(containing("month", first_day(reference)).number)


def _cost(period: Period, scene: Scene) -> float:
    """Return the days to a period, the more the less the tense speaks for its side."""
    if first_day(period) <= scene.anchor <= last_day(period):
        return 0.0
    if last_day(period) < scene.anchor:
        return (scene.anchor - last_day(period)).days * BACKWARD[scene.direction][_kind(period)]
    return float((first_day(period) - scene.anchor).days)


def _kind(period: Period) -> int:
    """Return the column of BACKWARD."""
    return {"weekday": 1, "weekend": 1, "quarter": 2, "month": 3, "season": 3}.get(period.unit, 0)


def _by_reference(meaning: m.Recurring, scene: Scene) -> Period | None:
    reference = scene.reference or containing("day", scene.anchor)
    if reference.range is None:
        return meaning.at(reference.year) if meaning.cycle == "year" else None
    start, end = first_day(reference), last_day(reference)
    turns = _candidates(meaning, start)
    if meaning.which == "same":
        return meaning.at(containing(meaning.cycle, start).number)
    if meaning.which == "following":
        return next((t for t in turns if first_day(t) > end), None)
    return next((t for t in reversed(turns) if last_day(t) < start), None)
