"""How the days of a draft relate to the days that are known."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from airdate.model import DateRange

# "On Tuesday" in Seoul is Monday in Los Angeles.
_SLACK_DAYS = 1

_EXACT_DAYS = 2

# Windows that share so much of the days that either has say the same.
_SAME = 0.5


class Fit(Enum):
    """SAME: the days agree, or the draft is vaguer. SHARPER: it names days within what is known.

    APART: they share no day.
    """

    SAME = 1
    SHARPER = 2
    APART = 3


def fit(draft: DateRange | None, known: DateRange | None) -> Fit:
    """Return how a draft's days fit the known ones; a draft without days fits any."""
    if draft is None or draft == known:
        return Fit.SAME
    if known is None:
        return Fit.SHARPER
    exact = _is_exact(known)
    wide = _widened(known, timedelta(_SLACK_DAYS if exact else 0))
    if not draft.overlaps(wide):
        return Fit.APART
    if _covers(draft, known) or _share(draft, known) >= _SAME or (exact and _is_exact(draft)):
        return Fit.SAME
    return Fit.SHARPER


def _is_exact(when: DateRange) -> bool:
    """Whether a range is a day, or two for the zones of time that it spans."""
    return when.days is not None and when.days <= _EXACT_DAYS


def _widened(when: DateRange, slack: timedelta) -> DateRange:
    low = when.earliest - slack if when.earliest and when.earliest > date.min + slack else None
    high = when.latest + slack if when.latest and when.latest < date.max - slack else None
    return DateRange(low, high)


def _covers(wide: DateRange, narrow: DateRange) -> bool:
    return (wide.earliest or date.min) <= (narrow.earliest or date.min) and (
        narrow.latest or date.max
    ) <= (wide.latest or date.max)


def _share(one: DateRange, other: DateRange) -> float:
    if one.days is None or other.days is None:
        return 0.0
    low = max(one.earliest or date.min, other.earliest or date.min)
    high = min(one.latest or date.max, other.latest or date.max)
    shared = (high - low).days + 1
    return shared / (one.days + other.days - shared)
