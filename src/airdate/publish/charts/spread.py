"""How a rumour spread: the independent origins and all tellings of it, by the day they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from airdate.publish.charts.drawing import LETTER, WIDE, Figure, Mark, mark, path
from airdate.publish.charts.scales import Span, time_axis
from airdate.rumours import Told
from airdate.wording import day_words

_HEIGHT = 112

_LINES = 4
"""Lines that the axis of counts has at most."""


def spread_chart(
    spread: Sequence[Told], *, until: date, name: str, about: str, width: int = WIDE
) -> Figure | None:
    """Return the chart of a rumour's spread; None where it was told on one day alone.

    until: the day it was settled, or is looked at.  name: unlike that of other figures of a page.
    """
    if len(spread) < 2:
        return None
    left, right, top, bottom = 34.0, width - 14.0, 12.0, 82.0
    across = Span(spread[0].day, max(until, spread[-1].day), left, right)
    most = max(2, *(each.origins + each.repeats for each in spread))
    levels = [(each.day, each.origins + each.repeats) for each in spread]
    origins = [(each.day, each.origins) for each in spread]

    def up(count: float) -> float:
        return bottom - count / most * (bottom - top)

    def steps(points: Sequence[tuple[date, int]]) -> list[tuple[float, float]]:
        return _steps(across, [(day, up(count)) for day, count in points])

    everything = steps(levels)
    area = [(everything[0][0], bottom), *everything, (everything[-1][0], bottom)]
    marks = [
        *_counts(most, up=up, left=left, right=right),
        *time_axis(across, top=bottom, bottom=bottom),
        path(area, closed=True, class_="area"),
        path(steps(origins), class_="curve"),
        *(_dot(across, each, y=up(each.origins)) for each in spread),
    ]
    return Figure(
        name=f"{name}-{width}",
        title=f"How the rumour spread: {about}",
        told=_told(spread),
        width=width,
        height=_HEIGHT,
        marks=tuple(marks),
        columns=("Day", "Independent origins", "Repeats"),
        rows=tuple((day_words(t.day), str(t.origins), str(t.repeats)) for t in spread),
    )


def _told(spread: Sequence[Told]) -> str:
    last = spread[-1]
    many = "origin" if last.origins == 1 else "origins"
    repeats = "repeat" if last.repeats == 1 else "repeats"
    return (
        f"From {day_words(spread[0].day)} to {day_words(last.day)}: {last.origins} independent "
        f"{many}, {last.repeats} {repeats}."
    )


def _steps(across: Span, points: Sequence[tuple[date, float]]) -> list[tuple[float, float]]:
    """Return a line that stays until the next day on which it was told."""
    found: list[tuple[float, float]] = []
    for day, y in points:
        x = across.place(day)
        if found:
            found.append((x, found[-1][1]))
        found.append((x, y))
    found.append((across.high, found[-1][1]))
    return found


def _counts(most: int, *, up: Callable[[float], float], left: float, right: float) -> list[Mark]:
    """Return the lines and numbers of the axis of counts."""
    step = -(-most // _LINES)
    marks = []
    for count in range(0, most + 1, step):
        y = up(count)
        marks.append(mark("line", x1=left, y1=y, x2=right, y2=y, class_="grid"))
        x = left - LETTER
        marks.append(mark("text", str(count), x=x, y=y + 4, class_="tick", text_anchor="end"))
    return marks


def _dot(across: Span, each: Told, *, y: float) -> Mark:
    told = f"{day_words(each.day)}: {each.origins} on their own, {each.repeats} repeated"
    return mark("circle", cx=across.place(each.day), cy=y, r=3.2, class_="dot", told=told)
