"""A client for pages of the public web.

Every address that a name resolves to is checked where the connection is made, and that very
address is connected to, so that neither a redirect nor a second look-up slips past the check.
"""

from __future__ import annotations

import re
import socket
import time
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx2

from airdate import __version__
from airdate.documents.fetch.body import SAVE, Limits, too_large, unpacked
from airdate.documents.fetch.guard import Backend, Resolve, Transport, resolve
from airdate.errors import Refused, SourceError

_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/json")
_ODD = re.compile(r"[\x00-\x20\x7f-\xa0\\]|[\u2028\u2029]")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WEB_PORTS = frozenset({80, 443})
_LOWEST_FREE_PORT = 1024


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched. url: after all redirects.  charset: as the server names it.

    etag, last_modified: for asking later whether it changed.
    """

    url: str
    data: bytes
    content_type: str
    retrieved_at: datetime
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """A client that fetches pages of the public web within limits; close it, or use `with`."""

    def __init__(
        self,
        *,
        now: datetime,
        allow_private: bool = False,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        """Take the moment of fetching, and whether addresses of this network may be spoken to."""
        self._now = now
        self._limits = limits or Limits()
        self._backend = Backend(resolve, allow_private)
        self._client = httpx2.Client(
            transport=Transport(self._backend),
            timeout=httpx2.Timeout(self._limits.silence_seconds),
            headers={
                "User-Agent": f"airdate/{__version__}",
                "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
                "Accept-Encoding": "gzip, deflate",
            },
            trust_env=False,
        )

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
        """Close all connections."""
        self._client.close()

    def get(self, url: str) -> Page:
        """Return the page at an address.

        Raises: Refused where the guard says no (address, redirect, size, kind), SourceError where
        the server does not answer with a page.
        """
        self._backend.deadline = time.monotonic() + self._limits.seconds
        self._client.cookies.clear()
        place = checked(url)
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(place)
            if isinstance(answer, Page):
                return answer
            place = checked(str(answer))
        problem = f"{url} redirects more than {self._limits.redirects} times"
        raise Refused(problem, "give the address where the redirects end")

    def _ask(self, place: httpx2.URL) -> Page | httpx2.URL:
        """Return the page of one hop, or where it redirects to."""
        try:
            with self._client.stream("GET", place) as response:
                target = response.headers.get("location")
                if response.status_code in _REDIRECTS and target:
                    return _joined(place, target)
                _require_page(response)
                return self._page(response)
        except (httpx2.TransportError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            raise _unreachable(place, error) from error

    def _page(self, response: httpx2.Response) -> Page:
        limits, headers = self._limits, response.headers
        stated = headers.get("content-length", "")
        if stated.isdecimal() and int(stated[:15]) > limits.raw_bytes:
            raise too_large(response.url, limits.raw_bytes)
        coding = headers.get("content-encoding", "").strip().lower()
        data = b"".join(unpacked(response, coding, limits=limits))
        kind, charset = _kind(response)
        return Page(
            url=str(response.url),
            data=data,
            content_type=kind,
            retrieved_at=self._now,
            charset=charset,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
        )


def checked(url: str) -> httpx2.URL:
    """Return an address, parsed by the client's own parser. Raises: Refused where it is odd."""
    remedy = "give an address that begins with http:// or https://"
    if _ODD.search(url):
        raise Refused(f"{url!r} holds a blank, a control character or a backslash", remedy)
    try:
        place = httpx2.URL(url)
        host = place.raw_host.decode("ascii")
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise Refused(f"{url!r} is no address: {error}", remedy) from error
    if place.scheme not in ("http", "https"):
        raise Refused(f"{url!r} is not of the web but {place.scheme or 'nothing'}:", remedy)
    if place.userinfo:
        raise Refused(f"{_without_user(place)} came with a user's name", "leave the name out")
    if not host or "%" in host or host.startswith("."):
        raise Refused(f"{url!r} names no host", remedy)
    port = place.port
    if port is not None and port not in _WEB_PORTS and not _LOWEST_FREE_PORT <= port < 65_536:
        raise Refused(f"{url!r} asks for port {port}, which serves no pages", SAVE)
    return place


def _without_user(place: httpx2.URL) -> str:
    return str(place.copy_with(userinfo=b""))


def _joined(place: httpx2.URL, target: str) -> httpx2.URL:
    if _ODD.search(target):
        raise Refused(f"{place} redirects to {target[:200]!r}, which is no address", SAVE)
    try:
        return place.join(target)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refused(
            f"{place} redirects to {target[:200]!r}, which is no address", SAVE
        ) from error


def _kind(response: httpx2.Response) -> tuple[str, str | None]:
    """Return the content type without its parameters, and the charset."""
    stated: str = response.headers.get("content-type", "")
    charset = re.search(r"charset\s*=\s*[\"']?([\w-]{2,30})", stated, re.IGNORECASE)
    return stated.split(";", 1)[0].strip().lower(), charset[1] if charset else None


def _require_page(response: httpx2.Response) -> None:
    """Raise: SourceError where the answer is no success, Refused where it is no text."""
    status, place = response.status_code, response.url
    if status in (401, 402, 403, 451):
        raise SourceError(f"{place} may not be read: the site answered {status}", SAVE)
    if status in (429, 503):
        wait = response.headers.get("retry-after", "")
        when = f"in {wait} seconds" if wait.isdecimal() else "later"
        raise SourceError(f"{place} is busy: the site answered {status}", f"try again {when}")
    if status in (404, 410):
        raise SourceError(f"{place} is not there: the site answered {status}", "check the address")
    if status != 200:
        reason = f"{place} gave no page: the site answered {status}"
        raise SourceError(reason, "try again later, or open it in a browser")
    kind, _ = _kind(response)
    if kind not in _TYPES:
        problem = f"{place} is {kind or 'of no stated type'}, not a page or text"
        raise Refused(problem, "give the address of the article, or save its text as .txt")


def _unreachable(place: httpx2.URL, error: Exception) -> SourceError:
    """Return what went wrong on the way to a host, in words that tell what to do."""
    if isinstance(error, httpx2.TimeoutException):
        return SourceError(f"{place} did not answer in time", "try again later")
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return SourceError(f"there is no host {place.host!r}", "check the address and the network")
    if "CERTIFICATE" in str(error).upper():
        return SourceError(f"{place} has no valid certificate", SAVE)
    if isinstance(error, httpx2.ProtocolError):
        return SourceError(f"{place} does not speak HTTP as it should: {error}", SAVE)
    return SourceError(
        f"{place} could not be reached: {error}", "check the address and the network"
    )
