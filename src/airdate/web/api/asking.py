"""What the routes of the API share: who asks, by which day, and which part of a list."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request
from fastapi.security import HTTPBearer
from starlette.exceptions import HTTPException

from airdate.errors import BadDay, UnknownTitle, UsageError
from airdate.ledger import Listing
from airdate.library.desk import Dossier, When
from airdate.web.site import Site

T = TypeVar("T")

_token = HTTPBearer(auto_error=False, description="A token of airdate token new NAME.")


def site_of(request: Request) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


def readable(request: Request, _: Annotated[object, Depends(_token)] = None) -> Site:
    """Return the site to one who may read it."""
    site = site_of(request)
    if not site.access.may_read(request):
        raise HTTPException(401, "A token is needed.", {"www-authenticate": "Bearer"})
    return site


def writable(request: Request, _: Annotated[object, Depends(_token)] = None) -> Site:
    """Return the site to a program with a token: a cookie alone changes nothing here."""
    site = site_of(request)
    if not site.access.holder(request).program:
        if site.access.only_reads(request):
            raise HTTPException(403, "This token only reads.")
        raise HTTPException(401, "A token is needed.", {"www-authenticate": "Bearer"})
    return site


def asked_when(
    request: Request,
    as_of: Annotated[date | None, Query(description="What was publicly known on that day.")] = None,
    known_at: Annotated[
        datetime | None, Query(description="What this ledger knew at that moment.")
    ] = None,
) -> When:
    """Return the day and the moment that are asked by. Raises: BadDay."""
    day = as_of or site_of(request).settings.now().date()
    if not 1800 <= day.year <= 9000 or (known_at and not 1800 <= known_at.year <= 9000):
        raise BadDay("That day is too far off.", "Write a day as 2026-02-14.")
    if known_at and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=UTC)
    return When(day, known_at.astimezone(UTC) if known_at else None)


Reader = Annotated[Site, Depends(readable)]
Writer = Annotated[Site, Depends(writable)]
AskedWhen = Annotated[When, Depends(asked_when)]
Limit = Annotated[int, Query(ge=1, le=200, description="Items of a page.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="The `next` of the page before this one.")
]


def listing_of(site: Site, ref: str, when: When) -> Listing:
    """Return the installment of a reference. Raises: UnknownTitle."""
    listing = site.library.listing(ref, when)
    if listing is None:
        raise UnknownTitle(
            f"No title has the reference {ref!r:.60} as of {when.as_of}.", "See /api/v1/titles."
        )
    return listing


def dossier_of(site: Site, ref: str, when: When) -> Dossier:
    """Return the dossier of a reference. Raises: UnknownTitle."""
    return site.library.dossier(listing_of(site, ref, when), when)


def paged(
    items: Sequence[T], *, key: Callable[[T], str], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """Return a page of a list and the cursor of the next one, None after the last.

    The cursor names the last item of a page, so that what is added before it repeats nothing.
    Raises: UsageError where it names none.
    """
    start = 0
    if cursor:
        last = _decoded(cursor)
        found = next((i for i, item in enumerate(items) if key(item) == last), None)
        if found is None:
            raise UsageError("That cursor leads nowhere.", "Begin again without a cursor.")
        start = found + 1
    page = list(items[start : start + limit])
    more = start + limit < len(items)
    return page, _encoded(key(page[-1])) if more and page else None


def _encoded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        raise UsageError("That is no cursor.", "Begin again without a cursor.") from None
