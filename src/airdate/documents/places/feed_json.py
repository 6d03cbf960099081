"""The items of JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import html
from typing import Any

from airdate.documents.places.addresses import web_address
from airdate.documents.places.draft import Draft, Head
from airdate.documents.places.limits import LONGEST_HTML, MOST_DRAFTS


def read_json(found: Any, *, url: str | None) -> tuple[Head, list[Draft], int] | None:
    """Return the head of a feed, its items and how many were beyond; None for what is no feed."""
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    if "jsonfeed" not in str(found.get("version", "")) and not _looks_like_items(found["items"]):
        return None
    base = web_address(_text(found.get("feed_url")), url) or url
    home = web_address(_text(found.get("home_page_url")), base)
    hubs = [hub for hub in _list(found.get("hubs")) if isinstance(hub, dict)]
    head = Head(
        base=base or home,
        title=html.escape(_text(found.get("title")), quote=False),
        home=home,
        next=web_address(_text(found.get("next_url")), base),
        hub=next(filter(None, (web_address(_text(hub.get("url")), base) for hub in hubs)), None),
        language=_text(found.get("language")) or None,
    )
    items = [item for item in found["items"] if isinstance(item, dict)]
    drafts = [_draft(item, head) for item in items[:MOST_DRAFTS]]
    return head, drafts, len(items) - len(drafts)


def _looks_like_items(items: list[Any]) -> bool:
    keys = {"content_html", "content_text", "date_published"}
    return any(isinstance(item, dict) and keys & item.keys() for item in items[:5])


def _draft(item: dict[str, Any], head: Head) -> Draft:
    content = _text(item.get("content_html"))
    if not content and (plain := _text(item.get("content_text"))):
        lines = (html.escape(line, quote=False) for line in plain.split("\n") if line.strip())
        content = "".join(f"<p>{line}</p>" for line in lines)
    people = [*_list(item.get("authors")), item.get("author")]
    names = (_text(who.get("name")) for who in people if isinstance(who, dict))
    key = item.get("id")
    return Draft(
        base=head.base,
        guid=str(key) if isinstance(key, str | int | float) else "",
        guid_is_link=True,
        link=web_address(_text(item.get("url")) or _text(item.get("external_url")), head.base),
        title=html.escape(_text(item.get("title")), quote=False),
        author=next(filter(None, names), ""),
        published=item.get("date_published"),
        updated=item.get("date_modified"),
        summary=html.escape(_text(item.get("summary")), quote=False),
        content=content[:LONGEST_HTML],
        language=_text(item.get("language")) or None,
    )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value[:50] if isinstance(value, list) else []
