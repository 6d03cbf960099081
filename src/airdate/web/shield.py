"""What every answer bears and every request must pass, whatever the page: headers, hosts, sizes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from airdate.web.settings import Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

LARGEST_BODY = 9_000_000
"""Bytes of a request: a document may have 8 MB, and a form tells more than its file."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
"""Nothing but what the package itself serves: no other host, nothing written into the page."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: then a browser would not say where our own forms come from.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


class Shield:
    """Refuses other hosts and large bodies, and sets the headers of every answer."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._hosts = {host.casefold() for host in settings.hosts}
        self._secure = settings.secure

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = self._refusal(headers)
        if answer is not None:
            await answer(scope, receive, self._armed(send, scope["method"]))
            return
        await self._app(scope, _counted(receive), self._armed(send, scope["method"]))

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        if _name_of(headers.get("host", "")) not in self._hosts and "*" not in self._hosts:
            # A page of another name that resolves to us must not read what is ours.
            return PlainTextResponse(
                "This site does not answer to that host. See airdate serve --help, --host-name.",
                status_code=421,
            )
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > LARGEST_BODY:
            return PlainTextResponse("The request is too large.", status_code=413)
        return None

    def _armed(self, send: Send, method: str) -> Send:
        async def armed(message: Message) -> None:
            if method == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # What says nothing of it is an error, or a step on the way: nobody keeps those.
                headers.setdefault("cache-control", "no-store")
                if self._secure:
                    headers.setdefault("strict-transport-security", "max-age=31536000")
            await send(message)

        return armed


def _name_of(host: str) -> str:
    """Return the name of a Host header, without the port."""
    name, colon, port = host.casefold().rpartition(":")
    return name if colon and port.isdecimal() else host.casefold()


def _counted(receive: Receive) -> Receive:
    """Return what receives a body, and stops at one that is too large, whatever its head says."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            return {"type": "http.disconnect"}
        return message

    return counted
