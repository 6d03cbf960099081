"""Watching: the places, how they are, what came in, what was let go and why; and the log."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from airdate.documents.fetch.addressing import shown
from airdate.errors import UnknownReference, UsageError
from airdate.ledger.office import places as office
from airdate.ledger.office.places import Kind, Place, arrivals
from airdate.model import Installment
from airdate.watch.naming import add, list_of_places, place_named, places_of_list, seconds_of
from airdate.web.answers import Answer
from airdate.web.asked import number_of
from airdate.web.pages.places import Entry, View, entry_of, from_now, view_of
from airdate.web.site import Site, noted

KINDS = ("auto", "site", "feed", "page", "sitemap", "thread")
"""What can be watched from a browser: files and folders of this machine are named at its
terminal."""

LINES = 50
"""Lines of the log to a page."""

CARDS = 60
"""Places to a page."""

_LATEST = 12
_LATELY = timedelta(days=7)
_OVERDUE = timedelta(minutes=15)
"""A place that is due for longer waits for its host, or for a watcher that does not run."""

_ACTS = ("now", "pause", "resume", "remove")
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?")
_BY_BROWSER = "paused in the browser"


def watching(site: Site, request: Request) -> Answer:
    """Return the places with their health, and what came of the latest visits."""
    now = site.settings.now()
    with site.library.pool.reading() as ledger:
        views = [view_of(each) for each in office.health(ledger)]
        lately = office.counts(ledger, since=now - _LATELY)
        ever = office.counts(ledger)
        came = [entry_of(e) for e in arrivals.lines(ledger, most=_LATEST, telling="documents")]
        gone = [entry_of(e) for e in arrivals.lines(ledger, most=_LATEST, telling="let_go")]
    tally = Counter(view.word for view in views)
    number = number_of(request, "page", default=1, most=10_000)
    words = {
        "views": sorted(views, key=_order)[(number - 1) * CARDS : number * CARDS],
        "total": len(views),
        "number": number,
        "more": len(views) > number * CARDS,
        "tally": tally,
        "lately": lately,
        "ever": ever,
        "came": came,
        "let_go": gone,
        "idle": is_idle(site, views),
        **_shared(site, now),
    }
    data = {
        "places": [view.json() for view in views],
        "watches": site.watching.running,
        "last_7_days": asdict(lately),
        "ever": asdict(ever),
        "came_in": [each.json() for each in came],
        "let_go": [each.json() for each in gone],
    }
    return Answer("watching.html", words, data, passing=True)


def _order(view: View) -> tuple[int, str]:
    """Return where a place stands: what needs a person first."""
    return ("gone", "failing", "new", "well", "paused").index(view.word), view.name.casefold()


def watched(site: Site, request: Request) -> Answer:
    """Return one place, what it brought, and its log."""
    now, before = site.settings.now(), before_of(request)
    with site.library.pool.reading() as ledger:
        place = place_of(office.listed(ledger), request.path_params["place"])
        view = next(
            view_of(each) for each in office.health(ledger) if each.place.number == place.number
        )
        lines, older = _page(arrivals.lines(ledger, place=place, before=before, most=LINES + 1))
        came = [
            entry_of(e)
            for e in arrivals.lines(ledger, place=place, most=_LATEST, telling="documents")
        ]
        gone = [
            entry_of(e) for e in arrivals.lines(ledger, place=place, most=_LATEST, telling="let_go")
        ]
    words = {
        "view": view,
        "lines": lines,
        "older": older,
        "before": before,
        "came": came,
        "let_go": gone,
        "idle": is_idle(site, [view]),
        **_shared(site, now),
    }
    data = view.json() | {"log": [each.json() for each in lines], "older": older}
    return Answer("place.html", words, data, passing=True)


def watch_log(site: Site, request: Request) -> Answer:
    """Return the log of all visits, the latest first, in pages."""
    before = before_of(request)
    with site.library.pool.reading() as ledger:
        lines, older = _page(arrivals.lines(ledger, before=before, most=LINES + 1))
    words = {"lines": lines, "older": older, "before": before, **_shared(site, site.settings.now())}
    data = {"log": [each.json() for each in lines], "older": older}
    return Answer("watchlog.html", words, data, passing=True)


def before_of(request: Request) -> int | None:
    """Return the line of the log before which a page ends, None for the latest."""
    if not request.query_params.get("before"):
        return None
    return number_of(request, "before", default=1, most=99_999_999)


def _page(found: Sequence[arrivals.Line]) -> tuple[list[Entry], int | None]:
    """Return the lines of a page, and the number before which the next one goes on."""
    lines = [entry_of(line) for line in found[:LINES]]
    return lines, lines[-1].visit.number if len(found) > LINES else None


def _shared(site: Site, now: datetime) -> dict[str, Any]:
    return {
        "kinds": KINDS,
        "when": lambda moment: from_now(moment, now),
        "would_watch": site.watching.wanted,
    }


def is_idle(site: Site, views: Sequence[View]) -> bool:
    """Return whether nobody watches: not this site, nor, by what is overdue, another process."""
    late = site.settings.now() - _OVERDUE
    overdue = any(view.place.watched and view.state.next_due < late for view in views)
    return overdue and not site.watching.running


def place_of(known: Sequence[Place], words: str) -> Place:
    """Return the place whose id begins so. Raises: UnknownReference."""
    wanted = words.casefold()
    found = [place for place in known if len(wanted) >= 4 and place.id.startswith(wanted)]
    if len(found) != 1:
        raise UnknownReference(f"No place {words!r:.40} is watched.", "See the list of places.")
    return found[0]


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def add_place(site: Site, request: Request, sent: Any) -> Response:
    """Watch a place that a form names."""
    place, new = added(site, sent[0])
    name = place.name
    if not new:
        return noted(site, f"/watching/{place.id}", f"{name} was watched already.")
    return noted(site, f"/watching/{place.id}", f"Watching {name}.{_soon(site)}")


def added(site: Site, fields: Mapping[str, str]) -> tuple[View, bool]:
    """Return a place as it is watched, and whether it was not before. Raises: UsageError."""
    title, season, every = (fields.get(n, "").strip() for n in ("title", "season", "every"))
    if season and not (season.isascii() and season.isdecimal() and int(season[:9]) <= 999):
        raise UsageError(f"{season!r:.40} is no season.", "Write its number.")
    if season and not title:
        raise UsageError("That season is of no title.", "Name the title, too.")
    kind = fields.get("kind") or "auto"
    if kind not in KINDS:
        raise UsageError(f"{kind!r:.40} is not watched from here.", f"One of {', '.join(KINDS)}.")
    made = place_named(
        web_address(fields.get("address", "")),
        added_at=site.settings.now(),
        kind=cast(Kind, kind),
        name=fields.get("name", "")[:200],
        about=Installment(title[:300], int(season) if season else None) if title else None,
        every_seconds=seconds_of(every) if every else None,
    )
    with site.library.pool.writing() as ledger:
        ((kept, new),) = add(ledger, [made])
        health = next(h for h in office.health(ledger) if h.place.number == kept.number)
    site.watching.wake()
    return view_of(health), new


def web_address(words: str) -> str:
    """Return an address of the web; no file of this machine is looked for. Raises: UsageError."""
    told = words.strip()
    if re.match(r"https?://", told, re.IGNORECASE):
        return told
    if _HOST.fullmatch(told):
        return f"https://{told}"
    raise UsageError(
        f"{told!r:.100} is no web address.",
        "Write it with http:// or https://; files and folders are named by airdate watch add.",
    )


def act_on_place(site: Site, request: Request, sent: Any) -> Response:
    """Do with a place what a button says."""
    fields, _ = sent
    act = fields.get("act", "")
    view = acted(site, request.path_params["place"], act)
    told = {
        "now": f"{view.name} is visited as soon as its host allows.{_soon(site)}",
        "pause": f"{view.name} is paused.",
        "resume": f"{view.name} is watched again.{_soon(site)}",
        "remove": f"{view.name} is watched no more. What it brought stays, and so does its log.",
    }
    path = "/watching" if act == "remove" or fields.get("back") else f"/watching/{view.id}"
    return noted(site, path, told[act])


def acted(site: Site, words: str, act: str) -> View:
    """Return a place with which something was done. Raises: UsageError, UnknownReference."""
    if act not in _ACTS:
        raise UsageError(f"{act!r:.40} is nothing to do with a place.", f"One of {_ACTS}.")
    now = site.settings.now()
    with site.library.pool.writing() as ledger:
        place = place_of(office.listed(ledger), words)
        if act == "pause":
            office.pause(ledger, place, at=now, why=_BY_BROWSER)
        elif act == "remove":
            office.remove(ledger, place, at=now)
        elif act == "resume" or not place.watched:
            office.resume(ledger, place, at=now)
        else:
            arrivals.hasten(ledger, place, at=now)
        every = office.health(ledger, removed=True)
    site.watching.wake()
    return view_of(next(each for each in every if each.place.number == place.number))


def _soon(site: Site) -> str:
    if site.watching.running:
        return " Look again in a minute."
    return " It is visited where airdate watch runs: this site does not watch."


# ── lists of feeds ──────────────────────────────────────────────────────────────────────────


def opml(site: Site, request: Request) -> tuple[bytes, str]:
    """Return the places on the web as an OPML list.

    Who may only read gets none whose address holds a key or a password: they are not shown either.
    """
    with site.library.pool.reading() as ledger:
        found = office.listed(ledger)
    if not site.access.may_write(request):
        found = [place for place in found if shown(place.address) == place.address]
    return list_of_places(found), "text/x-opml; charset=utf-8"


def import_places(site: Site, request: Request, sent: Any) -> Response:
    """Watch all feeds of an OPML list."""
    files = [(name, data) for name, data in sent[1] if data]
    if not files:
        raise UsageError("There is no list.", "Choose the OPML file that a feed reader exports.")
    new = known = bad = 0
    for name, data in files:
        made, left = places_of_list(data, source=name[:100], added_at=site.settings.now())
        with site.library.pool.writing() as ledger:
            kept = add(ledger, made)
        brought = sum(is_new for _, is_new in kept)
        new, known, bad = new + brought, known + len(kept) - brought, bad + left
    site.watching.wake()
    told = f"{new} {'place is' if new == 1 else 'places are'} watched from now on"
    more = [f"{known} {'was' if known == 1 else 'were'} already"] * bool(known)
    more += [
        f"{bad} {'line has' if bad == 1 else 'lines have'} no address that can be watched"
    ] * bool(bad)
    return noted(site, "/watching", "; ".join([told, *more]) + ".")
