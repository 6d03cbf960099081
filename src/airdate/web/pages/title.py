"""A title: the answer first, then why, by whom, and how it came to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from airdate.brief import writer
from airdate.errors import UnknownTitle
from airdate.forecast import Move, months
from airdate.library.desk import Dossier, When
from airdate.model import CreditBelief, Timeline
from airdate.publish import brief_json
from airdate.publish.charts import (
    NARROW,
    WIDE,
    Figure,
    Point,
    history_chart,
    production_chart,
    release_curve,
)
from airdate.publish.due import due_of
from airdate.publish.jsonld import linked
from airdate.web.answers import Answer, json_bytes
from airdate.web.asked import when_of
from airdate.web.changeform import change_json
from airdate.web.pages.mood import shown_mood
from airdate.web.pages.rumours import lives, lives_json
from airdate.web.site import Site
from airdate.wording import day_words, days_words

Sizes = tuple[Figure, Figure]


@dataclass(frozen=True, slots=True)
class Shift:
    """A reason of the forecast with its bar. share: -1..1, of the largest shift."""

    text: str
    days: int | None
    share: float
    claims: tuple[Any, ...]


def dossier_of(site: Site, request: Request, ref: str) -> Dossier:
    """Return the dossier of a reference, as of the day that is asked by. Raises: UnknownTitle."""
    when = when_of(request, now=site.settings.now())
    listing = site.library.listing(ref, when)
    if listing is not None:
        return site.library.dossier(listing, when)
    later = site.library.listing(ref, When(date.max))
    if later is None:
        raise UnknownTitle(
            f"No title here has the reference {ref!r:.60}.", "See the list of titles."
        )
    with site.library.pool.reading() as ledger:
        first = min(entry.said_on for entry in ledger.entries(later.installment))
    raise UnknownTitle(
        f"Nothing had been said of {later.installment} by {day_words(when.as_of)}.",
        f"The first news of it here is of {day_words(first)}.",
    )


def title(site: Site, request: Request) -> Answer:
    """Return all that is known of a title as of a day."""
    dossier = dossier_of(site, request, request.path_params["ref"])
    days, season = _days(site, dossier), dossier.listing.installment.season
    words = {
        "dossier": dossier,
        "brief": dossier.brief,
        "timeline": dossier.timeline,
        "forecast": dossier.forecast,
        "when": dossier.when,
        "sections": {section.name: section for section in dossier.brief.sections},
        "names": _NAMES,
        "release": _sizes(dossier, "release"),
        "production": _sizes(dossier, "production"),
        "history": _sizes(dossier, "history"),
        "shifts": list(shifts(dossier)),
        "cast": cast_of(dossier.timeline),
        "rumours": lives(dossier),
        "mood": shown_mood(site, dossier.listing, dossier.when),
        "followed": site.following.keys()
        & {(dossier.listing.title_key, season), (dossier.listing.title_key, None)},
        "days": days,
        "earlier": max((day for day in days if day < dossier.when.as_of), default=None),
        "later": min((day for day in days if day > dossier.when.as_of), default=None),
        # Letters that could end the script are written as JSON's own escapes.
        "pictured": find_spec("vl_convert") is not None,
        "linked_json": Markup(json_bytes(_linked(dossier, site.base(request))).decode()),  # noqa: S704
    }
    waiting = {"refresh": "5"} if dossier.provisional else {}
    data = title_json(dossier)
    return Answer("title.html", words, data, passing=dossier.provisional, headers=waiting)


class _Names:
    """The names of the sections of a brief."""

    known = writer.KNOWN
    forecast = writer.FORECAST
    people = writer.PEOPLE
    story = writer.STORY
    rumours = writer.RUMOURS
    dissent = writer.DISSENT
    next = writer.NEXT


_NAMES = _Names


def title_json(dossier: Dossier) -> dict[str, Any]:
    """Return a title's page as JSON: its brief, its changes, how its forecast moved."""
    return brief_json(dossier.brief) | {
        "ref": dossier.listing.ref,
        "provisional": dossier.provisional,
        "changes": [change_json(change) for change in dossier.changes],
        "history": [move_json(move) for move in dossier.moves],
        "rumours": lives_json(dossier),
    }


def move_json(move: Move) -> dict[str, Any]:
    """Return a forecast of an earlier day as JSON."""
    days = {"median": move.median, "low": move.low, "high": move.high}
    return {
        "as_of": move.day.isoformat(),
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "never": round(move.never, 4),
        "news_days": move.news_days,
        "released": move.released,
        "claims": [weighed.entry.id for weighed in move.claims],
    }


def _days(site: Site, dossier: Dossier) -> list[date]:
    """Return the days of news of a title, those after the day that is looked at as well."""
    whole = When(site.settings.now().date(), dossier.when.known_at)
    listing = site.library.listing(dossier.listing.ref, whole)
    changes = site.library.dossier(listing, whole).changes if listing else dossier.changes
    return sorted({change.day for change in changes})


def _sizes(dossier: Dossier, name: str) -> Sizes | None:
    """Return a figure for a desk and for a phone, None where there is nothing to draw."""
    wide, narrow = (figure_named(dossier, name, width) for width in (WIDE, NARROW))
    return (wide, narrow) if wide and narrow else None


def figure_named(dossier: Dossier, name: str, width: int) -> Figure | None:
    """Return a figure of a title: release, production or history; None where there is none."""
    forecast = dossier.forecast
    match name:
        case "release":
            return release_curve(forecast, months(forecast), width=width)
        case "production":
            return production_chart(dossier.timeline, forecast, width=width)
        case "history":
            return _history(dossier, width)
        case _:
            return None


def _history(dossier: Dossier, width: int) -> Figure | None:
    released = dossier.forecast.released
    return history_chart(
        _points(dossier.moves),
        name=str(dossier.listing.installment),
        released=released.earliest if released else None,
        width=width,
    )


def _points(moves: Sequence[Move]) -> list[Point]:
    return [
        Point(move.day, move.low, move.median, move.high, _moved(move))
        for move in moves
        if move.low and move.median and move.high and not move.released
    ]


def _moved(move: Move) -> str:
    if not move.claims:
        return "no news"
    heading = move.claims[0].entry.heading
    told = f"“{heading}”" if len(heading) <= 90 else f"“{heading[:88].rstrip()}…”"
    if not move.news_days:
        return told
    later = "later" if move.news_days > 0 else "earlier"
    return f"{told}: {days_words(abs(move.news_days))} {later}"


def shifts(dossier: Dossier) -> Iterator[Shift]:
    """Yield the reasons of the forecast, with how far each moves the middle."""
    reasons = dossier.forecast.reasons
    largest = max((abs(reason.shift_days or 0) for reason in reasons), default=0) or 1
    for reason in reasons:
        share = (reason.shift_days or 0) / largest
        yield Shift(reason.text.rstrip("."), reason.shift_days, share, reason.claims)


def cast_of(timeline: Timeline) -> list[tuple[CreditBelief, bool]]:
    """Return those in front of and behind the camera, with whether they are in doubt."""
    return [(credit, credit.probability < 0.5) for credit in timeline.credits]


def _linked(dossier: Dossier, base: str) -> dict[str, Any]:
    """Return what the page is about, for machines."""
    due = due_of(dossier.timeline, dossier.forecast, ref=dossier.listing.ref, edition=0)
    url = f"{base}/t/{dossier.listing.ref}"
    return linked(dossier.brief, url=url, due=due, profile=dossier.profile)
