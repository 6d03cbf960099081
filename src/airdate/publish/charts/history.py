"""How the forecast moved: the 80 % range and the middle, by the day on which it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from airdate.publish.charts.drawing import LETTER, WIDE, Figure, Mark, mark, path
from airdate.publish.charts.scales import Span, time_axis
from airdate.wording import day_words, month_words


@dataclass(frozen=True, slots=True)
class Point:
    """A forecast as of a day: the 80 % range and the middle. told: what moved it, in words."""

    day: date
    low: date
    middle: date
    high: date
    told: str = ""


def history_chart(
    points: Sequence[Point], *, name: str, released: date | None = None, width: int = WIDE
) -> Figure | None:
    """Return the chart of forecasts by the day they were made; None for less than two of them.

    released: the day on which it came out, if it did.
    """
    if len(points) < 2:
        return None
    left, right, top, bottom = 62.0, width - 14.0, 14.0, 222.0
    across = Span(points[0].day, points[-1].day, left, right)
    upward = _upward(points, released, top=top, bottom=bottom)
    marks = [
        *_release_axis(upward, left=left, right=right),
        *time_axis(across, top=bottom, bottom=bottom),
        _today(across, upward),
        *_fan(points, across, upward),
        *_came(released, upward, left=left, right=right),
    ]
    last = points[-1]
    told = (
        f"On {day_words(points[0].day)} the middle was {day_words(points[0].middle)}; on "
        f"{day_words(last.day)} it is {day_words(last.middle)}, with 80 % between "
        f"{day_words(last.low)} and {day_words(last.high)}."
    )
    return Figure(
        name=f"history-{width}",
        title=f"How the forecast for {name} moved",
        told=told,
        width=width,
        height=252,
        marks=tuple(marks),
        columns=("As of", "80 % from", "Even chance by", "80 % to", "What moved it"),
        rows=tuple(_row(point) for point in points),
    )


def _row(point: Point) -> tuple[str, ...]:
    days = (point.day, point.low, point.middle, point.high)
    return (*(day_words(day) for day in days), point.told)


def _upward(points: Sequence[Point], released: date | None, *, top: float, bottom: float) -> Span:
    days = [day for p in points for day in (p.low, p.high)] + ([released] if released else [])
    first, last = min(days), max(days)
    # The farthest ends of early forecasts would press all that matters into a line.
    middles = sorted(p.high for p in points)
    last = min(last, middles[len(middles) * 9 // 10] + timedelta(180))
    return Span(first, max(last, first + timedelta(60)), bottom, top)


def _release_axis(upward: Span, *, left: float, right: float) -> list[Mark]:
    """Return the lines and names of the axis of release days, upward."""
    room = upward.low - upward.high
    ticks = Span(upward.first, upward.last, 0, room * LETTER * 9 / 26).ticks()
    marks = []
    for day, text in ticks:
        y = upward.place(day)
        marks.append(mark("line", x1=left, y1=y, x2=right, y2=y, class_="grid"))
        marks.append(mark("text", text, x=left - 6, y=y + 4, class_="tick", text_anchor="end"))
    return marks


def _today(across: Span, upward: Span) -> Mark:
    """Return the line on which the release would be the day of the forecast itself."""
    first, last = max(across.first, upward.first), min(across.last, upward.last)
    if first >= last:
        return mark("g", class_="none")
    ends = [(across.place(day), upward.place(day)) for day in (first, last)]
    return path(ends, class_="today")


def _fan(points: Sequence[Point], across: Span, upward: Span) -> list[Mark]:
    highs = [(across.place(p.day), upward.place(p.high)) for p in points]
    lows = [(across.place(p.day), upward.place(p.low)) for p in points]
    middles = [(across.place(p.day), upward.place(p.middle)) for p in points]
    marks = [
        path([*highs, *reversed(lows)], closed=True, class_="band"),
        path(middles, class_="curve"),
    ]
    for point, (x, y) in zip(points, middles, strict=True):
        told = f"{day_words(point.day)}: even chance by {day_words(point.middle)}. {point.told}"
        marks.append(mark("circle", cx=x, cy=y, r=3.2, class_="dot", told=told.strip()))
    return marks


def _came(released: date | None, upward: Span, *, left: float, right: float) -> list[Mark]:
    if released is None:
        return []
    y = upward.place(released)
    words = f"released {month_words(released)}"
    return [
        mark("line", x1=left, y1=y, x2=right, y2=y, class_="came"),
        mark("text", words, x=right, y=y - 5, class_="label halo", text_anchor="end"),
    ]
