"""Which day and which installment an assistant means, and what it can do where that is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from airdate.errors import AmbiguousTitle, BadDay, UnknownTitle
from airdate.ledger import Listing
from airdate.ledger.lookup import find
from airdate.library.desk import Library, When
from airdate.mcp.evidence import clean
from airdate.model import title_key

_SHOWN = 80
"""Characters of a value that is told back in an error."""


def day_of(text: str, today: date, *, name: str) -> date:
    """Return the day that is written as 2026-02-14, today or yesterday. Raises: BadDay.

    name: of the argument, for the error.
    """
    named = {"": today, "today": today, "yesterday": today - timedelta(1)}
    words = text.strip().casefold()
    if words in named:
        return named[words]
    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise BadDay(
            f"{name}={clean(text, _SHOWN)!r} is not a day.", "Write it as 2026-02-14, or today."
        ) from None
    if not 1800 <= found.year <= 9000:
        raise BadDay(f"{name}={found} is too far off.", "Give a year from 1800 to 9000.")
    return found


def candidates(listings: Sequence[Listing], query: str) -> list[Listing]:
    """Return the installments that a query may mean, also where it may mean several works.

    Raises: UnknownTitle.
    """
    try:
        return find(listings, query)
    except AmbiguousTitle:
        works: dict[str, list[Listing]] = {}
        for item in listings:
            works.setdefault(item.title_key, []).append(item)
        return [item for work in works.values() for item in _found(work, query)]


def _found(work: Sequence[Listing], query: str) -> list[Listing]:
    try:
        return find(work, query)
    except UnknownTitle:
        return []


def chosen(library: Library, title: str, season: int | None, when: When) -> Listing:
    """Return the installment that is meant by a title or a reference, as of a day.

    Where no season is named, the highest one is meant: it is the one that is awaited.
    Raises: UnknownTitle, AmbiguousTitle.
    """
    listings = library.listings(when)
    by_ref = next((item for item in listings if item.ref == title.strip().casefold()), None)
    named = any(item.title_key == title_key(title) for item in listings)
    if by_ref is not None and not named and season in (None, by_ref.installment.season):
        return by_ref
    try:
        return find(listings, title, season=season)[0]
    except UnknownTitle:
        _raise_if_later(library, title, season, when)
        raise


def _raise_if_later(library: Library, title: str, season: int | None, when: When) -> None:
    """Say so where the title is known, but nothing had been said of it by that day."""
    with library.pool.reading() as ledger:
        everything = ledger.installments()
        by_ref = [item for item in everything if item.ref == title.strip().casefold()]
        try:
            later = (by_ref or find(everything, title, season=season))[0].installment
        except (UnknownTitle, AmbiguousTitle):
            return
        days = [entry.said_on for entry in ledger.entries(later)]
    if days and min(days) > when.as_of:
        raise UnknownTitle(
            f"nothing had been said of {clean(str(later), _SHOWN)} by {when.as_of}.",
            f"The first news of it in this ledger is of {min(days)}: ask with as_of={min(days)}.",
        )
