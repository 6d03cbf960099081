"""Home: the awaited titles as cards, the likely next first, with filters and a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from starlette.requests import Request

from airdate.brief.wording import EVENT_NAMES
from airdate.library.rows import Row, shown
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
    rows = shown(found.rows)
    query = request.query_params
    chosen = _chosen(rows, state=query.get("state", "awaited"), stage=query.get("stage", ""))
    chosen = [row for row in _named(chosen, query.get("q", "")) if _told(row, query)]
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
        "number": number,
        "more": len(chosen) > number * CARDS,
        "state": query.get("state", "awaited"),
        "states": _STATES,
        "stage": query.get("stage", ""),
        "stages": _stages(rows),
        "q": query.get("q", ""),
        "followed": query.get("followed", ""),
        "follows": bool(followed) or query.get("followed") == "yes",
        "facets": [
            (name, label, query.get(name, ""), _values(rows, name)) for name, label in _FACETS
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


def _told(row: Row, query: Mapping[str, str]) -> bool:
    """Return whether a row is of the service, country and kind that are asked for, if any."""
    return all(
        not query.get(name) or getattr(row.profile, name) == query[name] for name, _ in _FACETS
    )


def _values(rows: Sequence[Row], name: str) -> list[str]:
    """Return what reports tell of awaited titles; a filter with one choice is none."""
    told = {getattr(row.profile, name) for row in rows if not row.over}
    return sorted(value for value in told if value) if len(told) > 1 else []


def _named(rows: Sequence[Row], words: str) -> list[Row]:
    """Return the rows whose title, or another title of theirs, has these words."""
    wanted = title_key(words).split()
    return [row for row in rows if all(any(w in n for n in _names(row)) for w in wanted)]


def _names(row: Row) -> list[str]:
    listing = row.listing
    return [title_key(name) for name in (listing.installment.title, *listing.aliases)]


def _stages(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Return the stages that occur, in their order, with how many awaited titles are there."""
    counts = Counter(row.stage for row in rows if not row.over)
    found: list[tuple[str, str, int]] = [
        (str(event), EVENT_NAMES[event], counts[event]) for event in Event if counts[event]
    ]
    if counts[None]:
        found.insert(0, ("none", "Nothing done yet", counts[None]))
    return found
