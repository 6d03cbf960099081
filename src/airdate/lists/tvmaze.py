"""TVmaze: followed shows (`/v1/user/follows/shows?embed=show`), or shows as its API gives them."""

from __future__ import annotations

from typing import Any

from airdate.lists.bounds import parted, why_no_title
from airdate.lists.forms import Found, Left, Listed
from airdate.lists.numbers import identifiers, year_of
from airdate.model import Scheme, WorkKind

Entry = dict[str, Any]


def tvmaze(entry: Entry, place: str) -> Found:
    """Yield the show of an entry, or the show that a follow embeds."""
    embedded = entry.get("_embedded")
    show = embedded.get("show") if isinstance(embedded, dict) else entry
    if not isinstance(show, dict) or not isinstance(show.get("name"), str):
        number = entry.get("show_id")
        known = f"show {number} by its number alone" if isinstance(number, int) else "no show"
        yield Left(place, f"it names {known}", "export the follows with ?embed=show")
        return
    title, year = parted(show["name"], year_of(show.get("premiered")))
    if left := why_no_title(title, place=place):
        yield left
        return
    outside = show.get("externals")
    others = outside if isinstance(outside, dict) else {}
    ids = (
        (Scheme.TVMAZE, show.get("id")),
        (Scheme.TVDB, others.get("thetvdb")),
        (Scheme.IMDB, others.get("imdb")),
    )
    status = show.get("status")
    yield Listed(
        title,
        year=year,
        kind=WorkKind.SERIES,
        ids=identifiers(ids, kind=WorkKind.SERIES),
        note=status if isinstance(status, str) and status.replace(" ", "").isalpha() else "",
        place=place,
    )
