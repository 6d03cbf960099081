"""Home: the awaited titles as cards, the likely next first, with filters and a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request

from airdate.brief.wording import EVENT_NAMES
from airdate.library.answers import Rows
from airdate.library.rows import Row
from airdate.model import Event, title_key
from airdate.publish.charts import Figure, spark
from airdate.web.answers import Answer
from airdate.web.asked import number_of, when_of
from airdate.web.following import is_followed
from airdate.web.site import Site

CARDS = 60
"""Cards to a page."""

_HOLDS_SECONDS = 1.0
"""While rows are still being worked out, the page is made no oftener than so."""

_FACETS = (("service", "Service"), ("country", "Country"), ("kind", "Kind"))
_STATES = {"awaited": "Awaited", "out": "Out or cancelled", "all": "All"}


def home(site: Site, request: Request) -> Answer:
    """Return the cards of a page, those that pass the filters."""
    when = when_of(request, now=site.settings.now())
    found = site.library.rows(when)
    rows = found.shown
    query = request.query_params
    chosen = _chosen(rows, state=query.get("state", "awaited"), stage=query.get("stage", ""))
    chosen = _told(_named(chosen, query.get("q", "")), query)
    followed = site.following.keys()
    if query.get("followed") == "yes":
        chosen = [row for row in chosen if is_followed(row.listing, followed)]
    number = number_of(request, "page", default=1, most=100_000)
    cards = chosen[(number - 1) * CARDS : number * CARDS]
    words = {
        "when": when,
        "cards": [(row, figure_of(row)) for row in cards],
        "total": len(chosen),
        "known": len(found.rows),
        "pending": found.pending,
        "provisional": found.provisional,
        "older": found.stood_in_for(when) if found.pending else 0,
        "number": number,
        "more": len(chosen) > number * CARDS,
        "state": query.get("state", "awaited"),
        "states": _STATES,
        "stage": query.get("stage", ""),
        "stages": _stages(found),
        "q": query.get("q", ""),
        "followed": query.get("followed", ""),
        "follows": bool(followed) or query.get("followed") == "yes",
        "facets": [
            (name, label, query.get(name, ""), _values(found, name)) for name, label in _FACETS
        ],
    }
    data = {
        "as_of": when.as_of.isoformat(),
        "pending": found.pending,
        "provisional": found.provisional,
        "total": len(chosen),
        "titles": [row.facts for row in cards],
    }
    waiting = {"refresh": "3"} if found.pending else {}
    return Answer(
        "home.html",
        words,
        data,
        passing=bool(found.pending),
        headers=waiting,
        holds_seconds=_HOLDS_SECONDS,
    )


def figure_of(row: Row) -> Figure | None:
    """Return the small curve of a row."""
    told = f"{row.listing.installment}: {row.release}"
    return spark(row.months, name=f"spark-{row.listing.ref}", told=told)


def _chosen(rows: Sequence[Row], *, state: str, stage: str) -> list[Row]:
    kept = [row for row in rows if state == "all" or row.over == (state == "out")]
    if not stage:
        return kept
    return [row for row in kept if (str(row.stage) if row.stage else "none") == stage]


def _told(rows: Sequence[Row], query: Mapping[str, str]) -> list[Row]:
    """Return the rows of the service, country and kind that are asked for, if any."""
    asked = [(name, query[name]) for name, _ in _FACETS if query.get(name)]
    return [row for row in rows if all(getattr(row.profile, n) == value for n, value in asked)]


def _values(found: Rows, name: str) -> list[str]:
    """Return what reports tell of awaited titles; a filter with one choice is none."""
    place = ("kind", "service", "country").index(name)
    told = {each[place] for each in found.profiles}
    return sorted(value for value in told if value) if len(told) > 1 else []


def _named(rows: Sequence[Row], words: str) -> list[Row]:
    """Return the rows whose title, or another title of theirs, has these words."""
    wanted = title_key(words).split()
    if not wanted:
        return list(rows)
    return [row for row in rows if all(any(w in n for n in _names(row)) for w in wanted)]


def _names(row: Row) -> list[str]:
    listing = row.listing
    return [title_key(name) for name in (listing.installment.title, *listing.aliases)]


def _stages(rows: Rows) -> list[tuple[str, str, int]]:
    """Return the stages that occur, in their order, with how many awaited titles are there."""
    counts = rows.stages
    found: list[tuple[str, str, int]] = [
        (str(event), EVENT_NAMES[event], counts[event]) for event in Event if counts[event]
    ]
    if counts[None]:
        found.insert(0, ("none", "Nothing done yet", counts[None]))
    return found
