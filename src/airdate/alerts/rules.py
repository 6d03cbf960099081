"""What a rule wishes for: which kinds of news, how often, when not. Written in words, kept as JSON.

daily@08:00    weekly@08:00    weekly@mon@08:00    22:00-07:00    14d    2w
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, time, tzinfo
from typing import Any, Literal
from zoneinfo import ZoneInfo

from airdate.alerts.notices import STAGES, USUAL, Kind
from airdate.errors import UsageError

Rhythm = Literal["at once", "daily", "weekly"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOVED_DAYS = 14
OVERDUE_DAYS = 7
LEAD_DAYS = (3, 0)
_MOST_DAYS = 3650

_MORNING = time(8)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DAYS = re.compile(r"(\d{1,4})\s*(d|days?|w|weeks?)?")
_DIGEST = re.compile(r"(daily|weekly)(?:@([a-z]{3})[a-z]*)?(?:@([\d:]+))?")


@dataclass(frozen=True, slots=True)
class Digest:
    """When news are told together. weekday: 0 for Monday; None for each day."""

    at: time
    weekday: int | None = None

    def __str__(self) -> str:
        clock = self.at.strftime("%H:%M")
        if self.weekday is None:
            return f"daily@{clock}"
        return f"weekly@{WEEKDAYS[self.weekday]}@{clock}"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing is sent, from the first to before the last; over midnight as well."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def holds(self, clock: time) -> bool:
        """Return whether a time of day lies in these hours."""
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a rule tells of, and when.

    kinds: kinds of news, and stages by their names.  moved_days: what a window or the middle of a
    forecast moves by fewer days is not told, but counts for the next time.  overdue_days: after
    the end of a plan.  lead_days: before a release.  digest: None for at once.  at_once: kinds
    that do not wait for the digest.
    """

    kinds: frozenset[str] = frozenset(USUAL)
    moved_days: int = MOVED_DAYS
    overdue_days: int = OVERDUE_DAYS
    lead_days: tuple[int, ...] = LEAD_DAYS
    digest: Digest | None = None
    at_once: frozenset[str] = frozenset()
    quiet: Quiet | None = None
    timezone: str = "UTC"

    @property
    def zone(self) -> tzinfo:
        """The time zone of all times of day."""
        return zone_of(self.timezone)


# ── as words ────────────────────────────────────────────────────────────────────────────────


def kinds_of(words: Sequence[str]) -> frozenset[str]:
    """Return kinds and stages by their names; `all` for all kinds. Raises: UsageError."""
    names = {
        word.strip().casefold().replace("-", "_") for each in words for word in each.split(",")
    }
    names.discard("")
    if "all" in names:
        return frozenset(map(str, Kind))
    known = {*map(str, Kind), *map(str, STAGES)}
    if unknown := sorted(names - known):
        raise UsageError(
            f"There is no kind of news called {unknown[0]!r:.60}.",
            f"Kinds: {', '.join(map(str, Kind))}, all. Stages: {', '.join(map(str, STAGES))}",
        )
    return frozenset(names)


def days_of(words: str) -> int:
    """Return a number of days written as 14, 14d or 2w. Raises: UsageError."""
    match = _DAYS.fullmatch(words.strip().casefold())
    days = int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1) if match else -1
    if not 0 <= days <= _MOST_DAYS:
        raise UsageError(f"{words!r:.40} is no number of days.", "Write 14d, or 2w.")
    return days


def leads_of(words: str) -> tuple[int, ...]:
    """Return days before a release written as 7d,3d,0, the farthest first. Raises: UsageError."""
    return tuple(sorted({days_of(word) for word in words.split(",")}, reverse=True))


def digest_of(words: str) -> Digest:
    """Return when a digest is sent: daily, daily@08:00, weekly@fri@18:30. Raises: UsageError."""
    match = _DIGEST.fullmatch(words.strip().casefold())
    named = match[2] if match else None
    if not match or (named and (match[1] == "daily" or named not in WEEKDAYS)):
        raise UsageError(
            f"{words!r:.40} does not say when a digest is sent.",
            "Write daily, daily@08:00, weekly@08:00 (Mondays) or weekly@fri@18:30.",
        )
    at = clock_of(match[3]) if match[3] else _MORNING
    return Digest(at, WEEKDAYS.index(named or "mon") if match[1] == "weekly" else None)


def quiet_of(words: str) -> Quiet:
    """Return hours written as 22:00-07:00. Raises: UsageError."""
    start, dash, end = words.replace("–", "-").partition("-")
    if not dash:
        raise UsageError(f"{words!r:.40} are no hours.", "Write --quiet 22:00-07:00")
    hours = Quiet(clock_of(start), clock_of(end))
    if hours.start == hours.end:
        raise UsageError(
            f"{words!r:.40} would be quiet always, or never.", "Write --quiet 22:00-07:00"
        )
    return hours


def clock_of(words: str) -> time:
    """Return a time of day written as 08:00. Raises: UsageError."""
    match = _CLOCK.fullmatch(words.strip())
    if not match:
        raise UsageError(f"{words!r:.40} is no time of day.", "Write it as 08:00.")
    return time(int(match[1]), int(match[2]))


def zone_of(name: str) -> tzinfo:
    """Return a time zone by its name, Europe/Berlin. Raises: UsageError."""
    if name.upper() == "UTC":  # there even where a small system has no list of zones
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"There is no time zone {name!r:.60}.",
            "Write it as Europe/Berlin, or UTC. Where no zone is known: pip install tzdata",
        ) from error


# ── as JSON ─────────────────────────────────────────────────────────────────────────────────


def wishes_json(wishes: Wishes) -> dict[str, Any]:
    """Return wishes as JSON, without loss."""
    return {
        "kinds": _in_order(wishes.kinds),
        "moved_days": wishes.moved_days,
        "overdue_days": wishes.overdue_days,
        "lead_days": list(wishes.lead_days),
        "digest": str(wishes.digest) if wishes.digest else None,
        "at_once": _in_order(wishes.at_once),
        "quiet": str(wishes.quiet) if wishes.quiet else None,
        "timezone": wishes.timezone,
    }


def _in_order(names: Collection[str]) -> list[str]:
    order = [*map(str, Kind), *map(str, STAGES)]
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def wishes_of(kept: Mapping[str, Any]) -> Wishes:
    """Return the wishes that `wishes_json` wrote."""
    return Wishes(
        kinds=frozenset(kept["kinds"]),
        moved_days=kept["moved_days"],
        overdue_days=kept["overdue_days"],
        lead_days=tuple(kept["lead_days"]),
        digest=digest_of(kept["digest"]) if kept["digest"] else None,
        at_once=frozenset(kept["at_once"]),
        quiet=quiet_of(kept["quiet"]) if kept["quiet"] else None,
        timezone=kept["timezone"],
    )
