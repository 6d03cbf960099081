"""The addresses of the site."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Mount

from airdate.web.api import api
from airdate.web.feeds import feeds
from airdate.web.pages.add import add, added
from airdate.web.pages.alerting import act_on_channel, add_rule, remove_rule
from airdate.web.pages.alerts import alerts
from airdate.web.pages.article import article
from airdate.web.pages.calendar import month
from airdate.web.pages.checking import checking
from airdate.web.pages.entering import entering
from airdate.web.pages.evidence import evidence, judge
from airdate.web.pages.following import follow, following, import_list
from airdate.web.pages.home import home
from airdate.web.pages.news import news
from airdate.web.pages.outlets import outlet, outlets_page
from airdate.web.pages.rumours import rumours_page
from airdate.web.pages.search import search
from airdate.web.pages.title import title
from airdate.web.pages.watching import (
    act_on_place,
    add_place,
    import_places,
    watch_log,
    watched,
    watching,
)
from airdate.web.pictures import pictures
from airdate.web.site import Site, form, page


def routes(site: Site) -> Sequence[BaseRoute]:
    """Return all routes, those of forms among them; the narrower come first."""
    return [
        Mount("/api/v1", api(site)),
        *feeds(site),
        *pictures(site),
        *entering(site),
        *page("/", home, site=site),
        *page("/t/{ref}", title, site=site),
        *page("/t/{ref}/article", article, site=site),
        *page("/rumours", rumours_page, site=site),
        *page("/d/{document}", evidence, site=site),
        *page("/calendar", month, site=site),
        *page("/changes", news, site=site),
        *page("/sources", outlets_page, site=site),
        *page("/sources/{name}", outlet, site=site),
        *checking(site),
        *page("/search", search, site=site),
        *page("/add", add, site=site),
        *page("/watching", watching, site=site),
        *page("/watching/log", watch_log, site=site),
        *page("/watching/{place}", watched, site=site),
        *page("/following", following, site=site),
        *page("/alerts", alerts, site=site),
        form("/watching", add_place, site=site),
        form("/watching/import", import_places, site=site),
        form("/watching/{place}", act_on_place, site=site),
        form("/following", follow, site=site),
        form("/following/import", import_list, site=site),
        form("/alerts", add_rule, site=site),
        form("/alerts/rules/{rule}", remove_rule, site=site),
        form("/alerts/channels/{channel}", act_on_channel, site=site),
        form("/claims/{claim}/judge", judge, site=site),
        form("/add", added, site=site),
    ]
