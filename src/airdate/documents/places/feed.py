"""Feeds as items: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from airdate.model import Document, Unreadable


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed.

    key: stable from visit to visit: the feed's own identifier, else the address, else a hash.
    url: http or https, resolved against the feed; None where it names no such address.
    title, author, summary: plain text, without markup.  full_html: the whole text where the feed
    carries one, as HTML that nobody has cleaned: to be read, never to be shown.
    published, updated: aware UTC; None where not said, not readable or after `now`.
    """

    key: str
    url: str | None
    title: str
    author: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    full_html: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed holds.

    home: the page of the site that it belongs to.  next: the address of its older part (RFC 5005,
    JSON Feed's next_url).  hub: the WebSub hub that it names.  ttl_minutes: how long it says that a
    copy stays good, 1..43,200.  left_out: items beyond MOST_ITEMS, or without anything to read.
    """

    title: str
    home: str | None
    items: tuple[Item, ...]
    next: str | None = None
    hub: str | None = None
    ttl_minutes: int | None = None
    language: str | None = None
    left_out: int = 0


def read_feed(data: bytes, *, url: str | None, now: datetime, charset: str | None = None) -> Feed:
    """Return the feed that bytes are.

    url: where it was had, None for a file; links are resolved against it.  now: aware; no item is
    taken to be of a later moment.  charset: what the server named.  Raises: Malformed.
    """
    return Feed("", None, ())


def is_whole(item: Item) -> bool:
    """Return whether an item carries its article, so that its page need not be fetched.

    The rule is in docs/watching-formats.md.
    """
    return False


def read_item(item: Item, *, feed: Feed, now: datetime) -> Document | Unreadable:
    """Return the document of an item's own words: its full text, else its title and summary.

    Where `is_whole(item)` is false and it has an address, its page says more; this is what is left
    when that cannot be had.
    """
    return Unreadable(item.url or item.key, "the item has no words", "open its page")
