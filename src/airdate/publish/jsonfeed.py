"""Changes as a JSON Feed (version 1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from airdate.publish.atom import content_html
from airdate.publish.news import Item
from airdate.publish.text import safe

_FORM = "%Y-%m-%dT%H:%M:%SZ"


def json_feed(items: Sequence[Item], *, title: str, here: str, page: str) -> dict[str, Any]:
    """Return the items as a feed. here, page: the feed's address and its page's."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": safe(title),
        "home_page_url": page,
        "feed_url": here,
        "language": "en",
        "items": [_item(item) for item in items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_text": item.text,
        "content_html": content_html(item),
        "date_published": item.said_at.strftime(_FORM),
        "date_modified": item.learned_at.strftime(_FORM),
        "tags": [item.kind],
    }
