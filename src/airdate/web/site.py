"""The site put together: routes, what guards them, and how a page is made of an answer."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from math import inf
from threading import Lock, Thread
from time import monotonic
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from airdate import confinement
from airdate.errors import AirdateError
from airdate.ledger.answers import Key, Version
from airdate.library.articles import Articles
from airdate.library.cache import Cache
from airdate.library.desk import Library
from airdate.library.moods import Moods
from airdate.library.pool import Pool
from airdate.library.rumours import Rumours
from airdate.web.access import Access, Doorkeeper, is_forged
from airdate.web.answers import HTML, JSON, Answer, Handling, json_bytes, problem, status_of, tagged
from airdate.web.asked import address
from airdate.web.drafts import Drafts
from airdate.web.following import Following
from airdate.web.remembering import Page, Pages
from airdate.web.settings import Settings
from airdate.web.shield import Shield
from airdate.web.templating import STATIC, environment
from airdate.web.tokens import Tokens
from airdate.web.watching import Watching

log = logging.getLogger("airdate.web")

Make = Callable[["Site", Request], Answer]
Write = Callable[["Site", Request, Any], Response]
State = tuple[Version, frozenset[Key]]


class Site:
    """One ledger's site: what its handlers share."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = Library(
            Pool(settings.ledger),
            figures=settings.figures,
            today=lambda: settings.now().date(),
        )
        self.rumours = Rumours(self.library)
        self.articles = Articles(self.library)
        self.moods = Moods(self.library)
        self.drafts = Drafts()
        self.access = Access(settings, Tokens(self.library.pool))
        self.following = Following(self.library.pool)
        self.watching = Watching(settings, self.library.pool)
        self.answers = Pages()
        self.notes: Cache[str] = Cache(200)
        self._seen: tuple[State, datetime] | None = None
        self._lock = Lock()

    def state(self) -> State:
        """Return how far the ledger goes, and what of it is followed."""
        return self.library.version(), self.following.keys()

    def state_at_hand(self) -> State | None:
        """Return the state of a moment ago, None where it is to be asked for: no waiting."""
        version, followed = self.library.version_at_hand(), self.following.at_hand()
        return None if version is None or followed is None else (version, followed)

    def base(self, request: Request) -> str:
        """Return the site's own address, as the asker reached it."""
        scheme = "https" if self.settings.secure else request.url.scheme
        return f"{scheme}://{request.headers.get('host', '')}"

    def handling(self, request: Request) -> Handling:
        """Return how an answer may be kept that depends on ledger, day and address alone."""
        return Handling(self.access.is_known(request), self._modified())

    def _modified(self) -> datetime | None:
        """Return since when answers are what they are: no news came, and no day passed.

        By when this site saw the news, since imports bring rows of earlier moments. None for a
        second or two after: another change in the same second could not be told from this one.
        """
        now, state = self.settings.now(), self.state()
        with self._lock:
            if self._seen is None or self._seen[0] != state:
                self._seen = (state, now)
            seen = self._seen[1].replace(microsecond=0) + timedelta(seconds=1)
        if now - seen < timedelta(seconds=1):
            return None
        return max(seen, datetime.combine(now.date(), time(), UTC))


def application(settings: Settings) -> Starlette:
    """Return the site as an application."""
    from airdate.ledger import open_ledger
    from airdate.web.health import health
    from airdate.web.metrics import Counted, Metrics, metrics_route
    from airdate.web.routes import routes

    # A ledger that is not there yet is made: the first page tells how to fill it.
    open_ledger(settings.ledger, write=True).close()
    site = Site(settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        if settings.warm:
            Thread(target=site.library.warm, args=(settings.now().date(),), daemon=True).start()
        with confinement.enforced():
            await run_in_threadpool(site.watching.begin)
            try:
                yield
            finally:
                await run_in_threadpool(site.watching.end)
        site.library.pool.close()

    metrics = Metrics()
    own = (*health(site), metrics_route(site, metrics))
    made = Starlette(
        routes=[*own, *routes(site), Mount("/static", _Static(directory=STATIC))],
        middleware=[
            Middleware(Counted, metrics=metrics),
            Middleware(Shield, settings=settings),
            Middleware(Doorkeeper, access=site.access),
        ],
        exception_handlers={HTTPException: _lost, Exception: _failed},
        lifespan=life,
    )
    made.state.site = site
    return made


class _Static(StaticFiles):
    """Files of the package; what is asked for by its digest never changes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        lasting = b"v=" in scope["query_string"]
        response.headers["cache-control"] = (
            "public, max-age=31536000, immutable" if lasting else "no-cache"
        )
        return response


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def page(path: str, make: Make, *, site: Site) -> Sequence[BaseRoute]:
    """Return the routes of a page and of its JSON."""
    data = "/index.json" if path == "/" else f"{path}.json"
    return (
        Route(data, _reader(site, make, as_json=True), methods=["GET"]),
        Route(path, _reader(site, make, as_json=False), methods=["GET"]),
    )


def _reader(site: Site, make: Make, *, as_json: bool) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        if not site.access.may_read(request):
            return refused(site, request, as_json=as_json)
        private = site.access.is_known(request)
        make_page = partial(_made, site, request, make, as_json)
        try:
            if private or "note" in request.query_params:
                found = await run_in_threadpool(make_page)
            else:
                # A thread that works takes longer to let others in than a page that is kept.
                state = site.state_at_hand()
                if state is None:
                    state = await run_in_threadpool(site.state)
                found = await site.answers.made(_key(site, request, state), make_page)
        except AirdateError as error:
            return await run_in_threadpool(partial(told, site, request, error, as_json=as_json))
        handling = Handling(private=private)
        response = tagged(request, found, kind=found.kind, status=found.status, handling=handling)
        response.headers.update(found.headers)
        return response

    return answer


def _key(site: Site, request: Request, state: State) -> Any:
    """Return all that a page depends on, for those who may only read."""
    query = tuple(sorted(request.query_params.multi_items()))
    day = site.settings.now().date()
    host = request.headers.get("host")
    return (state, day, host, request.url.path, query)


def _made(site: Site, request: Request, make: Make, as_json: bool) -> Page:
    """Return the page of a request, or its JSON. Raises: AirdateError."""
    found = make(site, request)
    body = json_bytes(found.data) if as_json else rendered(site, request, found)
    until = monotonic() + found.holds_seconds if found.passing else inf
    return Page(
        body=body,
        kind=JSON if as_json else HTML,
        status=found.status,
        headers=found.headers,
        until=until if found.status == 200 else 0.0,
    )


def rendered(site: Site, request: Request, found: Answer) -> bytes:
    """Return the page of an answer."""
    as_of = request.query_params.get("as_of")
    known_at = request.query_params.get("known_at")

    def to(path: str, **query: object) -> str:
        """Return a link that stays on the day that is being looked at."""
        return address(path, **({"as_of": as_of, "known_at": known_at} | query))

    words = {
        "to": to,
        "request": request,
        "base": site.base(request),
        "today": site.settings.now().date(),
        "may_write": site.access.may_write(request),
        "form_secret": site.access.form_secret(request),
        "open_reading": site.settings.open_reading,
        "prints_token": site.settings.run_token is not None,
        "note": site.notes.get(request.query_params.get("note", "")),
        "asked_day": as_of,
    }
    template = environment().get_template(found.template)
    return template.render(words | dict(found.words)).encode("utf-8", errors="replace")


# ── writing ─────────────────────────────────────────────────────────────────────────────────


def form(path: str, write: Write, *, site: Site) -> Route:
    """Return the route of a form: sent by us, from here, by one who may."""

    async def answer(request: Request) -> Response:
        if is_forged(request):
            return told_plainly(site, request, "That form came from another site.", 403)
        if not site.access.may_write(request):
            return refused(site, request, as_json=False)
        async with request.form(max_files=5, max_fields=60, max_part_size=8_100_000) as sent:
            if not site.access.form_is_ours(request, str(sent.get("csrf", ""))):
                return told_plainly(
                    site, request, "That form has expired. Load its page anew.", 403
                )
            files = [
                (one.filename or "", await one.read())
                for one in sent.getlist("file")
                if not isinstance(one, str)
            ]
            fields = {key: value for key, value in sent.items() if isinstance(value, str)}
        return await run_in_threadpool(_written, site, request, write, (fields, files))

    return Route(path, answer, methods=["POST"])


def _written(site: Site, request: Request, write: Write, sent: Any) -> Response:
    try:
        return write(site, request, sent)
    except AirdateError as error:
        return told(site, request, error, as_json=False)


def noted(site: Site, path: str, note: str, *, anchor: str = "") -> Response:
    """Return the way to a page that shows a note once."""
    import secrets

    number = secrets.token_urlsafe(9)
    site.notes.put(number, note)
    return RedirectResponse(address(path, note=number) + anchor, status_code=303)


# ── errors ──────────────────────────────────────────────────────────────────────────────────


def told(site: Site, request: Request, error: AirdateError, *, as_json: bool) -> Response:
    """Return an error with its remedy, as a page or as a problem."""
    status = status_of(error)
    if status >= 500:
        log.error("%s: %s", request.url.path, error)
    if as_json:
        return problem_answer(error.problem, status=status, detail=error.remedy)
    words = {"problem": error.problem, "remedy": error.remedy, "status": status}
    return Response(
        rendered(site, request, Answer("error.html", words, None)), status, media_type=HTML
    )


def told_plainly(
    site: Site, request: Request, text: str, status: int, *, remedy: str = ""
) -> Response:
    """Return a page that says what is amiss."""
    words = {"problem": text, "remedy": remedy, "status": status}
    return Response(
        rendered(site, request, Answer("error.html", words, None)), status, media_type=HTML
    )


_WRITERS = "Sign out, and in with one that may write: airdate token new NAME."


def problem_answer(title: str, *, status: int, detail: str = "") -> Response:
    """Return a problem as RFC 9457 has it."""
    body = json_bytes(problem(title, status=status, detail=detail))
    return Response(body, status, media_type="application/problem+json")


def refused(site: Site, request: Request, *, as_json: bool) -> Response:
    """Ask for a token, or for one that may more."""
    if site.access.only_reads(request):
        if as_json:
            return problem_answer("This token only reads.", status=403, detail=_WRITERS)
        return told_plainly(site, request, "This token only reads.", 403, remedy=_WRITERS)
    if as_json:
        response = problem_answer(
            "A token is needed.", status=401, detail="Send Authorization: Bearer TOKEN."
        )
        response.headers["www-authenticate"] = "Bearer"
        return response
    found = Answer("enter.html", {"wrong": False}, None, status=401)
    return Response(rendered(site, request, found), 401, media_type=HTML)


async def _lost(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _plain(request, status, "There is no such page." if status == 404 else "Not so.")


async def _failed(request: Request, _: Exception) -> Response:
    # What went wrong is in the log: the page tells nothing of the machine.
    return _plain(request, 500, "airdate failed to make this page. Its log tells why.")


def _plain(request: Request, status: int, text: str) -> Response:
    site: Site = request.app.state.site
    if request.url.path.endswith(".json") or request.url.path.startswith("/api/"):
        return problem_answer(text, status=status)
    if not site.access.may_read(request):
        return refused(site, request, as_json=False)
    return told_plainly(site, request, text, status)
