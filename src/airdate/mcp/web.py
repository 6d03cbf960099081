"""The same server over HTTP, for assistants that do not start it themselves.

The streamable transport of the protocol at `/mcp`, without sessions: every request stands alone.
Names that resolve to this machine from elsewhere and pages of other sites are refused by `Host`
and `Origin`; where a token is asked for, it is one of the ledger's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from airdate.errors import AirdateError
from airdate.web.settings import Settings
from airdate.web.shield import App, Message, Receive, Send, Shield
from airdate.web.tokens import Tokens

PATH = "/mcp"

_LONGEST = 200
"""Letters of a token: more need not be looked at."""


def application(
    made: MCPServer[Any], *, hosts: Sequence[str], tokens: Tokens | None, ledger: str
) -> App:
    """Return a server as an ASGI application.

    hosts: the names that it answers to, without ports.  tokens: those that are asked for, None
    where none is.  ledger: where it is, for the settings of the shield.
    """
    security = TransportSecuritySettings(
        allowed_hosts=[form for host in hosts for form in (host, f"{host}:*")],
        allowed_origins=[
            form
            for host in hosts
            for scheme in ("http", "https")
            for form in (f"{scheme}://{host}", f"{scheme}://{host}:*")
        ],
    )
    served: App = made.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=security,
    )
    return Shield(_Guard(served, tokens), Settings(ledger=ledger, hosts=tuple(hosts)))


class _Guard:
    """Asks each request for a token that reads, where one is asked for, and lets questions in.

    A stream that only listens (GET) is refused, as the protocol allows: without sessions nothing
    would ever come by it, and each would hold a connection.
    """

    def __init__(self, app: App, tokens: Tokens | None) -> None:
        self._app = app
        self._tokens = tokens

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass on a question of one who may ask."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if self._tokens and not await run_in_threadpool(_fits, self._tokens, headers):
            await _refusal()(scope, receive, send)
        elif scope["method"] != "POST":
            await PlainTextResponse("Ask by POST.", 405, {"allow": "POST"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal() -> PlainTextResponse:
    words = "A token is needed: Authorization: Bearer TOKEN. Make one: airdate token new NAME."
    return PlainTextResponse(words, 401, {"www-authenticate": "Bearer"})


def _fits(tokens: Tokens, headers: Headers) -> bool:
    """Return whether a request sends a token of the ledger."""
    scheme, _, text = headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer":
        return False
    try:
        return tokens.known(text.strip()[:_LONGEST]) is not None
    except AirdateError:
        return False
