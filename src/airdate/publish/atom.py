"""Changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from xml.etree import ElementTree

from airdate.publish.news import Item
from airdate.publish.text import safe

_ATOM = "http://www.w3.org/2005/Atom"


def atom(items: Sequence[Item], *, title: str, here: str, page: str, updated: datetime) -> bytes:
    """Return the items as a feed, as they come. here, page: the feed's address and its page's.

    updated: the moment where there is no item.
    """
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", here)
    _add(feed, "title", safe(title))
    latest = max((item.learned_at for item in items), default=updated)
    _add(feed, "updated", _moment(latest))
    _add(feed, "link", rel="self", href=here, type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=page, type="text/html")
    _add(_add(feed, "author"), "name", "airdate")
    _add(feed, "generator", "airdate")
    for item in items:
        _entry(feed, item)
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(feed: ElementTree.Element, item: Item) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "link", rel="alternate", href=item.url, type="text/html")
    _add(entry, "published", _moment(item.said_at))
    _add(entry, "updated", _moment(item.learned_at))
    _add(entry, "category", term=item.kind)
    _add(entry, "content", content_html(item), type="html")


def content_html(item: Item) -> str:
    """Return an item's text and its sentences as HTML that holds nothing of strangers but words."""
    parts = [f"<p>{escape(item.text)}</p>"]
    for quote in item.quotes:
        who = escape(quote.outlet)
        if quote.url:
            who = f'<a href="{escape(quote.url)}">{who}</a>'
        parts.append(f"<blockquote>{escape(quote.words)}</blockquote><p>{who}</p>")
    return "".join(parts)


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **named: str
) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", named)
    made.text = text
    return made


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
