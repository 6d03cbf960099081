"""The release as a curve: the chance of each coming month, the 80 % range and the middle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from airdate.model import Forecast
from airdate.publish.charts.drawing import LETTER, WIDE, Figure, Mark, mark, path
from airdate.publish.charts.scales import Span, round_up, time_axis
from airdate.wording import day_words, month_words, percent

Month = tuple[date, float]

_SHOWN_MASS = 0.97
"""Months are shown until this much of the mass is behind them."""

_MOST_MONTHS = 60

_TAIL = 0.04
"""A card's curve ends where so little of the mass is left."""

_LEAST_MONTHS = 6


def release_curve(
    forecast: Forecast, months: Sequence[Month], *, width: int = WIDE
) -> Figure | None:
    """Return the chart of a release that is to come; None where it is out, or not in sight.

    months: the chance of a release by the end of each coming month, with its first day.
    """
    low, middle, high = (forecast.quantile(x, given_release=True) for x in (0.1, 0.5, 0.9))
    shown = _shown(months)
    if forecast.released or not shown or low is None or middle is None or high is None:
        return None
    bottom, top, left, right = 232.0, 52.0, 44.0, width - 14.0
    span = Span(shown[0][0], _end(shown), left, right)
    most = round_up(max(share for _, share in shown))
    marks = [
        _band(span, (low, high), top=top, bottom=bottom),
        *_shares(most, left=left, right=right, top=top, bottom=bottom),
        *time_axis(span, top=bottom, bottom=bottom),
        *_bars(span, shown, most=most, top=top, bottom=bottom),
        *_middle(span, middle, bottom=bottom),
        *_interval(span, (low, high), top=top),
    ]
    told = (
        f"As of {day_words(forecast.as_of)}. If it comes: 80 % between {day_words(low)} and "
        f"{day_words(high)}, an even chance by {day_words(middle)}. Chance that it never comes: "
        f"{percent(forecast.never)}."
    )
    return Figure(
        name=f"release-{width}",
        title=f"Release of {forecast.installment}, chance of each month",
        told=told,
        width=width,
        height=262,
        marks=tuple(marks),
        columns=("Month", "Chance in this month", "Chance by its end"),
        rows=_rows(months[: len(shown)], shown),
    )


def shares(months: Sequence[Month]) -> list[Month]:
    """Return the chance of a release in each month, of the chances by their ends."""
    before, found = 0.0, []
    for first, chance in months:
        found.append((first, max(0.0, chance - before)))
        before = chance
    return found


def _shown(months: Sequence[Month]) -> list[Month]:
    whole = months[-1][1] if months else 0.0
    found, behind = [], 0.0
    for first, share in shares(months)[:_MOST_MONTHS]:
        found.append((first, share))
        behind += share
        if behind >= _SHOWN_MASS * whole:
            break
    return found if whole > 0 else []


def _end(shown: Sequence[Month]) -> date:
    """Return the first day after the last month."""
    last = shown[-1][0]
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


def _band(span: Span, ends: tuple[date, date], *, top: float, bottom: float) -> Mark:
    start, end = (span.place(day) for day in ends)
    return mark("rect", x=start, y=top, width=end - start, height=bottom - top, class_="band")


def _interval(span: Span, ends: tuple[date, date], *, top: float) -> list[Mark]:
    """Return the bracket over the band and its words, which stand over all else."""
    start, end = (span.place(day) for day in ends)
    words = f"80 %: {month_words(ends[0])} to {month_words(ends[1])}"
    half = LETTER * len(words) / 2
    x = min(max((start + end) / 2, span.low + half), span.high - half)
    return [
        path([(start, top - 4), (start, top), (end, top), (end, top - 4)], class_="bracket"),
        mark("text", words, x=x, y=top - 9, class_="strong halo", text_anchor="middle"),
    ]


def _shares(most: float, *, left: float, right: float, top: float, bottom: float) -> list[Mark]:
    """Return the axis of chances: three lines with their percentages."""
    marks = []
    for step in range(3):
        y = bottom - (bottom - top) * step / 2
        share = most * step / 2
        text = f"{share:.0%}" if most >= 0.02 else f"{share:.1%}"
        marks.append(mark("line", x1=left, y1=y, x2=right, y2=y, class_="grid"))
        marks.append(mark("text", text, x=left - 6, y=y + 4, class_="tick", text_anchor="end"))
    return marks


def _bars(
    span: Span, shown: Sequence[Month], *, most: float, top: float, bottom: float
) -> list[Mark]:
    ends = [*(first for first, _ in shown[1:]), _end(shown)]
    marks = []
    for (first, share), end in zip(shown, ends, strict=True):
        x, height = span.place(first), (bottom - top) * share / most
        told = f"{month_words(first)}: {share:.1%}"
        wide = max(0.5, span.place(end) - x - 1)
        marks.append(
            mark(
                "rect",
                x=x + 0.5,
                y=bottom - height,
                width=wide,
                height=height,
                class_="bar",
                told=told,
            )
        )
    return marks


def _middle(span: Span, middle: date, *, bottom: float) -> list[Mark]:
    x = span.place(middle)
    words = f"even chance by {day_words(middle)}"
    half = LETTER * len(words) / 2
    placed = min(max(x, span.low + half), span.high - half)
    return [
        mark("line", x1=x, y1=19, x2=x, y2=bottom, class_="middle"),
        mark("text", words, x=placed, y=13, class_="label", text_anchor="middle"),
    ]


def _rows(months: Sequence[Month], shown: Sequence[Month]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (month_words(first), f"{share:.1%}", f"{by:.1%}")
        for (first, share), (_, by) in zip(shown, months, strict=True)
    )


def spark(months: Sequence[Month], *, name: str, told: str) -> Figure | None:
    """Return the small curve of a card, of the chance of a release in each month; None for none."""
    found = list(months)
    tail = _TAIL * sum(share for _, share in found)
    while len(found) > _LEAST_MONTHS and found[-1][1] <= tail:
        tail -= found.pop()[1]
    if len(found) < 2:
        return None
    width, height = 240, 44.0
    most = max(share for _, share in found)
    step = width / len(found)
    line = [(step * (i + 0.5), height - (height - 4) * p / most) for i, (_, p) in enumerate(found)]
    area = [(line[0][0], height), *line, (line[-1][0], height)]
    first, last = month_words(found[0][0]), month_words(found[-1][0])
    marks = (
        path(area, closed=True, class_="area"),
        path(line, class_="curve"),
        mark("line", x1=0, y1=height, x2=width, y2=height, class_="axis"),
        mark("text", first, x=0, y=height + 14, class_="tick"),
        mark("text", last, x=width, y=height + 14, class_="tick", text_anchor="end"),
    )
    return Figure(name, "Chance of a release, month by month", told, width, height + 18, marks)
