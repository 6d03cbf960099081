"""Days as places on an axis, and the ticks by which it is read."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from airdate.publish.charts.drawing import LETTER, Mark, labels_apart, mark

_STEPS = (1, 3, 6, 12, 24, 60, 120)
"""Months between ticks: the first step whose labels fit is taken."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, laid from `low` to `high`, in the figure's units."""

    first: date
    last: date
    low: float
    high: float

    def place(self, day: date) -> float:
        """Return where a day stands; days outside stand at the edge."""
        whole = max(1, (self.last - self.first).days)
        share = (min(max(day, self.first), self.last) - self.first).days / whole
        return self.low + share * (self.high - self.low)

    def ticks(self) -> list[tuple[date, str]]:
        """Return the days to be named, as many as there is room for."""
        months = max(1, (self.last - self.first).days / 30.44)
        room = abs(self.high - self.low)
        for step in _STEPS:
            widest = LETTER * (5 if step >= 12 else 9)
            if months / step * widest <= room:
                break
        return [(day, _label(day, step)) for day in self._firsts(step)]

    def _firsts(self, step: int) -> Iterator[date]:
        """Yield the first days of the periods of so many months that begin in the span."""
        month = self.first.year * 12 + self.first.month - 1
        month += -month % step
        while month // 12 <= 9999:
            day = date(month // 12, month % 12 + 1, 1)
            if day > self.last:
                return
            if day >= self.first:
                yield day
            month += step


def _label(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{calendar.month_abbr[day.month]} {day.year}"


def time_axis(span: Span, *, top: float, bottom: float) -> list[Mark]:
    """Return the lines and names of an axis of days along the bottom."""
    marks = [mark("line", x1=span.low, y1=bottom, x2=span.high, y2=bottom, class_="axis")]
    placed = []
    for day, text in span.ticks():
        x = span.place(day)
        marks.append(mark("line", x1=x, y1=top, x2=x, y2=bottom + 4, class_="grid"))
        half = LETTER * len(text) / 2
        placed.append((min(max(x, span.low + half - 8), span.high - half + 8), text))
    for x, text in labels_apart(placed, least=8):
        marks.append(mark("text", text, x=x, y=bottom + 18, class_="tick", text_anchor="middle"))
    return marks


def round_up(value: float) -> float:
    """Return the next of 1, 2, 3, 4, 6, 8 times a power of ten: an axis that has a half."""
    scale = 1.0
    while value < scale:
        scale /= 10
    while value > scale * 10:
        scale *= 10
    return next(step * scale for step in (1, 2, 3, 4, 6, 8, 10) if value <= step * scale)
