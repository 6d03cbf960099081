"""`/healthz` and `/readyz`: whether the process is alive, and whether its ledger answers.

They tell nothing of what the ledger holds, so they ask for no token: a container's health check
and a balancer have none.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from airdate.errors import LedgerError

if TYPE_CHECKING:
    from airdate.web.site import Site

log = logging.getLogger("airdate.web")

_FRESH = {"cache-control": "no-store"}


def health(site: Site) -> Sequence[BaseRoute]:
    """Return the routes that anybody may ask."""

    async def alive(_: Request) -> Response:
        return PlainTextResponse("alive\n", headers=_FRESH)

    async def ready(_: Request) -> Response:
        try:
            await run_in_threadpool(_ask, site)
        except LedgerError as error:
            log.warning("not ready: %s", error)  # whoever asks is told no path and no reason
            return PlainTextResponse("the ledger does not answer\n", 503, headers=_FRESH)
        return PlainTextResponse("ready\n", headers=_FRESH)

    return (
        Route("/healthz", alive, methods=["GET"]),
        Route("/readyz", ready, methods=["GET"]),
    )


def _ask(site: Site) -> None:
    with site.library.pool.reading() as ledger:
        ledger.version()
