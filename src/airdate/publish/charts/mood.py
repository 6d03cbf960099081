"""How fans felt by month: the mean feeling with its range, and how many posts it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from airdate.publish.charts.drawing import WIDE, Figure, Mark, mark, path
from airdate.publish.charts.scales import Span, time_axis
from airdate.pulse import Period
from airdate.wording import counted, month_words

_FEW = 5
"""With fewer writers than this a month has no mood of its own."""


def mood_chart(months: Sequence[Period], *, name: str, width: int = WIDE) -> Figure | None:
    """Return the chart of months with at least five writers; None for less than two of them."""
    shown = [each for each in months if each.writers >= _FEW and each.score is not None]
    if len(shown) < 2:
        return None
    left, right, top, bottom = 46.0, width - 14.0, 12.0, 172.0
    middles = [each.first + (each.last - each.first) / 2 for each in shown]
    across = Span(shown[0].first, shown[-1].last + timedelta(1), left, right)
    marks = [
        *_feelings(left=left, right=right, top=top, bottom=bottom),
        *time_axis(across, top=top, bottom=bottom),
    ]

    def up(score: float | None) -> float:
        return bottom - (1.0 + (score or 0.0)) / 2.0 * (bottom - top)

    places = [(across.place(day), each) for day, each in zip(middles, shown, strict=True)]
    highs = [(x, up(each.high)) for x, each in places]
    lows = [(x, up(each.low)) for x, each in places]
    marks.append(path([*highs, *reversed(lows)], closed=True, class_="band"))
    marks.append(path([(x, up(each.score)) for x, each in places], class_="curve"))
    for x, each in places:
        told = f"{month_words(each.first)}: {each.score:+.2f}, {counted(each.posts, 'post')}"
        marks.append(mark("circle", cx=x, cy=up(each.score), r=3.2, class_="dot", told=told))
    first, last = shown[0], shown[-1]
    return Figure(
        name=f"mood-{width}",
        title=f"How fans of {name} felt",
        told=(
            f"From {month_words(first.first)} ({first.score:+.2f}) to {month_words(last.first)} "
            f"({last.score:+.2f}) on a scale from -1, bad, to 1, good."
        ),
        width=width,
        height=204,
        marks=tuple(marks),
        columns=("Month", "Feeling", "80 %", "Posts", "Writers"),
        rows=tuple(_row(each) for each in shown),
    )


def _feelings(*, left: float, right: float, top: float, bottom: float) -> list[Mark]:
    marks = []
    for score, text in ((1.0, "good"), (0.0, "0"), (-1.0, "bad")):
        y = bottom - (1.0 + score) / 2.0 * (bottom - top)
        marks.append(mark("line", x1=left, y1=y, x2=right, y2=y, class_="grid"))
        marks.append(mark("text", text, x=left - 6, y=y + 4, class_="tick", text_anchor="end"))
    return marks


def _row(each: Period) -> tuple[str, ...]:
    low, high = each.low or 0.0, each.high or 0.0
    return (
        month_words(each.first),
        f"{each.score:+.2f}",
        f"{low:+.2f} to {high:+.2f}",
        str(each.posts),
        str(each.writers),
    )
