"""The browser's door: pages, feeds and a JSON API of one ledger, served by `airdate serve`.

`app(settings)` gives the site as an ASGI application. It reads requests, asks the pipeline, and
has the renderers answer; it keeps nothing that the ledger does not hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from airdate.web.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

__all__ = ["LOOPBACK", "Settings", "app"]


def app(settings: Settings) -> Starlette:
    """Return the site of a ledger as an ASGI application."""
    from airdate.web.site import application

    return application(settings)
