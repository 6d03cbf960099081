"""Changes: what is new since a day, of all titles, by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from starlette.requests import Request

from airdate.library.desk import When
from airdate.model import Change
from airdate.web.answers import Answer
from airdate.web.asked import day_of, when_of
from airdate.web.changeform import change_json
from airdate.web.site import Site

SHOWN_DAYS = 30
"""Days looked back where no day is asked for."""

_MOST = 400
"""Changes to a page: beyond that a person looks at a title."""


def news(site: Site, request: Request) -> Answer:
    """Return what changed since a day."""
    when = when_of(request, now=site.settings.now())
    asked = request.query_params.get("since")
    since = day_of(asked, default=_latest_month(site, when))
    found = site.library.changes(since, when)
    shown = found[:_MOST]
    words = {
        "when": when,
        "since": since,
        "asked": asked,
        "days": [(day, list(of_day)) for day, of_day in groupby(shown, key=lambda c: c.day)],
        "total": len(found),
        "shown": len(shown),
        "refs": refs(site, when),
    }
    data = {
        "since": since.isoformat(),
        "as_of": when.as_of.isoformat(),
        "total": len(found),
        "changes": [change_json(change) for change in shown],
    }
    return Answer("changes.html", words, data)


def _latest_month(site: Site, when: When) -> date:
    """Return the day a month back, or a month before the latest news where that is older."""
    last = max((item.last_said_on for item in site.library.listings(when)), default=when.as_of)
    return min(last, when.as_of) - timedelta(SHOWN_DAYS)


def refs(site: Site, when: When) -> dict[tuple[str, int | None], str]:
    """Return the references of the installments."""
    return {item.installment.key: item.ref for item in site.library.listings(when)}


def latest(site: Site, when: When, *, most: int) -> tuple[Change, ...]:
    """Return the latest changes of all titles, going back as far as need be."""
    listings = site.library.listings(when)
    if not listings:
        return ()
    days = sorted((item.last_said_on for item in listings), reverse=True)
    since = min(days[min(len(days), most) - 1], when.as_of) - timedelta(SHOWN_DAYS)
    return site.library.changes(since, when)[:most]
