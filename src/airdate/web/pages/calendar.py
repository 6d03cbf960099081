"""Calendar: a month with exact days solid and windows shaded, and a list."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.requests import Request

from airdate.errors import BadDay
from airdate.publish.due import Due, due_json
from airdate.web.answers import Answer
from airdate.web.asked import when_of
from airdate.web.site import Site

_LANES = 5
"""Spans to a week: more would push the days off the page; the list below has them all."""


_LISTED = 200
"""Releases of the list; the JSON of the page and the feed have them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A release in a week. start: its column, 0 for Monday.  length: columns.

    begins, ends: whether it begins and ends in this week.
    """

    due: Due
    start: int
    length: int
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, with the bars laid on lanes; more: how many found no lane."""

    days: tuple[date, ...]
    lanes: tuple[tuple[Bar | int, ...], ...]
    more: int


def month(site: Site, request: Request) -> Answer:
    """Return the releases of a month, or of all months as a list."""
    when = when_of(request, now=site.settings.now())
    first = _month_of(request.query_params.get("month"), default=when.as_of)
    found = site.library.rows(when)
    dues = sorted((row.due for row in found.rows if row.due), key=_order)
    end = _next(first)
    here = [due for due in dues if due.first < end and due.last >= first]
    ahead = [due for due in dues if due.last >= when.as_of]
    words = {
        "when": when,
        "first": first,
        "weeks": _weeks(first, here),
        "here": here,
        "listed": ahead[:_LISTED],
        "unlisted": max(0, len(ahead) - _LISTED),
        "before": f"{first - timedelta(1):%Y-%m}",
        "after": f"{end:%Y-%m}" if end < date(9000, 1, 1) else None,
        "names": calendar.day_name,
        "short": calendar.day_abbr,
        "pending": found.pending,
        "provisional": found.provisional,
    }
    data = {
        "as_of": when.as_of.isoformat(),
        "month": f"{first:%Y-%m}",
        "pending": found.pending,
        "provisional": found.provisional,
        "in_month": [due_json(due) for due in here],
        "ahead": [due_json(due) for due in ahead],
    }
    waiting = {"refresh": "3"} if found.pending else {}
    return Answer("calendar.html", words, data, passing=bool(found.pending), headers=waiting)


def _order(due: Due) -> tuple[date, date, str]:
    return due.first, due.last, str(due.installment)


def _month_of(text: str | None, *, default: date) -> date:
    if not text:
        return default.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise BadDay(f"{text!r:.40} is not a month.", "Write it as 2026-02.") from None
    if not 1800 < first.year < 9000:
        raise BadDay(f"{text!r:.40} is too far off.", "Write a month as 2026-02.")
    return first


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def _weeks(first: date, dues: Sequence[Due]) -> list[Week]:
    start = first - timedelta(first.weekday())
    weeks = []
    while start < _next(first):
        weeks.append(_week(start, dues))
        start += timedelta(7)
    return weeks


def _week(start: date, dues: Sequence[Due]) -> Week:
    end = start + timedelta(6)
    inside = [due for due in dues if due.first <= end and due.last >= start]
    # The exact first, then the narrowest: what says most is never pushed out.
    inside.sort(key=lambda due: ((due.last - due.first).days, _order(due)))
    lanes: list[list[Bar]] = []
    left = 0
    for bar in (_bar(due, start) for due in inside):
        free = next((lane for lane in lanes if _fits(lane, bar)), None)
        if free is None and len(lanes) < _LANES:
            lanes.append(free := [])
        if free is None:
            left += 1
        else:
            free.append(bar)
    days = tuple(start + timedelta(i) for i in range(7))
    return Week(days, tuple(_filled(lane) for lane in lanes), left)


def _bar(due: Due, start: date) -> Bar:
    low, high = (due.first - start).days, (due.last - start).days
    first, last = max(0, low), min(6, high)
    return Bar(due, first, last - first + 1, begins=low >= 0, ends=high <= 6)


def _fits(lane: Sequence[Bar], bar: Bar) -> bool:
    return all(
        bar.start >= other.start + other.length or other.start >= bar.start + bar.length
        for other in lane
    )


def _filled(lane: Sequence[Bar]) -> tuple[Bar | int, ...]:
    """Return the bars of a lane with the number of empty columns between them."""
    found: list[Bar | int] = []
    at = 0
    for bar in sorted(lane, key=lambda bar: bar.start):
        if bar.start > at:
            found.append(bar.start - at)
        found.append(bar)
        at = bar.start + bar.length
    return (*found, 7 - at) if at < 7 else tuple(found)
