"""A tag on every answer of the API, and 304 to those who have it already (RFC 9110, 13.1.2)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from airdate.web.answers import Handling, tagged
from airdate.web.api.asking import site_of


class Tagging:
    """Gathers an answer of JSON, tags it, and sends it or word that it has not changed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def gather(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            if start["status"] != 200:
                await send(start)
                await send({"type": "http.response.body", "body": bytes(body)})
                return
            request = Request(scope)
            private = site_of(request).access.is_known(request)
            response = tagged(
                request, bytes(body), kind="application/json", handling=Handling(private)
            )
            await response(scope, receive, send)

        # FastAPI's routes do not answer HEAD; the body is left out where the answer is sent.
        await self._app({**scope, "method": "GET"}, receive, gather)
