"""Sitemaps as lists of addresses: news sitemaps, indexes of sitemaps, plain lists; gzip too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a sitemap lists; title, published and language are of news sitemaps."""

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists: pages, or further sitemaps. left_out: entries beyond MOST_ENTRIES."""

    pages: tuple[Listed, ...]
    sitemaps: tuple[Listed, ...] = ()
    left_out: int = 0


def read_sitemap(data: bytes, *, url: str | None, now: datetime) -> Sitemap:
    """Return what a sitemap lists, in its order.

    url: where it was had; relative addresses are resolved against it.  now: aware; later moments
    are not believed.  Raises: Malformed.
    """
    return Sitemap(())
