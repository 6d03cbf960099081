"""Tells of all that is known of where a document was met what holds: the place, and the day.

The places come one by one in the order in which they were learned, and what holds at any moment
is what holds of those known by then: the past does not move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from airdate.model import Document

_GIVEN = "given"
"""The basis of a day that a person told."""


@dataclass(slots=True)
class Whereabouts:
    """What holds of a document by the places met so far.

    url, outlet: the first place that names either.  said_on: the day on which it counts as said.
    published, basis: the day that it bears by the word that `said_on` rests on, None if none does.
    """

    url: str | None = None
    outlet: str | None = None
    said_on: date | None = None
    published: date | None = None
    basis: str = "unknown"

    def meet(self, row: Mapping[Any, Any]) -> None:
        """Take in one more place, as a row of the table of them.

        A day that a person gives holds from then on, the last one given first. Of other days the
        first holds, and only where it is earlier than the one on which the document was first
        read: by the day of any later copy, a page with a false date could move the news.
        """
        if not (self.url or self.outlet):
            self.url, self.outlet = row["url"], row["outlet"]
        published, basis, said_on = row["published"], row["published_basis"], row["said_on"]
        first, told = self.said_on is None, published is not None and basis == _GIVEN
        if first or told or (published is not None and self.published is None):
            self.said_on = said_on if first or told else min(said_on, self.said_on or said_on)
            self.published, self.basis = published, basis


@dataclass(slots=True)
class Met(Whereabouts):
    """The same, with each address, outlet and day that the document was met with."""

    places: set[tuple[str | None, str | None, date | None]] = field(default_factory=set)

    def meet(self, row: Mapping[Any, Any]) -> None:
        """Take in one more place, and remember it."""
        Whereabouts.meet(self, row)
        self.places.add((row["url"], row["outlet"], row["published"]))

    def is_news(self, document: Document) -> bool:
        """Return whether the document is met at a new place, or bears the new word of a person."""
        if self.said_on is None:
            return True
        if document.published_basis == _GIVEN and document.published != self.published:
            return document.published is not None
        place = (document.url, document.outlet, document.published)
        return any(place) and place not in self.places
