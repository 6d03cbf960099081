"""Who may read and who may write: tokens, the cookie that stands for one, and forged requests.

Reading is open on this machine; writing asks for a token always. A browser trades the token for a
cookie that only this site gets, and each form carries a second secret; a program sends the token
itself. Feeds of a site that is not open take a key of their own, which reads and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from airdate.web.settings import Settings
from airdate.web.tokens import TokenFile

_SESSION_DAYS = 30
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Access:
    """The tokens of a site, and the sessions of this run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tokens = TokenFile(settings.tokens) if settings.tokens else None
        self._secret = secrets.token_bytes(32)
        self.cookie = "__Host-airdate" if settings.secure else "airdate"

    # ── tokens and sessions ─────────────────────────────────────────────────────────────────

    def knows(self, token: str) -> bool:
        """Return whether a token is one of those that may write."""
        run = self._settings.run_token
        if run and hmac.compare_digest(run.encode(), token.encode(errors="replace")):
            return True
        return self._tokens is not None and self._tokens.knows(token)

    def open_session(self, response: Response) -> None:
        """Give the browser the cookie that stands for a token."""
        session = secrets.token_urlsafe(24)
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

    def _session(self, request: Request) -> str | None:
        session, _, signature = request.cookies.get(self.cookie, "").partition(".")
        return session if session and self._signed(signature, "session", session) else None

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

    def _signed(self, signature: str, purpose: str, text: str) -> bool:
        return hmac.compare_digest(
            signature.encode(errors="replace"), self._sign(purpose, text).encode()
        )

    def bears_token(self, request: Request) -> bool:
        """Return whether a program sends a token that may write."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return scheme.casefold() == "bearer" and self.knows(token.strip())

    # ── who may what ────────────────────────────────────────────────────────────────────────

    def may_write(self, request: Request) -> bool:
        """Return whether a request comes from one who holds a token."""
        return self._session(request) is not None or self.bears_token(request)

    def may_read(self, request: Request) -> bool:
        """Return whether a request may be answered at all."""
        if self._settings.open_reading or self.may_write(request):
            return True
        key = request.query_params.get("key", "")
        return self._tokens is not None and self._tokens.knows_feed_key(key)

    def form_secret(self, request: Request) -> str:
        """Return what the forms of this browser carry; empty without a session."""
        session = self._session(request)
        return self._sign("form", session) if session else ""

    def form_is_ours(self, request: Request, secret: str) -> bool:
        """Return whether a form that was sent is one that this browser was given."""
        session = self._session(request)
        return session is not None and self._signed(secret, "form", session)


def is_forged(request: Request) -> bool:
    """Return whether a browser says that another site made it send what changes something."""
    if request.method in _SAFE_METHODS:
        return False
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
