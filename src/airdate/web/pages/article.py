"""The article on a title: written beside the answers, each sentence with numbers of its sources."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from airdate.errors import Occupied
from airdate.publish.article import article_json, article_markdown, numbered
from airdate.web.answers import Answer
from airdate.web.pages.title import dossier_of
from airdate.web.site import Site

_MARKDOWN = "text/markdown; charset=utf-8"

_PATIENCE_SECONDS = 30.0
"""So long a download waits: programs do not come again by themselves."""


def article(site: Site, request: Request) -> Answer:
    """Return the article on a title as of a day, or word that it is being written."""
    dossier = dossier_of(site, request, request.path_params["ref"])
    listing, when = dossier.listing, dossier.when
    found = site.articles.of(listing, when)
    words = {
        "listing": listing,
        "when": when,
        "article": found,
        "passages": numbered(found) if found else (),
        "provisional": dossier.provisional,
    }
    data: dict[str, Any] = {"ref": listing.ref, "pending": found is None}
    if found is not None:
        data |= article_json(found)
    passing = found is None or dossier.provisional
    waiting = {"refresh": "3"} if passing else {}
    return Answer("article.html", words, data, passing=passing, headers=waiting)


def article_download(site: Site, request: Request) -> tuple[bytes, str]:
    """Return the article in Markdown. Raises: Occupied where it takes long to be written."""
    dossier = dossier_of(site, request, request.path_params["ref"])
    found = site.articles.of(dossier.listing, dossier.when, wait=_PATIENCE_SECONDS)
    if found is None:
        raise Occupied("The article is being written.", "Ask again in a moment.")
    return article_markdown(found).encode("utf-8", errors="replace"), _MARKDOWN
