"""Words for events and for those who tell of them, as a brief says them."""

from __future__ import annotations

from collections.abc import Sequence

from airdate.model import (
    Belief,
    CreditKind,
    DateRange,
    Event,
    Installment,
    Milestone,
    Source,
    Status,
    Weighed,
)
from airdate.wording import with_preposition

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


def reporters(belief: Belief) -> Sequence[Weighed]:
    """Return who says of a milestone itself what is believed of it; none where it only follows.

    That filming has ended tells that it began, but nobody said so by it: whoever planned the start
    told a plan, and whoever told of the end told of the end.
    """
    own = [w for w in belief.claims_for if _event_of(w) is belief.event]
    if belief.status is not Status.DONE:
        return own
    return [w for w in own if w.entry.claim.status is Status.DONE]


def told_by(belief: Belief) -> str:
    """Return who stands for a belief: `says A`, or, where it only follows, of what."""
    if (own := reporters(belief)) or not belief.claims_for:
        return says(own)
    others = [w for w in belief.claims_for if _event_of(w) is not belief.event]
    return f"which follows from what {tellers(others or belief.claims_for)} reported"


def _event_of(weighed: Weighed) -> Event | None:
    statement = weighed.entry.claim.statement
    return statement.event if isinstance(statement, Milestone) else None


def source_words(source: Source) -> str:
    """Return what an outlet is called in a list of sources."""
    return source.domain or source.name or "no outlet named"


def season_words(installment: Installment) -> str:
    """Return an installment as a brief on it speaks of it: `Season 2`, or the film's title."""
    return f"Season {installment.season}" if installment.season else installment.title


def support_words(belief: Belief) -> str:
    """Return how many independent origins stand for a belief, and how many repeat them."""
    reports = f"{belief.origins} independent origin" + ("" if belief.origins == 1 else "s")
    if not belief.repeats:
        return reports
    return f"{reports}, {belief.repeats} repeat" + ("" if belief.repeats == 1 else "s")
