"""On which weekdays a service releases: the calendar's share of what is known of a day."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

WEEK_DAYS = 7


def habit(service: str | None, *, start: date) -> tuple[float, ...]:
    """Return the shares of a service's releases on seven weekdays, from that of `start` on.

    Empty where its habit was not measured, or where several services are named.  The shares sum
    to one.
    Method: relative frequencies; see `weekdays.tsv`.
    """
    shares = _weekdays().get((service or "").strip().casefold(), ())
    first = start.weekday()
    return (*shares[first:], *shares[:first])


@cache
def _weekdays() -> dict[str, tuple[float, ...]]:
    text = files("airdate.forecast").joinpath("weekdays.tsv").read_text(encoding="utf-8")
    found = {}
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            name, *counts = line.split("\t")[: WEEK_DAYS + 1]
            days = [float(count) for count in counts]
            found[name.casefold()] = tuple(day / sum(days) for day in days)
    return found
