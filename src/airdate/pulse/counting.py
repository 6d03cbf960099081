"""Shares, means and counts with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from airdate.pulse.posts import Said

_TWO_SIDED_80 = 1.2816
"""Standard deviations on either side that span 80 % of a normal distribution."""

# Before any post, a mean is taken to lie around 0 as if so many writers had been seen, who differ
# as much as those who are cross and those who are glad.
_PRIOR_WRITERS = 2.0
_PRIOR_SPREAD = 1.0

_WEEK = 7
_NOW_WEEKS = 4
_PAST_WEEKS = 52
_LEAST_WEEKS = 8
"""A past shorter than this is none to be set against."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many writers show a mood or a theme.

    writers: how many do, by the chances of their posts.  share, low, high: 0..1, with the range in
    which it lies with a chance of 80 %.  posts, quotes: those that show it plainly.
    """

    name: str
    writers: float
    of: int
    posts: int
    share: float
    low: float
    high: float
    quotes: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Posts a week in the last four weeks against the weeks of a year before.

    ratio: how many times as loud as usual, with the range in which it lies with a chance of 80 %.
    """

    now: float
    usual: float
    ratio: float
    low: float
    high: float


def share_of(name: str, writers: float, of: int, *, posts: int, quotes: tuple[Said, ...]) -> Share:
    """Return a share with its range.

    Method: Wilson's score interval (JASA 22, 1927), which behaves where few or none show it.
    """
    if not of:
        return Share(name, 0.0, 0, 0, 0.0, 0.0, 1.0, ())
    z2, share = _TWO_SIDED_80**2, writers / of
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    reach = _TWO_SIDED_80 * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Share(name, writers, of, posts, share, low, high, quotes)


def spread_of(voices: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the mean of voices, -1..1, drawn towards 0 where they are few, with its range."""
    if not voices:
        return None, None, None
    many = len(voices) + _PRIOR_WRITERS
    mean = sum(voices) / many
    squares = sum((v - mean) ** 2 for v in voices) + _PRIOR_WRITERS * _PRIOR_SPREAD**2
    reach = _TWO_SIDED_80 * sqrt(squares / many / many)
    return mean, max(-1.0, mean - reach), min(1.0, mean + reach)


def loudness(days: Sequence[date], *, as_of: date) -> Loudness | None:
    """Return how loud it is against its own past, None where that is too short.

    days: of all posts, in their order.  Method: two Poisson rates with a Gamma prior of one post
    in a week each; the range is of the logarithm of their ratio, by its normal approximation.
    """
    start = as_of - timedelta(_NOW_WEEKS * _WEEK - 1)
    begin = max(min(days, default=as_of), start - timedelta(_PAST_WEEKS * _WEEK))
    weeks = (start - begin).days / _WEEK
    if weeks < _LEAST_WEEKS:
        return None
    now = sum(start <= day <= as_of for day in days)
    past = sum(begin <= day < start for day in days)
    rate, usual = (now + 1) / (_NOW_WEEKS + 1), (past + 1) / (weeks + 1)
    ratio = rate / usual
    reach = 2.718281828459045 ** (_TWO_SIDED_80 * sqrt(1 / (now + 1) + 1 / (past + 1)))
    return Loudness(now / _NOW_WEEKS, past / weeks, ratio, ratio / reach, ratio * reach)
