"""Days beside their cues: the year they mean, which of two holds, and the status that fits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.claims.linking import Link
from airdate.model import DateRange, Status, TimeExpression

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def sharing_years(links: list[Link]) -> list[Link]:
    """Return the links with the year of a day lent to the other day of its cue that names none.

    "From May 3 to July 26, 2024", "from November 8, 2024, to May 3": a slot and the one it leaves.
    """
    years: dict[int, int] = {}
    for link in links:
        if link.time.range and link.time.range.earliest and YEAR.search(link.time.words):
            years.setdefault(link.cue, link.time.range.earliest.year)
    return [
        replace(link, time=_in_year(link.time, years[link.cue])) if link.cue in years else link
        for link in links
    ]


def _in_year(time: TimeExpression, year: int) -> TimeExpression:
    when = time.range
    placed = YEAR.search(time.words) or _PLACED.search(time.words)
    if placed or when is None or when.earliest is None or when.latest is None:
        return time
    step = year - when.earliest.year
    if not step or time.granularity not in {"day", "month"}:
        return time
    return replace(
        time, range=DateRange(_year_on(when.earliest, step), _year_on(when.latest, step))
    )


def narrowest(links: list[Link]) -> list[Link]:
    """Return the links without a day that only frames another of its cue: "this summer, July 4"."""
    return [
        link
        for link in links
        if not any(
            other.cue == link.cue
            and other.time is not link.time
            and (_frames(link.time.range, other.time.range) or _TODAY.match(link.time.words))
            for other in links[:_MANY]
        )
    ]


# "Today, filming began in July": the day of the telling, beside the day that is told.
_TODAY = re.compile(r"(?:today|now|tonight)$", re.IGNORECASE)
_MANY = 50  # links of one sentence that are compared with each other


def _frames(outer: DateRange | None, inner: DateRange | None) -> bool:
    if outer is None or inner is None or outer == inner or outer.days is None or inner.days is None:
        return False
    return outer.overlaps(inner) and inner.days * 2 < outer.days


_PLACED = re.compile(
    r"\d{4}|\b(?:this|next|last|today|yesterday|tomorrow|ago|coming|upcoming|tonight|in\s\w+\s"
    r"(?:days?|weeks?|months?|years?)|that|of\sthe\ssame)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b\w+day\b", re.IGNORECASE)


def turned(time: TimeExpression, status: Status, *, anchor: date, past: bool) -> TimeExpression:
    """Return a day without a year on the side of the anchor that its claim says (convention 10).

    "Filming wrapped back in March" lies behind, "it arrives in March" ahead.
    past: whether the cue itself is in the past.
    """
    when = time.range
    if when is None or when.latest is None or _PLACED.search(time.words):
        return time
    if when.earliest is None:  # "to be wrapped up by September": the past of a participle is none
        by = status in {Status.PLANNED, Status.EXPECTED} and when.latest < anchor
        monthly = time.granularity in {"day", "month"}
        return (
            replace(time, range=DateRange(None, _year_on(when.latest, 1)))
            if by and monthly
            else time
        )
    ahead, behind = when.earliest > anchor, when.latest < anchor
    step = 0
    if status is Status.DONE and ahead and past:
        step = -1
    elif status in {Status.PLANNED, Status.EXPECTED} and behind:
        step = 1
    if not step or time.granularity not in {"day", "month", "season"}:
        return time
    if _WEEKDAY.search(time.words) and not re.search(r"\d", time.words):
        if not date.min.year < when.earliest.year < date.max.year:
            return time
        week = timedelta(7 * step)
        return replace(time, range=DateRange(when.earliest + week, when.latest + week))
    return replace(
        time, range=DateRange(_year_on(when.earliest, step), _year_on(when.latest, step))
    )


def _year_on(day: date, step: int) -> date:
    """Return the same day of another year; the end of February stays its end."""
    year = day.year + step
    if not date.min.year < year < date.max.year:
        return day
    if day.month == 2 and day.day >= 28:  # the last day, leap year or not
        last = (date(year, 3, 1) - timedelta(1)).day
        return date(year, 2, last if (day + timedelta(1)).month == 3 else 28)
    return day.replace(year=year)


# What stands before a day that holds no more, whatever the cue: "in May instead of March".
GIVEN_UP = re.compile(
    r"\b(?:instead\sof|rather\sthan|no\slonger|pulled\sfrom|missed|originally|initially|"
    r"formerly|used\sto)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


def in_time(status: Status, when: DateRange, *, anchor: date, cue: Cue) -> Status:
    """Return the status that fits the days: what lies ahead is not done, what is gone no plan.

    A plan in so many words whose day has gone by is dropped; the present tense is a history.
    """
    if status is Status.DONE and when.earliest and when.earliest > anchor:
        return Status.PLANNED
    gone = when.latest is not None and when.latest < anchor
    if status is Status.PLANNED and gone:
        worded = cue.form is Form.BASE or cue.event == "slate"
        return Status.DROPPED if worded and cue.rule.name != "until" else Status.DONE
    if status in {Status.EXPECTED, Status.RUMOURED} and gone:
        return Status.DROPPED  # what was only expected of a day gone by holds no more
    return status
