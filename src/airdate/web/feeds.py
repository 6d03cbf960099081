"""The feeds: calendars, Atom, JSON Feed and lists, for all titles and for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from airdate.errors import AirdateError, UsageError
from airdate.ledger.office import follows
from airdate.library.rows import Row
from airdate.model import Change, Identifier, WorkKind, title_key
from airdate.publish.atom import atom
from airdate.publish.customlist import custom_list
from airdate.publish.due import Due, due_of
from airdate.publish.ical import calendar
from airdate.publish.jsonfeed import json_feed
from airdate.publish.news import Item, item_of
from airdate.web.answers import JSON, json_bytes, tagged
from airdate.web.asked import address, number_of, when_of
from airdate.web.pages.article import article_download
from airdate.web.pages.news import latest, refs
from airdate.web.pages.rumours import rumour_items
from airdate.web.pages.title import dossier_of
from airdate.web.pages.watching import opml
from airdate.web.site import Site, refused, told

Body = tuple[bytes, str]
Make = Callable[[Site, Request], Body]

_ITEMS = 50
"""Items of a feed where no other number is asked for."""

_PATIENCE_SECONDS = 120.0
"""A calendar is read by programs: it waits until all titles are there, rather than miss some."""

_MOST_ALARMS = 5


def feeds(site: Site) -> Sequence[Route]:
    """Return the routes of the feeds."""
    made: tuple[tuple[str, Make], ...] = (
        ("/calendar.ics", all_releases),
        ("/t/{ref}.ics", one_release),
        ("/feed.atom", atom_of_all),
        ("/feed.json", json_of_all),
        ("/t/{ref}/feed.atom", atom_of_one),
        ("/t/{ref}/feed.json", json_of_one),
        ("/rumours/feed.atom", atom_of_rumours),
        ("/rumours/feed.json", json_of_rumours),
        ("/t/{ref}/article.md", article_download),
        ("/lists/series.json", series_list),
        ("/lists/films.json", film_list),
        ("/lists/sonarr.json", sonarr_list),
        ("/lists/radarr.json", radarr_list),
        ("/watching.opml", opml),
    )
    return [Route(path, _fed(site, make), methods=["GET"]) for path, make in made]


def _fed(site: Site, make: Make) -> Callable[[Request], Any]:
    def answer(request: Request) -> Response:
        if not site.access.may_read(request):
            return refused(site, request, as_json=True)
        try:
            body, kind = make(site, request)
        except AirdateError as error:
            return told(site, request, error, as_json=True)
        return tagged(request, body, kind=kind, handling=site.handling(request))

    async def fed(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return fed


# ── calendars ───────────────────────────────────────────────────────────────────────────────

_CALENDAR = "text/calendar; charset=utf-8"


def all_releases(site: Site, request: Request) -> Body:
    """Return all releases that are told or in sight, and those of the past year."""
    when = when_of(request, now=site.settings.now())
    rows = site.library.rows(when, wait=_PATIENCE_SECONDS).rows
    dues = [row.due for row in rows if row.due and row.telling and _wanted(request, row.due)]
    dues.sort(key=lambda due: (due.first, due.last, due.ref))
    name = "airdate: releases"
    body = calendar(dues, name=name, base=site.base(request), alarms=_alarms(request))
    return body, _CALENDAR


def one_release(site: Site, request: Request) -> Body:
    """Return the release of one title."""
    dossier = dossier_of(site, request, request.path_params["ref"])
    due = due_of(
        dossier.timeline,
        dossier.forecast,
        ref=dossier.listing.ref,
        # Not the sign of what is provisional: a sequence never falls.
        edition=sum(number for number in site.library.version() if number > 0),
    )
    dues = [due] if due and _wanted(request, due) else []
    name = f"airdate: {dossier.listing.installment}"
    body = calendar(dues, name=name, base=site.base(request), alarms=_alarms(request))
    return body, _CALENDAR


def _wanted(request: Request, due: Due) -> bool:
    """Return whether a release passes the filters: windows=no, longest=DAYS, out=no."""
    query = request.query_params
    if query.get("windows") == "no" and due.certainty == "window":
        return False
    if query.get("out") == "no" and due.certainty == "out":
        return False
    longest = number_of(request, "longest", default=100_000, most=100_000)
    return (due.last - due.first).days < longest


def _alarms(request: Request) -> tuple[int, ...]:
    """Return so many days before a told day to remind, of `alarm=1,7`."""
    text = request.query_params.get("alarm", "")
    days = [part.strip() for part in text.split(",") if part.strip()][:_MOST_ALARMS]
    if not all(day.isascii() and day.isdecimal() and len(day) < 4 for day in days):
        raise UsageError(f"alarm={text:.40} is no list of days.", "Write it as alarm=1,7.")
    return tuple(int(day) for day in days)


# ── changes ─────────────────────────────────────────────────────────────────────────────────


def _items_of_all(site: Site, request: Request) -> list[Item]:
    when = when_of(request, now=site.settings.now())
    most = number_of(request, "limit", default=_ITEMS, most=500)
    known = refs(site, when)
    return _items(latest(site, when, most=most), known, base=site.base(request))


def _items(changes: Sequence[Change], known: dict[Any, str], *, base: str) -> list[Item]:
    return [item_of(change, base=base, ref=known.get(change.installment.key)) for change in changes]


def atom_of_all(site: Site, request: Request) -> Body:
    """Return the latest changes of all titles as Atom."""
    items = _items_of_all(site, request)
    return _atom(site, request, items, title="airdate: what is new", page="/changes")


def json_of_all(site: Site, request: Request) -> Body:
    """Return the latest changes of all titles as JSON Feed."""
    items = _items_of_all(site, request)
    return _json(site, request, items, title="airdate: what is new", page="/changes")


def _items_of_one(site: Site, request: Request) -> tuple[list[Item], str, str]:
    dossier = dossier_of(site, request, request.path_params["ref"])
    most = number_of(request, "limit", default=_ITEMS, most=500)
    ref = dossier.listing.ref
    known = {dossier.listing.installment.key: ref}
    items = _items(dossier.changes[:most], known, base=site.base(request))
    return items, f"airdate: {dossier.listing.installment}", f"/t/{ref}"


def atom_of_one(site: Site, request: Request) -> Body:
    """Return the changes of one title as Atom."""
    items, title, page = _items_of_one(site, request)
    return _atom(site, request, items, title=title, page=page)


def json_of_one(site: Site, request: Request) -> Body:
    """Return the changes of one title as JSON Feed."""
    items, title, page = _items_of_one(site, request)
    return _json(site, request, items, title=title, page=page)


def atom_of_rumours(site: Site, request: Request) -> Body:
    """Return what was rumoured, and what became of it, as Atom."""
    items = rumour_items(site, request, base=site.base(request))
    return _atom(site, request, items, title="airdate: rumours", page="/rumours")


def json_of_rumours(site: Site, request: Request) -> Body:
    """Return what was rumoured, and what became of it, as JSON Feed."""
    items = rumour_items(site, request, base=site.base(request))
    return _json(site, request, items, title="airdate: rumours", page="/rumours")


def _atom(site: Site, request: Request, items: Sequence[Item], *, title: str, page: str) -> Body:
    base, here = site.base(request), _here(site, request)
    midnight = datetime.combine(site.settings.now().date(), time(), UTC)
    body = atom(items, title=title, here=here, page=f"{base}{page}", updated=midnight)
    return body, "application/atom+xml; charset=utf-8"


def _json(site: Site, request: Request, items: Sequence[Item], *, title: str, page: str) -> Body:
    base, here = site.base(request), _here(site, request)
    feed = json_feed(items, title=title, here=here, page=f"{base}{page}")
    return json_bytes(feed), "application/feed+json"


def _here(site: Site, request: Request) -> str:
    """Return the address of a feed, without the key that may be in it."""
    query = {name: value for name, value in request.query_params.items() if name != "key"}
    return site.base(request) + address(request.url.path, **query)


# ── lists for other programs ────────────────────────────────────────────────────────────────


def series_list(site: Site, request: Request) -> Body:
    """Return the awaited series as a custom list of Sonarr: titles, each once."""
    return _listed(site, request, lambda row: row.profile.kind == "series")


def film_list(site: Site, request: Request) -> Body:
    """Return the awaited films as a custom list of Radarr."""
    return _listed(site, request, lambda row: row.profile.kind == "film")


def sonarr_list(site: Site, request: Request) -> Body:
    """Return the awaited series by their numbers, as a custom list of Sonarr."""
    return _numbered(site, request, WorkKind.SERIES)


def radarr_list(site: Site, request: Request) -> Body:
    """Return the awaited films by their numbers, as a custom list of Radarr."""
    return _numbered(site, request, WorkKind.FILM)


def _numbered(site: Site, request: Request, kind: WorkKind) -> Body:
    """Return the works of a kind of which a number is known; followed=yes: those alone."""
    only = request.query_params.get("followed") == "yes"
    when = when_of(request, now=site.settings.now())
    rows = () if only else site.library.rows(when, wait=_PATIENCE_SECONDS).rows
    awaited = [row.listing.installment.title for row in rows if row.telling and not row.over]
    with site.library.pool.reading() as ledger:
        followed = [each.installment.title for each in follows.followed(ledger)]
        canonical = {title_key(alias): title_key(title) for alias, title in ledger.aliases()}
        named: dict[str, list[Identifier]] = {}
        for told in follows.identities(ledger):
            key = title_key(told.installment.title)
            named.setdefault(canonical.get(key, key), []).append(told.identifier)
    titles = dict.fromkeys([*followed, *awaited])
    keys = {title: canonical.get(title_key(title), title_key(title)) for title in titles}
    works = [(title, named.get(keys[title], [])) for title in titles]
    return json_bytes(custom_list(works, kind=kind)), JSON


def _listed(site: Site, request: Request, fits: Callable[[Row], bool]) -> Body:
    from airdate.library.rows import shown

    when = when_of(request, now=site.settings.now())
    rows = shown(site.library.rows(when, wait=_PATIENCE_SECONDS).rows)
    titles = dict.fromkeys(
        row.listing.installment.title for row in rows if not row.over and fits(row)
    )
    return json_bytes([{"title": title} for title in titles]), JSON
