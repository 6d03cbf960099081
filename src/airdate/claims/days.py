"""Days beside their cues: the year they mean, which of two holds, and the status that fits."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from airdate.claims.events import Cue
from airdate.claims.inflect import Form
from airdate.claims.linking import Link
from airdate.dates import parse
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
        time,
        range=DateRange(_year_on(when.earliest, step), _year_on(when.latest, step)),
        derivation=(*time.derivation, _LENT),
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
    r"\d{4}|['’]\d\d\b|\b(?:this|next|last(?!\s\w+\s(?:of|in)\b)|today|yesterday|tomorrow|ago|away|coming|upcoming|tonight|"
    r"in\s\w+\s(?:days?|weeks?|months?|years?)|that|same|following|previous|"
    r"the\s(?:year|month|week|weekend))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b|\d(?:th|st|nd|rd)\b",
    re.IGNORECASE,
)
# What comes once a year; of the others the words name the turn themselves.
_YEARLY = {"day", "week", "month", "season", "quarter", "half", "open"}
# How the dates room says that a year was lent by another date of the sentence.
_LENT = "beside the other date"


def turned(time: TimeExpression, status: Status, *, anchor: date, past: bool) -> TimeExpression:
    """Return a day without a year on the side of the anchor that its claim says (convention 10).

    "Filming wrapped back in March" lies behind, "it arrives in March" ahead; what was dropped is
    the nearest, for a slot is given up shortly before it comes or when it has just gone by.
    past: whether the cue itself is in the past.
    """
    when = time.range
    if when is None or when.latest is None or _PLACED.search(time.words):
        return time
    if time.granularity not in _YEARLY or not date.min.year + 1 < when.latest.year < 9998:
        return time
    weekly = _WEEKDAY.search(time.words) is not None
    if weekly and not _MONTH.search(time.words):
        return _turned_week(time, status, anchor=anchor, past=past)
    if weekly and _agrees(time, when):
        return time
    step = _step(time, status, anchor=anchor, past=past)
    return replace(time, range=_moved(time, when, step)) if step else time


def _agrees(time: TimeExpression, when: DateRange) -> bool:
    """Return whether a day of a month falls on the weekday beside it: "Monday, March 8"."""
    found = _WEEKDAY.search(time.words)
    if not found or when.latest is None or not re.search(r"\d", time.words):
        return False
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return when.days == 1 and when.latest.weekday() == names.index(found[0][:3].lower())


def _turned_week(
    time: TimeExpression, status: Status, *, anchor: date, past: bool
) -> TimeExpression:
    """Return a weekday in the week that its claim says."""
    step = 0 if status is Status.DROPPED else _step(time, status, anchor=anchor, past=past)
    when, week = time.range, timedelta(7 * step)
    if not step or when is None or when.earliest is None or when.latest is None:
        return time
    return replace(time, range=DateRange(when.earliest + week, when.latest + week))


def _step(time: TimeExpression, status: Status, *, anchor: date, past: bool) -> int:
    """Return how many turns a day lies off the side that its claim says: -1, 0 or 1."""
    when = time.range
    if when is None or when.latest is None:
        return 0
    if status is Status.DROPPED:
        return _to_nearest(time, when, anchor=anchor)
    behind = when.latest < anchor
    if status is Status.DONE:
        ahead = when.earliest is not None and when.earliest > anchor
        return -1 if ahead and past else 0
    if status in {Status.RUMOURED, Status.DENIED} and past:
        return 0
    # "to be wrapped up by September": the past of a participle is none
    return 1 if behind else 0


def _to_nearest(time: TimeExpression, when: DateRange, *, anchor: date) -> int:
    if any(_LENT in step for step in time.derivation):
        return 0

    def distance(step: int) -> int:
        low, high = (_year_on(day, step) if day else None for day in (when.earliest, when.latest))
        if high and high < anchor:
            return (anchor - high).days
        return max(0, ((low or high or anchor) - anchor).days)

    return min((0, -1, 1), key=distance)


def _moved(time: TimeExpression, when: DateRange, step: int) -> DateRange:
    """Return the same days of another year; of "Thanksgiving" or "the first Sunday" its own."""
    low, high = (_year_on(day, step) if day else None for day in (when.earliest, when.latest))
    irregular = time.granularity in {"day", "week"} and not re.search(r"\d", time.words)
    found = parse(time.words, high) if irregular and high else None
    if found and found.latest and high and abs((found.latest - high).days) < _IRREGULAR:
        return found
    return DateRange(low, high)


_IRREGULAR = 40  # days by which a feast that follows the moon moves from year to year


# Work that goes on for a while: a day named alone is one end of it.
_GOING_ON = {"filming", "writing", "pre_production", "post_production"}
_SINCE = re.compile(r"\b(?:since|from|starting|beginning|as\sof)\s(?:the\s)?$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|through|thru|(?:in|un|up\s|through\s)?to)\s(?:the\s)?$", re.IGNORECASE
)
_THROUGH = re.compile(r"(?:through|thru|up (?:to|until))\s", re.IGNORECASE)
# "The shoot was put back to May", "moved into June": the day to which it goes, not its end.
_PUT_OFF = re.compile(
    r"\b(?:put|push\w*|mov\w*|postpon\w*|delay\w*|shift\w*|bump\w*|slid\w*|slip\w*|back|held|not|"
    r"won['’]t|isn['’]t)\b[^.,;:]*$",
    re.IGNORECASE,
)


def lasting(time: TimeExpression, event: str, *, lead: str, anchor: date) -> TimeExpression:
    """Return the day beside work under way as the end of it that the words name (convention 21).

    "Shooting since March" is from the first of March on, "until March" by its last day, ahead.
    lead: the words of the sentence before the day.
    """
    when = time.range
    if event not in _GOING_ON or when is None or when.latest is None:
        return time
    if when.earliest and _SINCE.search(lead):
        return replace(time, range=DateRange(when.earliest, None))
    until = _UNTIL.search(lead) and not _PUT_OFF.search(lead)
    if until or _THROUGH.match(time.words):
        ahead = turned(time, Status.PLANNED, anchor=anchor, past=False).range or when
        return replace(time, range=DateRange(None, ahead.latest))
    return time


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
