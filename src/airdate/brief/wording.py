"""Words for days, events and sources, as a brief says them: a range never looks like a date."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from airdate.model import Belief, CreditKind, DateRange, Event, Installment, Source, Status, Weighed

# What each event is called as a thing.
EVENT_NAMES = {
    Event.ANNOUNCED: "Announcement",
    Event.RENEWED: "Renewal",
    Event.CANCELLED: "Cancellation",
    Event.WRITING: "Writing",
    Event.PRE_PRODUCTION: "Pre-production",
    Event.FILMING_START: "Filming start",
    Event.FILMING: "Filming",
    Event.FILMING_WRAP: "Filming wrap",
    Event.POST_PRODUCTION: "Post-production",
    Event.TRAILER: "Trailer",
    Event.RELEASE: "Release",
    Event.DELAY: "Delay",
}

# event: (what happened, what goes on, what is to happen, what has not)
_PHRASES = {
    Event.ANNOUNCED: ("was announced", None, "to be announced", "has not been announced"),
    Event.RENEWED: ("was renewed", None, "to be renewed", "has not been renewed"),
    Event.CANCELLED: ("was cancelled", None, "to be cancelled", "has not been cancelled"),
    Event.WRITING: ("was being written", "is being written", "to be written", "is not written"),
    Event.PRE_PRODUCTION: (
        "was in pre-production",
        "is in pre-production",
        "to be in pre-production",
        "is not in pre-production",
    ),
    Event.FILMING_START: ("began filming", None, "to begin filming", "has not begun filming"),
    Event.FILMING: ("was filming", "is filming", "to be filming", "is not filming"),
    Event.FILMING_WRAP: ("wrapped filming", None, "to wrap filming", "has not wrapped filming"),
    Event.POST_PRODUCTION: (
        "was in post-production",
        "is in post-production",
        "to be in post-production",
        "is not in post-production",
    ),
    Event.TRAILER: ("had a trailer", None, "to have a trailer", "has no trailer"),
    Event.RELEASE: ("was released", None, "to be released", "has no release date"),
    Event.DELAY: ("was delayed", None, "to be delayed", "is not delayed"),
}

_HEDGES = {
    Status.PLANNED: "is planned",
    Status.EXPECTED: "is expected",
    Status.RUMOURED: "is rumoured",
}

CREDIT_NAMES = {
    CreditKind.RETURNING: "Returning",
    CreditKind.NEW: "New",
    CreditKind.DEPARTING: "Departing",
    CreditKind.CAST: "Cast",
    CreditKind.DIRECTOR: "Director",
    CreditKind.WRITER: "Writer",
    CreditKind.PRODUCER: "Producer",
}


def day_words(day: date) -> str:
    """Return a day in words: `19 February 2026`."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def month_words(day: date) -> str:
    """Return the month of a day in short words: `Feb 2026`."""
    return f"{calendar.month_abbr[day.month]} {day.year}"


def _starts_month(day: date) -> bool:
    return day.day == 1


def _ends_month(day: date) -> bool:
    return day == date.max or (day + timedelta(1)).day == 1


def range_words(when: DateRange) -> str:
    """Return a range in words, no more exact than it is.

    `19 February 2026`, `11-20 February 2026`, `September-December 2026`, `2026`,
    `by 20 February 2026`, `from 1 May 2024 on` (with en dashes).
    """
    low, high = when.earliest, when.latest
    if low is None or high is None:
        return _open_words(low, high)
    if low == high:
        return day_words(low)
    if _starts_month(low) and _ends_month(high):
        return _months_words(low, high)
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{day_words(high)}"
    if low.year == high.year:
        return f"{low.day} {calendar.month_name[low.month]} – {day_words(high)}"
    return f"{day_words(low)} – {day_words(high)}"


def _open_words(low: date | None, high: date | None) -> str:
    if low is not None:
        return f"from {day_words(low)} on"
    return f"by {day_words(high)}" if high is not None else "at an unknown time"


def _months_words(low: date, high: date) -> str:
    first, last = calendar.month_name[low.month], calendar.month_name[high.month]
    if low.year != high.year:
        if low.month == 1 and high.month == 12:
            return f"{low.year}–{high.year}"
        return f"{first} {low.year} – {last} {high.year}"
    if low.month == 1 and high.month == 12:
        return str(low.year)
    if low.month == high.month:
        return f"{first} {low.year}"
    return f"{first}–{last} {low.year}"


def with_preposition(when: DateRange) -> str:
    """Return the range with the preposition that a sentence needs: `in 2026`, `on 19 ...`."""
    words = range_words(when)
    if when.earliest is None or when.latest is None:
        return words
    if when.earliest == when.latest:
        return f"on {words}"
    whole_months = _starts_month(when.earliest) and _ends_month(when.latest)
    return f"in {words}" if whole_months else f"some time within {words}"


def event_words(
    event: Event, status: Status, *, when: DateRange | None, current: bool = False
) -> str:
    """Return the predicate for an event: `wrapped filming on 19 February 2026`.

    current: it is the stage now, so that what goes on is told in the present.
    """
    happened, going_on, ahead, absent = _PHRASES[event]
    if current and going_on and status is Status.DONE:
        return going_on
    time = f" {with_preposition(when)}" if when else ""
    if status is Status.DONE:
        return happened + time
    if status is Status.DENIED:
        return f"{absent}{time}"
    if status is Status.DROPPED:
        return f"was {ahead}{time}, which no longer holds"
    return f"{_HEDGES[status]} {ahead}{time}"


def percent(probability: float) -> str:
    """Return a probability as a percentage that claims no certainty: never 0 % nor 100 %."""
    if probability >= 0.995:
        return "over 99\u00a0%"
    if probability <= 0.005:
        return "under 1\u00a0%"
    return f"{probability * 100:.0f}\u00a0%"


def days_words(days: int) -> str:
    """Return a count of days in words."""
    return f"{days} day" if abs(days) == 1 else f"{days} days"


def teller(weighed: Weighed) -> str:
    """Return who says a claim: the one credited and the outlet that carries the words."""
    outlet = weighed.source.name or weighed.entry.outlet or "a text without an outlet"
    flag = " (imitates " + weighed.source.imitates + ")" if weighed.source.imitates else ""
    credited = weighed.entry.claim.source
    if credited and credited.casefold() not in (
        outlet.casefold(),
        (weighed.entry.outlet or "").casefold(),
    ):
        return f"{credited} as credited by {outlet}{flag}"
    return f"{outlet}{flag}"


def tellers(claims: Sequence[Weighed], *, most: int = 3) -> str:
    """Return those who say it, each once, the weightiest first: `A, B and 2 more`."""
    ordered = sorted(claims, key=lambda w: (-w.weight, w.entry.said_on, w.entry.id))
    names = list(dict.fromkeys(teller(w) for w in ordered))
    shown, more = names[:most], len(names) - most
    if more > 0:
        return ", ".join(shown) + f" and {more} more"
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " and " + shown[-1]


def says(claims: Sequence[Weighed], *, most: int = 3) -> str:
    """Return those who say it with their verb: `says A`, `say A and B`."""
    many = len({teller(w) for w in claims}) > 1
    return f"{'say' if many else 'says'} {tellers(claims, most=most)}"


def source_words(source: Source) -> str:
    """Return what an outlet is called in a list of sources."""
    return source.domain or source.name or "no outlet named"


def season_words(installment: Installment) -> str:
    """Return an installment as a brief on it speaks of it: `Season 2`, or the film's title."""
    return f"Season {installment.season}" if installment.season else installment.title


def support_words(belief: Belief) -> str:
    """Return how many independent reports stand for a belief, and how many repeat them."""
    reports = f"{belief.origins} independent report" + ("" if belief.origins == 1 else "s")
    if not belief.repeats:
        return reports
    return f"{reports}, {belief.repeats} repeat" + ("" if belief.repeats == 1 else "s")
