"""Meanings → days: with the anchor's day, the text's last date, and the tense of the sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache, singledispatch
from typing import NamedTuple

from airdate.dates import meanings as m
from airdate.dates.durations import duration_value
from airdate.dates.edtf import edtf_of, edtf_span
from airdate.dates.periods import (
    Period,
    containing,
    days_beside,
    first_day,
    last_day,
    nth_days,
    thirds,
    timex_value,
    year,
)
from airdate.dates.scene import Scene
from airdate.dates.tense import FIRMLY_FUTURE, FIRMLY_PAST, FUTURE, PAST
from airdate.dates.turns import turn_of
from airdate.model import DateRange, Timex

GRAIN = {"night": "day", "weekday": "day", "weekend": "week", "southern season": "season",
         "holiday weekend": "week", "millennium": "century", "fortnight": "week"}  # fmt: skip
# "Two weeks ago" names a day in weeks; the others name the unit itself (`shared/claims.md`).
CLOCK_UNITS = frozenset({"hour", "minute", "second"})


LEAP_DAY = "02-29"

# "From December 18, 2026, to December 21, 2029" is no run of days but a plan that was moved.
LONGEST_RUN = 500


class Placed(NamedTuple):
    """A meaning in the calendar, and the steps that led there."""

    type: Timex
    value: str
    range: DateRange | None
    granularity: str
    period: Period | None = None
    mod: str | None = None
    edtf: str | None = None
    steps: tuple[str, ...] = ()

    def step(self, words: str) -> Placed:
        """Return the same with one more step."""
        return Placed(*self[:-1], (*self.steps, words))


def of_period(period: Period, *steps: str) -> Placed:
    """Return a period as placed."""
    placed = _alone(period)
    return Placed(*placed[:-1], steps + placed.steps) if steps else placed


@lru_cache(maxsize=4096)
def _alone(period: Period) -> Placed:
    unit = GRAIN.get(period.unit, "season" if "/" in period.unit else period.unit)
    value = timex_value(period)
    return Placed("DATE", value, period.range, unit, period, None, edtf_of(period), (value,))


def is_out_of_time(period: Period) -> bool:
    """Return whether a day or week lies outside the years 1 to 9999, where it cannot be written."""
    return period.unit in ("day", "weekday", "week", "weekend") and period.range is None


@singledispatch
def place(meaning: m.Meaning, scene: Scene) -> Placed | None:
    """Return a meaning in the calendar; None where there is no such day."""
    raise TypeError(f"no such meaning: {meaning!r}")


@place.register
def _fixed(meaning: m.Fixed, scene: Scene) -> Placed | None:
    return of_period(_hemisphere(meaning.period, scene))


def _hemisphere(period: Period, scene: Scene) -> Period:
    if period.unit == "season" and scene.hemisphere == "south":
        return Period("southern season", period.number)
    return period


@place.register
def _recurring(meaning: m.Recurring, scene: Scene) -> Placed | None:
    found = turn_of(meaning, scene)
    if found is None or is_out_of_time(found):
        return None
    return of_period(_hemisphere(found, scene), f"{meaning.name}, {_why(meaning, scene)}")


def _why(meaning: m.Recurring, scene: Scene) -> str:
    if meaning.which != "near":
        return meaning.which
    if scene.bounds != (None, None):
        return "beside the other date"
    if scene.of_text and scene.reference:
        return "after the text's last date"
    return {
        FIRMLY_PAST: "last one, as told in the past",
        PAST: "last one, as told in the past",
        FUTURE: "next one, as told of the future",
        FIRMLY_FUTURE: "next one, as told of the future",
    }.get(scene.direction, "nearest")


@place.register
def _within(meaning: m.Within, scene: Scene) -> Placed | None:
    turn = place(meaning.turn, scene)
    if turn is None or turn.period is None:
        return None
    if meaning.what.cycle == "year":
        found = meaning.what.at(turn.period.year)
    elif turn.period.unit == meaning.what.cycle:
        found = meaning.what.at(turn.period.number)
    else:
        return None
    if found is None and (meaning.what.cycle == "month" or meaning.what.name == LEAP_DAY):
        why = f"{turn.value} has no {meaning.what.name}"
        return Placed("DATE", f"{turn.value}-XX", None, "day", steps=(*turn.steps, why))
    if found is None or is_out_of_time(found):
        return None
    return of_period(_hemisphere(found, scene), *turn.steps, f"{meaning.what.name} of it")


@place.register
def _shifted(meaning: m.Shifted, scene: Scene) -> Placed | None:
    if meaning.unless_past and scene.direction <= PAST:
        return None
    by_text = meaning.base == "reference" or (meaning.base == "near" and _leans(meaning, scene))
    reference = scene.reference if by_text else None
    if (
        meaning.unit == "year"
        and not meaning.exact
        and scene.quarter is not None
        and abs(meaning.count) == 1
    ):
        return of_period(
            scene.quarter.shift(4 * meaning.count), "the text's last quarter, a year off"
        )
    if reference is not None and reference.range is None:
        return of_period(year(reference.year + meaning.count)) if meaning.unit == "year" else None
    base = first_day(reference) if reference is not None else scene.anchor
    if reference is not None and meaning.count > 0 and not meaning.exact:
        base = last_day(reference) if meaning.unit in ("day", "week") else base
    try:
        found = _shift(meaning, base)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    whence = "the text's last date" if reference is not None else "the anchor"
    placed = found.step(f"{meaning.count:+d} {meaning.unit} from {whence}")
    return placed._replace(mod=meaning.mod)


def _leans(meaning: m.Shifted, scene: Scene) -> bool:
    """Return whether "the day", "the year" is that of the text's last date: in a history."""
    if not scene.of_text or scene.reference is None:
        return False
    return meaning.unit != "day" or scene.reference.unit in ("day", "weekday")


def _shift(meaning: m.Shifted, base: date) -> Placed | None:
    unit, count = meaning.unit, meaning.count
    if unit in CLOCK_UNITS:
        return of_period(containing("day", base))
    if unit == "fortnight":
        unit, count = "week", count * 2
    if meaning.exact:
        return of_period(containing(unit, base).shift(count))
    if unit in ("decade", "century", "millennium"):
        years = {"decade": 10, "century": 100, "millennium": 1000}[unit] * count
        return of_period(year(base.year + years))
    if unit == "week":
        there = base + timedelta(7 * count)
        week = of_period(containing("week", there))
        return week._replace(range=DateRange.on(there), edtf=there.isoformat(), granularity="day")
    return of_period(containing(unit, base).shift(count))


@place.register
def _counted(meaning: m.Counted, scene: Scene) -> Placed | None:
    ahead = scene._replace(direction=FIRMLY_FUTURE) if meaning.ahead else scene
    of = place(meaning.of, ahead)
    if of is None or of.range is None or of.range.earliest is None:
        return None
    try:
        found = _shift(m.Shifted(meaning.unit, meaning.count, exact=False), of.range.earliest)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    steps = (*of.steps, *found.steps, f"{meaning.count:+d} {meaning.unit} from it")
    return found._replace(steps=steps)


@place.register
def _beside(meaning: m.Beside, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None or of.range is None or of.range.earliest is None or of.range.latest is None:
        return None
    first, last = of.range.earliest, of.range.latest
    found = days_beside(first, last, unit=meaning.unit, side=meaning.side)
    return found and _stretch_of_days(*found, (*of.steps, f"{meaning.unit} {meaning.side} it"))


@place.register
def _last_quarter(meaning: m.LastQuarter, scene: Scene) -> Placed | None:
    if meaning.current:
        return of_period(containing("quarter", scene.anchor), "the anchor's quarter")
    if scene.quarter is not None:
        return of_period(scene.quarter, "the text's last quarter")
    return of_period(containing("quarter", scene.anchor).shift(-1), "the last full quarter")


@place.register
def _last_quarter_of(meaning: m.LastQuarterOf, scene: Scene) -> Placed | None:
    turn = place(meaning.turn, scene)
    if turn is None or turn.period is None or scene.quarter is None:
        return turn
    moved = scene.quarter.shift(4 * (turn.period.year - scene.quarter.year))
    return of_period(moved, *turn.steps, "the text's last quarter in it")


@place.register
def _nth(meaning: m.Nth, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None or of.range is None or of.range.earliest is None or of.range.latest is None:
        return None
    number, unit = meaning.number, meaning.unit
    if number == 0:
        return of_period(containing(unit, of.range.earliest), *of.steps, f"its {unit}")
    found = nth_days(of.range.earliest, of.range.latest, number=number, unit=unit)
    return found and _stretch_of_days(*found, (*of.steps, f"{unit} {number} of it"))


def _stretch_of_days(low: date, high: date, steps: tuple[str, ...]) -> Placed:
    if low == high:
        return of_period(containing("day", low), *steps)
    unit = "weekend" if (high - low).days == 1 else "week"
    period = containing(unit, low)
    bounds = DateRange(low, high)
    return Placed(
        "DATE",
        timex_value(period),
        bounds,
        "week",
        period,
        None,
        edtf_span(bounds),
        (*steps, str(bounds)),
    )


@place.register
def _part(meaning: m.Part, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None:
        return None
    if meaning.mod == "APPROX":
        simple = of.edtf is not None and "/" not in of.edtf
        return of._replace(edtf=f"{of.edtf}~" if simple else of.edtf, mod="APPROX").step("about")
    bounds, edtf = of.range, of.edtf
    if (
        of.period is not None
        and of.range is not None
        and of.range == of.period.range
        and (of.range.days or 0) > 2
    ):
        bounds = thirds(of.period)[("START", "MID", "END").index(meaning.mod)]
        edtf = edtf_span(bounds)
    name = {"START": "early", "MID": "mid", "END": "late"}[meaning.mod]
    return of._replace(range=bounds, edtf=edtf, mod=meaning.mod).step(f"{name}: {bounds}")


@place.register
def _half(meaning: m.Half, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None or of.range is None or of.range.earliest is None or of.range.latest is None:
        return of
    low, high = of.range.earliest, of.range.latest
    second = low + timedelta(((high - low).days + 1) // 2)
    bounds = (
        DateRange(low, second - timedelta(1)) if meaning.number == 1 else DateRange(second, high)
    )
    placed = of._replace(range=bounds, edtf=edtf_span(bounds))
    return placed.step(f"half {meaning.number}: {bounds}")


@place.register
def _timed(meaning: m.Timed, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None:
        return None
    return of._replace(type="TIME", value=of.value + meaning.suffix, mod=None).step(meaning.suffix)


@place.register
def _rest(meaning: m.RestOf, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None or of.range is None:
        return of
    low, high = of.range.earliest, of.range.latest
    if low and high and low <= scene.anchor <= high:
        low, high = (scene.anchor, high) if meaning.side == "later" else (low, scene.anchor)
    bounds = DateRange(low, high)
    mod = "END" if meaning.side == "later" else "START"
    return of._replace(range=bounds, edtf=edtf_span(bounds), mod=mod).step(
        f"{meaning.side}: {bounds}"
    )


@place.register
def _lasting(meaning: m.Lasting, scene: Scene) -> Placed | None:
    return Placed(
        "DURATION", duration_value(meaning.number, meaning.unit), None, "open", None, meaning.mod
    )


@place.register
def _both(meaning: m.Both, scene: Scene) -> Placed | None:
    """Return the span of two dates; one without a year takes it from the other."""
    low, high = meaning.low, meaning.high
    if m.floats(low) and not m.floats(high):
        placed_high = place(high, scene)
        bound = placed_high.range.latest if placed_high and placed_high.range else None
        placed_low = place(low, scene._replace(bounds=(None, bound)))
    else:
        placed_low = place(low, scene)
        bound = placed_low.range.earliest if placed_low and placed_low.range else None
        beside = scene._replace(bounds=(bound, None)) if bound else scene
        if placed_low and m.by_reference(high):
            beside = scene._replace(reference=placed_low.period)
        placed_high = place(high, beside)
    if not placed_low or not placed_high:
        return None
    return _span(placed_low, placed_high)


def _span(low: Placed, high: Placed) -> Placed | None:
    if low.range is None or high.range is None:
        return None
    start, end = low.range.earliest, high.range.latest
    if start and end and start > end:
        return None
    bounds = DateRange(start, end)
    grain = high.granularity if high.granularity == low.granularity else "open"
    steps = (*low.steps, *high.steps, str(bounds))
    if grain == "day" and (bounds.days or 0) > LONGEST_RUN:
        return None
    return Placed("DATE", low.value, bounds, grain, low.period, None, edtf_span(bounds), steps)


@place.register
def _bound(meaning: m.Bound, scene: Scene) -> Placed | None:
    of = place(meaning.of, scene)
    if of is None or of.range is None:
        return None
    make: dict[str, Callable[[DateRange], DateRange]] = {
        "by": lambda r: DateRange(None, r.latest),
        "before": lambda r: DateRange(None, r.earliest - timedelta(1) if r.earliest else None),
        "from": lambda r: DateRange(r.earliest, None),
        "after": lambda r: DateRange(_after(of, r), None),
    }
    try:
        bounds = make[meaning.side](of.range)
    except OverflowError:
        return None
    mod = {"by": "ON_OR_BEFORE", "before": "BEFORE", "from": "ON_OR_AFTER", "after": "AFTER"}[
        meaning.side
    ]
    return of._replace(range=bounds, edtf=edtf_span(bounds), mod=mod).step(
        f"{meaning.side}: {bounds}"
    )


def _after(of: Placed, bounds: DateRange) -> date | None:
    """Return the day after a day; of longer periods the first day (`shared/claims.md`)."""
    if bounds.earliest and bounds.earliest == bounds.latest:
        return bounds.earliest + timedelta(1)
    return bounds.earliest


@place.register
def _bare(meaning: m.Bare, scene: Scene) -> Placed | None:
    steps = (meaning.why,) if meaning.why else ()
    return Placed(
        meaning.type, meaning.value, None, meaning.granularity, mod=meaning.mod, steps=steps
    )
