"""The addresses of the site."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute

from airdate.web.pages.evidence import evidence, judge
from airdate.web.pages.home import home
from airdate.web.pages.title import title
from airdate.web.site import Site, form, page


def routes(site: Site) -> Sequence[BaseRoute]:
    """Return all routes, those of forms among them."""
    return [
        *page("/", home, site=site),
        *page("/t/{ref}", title, site=site),
        *page("/d/{document}", evidence, site=site),
        form("/claims/{claim}/judge", judge, site=site),
    ]
