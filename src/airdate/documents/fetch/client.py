"""A client for what others publish on the web, and for what is sent to them.

Every address that a name resolves to is checked where the connection is made, and that very
address is connected to, so that neither a redirect nor a second look-up slips past the check.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib import metadata
from types import TracebackType
from typing import Self

import httpx2

from airdate import __version__
from airdate.documents.fetch.accept import ANYTHING, ARTICLES, Accept
from airdate.documents.fetch.addressing import checked, host_of, joined, keeps_secrets, shown
from airdate.documents.fetch.answers import Page, Visit, freshness, kind_of, retry_after
from airdate.documents.fetch.body import SAVE, Limits, body, unpacked
from airdate.documents.fetch.guard import Backend, Resolve, Transport, resolve
from airdate.errors import Refused, SourceError
from airdate.wording import counted

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
# These alone say that what was posted is to be posted again, elsewhere.
_POSTED_ON = frozenset({307, 308})
_EMPTY = frozenset({204, 205})
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_VALUE = re.compile(r"[\x20-\x7e\t]{0,4000}")
# What the client sets itself: with another of these, an answer could be taken for another's.
_OWN_HEADERS = frozenset(
    ("host", "connection", "content-length", "transfer-encoding", "accept-encoding", "upgrade")
)
_GZIP = b"\x1f\x8b"


MayGo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of each address on the way. headers: those of the caller.

    secret: whether the address itself is one (a webhook's), so that errors name its host alone.
    """

    accept: Accept
    headers: Mapping[str, str]
    content: bytes | None = None
    secret: bool = False
    may_go: MayGo | None = None

    @property
    def method(self) -> str:
        return "GET" if self.content is None else "POST"

    def name(self, place: httpx2.URL) -> str:
        return host_of(place) if self.secret else shown(place)


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect. lasting: whether the server calls it permanent."""

    target: httpx2.URL
    lasting: bool = field(default=False, kw_only=True)


class Fetcher:
    """A client of the public web within limits.

    It holds nothing but its settings, so that several threads may share one; `close` and `with`
    are kept for callers that treat it as a resource.
    """

    def __init__(
        self,
        *,
        now: datetime | Callable[[], datetime],
        allow_private: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        """Take the moment of fetching, and whether addresses of this network may be spoken to.

        now: for a fetcher that lives long, what tells the moment.
        """
        self._now = now
        self._limits = limits or Limits()
        self._resolve = resolve
        self._allow_private = allow_private

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: each visit closes its own connections."""

    def get(self, url: str) -> Page:
        """Return the page at an address.

        Raises: Refused where the guard says no (address, redirect, size, kind), SourceError where
        the server does not answer with a page.
        """
        visit = self.visit(url)
        if visit.page is None:
            raise _no_page(visit)
        return visit.page

    def visit(
        self,
        url: str,
        *,
        accept: Accept = ARTICLES,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        may_go: MayGo | None = None,
    ) -> Visit:
        """Return what a server answers, whatever its status.

        etag, last_modified: of the page as it is known; the answer is 304 where it did not change.
        headers: sent along, but never to another host than the one named.
        may_go: told each address that a redirect leads to before it is asked; raises to stay away.
        Raises: Refused where the guard says no, SourceError where there is no answer.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # What a server gave for its mark and cannot be sent back is left out, not an error.
        sendable = {k: v for k, v in conditions.items() if v and _VALUE.fullmatch(v)}
        question = _Question(accept, sendable | _sendable(headers), may_go=may_go)
        return self._follow(url, question)

    def post(
        self,
        url: str,
        data: bytes,
        *,
        content_type: str,
        headers: Mapping[str, str] | None = None,
    ) -> Visit:
        """Return what a server answers to what is sent to it.

        A redirect is followed on the same host alone, and only where it asks for the same to be
        sent again (307, 308); any other is an answer.  Errors name the host alone, since the
        addresses of webhooks are secrets.
        Raises: Refused where the guard says no, SourceError where there is no answer.
        """
        sent = {"Content-Type": content_type} | _sendable(headers)
        return self._follow(url, _Question(ANYTHING, sent, content=data, secret=True))

    def _follow(self, url: str, question: _Question) -> Visit:
        deadline = time.monotonic() + self._limits.seconds
        first = place = checked(url, secret=question.secret)
        moved: httpx2.URL | None = None
        lasting = True
        with self._client(deadline) as client:
            for _ in range(self._limits.redirects + 1):
                answer = self._ask(client, place, question)
                if isinstance(answer, Visit):
                    return _with_move(answer, moved)
                lasting = lasting and answer.lasting
                moved = answer.target if lasting else moved
                question = _passed_on(question, place, answer.target)
                place = answer.target
                if question.may_go:
                    question.may_go(str(place))
        often = counted(self._limits.redirects, "time")
        problem = f"{question.name(first)} redirects more than {often}"
        raise Refused(problem, "give the address where the redirects end")

    def _client(self, deadline: float) -> httpx2.Client:
        """Return a client for one visit: its cookies and connections are of no other."""
        backend = Backend(self._resolve, self._allow_private, deadline)
        return httpx2.Client(
            transport=Transport(backend, tls=_tls()),
            timeout=httpx2.Timeout(self._limits.silence_seconds),
            headers={"User-Agent": user_agent(), "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
        )

    def _ask(self, client: httpx2.Client, place: httpx2.URL, question: _Question) -> Visit | _Hop:
        """Return the answer of one hop, or where it redirects to."""
        headers = {"Accept": question.accept.header, **question.headers}
        try:
            with client.stream(
                question.method, place, content=question.content, headers=headers
            ) as response:
                return _hop(response, question) or self._visit(response, question)
        except (httpx2.TransportError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            raise _unreachable(place, error, name=question.name(place)) from error

    def _visit(self, response: httpx2.Response, question: _Question) -> Visit:
        now = self._now if isinstance(self._now, datetime) else self._now()
        status = response.status_code
        kept = status == 304 or 200 <= status < 300
        has_page = kept and status not in (304, *_EMPTY)
        return Visit(
            url=str(response.url),
            status=status,
            page=self._page(response, question, now) if has_page else None,
            retry_after_seconds=retry_after(response.headers, now=now),
            fresh_seconds=freshness(response.headers) if kept else None,
        )

    def _page(self, response: httpx2.Response, question: _Question, now: datetime) -> Page:
        accept, name = question.accept, question.name(response.url)
        kind, charset = kind_of(response.headers)
        if not accept.takes(kind):
            problem = f"{name} is {kind or 'of no stated type'}, not {accept.what}"
            raise Refused(problem, "give the address of the article, or save its text as .txt")
        data = body(response, limits=self._limits, name=name)
        if accept.packs and data.startswith(_GZIP):
            data = b"".join(unpacked([data], "gzip", limits=self._limits, name=name))
        return Page(
            url=str(response.url),
            data=data,
            content_type=kind,
            retrieved_at=now,
            charset=charset,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )


@cache
def user_agent() -> str:
    """Return how the client names itself, with the page of the product where it has one."""
    try:
        links = metadata.metadata("airdate").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        links = []
    home = next((link.split(",")[-1].strip() for link in links if "home" in link.lower()), "")
    about = f"+{home}" if home else "reads news of releases; robots.txt: airdate"
    return f"airdate/{__version__} ({about})"


@cache
def _tls() -> ssl.SSLContext:
    """Return how certificates are checked; made once, since it reads them all."""
    return httpx2.create_ssl_context()


def _sendable(headers: Mapping[str, str] | None) -> dict[str, str]:
    """Return headers as given. Raises: Refused where one could end itself or change the request.

    The value is not told: it may be a secret.
    """
    for name, value in (headers or {}).items():
        good = _NAME.fullmatch(name) and _VALUE.fullmatch(value)
        if not good or name.lower() in _OWN_HEADERS:
            raise Refused(f"the header {name[:40]!r} cannot be sent", "check its name and value")
    return dict(headers or {})


def _hop(response: httpx2.Response, question: _Question) -> _Hop | None:
    """Return where an answer redirects to, None where it is one to keep."""
    status, place = response.status_code, response.url
    target = response.headers.get("location")
    if status not in _REDIRECTS or not target:
        return None
    if question.content is not None and status not in _POSTED_ON:
        return None
    return _Hop(joined(place, target, secret=question.secret), lasting=status in _LASTING)


def _passed_on(question: _Question, place: httpx2.URL, target: httpx2.URL) -> _Question:
    """Return what is asked at the next hop: nothing that was meant for another host."""
    if keeps_secrets(place, target):
        return question
    if question.content is not None:
        problem = f"{host_of(place)} sends what was posted on to {host_of(target)}"
        raise Refused(problem, "give the address where the redirect ends, if you trust it")
    return replace(question, headers={})


def _with_move(visit: Visit, moved: httpx2.URL | None) -> Visit:
    """Return a visit with where the address moved for good, if a page is there."""
    there = visit.page is not None or visit.status == 304
    return replace(visit, moved_to=str(moved)) if moved and there else visit


def _no_page(visit: Visit) -> SourceError:
    """Return why an answer without a page gave none, and what to do."""
    status, name = visit.status, shown(visit.url)
    if status in (401, 402, 403, 451):
        return SourceError(f"{name} may not be read: the site answered {status}", SAVE)
    if status in (429, 503):
        wait = visit.retry_after_seconds
        when = f"in {wait:.0f} seconds" if wait else "later"
        return SourceError(f"{name} is busy: the site answered {status}", f"try again {when}")
    if status in (404, 410):
        return SourceError(f"{name} is not there: the site answered {status}", "check the address")
    reason = f"{name} gave no page: the site answered {status}"
    return SourceError(reason, "try again later, or open it in a browser")


def _unreachable(place: httpx2.URL, error: Exception, *, name: str) -> SourceError:
    """Return what went wrong on the way to a host, in words that tell what to do."""
    if isinstance(error, httpx2.TimeoutException):
        return SourceError(f"{name} did not answer in time", "try again later")
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return SourceError(f"there is no host {place.host!r}", "check the address and the network")
    if "CERTIFICATE" in str(error).upper():
        return SourceError(f"{name} has no valid certificate", SAVE)
    if isinstance(error, httpx2.ProtocolError):
        return SourceError(f"{name} does not speak HTTP as it should: {error}", SAVE)
    return SourceError(f"{name} could not be reached: {error}", "check the address and the network")
