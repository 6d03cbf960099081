"""The production as a chart: plans hollow, what happened solid, slips as arrows, now as a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from airdate.brief.wording import EVENT_NAMES, event_words
from airdate.model import Belief, DateRange, Event, Forecast, Plan, Status, Timeline
from airdate.publish.charts.drawing import WIDE, Figure, Mark, mark, path
from airdate.publish.charts.scales import Span, time_axis
from airdate.wording import day_words, month_words, percent, range_words

_LANE = 17.0
_BAR = 9.0
_LEAST = 6.0
"""Units: a single day is drawn no narrower, or it would not be seen."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """A range on a lane. look: done, reported (done, the day unknown), planned,
    rumoured, dropped or forecast.
    """

    when: DateRange
    look: str
    told: str
    replaced_by: DateRange | None = None


def production_chart(timeline: Timeline, forecast: Forecast, *, width: int = WIDE) -> Figure | None:
    """Return the chart of what was planned, happened and is forecast; None where no day is told."""
    lanes = [(event, bars) for event in Event if (bars := _bars_of(timeline, forecast, event))]
    if not lanes:
        return None
    narrow = width < WIDE
    left, right = (10.0 if narrow else 128.0), width - 16.0
    span = Span(*_reach(timeline, lanes), left, right)
    marks: list[Mark] = []
    y = 24.0
    for event, bars in lanes:
        made, y = _lane(span, event, bars, y=y, above=narrow)
        marks += made
    bottom = y + 2
    now = [*_now(span, timeline.as_of, bottom=bottom)]
    return Figure(
        name=f"production-{width}",
        title=f"Production of {timeline.installment}",
        told=_told(timeline, lanes),
        width=width,
        height=bottom + 28,
        marks=(*time_axis(span, top=20, bottom=bottom), *now, *marks),
        columns=("Step", "What is told", "Days"),
        rows=tuple(_rows(lanes)),
    )


# ── what is drawn ───────────────────────────────────────────────────────────────────────────


def _bars_of(timeline: Timeline, forecast: Forecast, event: Event) -> list[_Bar]:
    """Return the earlier plans of an event, oldest first, then what holds, then the forecast."""
    belief = timeline.belief(event)
    bars = [_plan(plan) for plan in belief.plans] if belief else []
    if belief and belief.when and belief.status is not Status.DENIED:
        bars.append(_Bar(belief.when, _look(belief.status), _words(belief)))
    elif belief and belief.status is Status.DONE:
        words = f"{_words(belief)}; on which day is not told, first reported"
        bars.append(_Bar(DateRange.on(belief.since), "reported", words))
    if event is Event.RELEASE and forecast.released is None and forecast.never < 1.0:
        low, high = (forecast.quantile(x, given_release=True) for x in (0.1, 0.9))
        if low and high:
            words = f"forecast, 80 %: {month_words(low)} to {month_words(high)}"
            bars.append(_Bar(DateRange(low, high), "forecast", words))
    return bars


def _look(status: Status) -> str:
    looks = {Status.DONE: "done", Status.RUMOURED: "rumoured", Status.DROPPED: "dropped"}
    return looks.get(status, "planned")


def _words(belief: Belief) -> str:
    words = event_words(belief.event, belief.status, when=belief.when)
    return f"{words} ({percent(belief.probability)} sure)"


def _plan(plan: Plan) -> _Bar:
    words = f"earlier {plan.status} for {range_words(plan.when)}"
    if plan.replaced_by:
        words += f", since replaced by {range_words(plan.replaced_by)}"
    return _Bar(plan.when, "dropped", words, plan.replaced_by)


def _reach(timeline: Timeline, lanes: Sequence[tuple[Event, list[_Bar]]]) -> tuple[date, date]:
    """Return the first and the last day of the chart, with a little room around."""
    days = [
        day
        for _, bars in lanes
        for bar in bars
        for when in (bar.when, bar.replaced_by)
        if when
        for day in (when.earliest, when.latest)
        if day
    ]
    first, last = min([timeline.as_of, *days]), max([timeline.as_of, *days])
    room = timedelta(max(20, (last - first).days // 30))
    return _moved(first, -room), _moved(last, room)


def _moved(day: date, by: timedelta) -> date:
    """Return a day so much later, or the last or first one that there is."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


# ── marks ───────────────────────────────────────────────────────────────────────────────────


def _lane(
    span: Span, event: Event, bars: Sequence[_Bar], *, y: float, above: bool
) -> tuple[list[Mark], float]:
    """Return the marks of an event and where the next one begins."""
    marks: list[Mark] = []
    if above:
        marks.append(mark("text", EVENT_NAMES[event], x=span.low, y=y + 12, class_="label"))
        y += 15
    else:
        name = mark(
            "text", EVENT_NAMES[event], x=span.low - 12, y=y + 13, class_="label", text_anchor="end"
        )
        marks.append(name)
    top = y
    for number, bar in enumerate(bars):
        after = bars[number + 1 :]
        marks += _bar(span, bar, y=y)
        if bar.replaced_by and any(b.when == bar.replaced_by for b in after):
            lanes_down = next(i for i, b in enumerate(after, 1) if b.when == bar.replaced_by)
            marks += _slip(span, bar, y=y, down=lanes_down * _LANE)
        y += _LANE
    line = mark("line", x1=0, y1=y + 3, x2=span.high, y2=y + 3, class_="rule")
    return [*marks, line], max(y, top + _LANE) + 6


def _ends(span: Span, when: DateRange) -> tuple[float, float]:
    start = span.place(when.earliest) if when.earliest else span.low
    end = span.place(_moved(when.latest, timedelta(1))) if when.latest else span.high
    if end - start < _LEAST:
        middle = min(max((start + end) / 2, span.low + _LEAST / 2), span.high - _LEAST / 2)
        return middle - _LEAST / 2, middle + _LEAST / 2
    return start, end


def _bar(span: Span, bar: _Bar, *, y: float) -> Iterator[Mark]:
    start, end = _ends(span, bar.when)
    if bar.look == "reported":
        middle = (start + end) / 2
        yield mark("circle", cx=middle, cy=y + 8.5, r=4, class_="span reported", told=bar.told)
        return
    yield mark(
        "rect",
        x=start,
        y=y + 4,
        width=end - start,
        height=_BAR,
        rx=2,
        class_=f"span {bar.look}",
        told=bar.told,
    )


def _slip(span: Span, bar: _Bar, *, y: float, down: float) -> Iterator[Mark]:
    """Yield the arrow from the end of an earlier plan to the end of what took its place."""
    if bar.replaced_by is None:
        return
    start, end = _ends(span, bar.when)[1], _ends(span, bar.replaced_by)[1]
    top, tip = y + 4 + _BAR / 2, y + down + 3
    yield path([(start, top), (end, top), (end, tip)], class_="slip")
    yield path([(end - 3.5, tip - 5), (end + 3.5, tip - 5), (end, tip)], closed=True, class_="tip")


def _now(span: Span, day: date, *, bottom: float) -> Iterator[Mark]:
    x = span.place(day)
    anchor = "end" if x > span.high - 60 else "middle" if x > span.low + 30 else "start"
    yield mark("line", x1=x, y1=18, x2=x, y2=bottom, class_="now", told=f"as of {day_words(day)}")
    yield mark("text", "now", x=x, y=13, class_="strong", text_anchor=anchor)


# ── words ───────────────────────────────────────────────────────────────────────────────────


def _told(timeline: Timeline, lanes: Sequence[tuple[Event, list[_Bar]]]) -> str:
    slips = sum(1 for _, bars in lanes for bar in bars if bar.look == "dropped")
    parts = [f"As of {day_words(timeline.as_of)}."]
    parts += [f"{EVENT_NAMES[event]}: {bars[-1].told}." for event, bars in lanes]
    if slips:
        parts.append(f"{slips} earlier plan{'s' if slips > 1 else ''} no longer hold.")
    return " ".join(parts)


def _rows(lanes: Sequence[tuple[Event, list[_Bar]]]) -> Iterator[tuple[str, ...]]:
    for event, bars in lanes:
        for bar in bars:
            yield EVENT_NAMES[event], bar.told, range_words(bar.when)
