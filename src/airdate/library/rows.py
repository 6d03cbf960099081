"""An installment as a card of the home page shows it, made of its timeline and its forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from airdate.ledger import Listing
from airdate.library.hearsay import Hearsay
from airdate.model import Change, Event, Forecast, Profile, Status, Timeline
from airdate.publish.due import Due, due_of
from airdate.publish.titles import release_words, row_json, sort_key, stage_words

Month = tuple[date, float]

_SHOWN_MONTHS = 48
"""Months of a card's curve: what lies beyond is no longer to be told apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown and sorted by of one installment.

    stage: the furthest event believed done.  stage_name, release: in words.
    low, middle, high: the 80 % interval and its middle, given that it comes; None where it lies
    beyond the horizon.  never: 0..1.  released: the days of the release, if it is out.
    profile: service, country, kind and genre, as reports tell them.
    months: the probability of a release in each coming month.  changed: the latest change, if any.
    telling: a document tells a milestone of it.  over: out, or cancelled.
    independent: outlets that report on their own.  facts: the row as JSON.
    rumours: those on it, in short, the latest told first.  as_of: the day that it tells of: an
    earlier one than was asked for where it stands in for a row that is being worked out.
    """

    listing: Listing
    stage: Event | None
    stage_name: str
    release: str
    low: date | None
    middle: date | None
    high: date | None
    never: float
    out: bool
    over: bool
    telling: bool
    months: tuple[Month, ...]
    changed: Change | None
    due: Due | None
    profile: Profile
    independent: int
    order: tuple[bool, date, str]
    facts: dict[str, Any]
    rumours: Sequence[Hearsay] = ()
    as_of: date = date.min


def row_of(
    found: tuple[Listing, Timeline, Forecast],
    profile: Profile,
    *,
    changed: Change | None,
    edition: int,
) -> Row:
    """Return the row of an installment; edition: a number that rises with every recording."""
    listing, timeline, forecast = found
    low, middle, high = (forecast.quantile(x, given_release=True) for x in (0.1, 0.5, 0.9))
    over, day, name = sort_key(found)
    independent = independent_sources(timeline)
    facts = row_json(found) | {
        "independent_sources": independent,
        "last_change": changed.text if changed else None,
        "kind": profile.kind,
        "service": profile.service,
        "country": profile.country,
        "genre": profile.genre,
        "last_change_on": changed.day.isoformat() if changed else None,
    }
    return Row(
        listing=listing,
        stage=timeline.stage,
        stage_name=stage_words(timeline),
        release=release_words(timeline, forecast),
        low=low,
        middle=middle,
        high=high,
        never=forecast.never,
        out=is_out(timeline, forecast),
        over=over or is_out(timeline, forecast),
        telling=bool(timeline.milestones),
        months=() if over else _masses(forecast),
        changed=changed,
        due=due_of(timeline, forecast, ref=listing.ref, edition=edition),
        profile=profile,
        independent=independent,
        order=(over, day, name),
        facts=facts,
        as_of=timeline.as_of,
    )


def is_out(timeline: Timeline, forecast: Forecast) -> bool:
    """Return whether its release is believed done."""
    release = timeline.belief(Event.RELEASE)
    return forecast.released is not None or (release is not None and release.status is Status.DONE)


def independent_sources(timeline: Timeline) -> int:
    """Return how many outlets report on their own; one that a copy stands for counts as well."""
    at_hand = {w.entry.id for w in timeline.weighed}
    own = {w.source.domain or w.entry.document_id for w in timeline.weighed if not w.repeats}
    elsewhere = {w.origin for w in timeline.weighed if w.origin not in at_hand}
    return len(own) + len(elsewhere)


def _masses(forecast: Forecast) -> tuple[Month, ...]:
    from airdate.forecast import months

    found, before = [], 0.0
    for first, chance in months(forecast)[:_SHOWN_MONTHS]:
        found.append((first, chance - before))
        before = chance
    return tuple(found)


def shown(rows: Sequence[Row]) -> list[Row]:
    """Return the rows worth a card, the likely next first, then what is out.

    What no text tells a milestone of is left out, and a work as a whole beside its seasons.
    """
    telling = [row for row in rows if row.telling]
    numbered = {r.listing.title_key for r in telling if r.listing.installment.season is not None}
    chosen = (
        row
        for row in telling
        if row.listing.installment.season is not None or row.listing.title_key not in numbered
    )
    return sorted(chosen, key=lambda row: row.order)
