"""Posts and how each was read → what they show together as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import prod

from airdate.pulse.counting import Loudness, Share, loudness, share_of, spread_of
from airdate.pulse.feeling import MOODS, THEMES, Feeling, feel
from airdate.pulse.phrases import Fresh, fresh_themes
from airdate.pulse.posts import Said

NOW_DAYS = 90
"""The mood of now is that of the posts of so many days: a quarter, as fans talk in bursts."""

_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Read:
    """A post and how it was read."""

    said: Said
    feeling: Feeling


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both included, and what its posts show.

    score: the mean feeling, -1..1, of those who write, with the range in which it lies with a
    chance of 80 %; None without posts.  moods, themes: the share of writers who show each.
    """

    first: date
    last: date
    posts: int
    writers: int
    score: float | None
    low: float | None
    high: float | None
    moods: tuple[Share, ...]
    themes: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """How fans feel about the wait, as of a day.

    now: the last 90 days.  months: each month with posts, oldest first.  fresh: themes that the
    list does not know, named by their own words.  loud: how loud it is against its own past, None
    where there is no past.  news: posts of now that tell something of the production as meant.
    """

    as_of: date
    posts: int
    writers: int
    now: Period
    months: tuple[Period, ...]
    fresh: tuple[Fresh, ...]
    loud: Loudness | None
    news: tuple[Said, ...]


def measure(posts: Iterable[Said], *, as_of: date, read: Callable[[str], Feeling] = feel) -> Pulse:
    """Return what posts show as of a day; what was posted later is not looked at.

    Whoever writes much counts once in each span: his posts share his voice.
    Raises: UsageError where the sentiment library is not installed.
    """
    end = datetime.combine(as_of + timedelta(1), datetime.min.time(), UTC)
    known = sorted((p for p in posts if p.posted_at < end), key=lambda p: (p.posted_at, p.id))
    found = [Read(post, read(post.text)) for post in known]
    first = as_of - timedelta(NOW_DAYS - 1)
    now = [each for each in found if _day(each) >= first]
    past = [each for each in found if _day(each) < first]
    return Pulse(
        as_of=as_of,
        posts=len(found),
        writers=len({writer(each.said) for each in found}),
        now=_period(now, first, as_of),
        months=tuple(_months(found, as_of)),
        fresh=fresh_themes([r.said for r in now], [r.said for r in past]),
        loud=loudness([_day(each) for each in found], as_of=as_of),
        news=tuple(each.said for each in reversed(now) if each.feeling.news),
    )


def writer(said: Said) -> str:
    """Return who wrote a post; one that names nobody is a writer of its own."""
    return said.author or said.id


def _day(each: Read) -> date:
    return each.said.posted_at.astimezone(UTC).date()


def _months(found: Sequence[Read], as_of: date) -> Iterable[Period]:
    by_month: dict[tuple[int, int], list[Read]] = defaultdict(list)
    for each in found:
        by_month[_day(each).year, _day(each).month].append(each)
    for (year, month), own in sorted(by_month.items()):
        first = date(year, month, 1)
        last = (first + timedelta(32)).replace(day=1) - timedelta(1)
        yield _period(own, first, min(last, as_of))


def _period(own: Sequence[Read], first: date, last: date) -> Period:
    by_writer: dict[str, list[Read]] = defaultdict(list)
    for each in own:
        by_writer[writer(each.said)].append(each)
    # By their chances, not by what is told of each: of many posts that may each be a joke, some
    # are, and bars that are best for single posts would count too many or too few of them.
    voices = [
        sum(_feeling(each.feeling) for each in said) / len(said) for said in by_writer.values()
    ]
    score, low, high = spread_of(voices)
    return Period(
        first=first,
        last=last,
        posts=len(own),
        writers=len(by_writer),
        score=score,
        low=low,
        high=high,
        moods=tuple(_share(name, by_writer) for name in MOODS),
        themes=tuple(_share(name, by_writer) for name in THEMES),
    )


def _feeling(feeling: Feeling) -> float:
    return feeling.chances.get("glad", 0.0) - feeling.chances.get("cross", 0.0)


def _share(name: str, by_writer: dict[str, list[Read]]) -> Share:
    """Return the share of writers who show a mood or theme in any of their posts."""
    shown = sum(
        1.0 - prod(1.0 - each.feeling.chances.get(name, 0.0) for each in said)
        for said in by_writer.values()
    )
    every = (each for said in by_writer.values() for each in said)
    plain = [each for each in every if name in each.feeling.moods | each.feeling.themes]
    best = sorted(plain, key=lambda each: (-each.feeling.chances.get(name, 0.0), each.said.id))
    quotes = tuple(each.said for each in best[:_QUOTES])
    return share_of(name, shown, len(by_writer), posts=len(plain), quotes=quotes)
