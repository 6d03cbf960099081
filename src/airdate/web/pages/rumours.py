"""Rumours and what became of them: of all titles as a list, of one with the life of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid5

from starlette.requests import Request

from airdate.errors import UsageError
from airdate.ledger import Listing
from airdate.library.desk import Dossier
from airdate.library.hearsay import Hearsay, Quoted
from airdate.library.rumours import Gossip
from airdate.model import Weighed
from airdate.publish.charts import NARROW, WIDE, Figure, spread_chart
from airdate.publish.news import NAMESPACE, Item, Quote
from airdate.publish.rumours import label, rumour_json, rumour_words, spread_words, state_words
from airdate.publish.text import safe
from airdate.rumours import Rumour, State, trace
from airdate.web.answers import Answer
from airdate.web.asked import number_of, when_of
from airdate.web.site import Site

_SHOWN = 25
"""Rumours to a page."""


STATES = {
    "all": "All",
    "open": "Open",
    "confirmed": "Confirmed",
    "refuted": "Refuted",
    "expired": "Expired",
    "misread": "Set aside as misread",
}

_PATIENCE_SECONDS = 120.0
"""A feed is read by programs: it waits until all titles are there, rather than miss some."""

Item_ = tuple[Listing, Hearsay]


# ── all titles ──────────────────────────────────────────────────────────────────────────────


def rumours_page(site: Site, request: Request) -> Answer:
    """Return the rumours of all titles, the latest told first."""
    when = when_of(request, now=site.settings.now())
    found = site.rumours.all(when)
    state, title = state_of(request.query_params.get("state")), request.query_params.get("q", "")
    chosen = [item for item in in_state(found, state) if title.casefold() in _named(item)]
    number = number_of(request, "page", default=1, most=100_000)
    shown = chosen[(number - 1) * _SHOWN : number * _SHOWN]
    words = {
        "when": when,
        "q": title,
        "state": state,
        "states": STATES,
        "counts": _counts(found),
        "shown": shown,
        "total": len(chosen),
        "number": number,
        "more": len(chosen) > number * _SHOWN,
        "pending": found.pending,
        "provisional": found.provisional,
    }
    data = {
        "as_of": when.as_of.isoformat(),
        "pending": found.pending,
        "provisional": found.provisional,
        "total": len(chosen),
        "rumours": [hearsay_json(*item) for item in shown],
    }
    waiting = {"refresh": "3"} if found.pending else {}
    return Answer("rumours.html", words, data, passing=bool(found.pending), headers=waiting)


def state_of(text: str | None) -> str:
    """Return the state that is asked for. Raises: UsageError."""
    state = text or "all"
    if state not in STATES:
        raise UsageError(f"{state!r:.40} is no state of a rumour.", f"One of {', '.join(STATES)}.")
    return state


def in_state(found: Gossip, state: str) -> Sequence[Item_]:
    """Return the rumours in a state; `all` are those that a text tells."""
    if state == "all":
        return [item for item in found.items if item[1].state is not State.MISREAD]
    return [item for item in found.items if item[1].state == state]


def _named(item: Item_) -> str:
    listing = item[0]
    return " ".join((str(listing.installment), *listing.aliases)).casefold()


def _counts(found: Gossip) -> Counter[str]:
    counts = Counter(str(each.state) for _, each in found.items)
    counts["all"] = len(found.items) - counts[State.MISREAD]
    return counts


def hearsay_json(listing: Listing, found: Hearsay) -> dict[str, Any]:
    """Return a rumour in short as JSON; its life is in that of its title."""
    return {
        "id": found.id,
        "ref": listing.ref,
        "title": found.installment.title,
        "season": found.installment.season,
        "about": found.about,
        "text": found.text,
        "state": str(found.state),
        "state_text": found.state_text,
        "origins": found.origins,
        "repeats": found.repeats,
        "first": _quoted_json(found.first),
        "last_told_on": found.last_on.isoformat(),
        "settled_on": found.settled_on.isoformat() if found.settled_on else None,
        "settled": _quoted_json(found.settled) if found.settled else None,
        "early_days": found.early_days,
    }


def _quoted_json(quoted: Quoted) -> dict[str, Any]:
    return {
        "claim": quoted.claim,
        "document": quoted.document,
        "words": quoted.words,
        "by": quoted.by,
        "on": quoted.on.isoformat(),
        "url": quoted.url,
    }


# ── the feed ────────────────────────────────────────────────────────────────────────────────


def rumour_items(site: Site, request: Request, *, base: str) -> list[Item]:
    """Return what rumours were told, and what became of them, the latest first."""
    when = when_of(request, now=site.settings.now())
    state = state_of(request.query_params.get("state"))
    most = number_of(request, "limit", default=50, most=500)
    found = site.rumours.all(when, wait=_PATIENCE_SECONDS)
    told = [
        item for listing, each in in_state(found, state) for item in _items(listing, each, base)
    ]
    return sorted(told, key=lambda item: (item.said_at, item.id), reverse=True)[:most]


def _items(listing: Listing, found: Hearsay, base: str) -> list[Item]:
    """Return the item of a rumour, and one of its end where it has come to one."""
    url = f"{base}/t/{listing.ref}#rumour-{found.id}"
    first = found.first
    told = Item(
        id=uuid5(NAMESPACE, f"{found.id}\0told").urn,
        url=url,
        title=safe(f"{found.installment}: rumour, {found.about.casefold()}"),
        text=safe(f"{found.about}: {found.text}. First told by {first.by}."),
        kind="rumour",
        said_at=_noon(first.on),
        learned_at=_learned(first.on, [first]),
        quotes=(_quote(first),),
    )
    if found.settled_on is None:
        return [told]
    by = [found.settled] if found.settled else []
    end = Item(
        id=uuid5(NAMESPACE, f"{found.id}\0{found.state}").urn,
        url=url,
        title=safe(f"{found.installment}: rumour {found.state}"),
        text=safe(f"{found.about}: {found.text} — {found.state_text}."),
        kind=str(found.state),
        said_at=_noon(found.settled_on),
        learned_at=_learned(found.settled_on, [first, *by]),
        quotes=tuple(_quote(each) for each in (*by, first)),
    )
    return [end, told]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _learned(day: date, quoted: Sequence[Quoted]) -> datetime:
    moments = [_noon(day), *(each.learned_at for each in quoted)]
    return max(moments).astimezone(UTC).replace(microsecond=0)


def _quote(quoted: Quoted) -> Quote:
    return Quote(safe(quoted.words), safe(quoted.by), quoted.url)


# ── one title ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Life:
    """A rumour as its title's page shows it. spread: the chart for desk and phone, if it spread."""

    rumour: Rumour
    about: str
    text: str
    state: str
    reach: str
    spread: tuple[Figure, Figure] | None

    @property
    def told_again(self) -> tuple[Weighed, ...]:
        """Those who told it after the first."""
        return self.rumour.told[1:]


def lives(dossier: Dossier) -> list[Life]:
    """Return the rumours on a title, each with its life, the latest told first."""
    return [_life(rumour, dossier.when.as_of) for rumour in trace(dossier.timeline)]


def lives_json(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the rumours on a title with every claim that they rest on."""
    return [rumour_json(rumour) for rumour in trace(dossier.timeline)]


def _life(rumour: Rumour, as_of: date) -> Life:
    words, until = rumour_words(rumour), rumour.settled_on or as_of
    wide, narrow = (
        spread_chart(
            rumour.spread, until=until, name=f"spread-{rumour.id}", about=words, width=width
        )
        for width in (WIDE, NARROW)
    )
    return Life(
        rumour=rumour,
        about=label(rumour),
        text=words,
        state=state_words(rumour),
        reach=spread_words(rumour),
        spread=(wide, narrow) if wide and narrow else None,
    )
