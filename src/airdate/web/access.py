"""Who may read and who may write: tokens, the cookie that stands for one, and forged requests.

Reading is open on this machine; writing asks for a token always. A browser trades the token for a
cookie that only this site gets, and each form carries a second secret; a program sends the token
itself. Feeds of a site that is not open take a key of their own, which reads and nothing else.
Who asks is found out once for a request, before any page is chosen (`Doorkeeper`).
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from airdate.errors import AirdateError
from airdate.web.answers import problem, status_of
from airdate.web.settings import Settings
from airdate.web.tokens import Tokens

log = logging.getLogger("airdate.web")

_SESSION_DAYS = 30
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOLDER = "airdate.holder"

_RUN = "run"
"""In the place of a token's number: the token of this run."""

_LONGEST = 200
"""Letters of a token or a key: more need not be looked at."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What one who asks has shown. session: of a browser, "" for none.

    program: whether it sends itself a token that may write, which no other site can make a
    browser do.
    """

    reads: bool = False
    writes: bool = False
    session: str = ""
    program: bool = False


_NOBODY = Holder()


class Access:
    """The tokens of a site, and the sessions of this run."""

    def __init__(self, settings: Settings, tokens: Tokens) -> None:
        self._settings = settings
        self._tokens = tokens
        self._secret = secrets.token_bytes(32)
        self.cookie = "__Host-airdate" if settings.secure else "airdate"

    # ── tokens and sessions ─────────────────────────────────────────────────────────────────

    def number_of(self, token: str) -> str | None:
        """Return the number of a token of this site, None where it is none. Raises: LedgerError."""
        run = self._settings.run_token
        if run and hmac.compare_digest(run.encode(), token.encode(errors="replace")):
            return _RUN
        found = self._tokens.known(token[:_LONGEST])
        return found.number if found else None

    def open_session(self, response: Response, number: str) -> None:
        """Give the browser the cookie that stands for the token of a number."""
        day = self._settings.now().date().toordinal()
        session = f"{secrets.token_urlsafe(24)}.{number}.{day}"
        response.set_cookie(
            self.cookie,
            f"{session}.{self._sign('session', session)}",
            max_age=_SESSION_DAYS * 86_400,
            httponly=True,
            samesite="strict",
            secure=self._settings.secure,
            path="/",
        )

    def close_session(self, response: Response) -> None:
        """Take the cookie back."""
        response.delete_cookie(
            self.cookie, path="/", httponly=True, samesite="strict", secure=self._settings.secure
        )

    def _session(self, request: Request) -> tuple[str, str]:
        """Return the session of a cookie and the number of its token; empty where it is none."""
        session, _, signature = request.cookies.get(self.cookie, "").rpartition(".")
        if not session or not self._signed(signature, "session", session):
            return "", ""
        _, number, day = session.split(".")
        age = self._settings.now().date().toordinal() - int(day)
        return (session, number) if age <= _SESSION_DAYS else ("", "")

    def _sign(self, purpose: str, text: str) -> str:
        told = f"{purpose}\0{text}".encode(errors="replace")
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()

    def _signed(self, signature: str, purpose: str, text: str) -> bool:
        return hmac.compare_digest(
            signature.encode(errors="replace"), self._sign(purpose, text).encode()
        )

    # ── who asks ────────────────────────────────────────────────────────────────────────────

    def shows_nothing(self, request: Request) -> bool:
        """Return whether a request has nothing by which its asker could be known."""
        asked = request.headers
        return not (
            "authorization" in asked
            or self.cookie in request.cookies
            or "key" in request.query_params
        )

    def known(self, request: Request) -> Holder:
        """Return what a request shows of its asker, by the tokens of now. Raises: LedgerError."""
        session, number = self._session(request)
        by_cookie = self._rights(number)
        if by_cookie is None:
            session = ""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        by_token = None
        if scheme.casefold() == "bearer":
            by_token = self._rights(self.number_of(token.strip()))
        return Holder(
            reads=by_cookie is not None or by_token is not None or self._has_key(request),
            writes=bool(by_cookie or by_token),
            session=session,
            program=bool(by_token),
        )

    def _rights(self, number: str | None) -> bool | None:
        """Return whether the token of a number may write, None where there is none."""
        if not number or number == _RUN:
            return True if number else None
        token = self._tokens.numbered(number)
        return token.writes if token else None

    def _has_key(self, request: Request) -> bool:
        key = request.query_params.get("key", "")[:_LONGEST]
        reads = request.method in _SAFE_METHODS and bool(key)
        return reads and self._tokens.by_feed_key(key) is not None

    # ── who may what ────────────────────────────────────────────────────────────────────────

    def holder(self, request: Request) -> Holder:
        """Return what the doorkeeper found out."""
        found: Holder = request.scope.get(_HOLDER, _NOBODY)
        return found

    def is_known(self, request: Request) -> bool:
        """Return whether a token was shown, or what stands for one: the answer may be its own."""
        return self.holder(request).reads

    def may_write(self, request: Request) -> bool:
        """Return whether a request comes from one who holds a token that may write."""
        return self.holder(request).writes

    def may_read(self, request: Request) -> bool:
        """Return whether a request may be answered at all."""
        return self._settings.open_reading or self.holder(request).reads

    def only_reads(self, request: Request) -> bool:
        """Return whether a token was shown that reads and no more."""
        holder = self.holder(request)
        return holder.reads and not holder.writes

    def form_secret(self, request: Request) -> str:
        """Return what the forms of this browser carry; empty without a session."""
        session = self.holder(request).session
        return self._sign("form", session) if session else ""

    def form_is_ours(self, request: Request, secret: str) -> bool:
        """Return whether a form that was sent is one that this browser was given."""
        session = self.holder(request).session
        return bool(session) and self._signed(secret, "form", session)


Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class Doorkeeper:
    """Finds out who asks, once for each request, off the loop that serves the others."""

    def __init__(self, app: App, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Note in the scope who asks, and pass the request on."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                if not self._access.shows_nothing(request):
                    scope[_HOLDER] = await run_in_threadpool(self._access.known, request)
            except AirdateError as error:
                log.error("%s: %s", scope["path"], error)
                await _untold(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _untold(error: AirdateError) -> Response:
    """Return the answer where the ledger cannot be asked who holds a token."""
    status = max(status_of(error), 500)
    told = problem(error.problem, status=status, detail=error.remedy)
    return JSONResponse(told, status, media_type="application/problem+json")


def comes_from_elsewhere(request: Request) -> bool:
    """Return whether a browser says that a page of another site led to a request."""
    site = request.headers.get("sec-fetch-site")
    return site is not None and site not in ("same-origin", "none")


def is_forged(request: Request) -> bool:
    """Return whether a browser says that another site made it send what changes something."""
    if request.method in _SAFE_METHODS:
        return False
    if comes_from_elsewhere(request):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
